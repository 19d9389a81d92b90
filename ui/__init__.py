"""The dashboard: what a researcher sees and does; all numbers come from :mod:`compare`."""
