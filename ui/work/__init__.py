"""What takes time: comparisons in threads, how far they are, and ways to stop them."""
