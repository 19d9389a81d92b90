"""Opens a REFI-QDA project with QualCoder's own code and writes what came of it, for the tests.

Run by a Python that has what QualCoder imports, never by ours:

    python in_qualcoder.py SRC project.qdpx again.qdpx

``SRC`` is the folder ``src`` of a copy of QualCoder. The project is brought into a new database
as QualCoder makes it, and exported again; what the database holds is printed as JSON.
"""

from __future__ import annotations

import ast
import builtins
import json
import os
import sqlite3
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any


def main(source: str, project: str, again: str) -> None:
    """Import, print what there is, export."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, source)
    builtins._ = lambda text: text  # type: ignore[attr-defined]  # its translations
    from PyQt6 import QtWidgets
    from qualcoder import refi

    application = QtWidgets.QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        (Path(folder) / ".qualcoder").mkdir()
        (Path(folder) / "study.qda" / "documents").mkdir(parents=True)
        connection = _database(Path(source) / "qualcoder" / "__main__.py")
        app = _app(connection, folder)
        messages: list[str] = []
        pane = SimpleNamespace(append=messages.append)
        refi.Message = lambda *texts: SimpleNamespace(exec=lambda: messages.append(str(texts[2])))
        box = QtWidgets.QFileDialog
        box.getOpenFileName = lambda *_a, **_k: (project, True)
        box.getExistingDirectory = lambda *_a, **_k: folder
        refi.RefiLineEndings.exec = lambda _self: 0
        refi.RefiImport(app, pane, "qdc" if project.endswith(".qdc") else "qdpx")
        print(json.dumps(_held(connection, messages), ensure_ascii=False))
        if project.endswith(".qdpx"):
            refi.RefiExport(app, pane, "project")
            Path(folder, "study.qdpx").replace(again)
    application.quit()


def _database(main_module: Path) -> sqlite3.Connection:
    """A new database with the tables that QualCoder makes for a new project."""
    connection = sqlite3.connect(":memory:")
    for node in ast.walk(ast.parse(main_module.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name == "new_project":
            for call in (c for c in ast.walk(node) if isinstance(c, ast.Call) and c.args):
                text = call.args[0]
                if isinstance(text, ast.Constant) and str(text.value).startswith("CREATE TABLE"):
                    connection.execute(str(text.value))
    connection.execute("insert into project (databaseversion, date) values('', '2024-01-01 00:00')")
    return connection


def _app(connection: sqlite3.Connection, folder: str) -> Any:
    settings = {
        "codername": "default",
        "ai_enable": "False",
        "fontsize": 9,
        "font": "",
        "directory": folder,
    }
    return SimpleNamespace(
        conn=connection,
        settings=settings,
        ai_models=[],
        project_path=f"{folder}/study.qda",
        project_name="study.qda",
        version="QualCoder",
        write_config_ini=lambda *_: None,
        get_annotations=lambda: [],
    )


def _held(connection: sqlite3.Connection, messages: list[str]) -> dict[str, Any]:
    """What the database holds, as plain rows."""

    def rows(query: str) -> list[Any]:
        return [list(row) for row in connection.execute(query)]

    return {
        "messages": messages,
        "sources": rows("select name, fulltext from source order by name"),
        "codes": rows(
            "select code_name.name, code_cat.name from code_name left join code_cat "
            "on code_cat.catid = code_name.catid order by code_name.name"
        ),
        "codings": rows(
            "select source.name, pos0, pos1, code_name.name, code_text.owner, seltext "
            "from code_text join code_name on code_name.cid = code_text.cid "
            "join source on source.id = code_text.fid order by 1, 2, 4, 5"
        ),
        "cases": rows(
            "select cases.name, attribute.name, attribute.value from cases join attribute "
            "on attribute.id = cases.caseid and attribute.attr_type = 'case' order by 1, 2"
        ),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
