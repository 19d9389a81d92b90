"""From probabilities of pairs to links; sees matrices only, never text or models."""
