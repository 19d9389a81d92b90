"""How far two texts are from the labelled events, and what those are like."""
