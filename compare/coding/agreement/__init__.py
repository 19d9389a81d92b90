"""How far coders agree: coefficients, intervals, where they differ, and words for a paper."""
