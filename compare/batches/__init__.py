"""Many events compared: one event's failure is a row, and what is done is never done again."""
