"""PDFs: read in a process of their own, glyph by glyph, line by line, paragraph by paragraph."""
