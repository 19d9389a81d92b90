"""A library written to files, and read back."""
