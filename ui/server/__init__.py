"""The dashboard as a server: who may use it, and what is refused before Streamlit sees it."""
