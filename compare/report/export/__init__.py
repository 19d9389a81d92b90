"""The JSON form of a comparison: its schema, writing it and reading it back."""
