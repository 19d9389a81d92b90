"""Labelled events, and how well a comparison agrees with those who labelled them."""
