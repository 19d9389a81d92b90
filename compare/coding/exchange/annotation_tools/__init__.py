"""Texts, passages and judgements in the forms of annotation tools: Potato and INCEpTION."""
