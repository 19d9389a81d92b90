"""What a coder is shown next, and where coders differ."""
