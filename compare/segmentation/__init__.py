"""A statement as segments with exact offsets: where they end, and whose words they report."""
