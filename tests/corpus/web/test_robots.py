"""robots.txt: what a site asks to be left alone is left alone, in every spelling of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.web.robots import LIMIT, allows

ALL = "User-agent: *\n"


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/a", True),
        ("<html>Not found</html>", "/a", True),
        (ALL + "Disallow:", "/a", True),
        (ALL + "Disallow: /", "/a", False),
        (ALL + "Disallow: /", "/robots.txt", True),
        ("\ufeff" + ALL + "Disallow: /", "/a", False),
        ("user-AGENT : *\rDISALLOW : /a # all of it\r", "/a/b", False),
        (ALL + "Disallow: /a", "/b/a", True),
        (ALL + "Disallow: /a\nAllow: /a/b", "/a/b/c", True),  # the longest that fits
        (ALL + "Allow: /a/b\nDisallow: /a", "/a/c", False),
        (ALL + "Disallow: /a\nAllow: /a", "/a", True),  # of two as long the one that allows
        (ALL + "Disallow: /*.pdf$", "/x/y.pdf", False),
        (ALL + "Disallow: /*.pdf$", "/x/y.pdf?page=1", True),
        (ALL + "Disallow: /*/print", "/x/print/1", False),
        (ALL + "Disallow: /*?print=", "/x?print=1", False),
        (ALL + "Disallow: /private", "/%70rivate", False),
        (ALL + "Disallow: /%70rivate", "/private", False),
        (ALL + "Disallow: /会见", "/%E4%BC%9A%E8%A7%81/1", False),
        (ALL + "Disallow: /a/b", "/a%2fb", False),
        (ALL + "Disallow: /a%2Fb", "/a/b", False),
        (ALL + "Disallow: //a", "//a", False),
        (ALL + "Disallow: /\nAllow: /index.html", "/", False),
        (ALL + "Disallow: /\nAllow: /index.html", "/index.html", True),
        ("User-agent: readouts\nDisallow: /a\n\n" + ALL + "Disallow: /b", "/b", True),
        ("User-agent: Readouts/2.1 (x)\nDisallow: /a\n\n" + ALL + "Allow: /", "/a", False),
        ("User-agent: other\nUser-agent: readouts\nDisallow: /a", "/a", False),
        ("User-agent: other\nDisallow: /a", "/a", True),
        ("User-agent: read\nAllow: /\n\n" + ALL + "Disallow: /", "/a", False),
        ("User-agent: out\nAllow: /\n\n" + ALL + "Disallow: /", "/a", False),
        (ALL + "Crawl-delay: 9\nSitemap: https://a/b\nDisallow: /a", "/a", False),
    ],
)
def test_what_may_be_taken(robots: str, path: str, allowed: bool) -> None:
    assert allows(robots, path) is allowed


def expected(rules: list[tuple[bool, str]], path: str) -> bool:
    """The rule of RFC 9309 by regular expressions, slow and plain."""
    best = (0, True)
    for allow, pattern in rules:
        end = "$" if pattern.endswith("$") else ""
        parts = map(re.escape, pattern.removesuffix("$").split("*"))
        if re.match(".*".join(parts) + end, path):
            best = max(best, (len(pattern), allow))
    return best[1]


RULES = st.lists(
    st.tuples(st.booleans(), st.text("ab/*", max_size=5), st.sampled_from(["", "", "$"])).map(
        lambda rule: (rule[0], f"/{rule[1]}{rule[2]}")
    ),
    max_size=6,
)


@given(RULES, st.text("ab/", max_size=6).map(lambda text: f"/{text}"))
def test_the_longest_rule_that_fits_decides(rules: list[tuple[bool, str]], path: str) -> None:
    lines = [f"{'Allow' if allow else 'Disallow'}: {pattern}" for allow, pattern in rules]
    assert allows(ALL + "\n".join(lines), path) is expected(rules, path)


def test_a_hostile_file_is_read_to_its_end() -> None:
    stars = ALL + "Disallow: /" + "*a" * (LIMIT // 2)
    assert allows(stars, "/" + "a" * 2_000)
    many = ALL + "Disallow: /*a*b*c$\n" * (LIMIT // 20) + "Disallow: /secret"
    assert not allows(many, "/secret")


@given(st.text(), st.text())
def test_any_file_gives_an_answer(robots: str, path: str) -> None:
    assert allows(robots, f"/{path}") in (True, False)
