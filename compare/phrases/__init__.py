"""The words of results, in English and Chinese: one table, and sentences made from data."""
