"""A comparison as tables: CSV, Excel, Parquet, and a ZIP of them all."""
