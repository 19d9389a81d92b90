"""Charts as shapes, and the forms they are drawn in."""
