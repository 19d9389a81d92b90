"""English words that turn a claim into its opposite.

Besides the negating words themselves, the verbs of refusal and opposition: "opposes the sanctions"
is the opposite of "supports the sanctions".
"""

from __future__ import annotations

import re

from compare.languages.rules import NegationRules

NEGATION = NegationRules(
    negating=re.compile(
        r"\b(?:not|no(?![-.])|never|nor|neither|none|nothing|without|cannot|refus\w+|reject\w+|oppos\w+"
        r"|den(?:y|ies|ied)|unable|unwilling)\b|n[’']t\b",
        re.IGNORECASE,
    ),
    idle=re.compile(
        r"\b(?:not only|no doubt|without (?:doubt|delay)|no (?:longer|later) than|not least"
        r"|nothing is more)\b",
        re.IGNORECASE,
    ),
    distancing=re.compile(r"\bso[- ]called\s+", re.IGNORECASE),
)
