"""How a report looks: one writer a format."""
