"""Which statements seem to be of one event."""

from __future__ import annotations

import datetime as dt

from library_texts import statement

from corpus import Library, samples


def test_accounts_of_one_event_are_suggested(library_place: str) -> None:
    bundled = samples.load("blinken-wang-munich-2024")
    us, prc = bundled.statements
    with Library(library_place, namer=lambda one: frozenset({"Taiwan", "Munich"})) as library:
        library.add(us)
        library.add(prc)
        library.add(prc.model_copy(update={"id": "later", "date": dt.date(2024, 6, 1)}))
        (one,) = library.suggest()
        assert set(one.statements) == {us.id, prc.id}
        assert one.score >= 0.5
        assert "same day" in one.reasons[0] or "day" in one.reasons[0]
        library.remove(prc.id)
        (new,) = library.suggest(prc)
        assert new.events == (us.id,)
        library.add(prc, us.id)
        assert library.suggest() == []


def test_a_date_alone_suggests_nothing(library_place: str) -> None:
    with Library(library_place, namer=lambda one: frozenset()) as library:
        library.add(statement("a", "US", "One.", title="Call on trade"))
        library.add(statement("b", "PRC", "二。", title="会见", language="zh"))
        assert library.suggest() == []
