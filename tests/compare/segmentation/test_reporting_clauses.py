"""Reporting clauses, character by character: [clause with its {subject}], in two languages."""

from __future__ import annotations

import re

import pytest

from compare.segmentation.reporting_verbs import ReportingClause, find_reporting_clause

AROUND = {"en": ("He said so. ", " He said so."), "zh": ("王毅说，好。", "王毅说，好。")}
"""Sentences before and after the one that is read: nobody may look into them."""

ENGLISH = [
    ("On grain, [{President Biden} also underscored] trust.", "named", True),
    ("[{Wang Yi}, member of the Political Bureau, said] that ties matter.", "named", True),
    ("On Monday, [{Secretary Rubio}, in Oslo, stressed] trust.", "named", True),
    ("Today [{Secretary Rubio} urged] care.", "named", True),
    ("In Oslo, on Monday, [{the Secretary} urged] care.", "named", True),
    ("[{Vice Premier He} said] ties matter.", "named", True),
    ("[{Secretary Rubio and Foreign Minister Wang Yi} held talks] on grain.", "named", True),
    ("Such acts are doomed, [{Wang Yi} said].", "named", True),
    ("The note (a list) is long, [{the Minister} said].", "named", True),
    ("[{The United States} said] so.", "named", True),
    ("[{The United States} supports] peace.", "named", False),
    ("[{The Secretary} supports] peace.", "named", True),
    ("[{The United States} will] lower duties.", "named", False),
    ("[{The two sides} will] lower duties.", "both", False),
    ("[{The two sides} had candid talks] on grain.", "both", True),
    ("[{The two sides} reaffirmed] trust.", "both", True),
    ("[{The two sides}] finished work.", "both", True),
    ("[{The two sides}] together looked at grain.", "both", False),
    ("It was [{agreed}] that contacts go on.", "both", True),
    ("It has been also [{agreed}] that contacts go on.", "both", True),
    ("[{He} raised] grain.", "third_person", True),
    ("[{She} also raised] grain.", "third_person", True),
    ("“No,” [{he} said].", "third_person", True),
    ("[{I} raised] grain.", "first_person", True),
    ("[{I} discussed] grain.", "first_person", True),
    ("[{We} hope] for peace.", "first_person", True),
    ("[{We} agreed] to go on.", "both", True),
    ("Ties hold, as [{the leaders} stressed].", "both", True),
    ("“We stand firm,” [said {Wang Yi}].", "named", True),
    ("“Peace is near” [added {Prime Minister Vale}].", "named", True),
    ('"Peace is near," [says {Wang Yi}], who came late.', "named", True),
    ("‘Peace is near’ [said {Wang Yi}] on Monday.", "named", True),
    ("Peace is near, [said {J. R. Vale}].", "named", True),
]
CHINESE = [
    ("[{习近平}指出]，合作重要。", "named", True),
    ("“[{习近平}指出]，合作重要。", "named", True),
    ("一、[{岩屋大臣}表示]，希望对话。", "named", True),
    ("1. [{岩屋大臣}表示]，希望对话。", "named", True),
    ("在北京，[{李强}强调]合作。", "named", True),
    ("[{中国国务院总理李强}强调]合作。", "named", True),
    ("[{国务卿布林肯先生}表示]，合作重要。", "named", True),
    ("[{习近平主席}向拜登总统转达]问候。", "named", True),
    ("[{布林肯}会见王毅，表示]，美方愿意对话。", "named", True),
    ("[{布林肯}转达]问候，表示，美方愿意对话。", "named", True),
    ("[{王毅和布林肯}讨论]了粮食问题。", "named", True),
    ("[{李强、何立峰}强调]合作。", "named", True),
    ("昨天[{王毅和布林肯}强调]合作。", "named", True),
    ("昨天[{布林肯}会见中方，表示]好。", "named", True),
    ("昨天[{中国李强}强调]合作。", "named", True),
    ("[{李强}强调]会见王毅。", "named", True),
    ("[{李强和王毅}强调]会见布林肯。", "named", True),
    ("昨天[{美方}在会上再三强调]友谊。", "named", True),
    ("[{美方}认为]李强强调友谊。", "named", True),
    ("当天下午会上[{中方}强调]友谊。", "named", True),
    ("‘ [{习近平}指出]，合作重要。", "named", True),
    ("[{李强总理以及外交部长王毅}强调]合作。", "named", True),
    ("[{美国国务院}表示]，会谈有益。", "named", True),
    ("[{美方}重申]不改变政策。", "named", True),
    ("昨天[{中方}强调]友谊。", "named", True),
    ("[{美方}希望]对话。", "named", False),
    ("[{美国}政府愿意]对话。", "named", False),
    ("相应地，[{中方}]取消反制措施。", "named", False),
    ("还[{美方}]取消关税。", "named", False),
    ("[{双方}同意]保持沟通。", "both", True),
    ("[{双方}一致认为]，合作重要。", "both", True),
    ("会谈后[{双方}同意]保持沟通。", "both", True),
    ("会谈中，[{双方}同意]保持沟通。", "both", False),
    ("[{双方}围绕经贸问题，就下一步工作进行]了讨论。", "both", True),
    ("[{海野次郎}表示]，合作重要。", "named", True),
    ("昨天，[{海野次郎}在会上表示]，合作重要。", "named", True),
    ("[{海野次郎}祝贺]中方，表示，合作重要。", "named", True),
    ("昨天，[{海野次郎}对来访表示欢迎]。", "named", True),
]
NOBODY = [
    ("en", "U.S. support for grain grew."),
    ("en", "The Secretary had talks on grain."),
    ("en", "The Secretary will lower duties."),
    ("en", "China and Japan will talk."),
    ("en", "The note (as the Secretary stressed) holds."),
    ("en", "The pact that the Secretary stressed holds."),
    ("en", "Ties hold, as the leaders agreed."),
    ("en", "We need to say more."),
    ("en", "“Peace is near” replied Wang Yi."),
    ("en", "Peace is near and said Wang Yi."),
    ("en", "Peace is near, said nobody."),
    ("zh", "王毅和布林肯会见时讨论了粮食问题。"),
    ("zh", "王毅同布林肯会见并讨论粮食。"),
    ("zh", "王毅的讲话强调合作。"),
    ("zh", "布林肯会见王毅，进行了讨论。"),
    ("zh", "当天下午的会上中方愿意对话。"),
    ("zh", "强调合作时李强来了。"),
    ("zh", "李强会见并强调合作。"),
    ("zh", "会议指出，合作重要。"),
    ("zh", "双方要保持沟通。"),
]


def read(sentence: str, language: str) -> ReportingClause | None:
    before, after = AROUND[language]
    begin = len(before)
    found = find_reporting_clause(before + sentence + after, begin, begin + len(sentence), language)
    alone = find_reporting_clause(sentence, 0, len(sentence), language)
    assert (found is None) == (alone is None)
    if found and alone:
        assert (found.start - begin, found.end - begin) == (alone.start, alone.end)
    return alone


@pytest.mark.parametrize(
    ("language", "marked", "kind", "firm"),
    [("en", *case) for case in ENGLISH] + [("zh", *case) for case in CHINESE],
)
def test_where_a_clause_and_its_subject_stand(
    language: str, marked: str, kind: str, firm: bool
) -> None:
    plain = re.sub(r"[\[\]{}]", "", marked)
    found = read(plain, language)
    assert found is not None
    (a, b), (c, d) = (found.start, found.end), found.subject
    signs = sorted([(a, 0, "["), (c, 1, "{"), (d, 2, "}"), (b, 3, "]")], reverse=True)
    shown = plain
    for at, _, sign in signs:
        shown = shown[:at] + sign + shown[at:]
    assert (shown, found.kind, found.firm) == (marked, kind, firm)


@pytest.mark.parametrize(("language", "sentence"), NOBODY)
def test_where_nobody_speaks(language: str, sentence: str) -> None:
    assert read(sentence, language) is None
