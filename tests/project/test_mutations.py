"""The named mutations are of the code as it stands, and name tests that exist."""

from __future__ import annotations

import ast

import pytest

from tests.bench.named_mutations import MUTATIONS, ROOT, Mutation, mutated


@pytest.mark.parametrize("mutation", MUTATIONS, ids=[m.title for m in MUTATIONS])
def test_a_named_mutation_fits_the_code(mutation: Mutation) -> None:
    text = (ROOT / mutation.file).read_text(encoding="utf-8")
    ast.parse(mutated(mutation, text))
    assert mutation.tests
    assert all((ROOT / test).is_file() for test in mutation.tests)


def test_each_has_a_title_of_its_own() -> None:
    assert len({mutation.title for mutation in MUTATIONS}) == len(MUTATIONS) == 28
