"""Forms by which a visitor brings texts, keeps them, and changes the codebook."""
