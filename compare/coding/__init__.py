"""People's judgements on results: kept, applied, compared with each other, learned from."""
