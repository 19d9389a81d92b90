"""Readers of file formats: bytes to text."""
