"""One module for each revision; once released, none is changed."""
