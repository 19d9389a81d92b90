"""Makes the weights that ship, from named data; nothing that runs imports it."""
