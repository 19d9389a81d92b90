"""The commands on many events, and on what is kept between runs."""
