"""A result in short: its headline, a brief on one page, and the report for a terminal."""
