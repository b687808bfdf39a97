"""Show the words that a stance matrix rests on, issue by issue, under a strip from oppose to support."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.event_rows import read_chronology
from analysis.comparing.records import Cell, ChronologyEvent, Document, Statement, read_rows
from analysis.comparing.wording import format_interval, parse_day
from analysis.drawing.chronology import select_chronology
from analysis.drawing.evidence import read_style
from analysis.drawing.marking import link_back
from analysis.drawing.markup import anchor, link_address, link_codes, link_part, text
from analysis.drawing.spans import format_coder, format_condition
from analysis.drawing.style import STANCE
from analysis.drawing.ticks import spell_days
from analysis.text import clean_line, format_count, frame_sentence

# characters: a passage, and what is shown before and after it
LONGEST, AROUND = 500, 240
# prefix of the identifiers of quotations
WORDS = "w"
# the columns of a strip, with the stances in each; a mixed position is between the two
COLUMNS = {"oppose": ("oppose",), "between": ("mixed", "conditional", "neutral"), "support": ("support",)}
HEADS = {"oppose": "oppose", "between": "conditional, neutral or both", "support": "support"}
# look of the mark whose words are shown; not all browsers outline parts of a drawing
CHOSEN = (
    "outline:3px solid var(--link,#0a58a8);outline-offset:2px;filter:drop-shadow(0 0 2px var(--link,#0a58a8))"
)
# stances whose column says all, so that a name needs only its number of statements
SIDES = ("support", "oppose")

Mark = tuple[str, str, str]


@dataclass(frozen=True)
class Source:
    """Where words come from: the text, and as markup who published it and when."""

    text: str
    byline: str


class Words:
    """The words beside a matrix, and where each of its marks leads.

    Attributes:
        targets: for each actor, issue and stance with a quotation the identifier of its first statement.
    """

    def __init__(self, codes: Codes, quoted: pd.DataFrame, answered: Collection[str]) -> None:
        """Prepare the words.

        Args:
            codes: the corpus.
            quoted: the statements to quote, as ``comparing.quoting.choose_quotations`` returns them.
            answered: all issues on which there is a position, shown or not.
        """
        self._codes = codes
        self._answered = answered
        self._quoted: dict[Mark, list[Statement]] = defaultdict(list)
        for row in read_rows(quoted, Statement):
            self._quoted[row.actor, row.issue, row.stance].append(row)
        self.targets = {mark: rows[0].statement_id for mark, rows in self._quoted.items()}
        self._numbers = {mark: number for number, mark in enumerate(self._quoted)}
        self._sources = _find_sources(codes, set(quoted["doc_id"]))

    def format(
        self,
        cells: Sequence[Cell],
        issues: Sequence[str],
        silent: Mapping[str, Sequence[str]],
        note: str = "",
        headed: bool = True,
    ) -> str:
        """Return the words, issue by issue.

        Args:
            cells: the positions, in the order of their actors.
            issues: the issues to show, in order.
            silent: for each issue the actors that are named with it and take no position.
            note: what to say below them.
            headed: whether to begin with the name of each issue and what support means.
        """
        by_issue: dict[str, list[Cell]] = defaultdict(list)
        for cell in cells:
            by_issue[cell.issue].append(cell)
        sections = "".join(
            self._format_issue(
                self._format_head(issue) if headed else "", by_issue[issue], silent.get(issue, ())
            )
            for issue in issues
        )
        style = f"<style>{read_style()}{_read_own_style()}{self._write_rules()}</style>"
        return f'{style}<section class="words" aria-label="The words">{sections}{note}</section>'

    def note_rest(self, cells: Sequence[Cell]) -> str:
        """Say on which issues there is no position, and how many marks have no quotation."""
        rest = [issue.name for issue in self._codes.codebook.issues if issue.name not in self._answered]
        marks = sum(len(set(cell.stances)) for cell in cells)
        note = (
            f"<p>In this selection nobody takes a position on: {text(', '.join(rest))}.</p>" if rest else ""
        )
        if marks > len(self.targets):
            note += (
                f"<p>Quotations stand beside {len(self.targets):,} of {marks:,} marks, chosen evenly over "
                "issues and stances; the other marks link to their passages in the articles.</p>"
            )
        return note

    def _write_rules(self) -> str:
        """Return CSS that marks in the chart and the strips what the quotation is about that is linked to."""
        rules = ",".join(
            f".beside:has(.m{self._numbers[mark]}:target) :is(.drawing, .strip) "
            f'[*|href="#{anchor(key, WORDS)}"]:not([aria-hidden])'
            for mark, key in self.targets.items()
        )
        return f"{rules}{{{CHOSEN}}}" if rules else ""

    def _format_head(self, issue: str) -> str:
        meanings = {one.name: one.proposition for one in self._codes.codebook.issues}
        meaning = meanings.get(issue, "")
        said = f"Support means: {text(meaning)} " if meaning else ""
        return f'<h3>{text(issue)}</h3><p class="byline">{said}{link_back("stances")}</p>'

    def _format_issue(self, head: str, cells: Sequence[Cell], silent: Sequence[str]) -> str:
        taken = sorted(cells, key=_find_place)
        positions = "".join(self._format_position(cell, stance) for cell in taken for stance in STANCE)
        return f'<section class="issue">{head}{self._format_strip(taken, silent)}{positions}</section>'

    def _format_strip(self, cells: Sequence[Cell], silent: Sequence[str]) -> str:
        columns = ""
        for column, stances in COLUMNS.items():
            names = [self._link_name(cell) for cell in cells if cell.stance in stances]
            columns += f'<div class="{column}"><dt>{HEADS[column]}</dt>{_list_names(names)}</div>'
        if silent:
            listed = ", ".join(text(name) for name in silent)
            columns += f'<div class="silent"><dt>Named, no position found: </dt><dd>{listed}</dd></div>'
        return f'<dl class="strip">{columns}</dl>'

    def _link_name(self, cell: Cell) -> str:
        stance = cell.stances[0]
        key = self.targets.get((cell.actor, cell.issue, stance))
        target = anchor(cell.taken(stance)[0]) if key is None else anchor(key, WORDS)
        is_single = all(cell.is_unchecked(one) for one in set(cell.stances))
        counts = [(len(cell.taken(one)), one) for one in STANCE if one in cell.stances]
        number = f"{cell.n:,}" if cell.stance in SIDES else ", ".join(f"{n:,} {one}" for n, one in counts)
        return (
            f'<a{" class=single" * is_single} href="#{target}">{text(cell.actor)}</a> <small>{number}</small>'
        )

    def _format_position(self, cell: Cell, stance: str) -> str:
        """Return the quotations behind one mark; "" if there are none."""
        mark = (cell.actor, cell.issue, stance)
        if mark not in self._quoted:
            return ""
        rows, all_keys = self._quoted[mark], cell.taken(stance)
        count = format_count(len(all_keys), "statement")
        unchecked = ", unchecked" if cell.is_unchecked(stance) else ""
        number = self._numbers[mark]
        quotations = "".join(self._format_quotation(row, number) for row in rows)
        more = f"<footer>All {count}: {link_codes(all_keys)}</footer>" if len(all_keys) > len(rows) else ""
        return (
            f'<div class="position {stance}"><p><strong>{text(cell.actor)}</strong>: {stance} '
            f"<small>{count}{unchecked}</small></p>{quotations}{more}</div>"
        )

    def _format_quotation(self, row: Statement, number: int) -> str:
        source = self._sources[row.doc_id]
        before, after = frame_sentence(source.text, row.start, row.end, AROUND)
        passage = clean_line(source.text[row.start : row.end], LONGEST)
        way = link_part(anchor(row.statement_id), "In the article")
        link = f'<a href="#{anchor(row.statement_id, WORDS)}">Link</a>'
        return (
            f'<blockquote class="quotation m{number}" id="{anchor(row.statement_id, WORDS)}">'
            f'<p>{text(before)}<mark class="{row.stance}">{text(passage)}</mark>{text(after)}'
            f"{text(format_condition(row))}</p><footer>{source.byline} · {text(format_coder(row))} "
            f"{way} {link}</footer></blockquote>"
        )


def _find_place(cell: Cell) -> float:
    """Return the place of a position between oppose (-1) and support (1)."""
    return (len(cell.taken("support")) - len(cell.taken("oppose"))) / cell.n


def _list_names(names: Iterable[str]) -> str:
    return "".join(f"<dd>{name}</dd>" for name in names) or "<dd>–</dd>"


@cache
def _read_own_style() -> str:
    return Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def _find_sources(codes: Codes, wanted: set[str]) -> dict[str, Source]:
    """Return the articles and the events of a chronology by identifier."""
    articles = read_rows(codes.read("documents", None, wanted), Document)
    sources = {row.doc_id: Source(row.text, " · ".join(_name_article(row))) for row in articles}
    for event in select_chronology(read_chronology(codes)):
        if event.event_id in wanted:
            sources[event.event_id] = Source(event.description, _name_event(event))
    return sources


def _name_article(document: Document) -> Iterator[str]:
    yield text(document.outlet or "no outlet given")
    yield text(spell_days(document.published)) if document.published else "no day given"


def _name_event(event: ChronologyEvent) -> str:
    when = format_interval(parse_day(event.earliest), parse_day(event.latest), event.extent)
    sources = ", ".join(link_address(url) for url in event.urls) or "no source given"
    return f"chronology · {text(when)} · {sources}"
