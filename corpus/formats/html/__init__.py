"""The article of a web page, and what the page says of itself."""
