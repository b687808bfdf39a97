"""Explain the marks of a page, with samples drawn by the functions that draw the charts."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from analysis.comparing.accounts import WEAK_SOURCING
from analysis.comparing.support import MIN_FIRM_CONFIDENCE
from analysis.drawing.chart import MARKS
from analysis.drawing.evidence import read_style
from analysis.drawing.markup import Html, text
from analysis.drawing.samples import (
    SAMPLE,
    build_event,
    sketch_box,
    sketch_chapter,
    sketch_event,
    sketch_numbers,
    sketch_positions,
    sketch_published,
    sketch_shift,
    sketch_silent,
    sketch_torn_axis,
)  # fmt: skip
from analysis.drawing.style import (
    BLUE,
    DIRECTNESS,
    RELATION,
    SOURCING,
    STANCE,
    STATUS,
    apply_style,
)  # fmt: skip
from analysis.drawing.wording import CHECKED
from analysis.errors import unknown_name_error

TAKES = {
    "support": "In favour of the issue’s proposition.",
    "conditional": "Would support or oppose it if a condition were met; the note quotes the condition.",
    "neutral": "Explicitly takes no side. Where no position was found, there is no mark.",
    "oppose": "Against the proposition.",
}
PALE_MARK = "Based on a single machine-coded statement that nobody has checked."
SILENT = "An article names both the actor and the issue, and no position was found."
MIXED = "Took different stances in different statements."
RELATES = {
    "agree": "Both support the issue or both oppose it.",
    "partly": "At least one of the two positions is conditional, neutral or mixed.",
    "differ": "One supports the issue and the other opposes it.",
}
QUOTES = {
    "direct": "Entirely in quotation marks.",
    "mixed": "Partly in quotation marks.",
    "indirect": "Paraphrased in the article’s own words.",
}
SOURCES = {
    "named": "Identified by name, or by a pronoun that refers to a name.",
    "role": "Identified by office or as a defined group.",
    "anonymous": "An unnamed insider.",
    "vague": "An unspecified source such as experts, surveys or “many”.",
    "none": "No source is given.",
}
HAPPENS = {
    "occurred": "The article reports that it happened.",
    "planned": "Announced or expected; not a fact.",
    "hypothetical": "Threatened, demanded, proposed, conditional or possible, as its row says; not a fact.",
    "denied": "The article says that it did not happen.",
}
# polarities of tones that are highlighted
POLAR = ("positive", "negative")


@dataclass(frozen=True)
class Entry:
    """A glossary entry: a sample of the mark as markup, its name, its meaning and further markup."""

    sample: str
    name: str
    meaning: str
    more: str = ""


@cache
def glossary(page: str) -> Html:
    """Explain the marks, colours, highlights and terms of a page.

    Args:
        page: ``stances``, ``timeline``, ``accounts`` or ``agreement``, the subject of the notebook.

    Raises:
        StancebookError: for any other page; the message suggests the nearest match.
    """
    if page not in PAGES:
        raise unknown_name_error("page of the glossary", page, PAGES)
    with apply_style():
        entries = [*PAGES[page](), *_explain_terms()]
    body = "".join(
        f"<div><dt>{_make_unique(entry.sample, number)}<span>{text(entry.name)}</span></dt>"
        f"<dd>{text(entry.meaning)}{entry.more}</dd></div>"
        for number, entry in enumerate(entries, 1)
    )
    return Html(
        f'<style>{read_style()}</style><section class="glossary" id="{MARKS}"><dl>{body}</dl></section>'
    )


def _explain_stances() -> Iterator[Entry]:
    for stance, mark in STANCE.items():
        yield Entry(sketch_positions(stance, 3, None), stance, f"{TAKES[stance]} Sign: “{mark.sign}”.")
    yield Entry(
        sketch_positions("support", 3), "filled", "Based on the number of statements shown in the mark."
    )
    yield Entry(sketch_positions("support", None), "pale, dashed", PALE_MARK)
    yield Entry(sketch_silent(), "dot", SILENT)
    yield Entry("", "both", MIXED)
    for relation, colour in RELATION.items():
        yield Entry(sketch_box(colour), relation, RELATES[relation])
    yield _explain_highlights(TAKES)
    yield _explain_doubtful()


def _explain_story() -> Iterator[Entry]:
    """Explain the marks of the story at a glance."""
    yield Entry(
        sketch_numbers(),
        "numbers",
        "The events to know, numbered in order of time; outlined beside those who took part.",
    )
    yield Entry(
        sketch_chapter(),
        "shading",
        "A chapter: days or weeks with unusually many reports. Its letter is that of the table.",
    )
    yield Entry(sketch_shift(), "small mark", "A change of position; its shape is that of the new stance.")
    yield Entry(
        sketch_box(BLUE) + sketch_box(BLUE, filled=False), "density",
        "Important events per day, week, month or year. Filled: events on known days. Hollow: the expected "
        "number of events whose day is uncertain, each spread evenly over its possible days.",
    )  # fmt: skip


def _explain_timeline() -> Iterator[Entry]:
    yield from _explain_story()
    for name, meaning, event in (
        (
            "dot",
            "An exact day. Where no article gives a date, days count from the main event, a larger dot.",
            build_event(5, 5),
        ),
        (
            "outlined dot",
            "Told only as a claim of the actor named, who says that it happened.",
            build_event(5, 5, claimed_by=("a",)),
        ),
        ("bar with whiskers", "A single day somewhere within these bounds.", build_event(2, 8)),
        ("solid bar", "Every day of this period.", build_event(2, 8, extent="throughout")),
        ("fading arrow", "Only the earliest or the latest possible day is known.", build_event(3, None)),
        ("dotted line", "No time is given.", build_event(None, None)),
        (
            "joined pale marks",
            "Mentions of one event that give different days; each links to its own passage.",
            build_event(2, 8, disputed=True),
        ),
        *(
            (status, f"{HAPPENS[status]} Outlined or dashed, on a separate axis.", build_event(5, 5, status))
            for status in STATUS
            if status != "occurred"
        ),
    ):
        yield Entry(sketch_event(event), name, meaning)
    yield Entry(
        sketch_torn_axis(),
        "torn axis",
        "An empty stretch is left out and its length stated; the scale is constant.",
    )
    yield Entry(sketch_published(), "thin marks", "Publication days of the articles, below the axis.")
    yield Entry(
        "", "PLOVER type",
        "The kind of event in the PLOVER scheme, such as CONSULT (talks) or ASSAULT. Its four classes are "
        "the headings of the timeline: words or deeds, of cooperation or of conflict.",
    )  # fmt: skip
    yield Entry(
        "", "EDTF", "The same days in the Extended Date/Time Format of ISO 8601-2, for other programs."
    )
    yield Entry("", CHECKED, "A person checked it in an article and decided on its status and its days.")
    yield _explain_highlights(HAPPENS)


def _explain_accounts() -> Iterator[Entry]:
    for kinds, meanings, noun in ((DIRECTNESS, QUOTES, "quotation"), (SOURCING, SOURCES, "source")):
        for kind, colour in kinds.items():
            yield Entry(
                sketch_box(colour), "no source" if kind == "none" else f"{kind} {noun}", meanings[kind]
            )
    yield Entry(
        "", "weak", f"A claim whose sourcing is {', '.join(WEAK_SOURCING[:-1])} or {WEAK_SOURCING[-1]}."
    )
    yield Entry("", CHECKED, "A person checked who is the source, or how many of these a person checked.")
    yield _explain_highlights([*SOURCES, *POLAR])
    yield _explain_doubtful()


def _explain_agreement() -> Iterator[Entry]:
    yield Entry("", "cell", "One actor and one issue in one article that both coders looked at.")
    yield Entry("", "same", "Share of cells to which both coders gave the same code.")
    yield Entry(
        "",
        "alpha",
        "Krippendorff’s alpha: 1 is perfect agreement, 0 is no better than chance.",
    )
    yield Entry("", "interval", "The range of alpha in 95 of 100 random resamples of the articles.")
    yield _explain_highlights(TAKES)


def _explain_terms() -> Iterator[Entry]:
    yield Entry("", "code", "One highlighted passage of an article and what was coded from it.")
    yield Entry(
        "", "confidence",
        "How likely a code is to be right, from 0 to 1; a person’s codes have 1. The machine states none for "
        f"events and characterisations. Statements below {MIN_FIRM_CONFIDENCE}, or without a confidence, are "
        "listed but do not count as positions.",
    )  # fmt: skip
    yield Entry("", "1 of 2, next ›", "Links to the next passage behind the same mark.")


PAGES: dict[str, Callable[[], Iterator[Entry]]] = {
    "stances": _explain_stances,
    "timeline": _explain_timeline,
    "accounts": _explain_accounts,
    "agreement": _explain_agreement,
}


def _explain_highlights(kinds: Iterable[str]) -> Entry:
    shown = " ".join(f'<mark class="{kind}">{kind}</mark>' for kind in kinds)
    return Entry("", "highlights", "Passages of an article, in the colour of their code: ", shown)


def _explain_doubtful() -> Entry:
    return Entry(
        "", "doubtful", "Probably not said by the source; the note says why. Not counted as a position: ",
        '<mark class="doubtful">passage</mark>',
    )  # fmt: skip


def _make_unique(markup: str, number: int) -> str:
    """Make the identifiers of a sample unique on the page."""
    return markup.replace(f"{SAMPLE}-", f"{SAMPLE}-{number}-")
