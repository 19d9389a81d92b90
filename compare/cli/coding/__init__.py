"""The commands of people's judgements."""
