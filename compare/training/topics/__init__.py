"""Makes the models of topics, which say what a segment raises."""
