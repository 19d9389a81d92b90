"""Pages from the web, and what is allowed there."""
