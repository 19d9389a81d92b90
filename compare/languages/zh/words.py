"""Lists of Chinese words: stop words, characters that end a label."""

from __future__ import annotations

from compare.languages.rules import Words

WORDS = Words(
    stop_words=frozenset("的了和与及在是为对将并把也都就等其这该之于以同着过地得中"),
    # Fewer than the stop words in one way: 中 and 地 stand in names.
    label_breaks=frozenset(
        "的了和与及对在将就是也并同等各该其此这那为以于被把向从或而又还要应我你他她们着过"
    ),
)
