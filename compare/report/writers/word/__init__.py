"""A report as a Word document."""
