"""Search in a library, for words and by meaning."""
