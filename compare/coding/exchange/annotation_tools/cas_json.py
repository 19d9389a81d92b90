"""Judgements as UIMA CAS JSON, which INCEpTION brings in; one document a statement.

Apache UIMA JSON CAS, version 0.4.0: types, feature structures by number, and the view of the text.
"""

from __future__ import annotations

import json
from typing import Any

from compare.coding.exchange.annotation_tools.documents import (
    FEATURES,
    LAYER,
    Document,
    lines,
    tokens,
    utf16,
)

_ANNOTATION = "uima.tcas.Annotation"
_SEGMENTATION = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
_META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_TITLE = ("documentTitle", "documentId")


def cas_json(document: Document) -> bytes:
    """The bytes of one document, which holds its types."""
    text, count = document.statement.text, utf16(document.statement.text)
    held: list[dict[str, Any]] = []

    def add(kind: str, start: int, end: int, **features: str) -> None:
        # What is empty is not there.
        kept = {name: value for name, value in features.items() if value}
        place = {"@sofa": 1, "begin": count[start], "end": count[end]}
        held.append({"%ID": len(held) + 2, "%TYPE": kind, **place, **kept})

    titles = {"documentTitle": document.statement.title or document.name}
    titles |= {"documentId": document.name, "language": document.statement.language}
    add(_META, 0, len(text), **titles)
    edges = [edge for each in document.coded for edge in (each.start, each.end)]
    for line in lines(text):
        add(f"{_SEGMENTATION}.Sentence", *line)
        for token in tokens(text, line, edges):
            add(f"{_SEGMENTATION}.Token", *token)
    for each in document.coded:
        add(LAYER, each.start, each.end, **dict(zip(FEATURES, each.values, strict=True)))
    sofa = {
        "%ID": 1,
        "%TYPE": "uima.cas.Sofa",
        "sofaNum": 1,
        "sofaID": "_InitialView",
        "mimeType": "text",
        "sofaString": text,
    }
    view = {"%SOFA": 1, "%MEMBERS": [each["%ID"] for each in held]}
    whole = {
        "%TYPES": _types(),
        "%FEATURE_STRUCTURES": [sofa, *held],
        "%VIEWS": {"_InitialView": view},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _types() -> dict[str, Any]:
    return {
        f"{_SEGMENTATION}.Sentence": _type(f"{_SEGMENTATION}.Sentence", _ANNOTATION),
        f"{_SEGMENTATION}.Token": _type(f"{_SEGMENTATION}.Token", _ANNOTATION),
        _META: _type(_META, "uima.tcas.DocumentAnnotation", *_TITLE),
        LAYER: _type(LAYER, _ANNOTATION, *FEATURES),
    }


def _type(name: str, parent: str, *features: str) -> dict[str, Any]:
    fields = {f: {"%NAME": f, "%RANGE": "uima.cas.String"} for f in features}
    return {"%NAME": name, "%SUPER_TYPE": parent, **fields}
