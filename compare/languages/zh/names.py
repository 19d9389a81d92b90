"""Chinese titles, and the words around names of sides and persons."""

from __future__ import annotations

import re

from compare.languages.rules import NameRules

_BEFORE_TITLE = re.compile(r"[，。；：“”！？]|[同与和向对在]")


def introduction(before: str) -> str:
    """The characters between a name and the mark, or the word, before its title."""
    return _BEFORE_TITLE.split(before[-30:])[-1]


NAMES = NameRules(
    joining="[、与和同及]",
    bare_title=re.compile(
        r"(?:总统|主席|国务卿|外长|外交部长|部长|主任|总理|首相|大使|特使|代表|发言人|代表团)+"
    ),
    short_form=re.compile(
        r"(?P<name>[\u3400-\u9fff]{1,3}?)"
        r"(?P<title>总统|主席|国务卿|外长|部长|总理|首相|大臣|外相|防相|大使|特使|资政)"
    ),
    before_guest=("会见", "同", "与"),
    introduction=introduction,
)
