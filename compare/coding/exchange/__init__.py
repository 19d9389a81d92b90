"""Codings from elsewhere and to elsewhere: tables, QDA programs, annotation tools."""
