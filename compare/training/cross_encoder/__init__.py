"""Makes the cross-encoder, which says how much of one passage another conveys."""
