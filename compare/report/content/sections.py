"""The parts of a report, as a document from which every format is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.comparison import SIDES
from compare.phrases.words import Words
from compare.report.bundle import Bundle
from compare.report.content import findings, judged
from compare.report.content import quotations as evidence
from compare.report.content.bibliography import bibtex, reference
from compare.report.content.brief import headline, page
from compare.report.content.context import Context
from compare.report.content.document import (
    Block,
    Code,
    Document,
    Figure,
    Heading,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
)
from compare.report.content.methods import is_from_saved, paragraphs, reproduce
from compare.report.escaping import line
from compare.report.export.schema import EventExport, Export
from compare.report.export.statement import StatementExport
from compare.report.figures.charts import butterfly, coverage_bars, state_words
from compare.report.palette import CELL_MARKS, MARKS, STATE_TONES, STATUSES


class Contents(Context):
    """The parts of a report in their order."""

    def document(self, bundle: Bundle) -> Document:
        """The whole report of one comparison, of an event or of a set."""
        title = bundle.title(self.words)
        blocks = [Heading(1, line(title)), *self._bundle(bundle)]
        first = bundle.pairs[0]
        return Document(
            title=line(title),
            language=self.words.language,
            version=line(first.signature.version),
            date=str(bundle.date or ""),
            keywords=tuple(
                dict.fromkeys(
                    line(findings.label(topic.labels, self.words))
                    for pair in bundle.pairs
                    for topic in pair.topics
                    if topic.state not in ("denied", "unclear")
                )
            )[:12],
            blocks=tuple(blocks),
            notes=tuple(self.notes),
        )

    def _bundle(self, bundle: Bundle) -> Iterator[Block]:
        if bundle.facts:
            yield Paragraph(plain(line(bundle.facts)), "note")
        has = self.preferences.has
        if has("brief"):
            yield from page.brief(self, bundle, self._citation(bundle))
            if self.preferences.parts == ("brief",):
                return
            yield Heading(2, self.words.say("head.annex"), "annex")
        yield from self._notice(bundle)
        whole = bundle.of_one
        if isinstance(whole, Export):
            yield from self.pair(whole, 2, notice=False)
        elif whole is not None:
            yield from self._event(whole, 2)
        else:
            yield from self._set(bundle)
        if whole is not None:
            yield from judged.notes(self, whole, 2)
        yield from self.method(bundle)
        yield from self.cite(bundle)

    def _notice(self, bundle: Bundle) -> Iterator[Block]:
        """Yield warnings on how near the texts are to the originals."""
        warned = [text for pair in bundle.pairs for text in findings.warnings(pair, self.words)]
        for text in dict.fromkeys(warned):
            yield Paragraph(plain(line(text)), "warning")
        yield Paragraph(plain(self.words.say("note.left_out")), "note")
        yield Paragraph(plain(headline.on_hints(bundle.pairs[0].signature, self.words)), "note")

    def _event(self, result: EventExport, level: int) -> Iterator[Block]:
        has = self.preferences.has
        if has("finding") and not (level == 2 and has("brief")):
            sentence = line(headline.event_finding(result, self.words))
            yield Paragraph((Run(sentence, "strong"),), "finding")
        if has("topics"):
            yield Heading(level, self.words.say("head.matrix"), "matrix")
            yield self.matrix(result)
        for pair in result.pairs:
            yield self.heading(level, self.title(pair), "pair")
            yield from self.pair(pair, level + 1, notice=False)

    def overview(self, bundle: Bundle) -> Iterator[Block]:
        """Yield a table with the finding of each comparison of a set."""
        if not self.preferences.has("finding"):
            return
        yield Heading(2, self.words.say("head.set"), "set")
        rows = tuple(
            (
                plain(self.title(pair)),
                plain(str(pair.left.date or pair.right.date or "")),
                plain(line(headline.finding(pair, self.words))),
            )
            for pair in bundle.pairs
        )
        heads = tuple(map(self.words.say, ("table.comparison", "fact.date", "table.finding")))
        yield Table(heads, rows, (2, 1, 5), self.words.say("head.set"))

    def _set(self, bundle: Bundle) -> Iterator[Block]:
        yield from self.overview(bundle)
        for result in bundle.results:
            first = self.pair_number
            if isinstance(result, EventExport):
                yield Heading(2, line(result.event.title or result.event.id), "event")
                yield from self._event(result, 3)
            else:
                yield self.heading(2, self.title(result), "pair")
                yield from self.pair(result, 3, notice=True)
            yield from judged.notes(self, result, 3, first)

    def pair(self, result: Export, level: int, *, notice: bool) -> Iterator[Block]:
        """Yield the chosen parts on one pair of texts, with headings from ``level`` on."""
        has = self.preferences.has
        if has("finding") and not (level == 2 and has("brief")):
            sentence = line(headline.finding(result, self.words))
            yield Paragraph((Run(sentence, "strong"),), "finding")
        if notice:
            for text in findings.warnings(result, self.words):
                yield Paragraph(plain(line(text)), "warning")
        yield Paragraph(self._compared(result))
        if has("sources"):
            yield self.heading(level, self.words.say("head.sources"), "sources")
            yield self._sources(result)
        if has("coverage"):
            yield self.heading(level, self.words.say("head.coverage"), "coverage")
            yield from self._coverage(result)
        if has("topics"):
            yield self.heading(level, self.words.say("head.topics"), "topics")
            yield from self._topics(result, level)
        yield from evidence.tell(self, result, level)
        self.pair_number += 1

    def _compared(self, result: Export) -> Runs:
        """The two texts by name, each with a footnote that gives its source."""
        marks = "\ue000", "\ue001"
        names = {side: self.name(result, side) for side in SIDES}
        sentence = self.words.say("compared", note_left=marks[0], note_right=marks[1], **names)
        before, _, rest = sentence.partition(marks[0])
        between, _, after = rest.partition(marks[1])
        notes = [self._note(findings.statement(result, side)) for side in SIDES]
        return Run(before), notes[0], Run(between), notes[1], Run(after)

    def _note(self, statement: StatementExport) -> Run:
        facts = [line(statement.source.publisher or statement.author or statement.side)]
        runs: list[Run] = []
        if statement.title:
            runs.append(Run(f"“{line(statement.title)}”", lang=line(statement.lang)))
        rest = [str(statement.date or ""), self.words.say(f"fidelity.{statement.source.fidelity}")]
        body: list[Run] = [Run(f"{facts[0]}, "), *runs]
        comma = ", " if runs else ""
        body.append(Run(comma + ", ".join(filter(None, rest))))
        if statement.source.url:
            body += [Run(", "), _address(statement.source.url)]
        self.notes.append(tuple(body))
        return Run("", note=len(self.notes) - 1)

    def _sources(self, result: Export) -> Table:
        statements = [findings.statement(result, side) for side in SIDES]
        say = self.words.say
        facts: list[tuple[str, Runs, Runs]] = []

        def add(key: str, cells: Sequence[Runs]) -> None:
            if any(cells):
                facts.append((say(f"fact.{key}"), cells[0], cells[1]))

        add("title", [_run(statement.title, line(statement.lang)) for statement in statements])
        add("publisher", [_run(statement.source.publisher) for statement in statements])
        add("author", [_run(statement.author) for statement in statements])
        add("date", [_run(str(statement.date or "")) for statement in statements])
        add("retrieved", [_run(_moment(statement)) for statement in statements])
        add("lang", [_run(self.words.language_name(statement.lang)) for statement in statements])
        add(
            "kind",
            [plain(say(f"fidelity.{statement.source.fidelity}")) for statement in statements],
        )
        add(
            "length",
            [plain(say("fact.characters", count=len(statement.text))) for statement in statements],
        )
        add(
            "url",
            [
                (_address(statement.source.url),) if statement.source.url else ()
                for statement in statements
            ],
        )
        add("sha256", [_code(statement.source.sha256) for statement in statements])
        add("text_sha256", [_code(text_hash(statement)) for statement in statements])
        rows = tuple((plain(fact), left, right) for fact, left, right in facts)
        heads = ("", *(self.name(result, side) for side in SIDES))
        return Table(heads, rows, (2, 5, 5), say("head.sources"))

    def _coverage(self, result: Export) -> Iterator[Block]:
        for side in SIDES:
            sentence = line(findings.coverage(result, side, self.words))
            yield Paragraph(plain(sentence), "item")
        yield Figure(coverage_bars(result, self.words), self.words.say("figure.coverage"))
        say = self.words.say
        tallies = [findings.tally(result, side) for side in SIDES]
        rows = []
        for status in STATUSES:
            word = f" {self.lead(say(f'status.{status}'))}{say(f'meaning.{status}')}"
            cells = []
            for tally in tallies:
                part = tally.part(status) if status != "procedural" else 0.0
                share = self.aside(self.words.percent(part)) if part else ""
                cells.append(plain(f"{tally.counts[status]}{share}"))
            rows.append(((Run(MARKS[status], "mark"), Run(word)), *cells))
        heads = [say("table.passages_of", side=self.name(result, side)) for side in SIDES]
        yield Table((say("table.status"), *heads), tuple(rows), (6, 3, 3), say("head.coverage"))
        if result.decisions:
            yield Paragraph(plain(line(judged.notice(result, self.words))), "note")
            yield judged.table(self, result)

    def _topics(self, result: Export, level: int) -> Iterator[Block]:
        if not result.topics:
            yield Paragraph(plain(self.words.say("topics.none")))
            return
        say, percent = self.words.say, self.words.percent
        names = {side: self.name(result, side) for side in SIDES}
        yield Figure(butterfly(result, self.words), say("figure.topics", **names))
        rows = tuple(
            (
                self.topic(topic.labels.en, topic.labels.zh),
                (
                    Run(MARKS[STATE_TONES[topic.state]], "mark"),
                    Run(f" {line(state_words(result, topic, self.words))}"),
                ),
                plain(percent(topic.share.left)),
                plain(percent(topic.share.right)),
                plain(self.sure(result, topic.confidence)),
            )
            for topic in findings.ranked(result)
        )
        heads = (
            say("table.topic"),
            say("table.raised_by"),
            *(say("table.share_of", side=names[side]) for side in SIDES),
            say("table.certainty"),
        )
        yield Table(heads, rows, (5, 3, 2, 2, 2), say("head.topics"))
        yield from evidence.tell_topics(self, result, level + 1)

    def matrix(self, result: EventExport) -> Table:
        """The topics of an event by side: one row a topic, one column a side after the first."""
        names = [line(name) for name in findings.column_names(result)]
        rows = []
        for row in findings.ranked_rows(result):
            cells: list[Runs] = [self.topic(row.labels.en, row.labels.zh)]
            for cell in row.cells:
                raised = cell.state == "raised"
                share = self.aside(self.words.percent(cell.share)) if raised else ""
                word = f" {self.words.say(f'cell.{cell.state}')}{share}"
                cells.append((Run(CELL_MARKS[cell.state], "mark"), Run(word)))
            rows.append(tuple(cells))
        heads = (self.words.say("table.topic"), *names)
        widths = (5, *(4 for _ in names))
        return Table(heads, tuple(rows), widths, self.words.say("head.matrix"))

    def method(self, bundle: Bundle) -> Iterator[Block]:
        """Yield how the numbers came about."""
        if not self.preferences.has("method"):
            return
        yield Heading(2, self.words.say("head.method"), "method")
        for text in paragraphs(bundle, self.words):
            yield Paragraph(plain(line(text)))

    def _citation(self, bundle: Bundle) -> str:
        """The result as one line among the references of a paper."""
        statements = [findings.statement(pair, side) for pair in bundle.pairs for side in SIDES]
        sources = "; ".join(dict.fromkeys(_source(s, self.words) for s in statements))
        return self.words.say(
            "cite.text",
            version=line(bundle.pairs[0].signature.version),
            title=line(bundle.title(self.words)),
            sources=sources[:1].upper() + sources[1:],
        )

    def cite(self, bundle: Bundle) -> Iterator[Block]:
        """Yield how to cite a result, and how to make it again."""
        if not self.preferences.has("cite"):
            return
        say = self.words.say
        yield Heading(2, say("head.cite"), "cite")
        yield Paragraph(plain(self.lead(say("cite.as")) + self._citation(bundle)))
        yield Code(bibtex(bundle.pairs, self.words), "bibtex")
        yield Paragraph(plain(self.lead(say("cite.signature")).rstrip()))
        signatures = dict.fromkeys(line(pair.signature.string) for pair in bundle.pairs)
        yield Code("\n".join(signatures), "text")
        command = self.preferences.command or reproduce(bundle, self.preferences)
        key = "cite.command_saved" if is_from_saved(command) else "cite.command"
        yield Paragraph(plain(self.lead(say(key)).rstrip()))
        yield Code(line(command), "sh")


def _source(statement: StatementExport, words: Words) -> str:
    found = reference("", statement, words)
    facts = (
        found.author,
        f"“{found.title}”" if found.title else "",
        found.note if statement.source.fidelity == "paraphrase" else "",
        str(found.date or ""),
        found.url,
    )
    return ", ".join(filter(None, facts))


def _run(text: str, lang: str = "") -> Runs:
    return (Run(line(text), lang=lang),) if text else ()


def _code(text: str) -> Runs:
    return (Run(line(text), "code"),) if text else ()


def _address(url: str) -> Run:
    shown = line(url)
    safe = shown.lower().startswith(("https://", "http://"))
    return Run(shown, url=shown if safe else "")


def _moment(statement: StatementExport) -> str:
    when = statement.source.retrieved
    return when.strftime("%Y-%m-%d %H:%M UTC") if when else ""


def text_hash(statement: StatementExport) -> str:
    """SHA-256 of the text as compared, in UTF-8."""
    import hashlib

    return hashlib.sha256(statement.text.encode("utf-8", "surrogatepass")).hexdigest()
