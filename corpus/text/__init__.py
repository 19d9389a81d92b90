"""Text as it comes: characters, encodings, dates, languages."""
