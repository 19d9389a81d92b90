"""Bytes that mean something in files of a kind."""

from __future__ import annotations

MARKUP = (
    b"<p>", b"</p>", b"<div>", b"<!--", b"-->", b"<table><tr><td>", b"<svg>", b"<script>",
    b"<title>", b"<![CDATA[", b"]]>", b"<o:p>", b"<1a>", b"&#x110000;", b"&#0;", b"&nbsp;",
    b"<meta charset=utf-7>", b'<time datetime="2024-13-45">',
    b'{"@type":"NewsArticle","datePublished":[[]]}', b"<base href=//[>",
)  # fmt: skip
YAML = (
    b"- ", b"? ", b": ", b"&a ", b"*a", b"<<: ", b"!!python/name:os ", b"|", b">", b"{a: ", b"[",
    b"---\n", b"...\n", b"%YAML 9\n", b'"\\UFFFFFFFF"', b"1:59:59", b"#", b"\n  ", b"\xc2\x85",
    b"0x", b"id: ", b"names:",
)  # fmt: skip
JSON = (
    b'{"a":', b"[[", b'"\\ud800"', b"1e400", b"-0", b'"text":', b'"schema":', b"\n", b'"left":',
    b"-5", b"99999", b"1.5", b'"2024-99-99"',
)  # fmt: skip
PDF = (
    b"obj", b"endobj", b"stream\n", b"endstream", b"xref", b"trailer", b"<<", b">>",
    b"/Kids [2 0 R]", b" 0 R", b"/Filter /FlateDecode", b"/Length -1", b"/Length 99999999", b"Tj",
    b"BT", b"ET", b"Do", b"/ObjStm", b"/Encrypt 1 0 R", b"/Predictor 15",
    b"beginbfrange <00> <FFFFFFFF> <00>", b"cm", b"1e9 0 0 1e9 0 0 Tm",
)  # fmt: skip
WORD = (
    b"<w:p>", b"</w:p>", b"<w:r><w:t>", b"</w:t></w:r>", b"<w:tbl><w:tr><w:tc>", b"<w:br/>",
    b"<!DOCTYPE a>", b"&lt;", b"&a;", b"<w:del>", b"<mc:AlternateContent>", b"<w:tab/>",
    b'xmlns:w=""',
)  # fmt: skip
ARCHIVE = (
    b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"../", b"/etc/x", b"\xff\xff\xff\xff",
    b"library.yaml",
)  # fmt: skip
TEXT = (
    "。", "！”", "“", "”", "（一）", "1. ", "Q: ", "答：", "U.S. ", "Mr. ", "said that ",
    "强调，", "- ", "\u2028", "\u200f", "e\u0301", "...", "?!", "No. ", "\n\n", "MR. MILLER: ",
    "\U0001f1fa\U0001f1f8", "；", "(", "«", "was not discussed",
)  # fmt: skip
TEMPLATE = (
    b"{{", b"}}", b"{%", b"%}", b"{{ pairs }}", b"{% for a in range(99) %}", b"{% endfor %}",
    b"|safe", b"|format", b"{% include 'a' %}", b"{{ ''.__class__ }}", b"{% macro m() %}",
    b"{% endmacro %}", b"#let a = ", b"#read(\"", b"#import ", b"$ x^2 $",
    b"#for i in range(9) [", b"]", b"#eval(", b"#sys.inputs", b"**",
)  # fmt: skip
