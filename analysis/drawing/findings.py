"""Say what was found in a headline and a few sentences, whose names and numbers lead to their evidence.

A sentence states only what the tables hold. Its verbs do not depend on the number of an actor's name: nothing
in a codebook says whether "United States" is one or many.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.accounts import WEAK_SOURCING
from analysis.comparing.foremost import select_foremost
from analysis.comparing.records import Cell, Characterisation, Event, OneSided, Pair, Shift, read_rows
from analysis.comparing.stances import MIXED
from analysis.comparing.tellings import format_description, format_sentence, format_telling
from analysis.drawing.audits import describe_audit
from analysis.drawing.markup import Html, anchor, text
from analysis.drawing.quality import describe_expectation
from analysis.drawing.ticks import spell_days
from analysis.text import clean_line, format_count

# names, issues or changes listed in one sentence
NAMED, LISTED = 3, 3
# characters of an event's description
LONGEST = 160
# the least number of issues on which a pair is compared
FEWEST_SHARED = 2
# the least number of articles that report one side only
FEWEST_ONE_SIDED = 2
SIDES = {
    "support": "for", "oppose": "against", "conditional": "for on conditions", "neutral": "neutral",
    MIXED: "mixed",
}  # fmt: skip
LOWERED = ("a", "an", "the", "there", "all", "no")


class Part(NamedTuple):
    """Some words of a sentence, and the code that shows them; no code for words that only connect."""

    words: str
    code: str = ""


Sentence = list[Part]


class Findings(Html):
    """What was found, in a headline and sentences.

    Attributes:
        headline: the main finding; empty if there is none.
        sentences: the others, in order.
    """

    def __init__(self, headline: Sentence, sentences: Iterable[Sentence]) -> None:
        self.headline = headline
        self.sentences = [sentence for sentence in sentences if any(part.words for part in sentence)]
        super().__init__(self.format_html())

    def format_html(self, page: str = "") -> str:
        """Return the findings as HTML.

        Args:
            page: the page that holds the evidence; by default the same one.
        """
        head = f'<p class="headline">{_format(self.headline, page)}</p>' if self.headline else ""
        items = "".join(f"<li>{_format(sentence, page)}</li>" for sentence in self.sentences)
        return head + (f'<ul class="findings">{items}</ul>' if items else "")

    def list_plain(self) -> list[str]:
        """Return the headline, if there is one, and the sentences as plain text."""
        listed = ("".join(part.words for part in one) for one in (self.headline, *self.sentences) if one)
        return [clean_line(words) for words in listed]


def _format(sentence: Sentence, page: str) -> str:
    return "".join(
        f'<a href="{page}#{anchor(part.code)}">{text(part.words)}</a>' if part.code else text(part.words)
        for part in sentence
    )


def stance_findings(
    codes: Codes, matrix: pd.DataFrame, contested: pd.DataFrame, agreement: pd.DataFrame, shifts: pd.DataFrame
) -> Findings:
    """Say who is for and against what, what changed, who agrees, and how far to trust it.

    Args:
        codes: a coded corpus.
        matrix: as ``comparing.stances.stance_matrix`` returns it.
        contested: as ``comparing.stances.contested`` returns it.
        agreement: as ``comparing.stances.agreement`` returns it.
        shifts: as ``comparing.change.shifts`` returns it.
    """
    if matrix.empty:
        return Findings([Part("No positions were found, so there is nothing to compare.")], [])
    cells = read_rows(matrix, Cell)
    by_issue = {
        issue: [cell for cell in cells if cell.issue == issue] for issue in contested["issue"].tolist()
    }
    divided = [issue for issue, taken in by_issue.items() if _is_divided(taken)]
    widest = max(by_issue, key=lambda issue: len(by_issue[issue]))
    first, others = (divided[0], divided[1:]) if divided else (widest, [])
    division, count = _describe_division(codes, by_issue[first]), _count_positions(cells)
    # most issues that a machine suggests are poor, and so is what is said of them
    leading = [count, division] if codes.codebook.suggested else [division, count]
    return Findings(
        leading[0],
        [
            leading[1],
            _list_divided({issue: by_issue[issue] for issue in others}),
            _describe_shifts(read_rows(shifts, Shift)),
            *_compare_pairs(read_rows(agreement, Pair)),
            [Part(describe_expectation(codes) or _describe_audit(codes))],
        ],
    )


def _describe_audit(codes: Codes) -> str:
    return describe_audit(codes) if codes.coder and codes.audit is not None else ""


def _is_divided(cells: Sequence[Cell]) -> bool:
    return {"support", "oppose"} <= {cell.stance for cell in cells}


def _describe_division(codes: Codes, cells: Sequence[Cell]) -> Sentence:
    """Return an issue's proposition with those who are for and against it."""
    proposition = codes.codebook.issue(cells[0].issue).proposition.rstrip(".")
    sides = [
        [*list_names([cell for cell in cells if cell.stance == stance]), Part(f" {SIDES[stance]}")]
        for stance in SIDES
        if any(cell.stance == stance for cell in cells)
    ]
    unchecked = all(cell.is_unchecked(cell.stance) for cell in cells)
    hedge = " – each by one statement that nobody has checked" if unchecked else ""
    return [Part(f"{proposition}: "), *join(sides, last=", "), Part(hedge)]


def list_names(cells: Sequence[Cell], most: int = NAMED) -> Sentence:
    """Return actors, each linked to the first statement of its position; any beyond the most are counted."""
    named = [[Part(cell.actor, cell.statements[0])] for cell in cells[:most]]
    rest = cells[most:]
    if rest:
        named.append([Part(format_count(len(rest), "other"), rest[0].statements[0])])
    return join(named)


def join(items: Sequence[Sentence], last: str = " and ") -> Sentence:
    """Return items in a row: "A, B and C"."""
    joined: Sentence = []
    for place, item in enumerate(items):
        between = "" if not place else last if place == len(items) - 1 else ", "
        joined += [Part(between), *item]
    return joined


def _count_positions(cells: Sequence[Cell]) -> Sentence:
    actors, issues = len({cell.actor for cell in cells}), len({cell.issue for cell in cells})
    single = [cell for cell in cells if cell.is_unchecked(cell.stance)]
    words = (
        f"{format_count(actors, 'actor')} {'takes' if actors == 1 else 'take'} "
        f"{format_count(len(cells), 'position')} on {format_count(issues, 'issue')}"
    )
    if not single:
        return [Part(f"{words}.")]
    verb = "rests" if len(single) == 1 else "rest"
    number = Part(f"{len(single):,} of the positions", single[0].statements[0])
    return [Part(f"{words}; "), number, Part(f" {verb} on a single statement that nobody has checked.")]


def _list_divided(by_issue: dict[str, list[Cell]]) -> Sentence:
    """Return the other issues on which actors are on opposite sides, with the numbers on each."""
    if not by_issue:
        return []
    listed = [
        [Part(f"{issue} ("), *join(_count_sides(cells), last=", "), Part(")")]
        for issue, cells in list(by_issue.items())[:LISTED]
    ]
    rest = len(by_issue) - LISTED
    if rest > 0:
        listed.append([Part(format_count(rest, "other issue"))])
    return [Part("Actors are also divided over "), *join(listed), Part(".")]


def _count_sides(cells: Sequence[Cell]) -> list[Sentence]:
    by_stance = {stance: [cell for cell in cells if cell.stance == stance] for stance in SIDES}
    return [
        [Part(f"{len(taken):,} {SIDES[stance]}", taken[0].statements[0])]
        for stance, taken in by_stance.items()
        if taken
    ]


def _describe_shifts(shifts: Sequence[Shift]) -> Sentence:
    """Return the supported changes of position, the certain ones first."""
    shown = sorted((shift for shift in shifts if shift.is_supported), key=lambda shift: shift.order)
    if not shown:
        return []
    listed = [
        [
            Part(f"{shift.actor} on {shift.issue} (from "),
            Part(shift.before, shift.statements_before[0]),
            Part(" to "),
            Part(shift.after, shift.statements_after[0]),
            Part(")"),
        ]
        for shift in shown[:LISTED]
    ]
    rest = len(shown) - LISTED
    if rest > 0:
        listed.append([Part(format_count(rest, "other change"))])
    head = f"{format_count(len(shown), 'change')} of position: "
    return [Part(head), *join(listed), Part(".")]


def _compare_pairs(pairs: Sequence[Pair]) -> list[Sentence]:
    """Return who agrees most, and who least, of those with several issues in common."""
    compared = [pair for pair in pairs if _count_shared(pair) >= FEWEST_SHARED]
    return [
        _describe_pair(compared, "agree", "agree"),
        _describe_pair(compared, "differ", "are on opposite sides"),
    ]


def _count_shared(pair: Pair) -> int:
    return sum(map(len, pair.issues.values()))


def _describe_pair(pairs: Sequence[Pair], relation: str, verb: str) -> Sentence:
    alike = max(pairs, key=lambda pair: len(pair.issues[relation]), default=None)
    if alike is None or len(alike.issues[relation]) < FEWEST_SHARED:
        return []
    number = f"{len(alike.issues[relation]):,} of {format_count(_count_shared(alike), 'shared issue')}"
    return [
        Part(f"{alike.actor} and {alike.other} {verb} on "),
        Part(number, alike.statements[relation][0]),
        Part("."),
    ]


def timeline_findings(events: pd.DataFrame) -> Findings:
    """Say what happened, what most articles tell, what lies ahead and what is disputed.

    Args:
        events: as ``comparing.timeline.timeline`` returns it.
    """
    if events.empty:
        return Findings([Part("No events were found.")], [])
    happened = events["status"] == "occurred"
    claimed = happened & (events["claimed_by"].map(len) > 0)
    return Findings(
        _name_foremost(events[happened & ~claimed] if (happened & ~claimed).any() else events),
        [
            _count_events(events),
            _describe_most_told(events[happened]),
            _point_out(events[events["status"] == "planned"], "planned"),
            _point_out(events[claimed], "told only as somebody’s claim"),
            _point_out(events[events["disputed"].astype(bool)], "dated differently by different articles"),
            _count_checked(events),
        ],
    )


def _name_foremost(events: pd.DataFrame) -> Sentence:
    (event,) = read_rows(select_foremost(events, 1), Event)
    return [_link_event(event), Part(_format_when(event))]


def _link_event(event: Event) -> Part:
    words = format_sentence(event) if event.status == "planned" else format_description(event)
    return Part(clean_line(words, LONGEST), event.event_id)


def _format_when(event: Event) -> str:
    is_known = event.scale == "calendar" and (event.low is not None or event.high is not None)
    return f" ({spell_days(event.when)})" if is_known else ""


def _count_events(events: pd.DataFrame) -> Sentence:
    facts = events[events["status"] == "occurred"]
    bounded = facts[facts["low"].notna() | facts["high"].notna()]
    exact = facts[(facts["low"] == facts["high"]) & facts["low"].notna() & (facts["scale"] == "calendar")]
    others = len(events) - len(facts)
    words = (
        f"{format_count(len(facts), 'event')} happened: {len(bounded):,} with at least one bound in time, "
        f"{len(exact):,} on an exact calendar day. {format_count(others, 'further event')} "
        f"{'is' if others == 1 else 'are'} planned, hypothetical or denied."
    )
    if events["scale"].iloc[0] == "relative":
        words += " The articles give no calendar dates, so days are counted from the main event."
    return [Part(words)]


def _count_checked(events: pd.DataFrame) -> Sentence:
    """Return how many events of the articles people checked; nothing if none."""
    told = events[events["doc_id"].notna()]
    checked = [
        (people, key) for people, key in zip(told["checked_by"], told["event_id"], strict=True) if people
    ]
    if not checked:
        return []
    names = " and ".join(sorted({name for people, _ in checked for name in people}))
    number = f"{len(checked):,} of {format_count(len(told), 'event')}"
    return [Part(f"{names} checked "), Part(number, checked[0][1]), Part(" told in the articles.")]


def _describe_most_told(facts: pd.DataFrame) -> Sentence:
    if facts.empty or facts["articles"].max() < 2:
        return []
    (event,) = read_rows(facts[facts["articles"] == facts["articles"].max()].head(1), Event)
    told = spell_days(format_telling(event))
    return [Part("Told most often: "), _link_event(event), Part(f" ({told}).")]


def _point_out(events: pd.DataFrame, what: str) -> Sentence:
    """Return how many events are of a kind, and the foremost of them."""
    if events.empty:
        return []
    (event,) = read_rows(select_foremost(events, 1), Event)
    verb = "is" if len(events) == 1 else "are"
    among = ": " if len(events) == 1 else ", above all: "
    return [
        Part(f"{format_count(len(events), 'event')} {verb} {what}{among}"),
        _link_event(event),
        Part(f"{_format_when(event)}."),
    ]


def accounts_findings(
    quoted: pd.DataFrame, sourced: pd.DataFrame, tones: pd.DataFrame, sides: pd.DataFrame
) -> Findings:
    """Say who is quoted most, which claims have no named source or no answer, and who characterises what.

    Args:
        quoted: as ``comparing.accounts.quoted`` returns it.
        sourced: as ``comparing.accounts.sourced`` returns it.
        tones: as ``comparing.accounts.characterisations`` returns it.
        sides: as ``comparing.one_sided.one_sided`` returns it.
    """
    whole = int(sourced["n"].sum())
    if not whole and tones.empty:
        return Findings([Part("No attributed claims were found, so there is nothing to compare.")], [])
    return Findings(
        _name_most_quoted(quoted, whole),
        [_count_weak(sourced, whole), _describe_unanswered(sides), _describe_tones(tones)],
    )


def _name_most_quoted(quoted: pd.DataFrame, whole: int) -> Sentence:
    if quoted.empty:
        return []
    top = quoted.iloc[0]
    keys = next(keys for keys in top["quotes"].values() if keys)
    number = f"{top['n']:,} of {format_count(whole, 'attribution')}"
    return [Part(f"Most quoted: {top['actor']}, in "), Part(number, keys[0])]


def _count_weak(sourced: pd.DataFrame, whole: int) -> Sentence:
    weak = sourced[sourced["sourcing"].isin(WEAK_SOURCING)]
    number = int(weak["n"].sum())
    if not number:
        named = "Every attributed claim has a source that is named, or described by an office."
        return [Part(named)] if whole else []
    keys = [key for listed in weak["quotes"] for key in listed]
    verb = "has" if number == 1 else "have"
    count = Part(f"{number:,} of {format_count(whole, 'attributed claim')}", keys[0])
    return [count, Part(f" {verb} an anonymous, vague or missing source.")]


def _count_checked_claims(sourced: pd.DataFrame) -> Sentence:
    checked = int(sourced["checked"].sum())
    return [Part(f"A person checked {format_count(checked, 'attributed claim')}.")] if checked else []


def _describe_unanswered(sides: pd.DataFrame) -> Sentence:
    """Return on which issue most articles report one side only; a single article is no finding."""
    rows = read_rows(sides.head(1), OneSided)
    if not rows or rows[0].articles < FEWEST_ONE_SIDED:
        return []
    (row,) = rows
    view, opposite = ("for", "against") if row.stance == "support" else ("against", "for")
    named = row.others[:NAMED]
    listed = ", ".join(named) + (" and others" if len(row.others) > NAMED else "")
    number = f"{row.articles:,} of {format_count(row.reporting, 'article')}"
    return [
        Part(f"Unanswered most often: views {view} “{row.issue}”. "),
        Part(number, row.statements[0]),
        Part(f" that report them do so without a word found from those {opposite} it elsewhere ({listed})."),
    ]


def _describe_tones(tones: pd.DataFrame) -> Sentence:
    """Return how different actors characterise one thing or, if none is shared, how many characterise."""
    rows = read_rows(tones, Characterisation)
    by_topic: dict[str, dict[str, Characterisation]] = {}
    for row in rows:
        if row.topic:
            by_topic.setdefault(row.topic, {}).setdefault(row.actor, row)
    shared = next((by_actor for by_actor in by_topic.values() if len(by_actor) > 1), None)
    if shared is None:
        actors = len({row.actor for row in rows})
        verb = "characterises" if actors == 1 else "characterise"
        what = f"things in {format_count(len(rows), 'passage')}."
        return [Part(f"{format_count(actors, 'actor')} {verb} "), Part(what)] if rows else []
    said: list[Sentence] = [
        [Part(f"{row.actor} "), Part(f"“{row.expression}”", row.tone_id)]
        for row in list(shared.values())[:NAMED]
    ]
    target = next(iter(shared.values())).target
    return [Part(f"In different words on “{target}”: "), *join(said), Part(".")]
