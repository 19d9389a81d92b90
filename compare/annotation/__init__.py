"""What is found in one statement: names, quantities, terms, tone and duty, informativeness."""
