"""What shows in English how the name of a place is meant."""

from __future__ import annotations

import re

from compare.languages.rules import PlaceRules

PLACES = PlaceRules(
    general=re.compile(
        r"(?:regional|global|international)[\w ,-]{0,25} "
        r"(?:issues|matters|affairs|topics|challenges)"
    ),
    venue_before=re.compile(
        r"(?i:meeting|summit|met|visit|talks|held|landed|arrived)(?=[^.;]{0,40}\Z)"
        r"[^.;]*?(?:\bin|\bat|, )\s*(?:the )?\Z"
    ),
)
