"""Annotations of one statement: names, quantities, terms, tone and duty, informativeness."""
