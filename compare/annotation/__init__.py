"""What is found in one statement: names, quantities, terms, words of manner, informativeness."""
