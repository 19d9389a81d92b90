"""What a public docstring must say: the shape of every array, and each error of ours it raises."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tree import dotted, parsed, sources

import compare.errors
import corpus.errors

# How arrays are called in annotations: NumPy's own name, and the names in compare/arrays.py.
ARRAY = re.compile(r"\b(?:NDArray|ndarray|Floats|Indices|Mask|Matrix|Numbers|Rows|Vectors)\b")
SHAPE = re.compile(r"\b[Ss]hapes? \(|\b[Oo]f any shape\b|(?<!\w)\([a-z](?:, \w+)*,?\)")
OURS = {
    name
    for module in (compare.errors, corpus.errors)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, Exception)
}
MODULES = [*sources("corpus"), *sources("compare")]

# Being moved to a module of its own, with a docstring that says it.
LATER = "SpanEvidence.of"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Public:
    """A function or method that others may call."""

    name: str
    node: Function
    owner: ast.ClassDef | None

    @property
    def doc(self) -> str:
        """Its docstring, with that of its class for what the class takes."""
        parts = [ast.get_docstring(self.node) or ""]
        if self.owner is not None and self.node.name == "__init__":
            parts.append(ast.get_docstring(self.owner) or "")
        return "\n".join(parts)


def public(path: Path) -> Iterator[Public]:
    for node in parsed(path).body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield Public(f"{dotted(path)}.{node.name}", node, None)
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for inner in node.body:
                if isinstance(inner, Function) and (
                    not inner.name.startswith("_") or inner.name == "__init__"
                ):
                    yield Public(f"{dotted(path)}.{node.name}.{inner.name}", inner, node)


def is_command(node: Function) -> bool:
    """A command of the command line: its docstring is its help, and main explains its errors."""
    return any(
        re.match(r"app\.(?:command|callback)\b", ast.unparse(d)) for d in node.decorator_list
    )


def takes_or_gives_arrays(node: Function) -> bool:
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    annotations = [a.annotation for a in given] + [node.returns]
    return any(ARRAY.search(ast.unparse(a)) for a in annotations if a is not None)


def raised(node: Function) -> set[str]:
    """The errors of ours that the body itself raises, functions inside it left out."""
    found = set()
    waiting: list[ast.AST] = list(node.body)
    while waiting:
        here = waiting.pop()
        if isinstance(here, Function | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(here, ast.Try) and any(
            handler.type is not None and OURS & set(re.findall(r"\w+", ast.unparse(handler.type)))
            for handler in here.handlers
        ):
            continue  # what is raised here is answered here
        if isinstance(here, ast.Raise) and here.exc is not None:
            call = here.exc.func if isinstance(here.exc, ast.Call) else here.exc
            name = ast.unparse(call).rpartition(".")[2]
            if name in OURS:
                found.add(name)
        waiting.extend(ast.iter_child_nodes(here))
    return found


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_every_array_has_its_shape(path: Path) -> None:
    wrong = [
        f.name
        for f in public(path)
        if not f.name.endswith(LATER) and takes_or_gives_arrays(f.node) and not SHAPE.search(f.doc)
    ]
    assert wrong == [], "say the shape of each array, as in 'shape (m, n)'"


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_every_error_is_named(path: Path) -> None:
    wrong = [
        f"{f.name}: {name}"
        for f in public(path)
        if not is_command(f.node)
        for name in sorted(raised(f.node))
        if not re.search(rf"\b[Rr]aises\b.*\b{name}\b", f.doc, re.DOTALL)
    ]
    assert wrong == [], "name the error under 'Raises:'"


def test_what_is_missing_is_found(tmp_path: Path) -> None:
    """The test sees an array without a shape and an error without a word, and nothing else."""
    code = (
        "def f(x: Floats) -> float:\n    '''The mean.'''\n    raise ReadError('no')\n"
        "def g(x: Floats) -> float:\n    '''The mean of x, shape (n,).\n\n    Raises:\n"
        "        ReadError: no.\n    '''\n    raise ReadError('no')\n"
    )
    first, second = (node for node in ast.parse(code).body if isinstance(node, Function))
    for node, complete in ((first, False), (second, True)):
        doc = ast.get_docstring(node) or ""
        assert takes_or_gives_arrays(node)
        assert bool(SHAPE.search(doc)) == complete
        assert raised(node) == {"ReadError"}
        assert ("Raises:" in doc) == complete
