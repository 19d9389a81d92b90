"""Which topics a statement raises, by a codebook in two languages."""
