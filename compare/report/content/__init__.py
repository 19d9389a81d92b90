"""What a report says, once, whatever it will look like."""
