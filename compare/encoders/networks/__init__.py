"""The network that the encoder and the cross-encoder that ship have in common."""
