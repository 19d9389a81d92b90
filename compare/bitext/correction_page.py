"""An alignment as one web page, side by side, in which a person corrects the links by hand.

The page needs no network. The numbers of the units of each bead can be edited; the button saves
the corrected links as a table that :func:`compare.bitext.read_alignment` reads.
"""

from __future__ import annotations

import json
from html import escape

from compare.bitext.beads import HEAD, AlignedTexts
from compare.languages import joiner

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 1rem; }
table { border-collapse: collapse; width: 100%; }
td, th { border-top: 1px solid #bbb; padding: .3rem .5rem; text-align: left; vertical-align: top; }
td[contenteditable] { background: #f3f3f3; color: #000; min-width: 4rem; }
td.wrong { outline: 2px solid #b00; }
button { font: inherit; padding: .3rem .8rem; }
"""

_SCRIPT = """
const data = JSON.parse(document.getElementById("units").textContent);
const rows = () => [...document.querySelectorAll("tbody tr")];
const numbers = cell => cell.textContent.split(/[\\s,]+/).filter(Boolean).map(Number);
function show(row) {
  ["left", "right"].forEach((side, k) => {
    const cell = row.cells[k], known = numbers(cell).every(n => data[side].units[n] !== undefined);
    cell.classList.toggle("wrong", !known);
    row.cells[k + 3].textContent = known
      ? numbers(cell).map(n => data[side].units[n]).join(data[side].joiner) : "";
  });
}
document.querySelector("tbody").addEventListener("input", event => {
  const row = event.target.closest("tr");
  row.cells[2].textContent = "";
  show(row);
});
document.getElementById("save").addEventListener("click", () => {
  const lines = rows().filter(row => row.cells[0].textContent.trim()
    || row.cells[1].textContent.trim()).map(row => [
      numbers(row.cells[0]).join(","), numbers(row.cells[1]).join(","),
      ...[2, 3, 4].map(k => row.cells[k].textContent.trim())].join("\\t"));
  const blob = new Blob([data.head + "\\n" + lines.join("\\n") + "\\n"]);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = "corrected.tsv";
  link.click();
});
document.getElementById("add").addEventListener("click", () => {
  const row = document.querySelector("tbody").insertRow();
  for (let k = 0; k < 5; k++) {
    const cell = row.insertCell();
    if (k < 2) cell.contentEditable = "plaintext-only";
  }
});
"""


def correction_page(alignment: AlignedTexts) -> str:
    """The page as HTML: one row a bead, in the order of the beads."""
    units: dict[str, object] = {"head": HEAD}
    for side, statement, spans in (
        ("left", alignment.left, alignment.left_units),
        ("right", alignment.right, alignment.right_units),
    ):
        words = [" ".join(statement.text[start:end].split()) for start, end in spans]
        units[side] = {"units": words, "joiner": joiner(statement.language)}
    data = json.dumps(units, ensure_ascii=False).replace("<", "\\u003c")
    languages = alignment.left.language, alignment.right.language
    rows = []
    for bead in alignment.beads:
        score = "" if bead.score is None else f"{bead.score:.4f}"
        cells = [
            f'<td contenteditable="plaintext-only">{",".join(map(str, numbers))}</td>'
            for numbers in (bead.left, bead.right)
        ]
        cells.append(f"<td>{score}</td>")
        cells += [
            f'<td lang="{escape(language)}">{escape(text)}</td>'
            for language, text in zip(languages, alignment.texts(bead), strict=True)
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    heads = "".join(f'<th scope="col">{name}</th>' for name in HEAD.split("\t"))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f"<title>Links to correct</title><style>{_STYLE}</style></head>\n<body>\n"
        "<p>Edit the numbers of the units on either side; the texts follow. Every number may "
        'stand once. <button id="add">Add a row</button> <button id="save">Save as a table'
        f"</button></p>\n<table><thead><tr>{heads}</tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + f'\n</tbody></table>\n<script type="application/json" id="units">{data}</script>\n'
        f"<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )
