"""What the labelled events are like."""
