"""The pages, one file each: Streamlit runs the file of the page that the address names."""
