"""The commands that compare two statements, and comparisons kept between runs."""
