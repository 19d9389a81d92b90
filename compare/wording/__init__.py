"""How the wording of linked passages differs."""
