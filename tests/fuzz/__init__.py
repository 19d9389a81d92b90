"""Inputs that nobody wrote: each reader of the project is handed thousands of damaged files."""
