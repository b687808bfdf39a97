"""What every mark of a page means, each drawn by the same functions that draw the charts."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from matplotlib.figure import Figure

from analysis.comparing.accounts import WEAK
from analysis.comparing.records import Event
from analysis.comparing.stances import FIRM
from analysis.drawing.axis import draw_breaks, draw_published
from analysis.drawing.canvas import Canvas, box
from analysis.drawing.chart import MARKS
from analysis.drawing.evidence import style
from analysis.drawing.marks import draw_time
from analysis.drawing.markup import Html, text
from analysis.drawing.matrix import draw_position
from analysis.drawing.scales import Scale
from analysis.drawing.style import (
    BLUE,
    DIRECTNESS,
    FAINT,
    GREY,
    PURPLE,
    RELATION,
    SOURCING,
    STANCE,
    STATUS,
    styled,
)  # fmt: skip
from analysis.drawing.svg import sample
from analysis.errors import unknown

# begins the identifiers of what samples are drawn from
SAMPLE = "sample"
# inches: a mark of a matrix, a box of a bar, a mark of a timeline
MARK, BOX, TIME, LOW = 0.24, 0.17, 1.1, 0.2

TAKES = {
    "support": "Wants what the issue’s proposition says.",
    "conditional": "Would support or oppose if a condition is met; the note quotes the condition.",
    "neutral": "Says that it takes no side. Where no position was found, nothing is drawn.",
    "oppose": "Rejects it.",
}
MIXED = "Took different stances in different statements."
RELATES = {
    "agree": "Both support the issue, or both oppose it.",
    "partly": "One of the positions is conditional, neutral or mixed.",
    "differ": "One supports the issue, the other opposes it.",
}
QUOTES = {
    "direct": "In quotation marks.",
    "mixed": "Partly in quotation marks.",
    "indirect": "In the article’s words.",
}
SOURCES = {
    "named": "By name, or by a pronoun for a name.",
    "role": "By an office or a defined group.",
    "anonymous": "An unnamed insider.",
    "vague": "Experts, surveys, “many”.",
    "none": "Nobody is named.",
}
HAPPENS = {
    "occurred": "The article tells it as having happened.",
    "planned": "Announced or expected; no fact.",
    "hypothetical": "Demanded, possible or conditional; no fact.",
    "denied": "The article says that it did not happen.",
}
# tones that are highlighted
POLAR = ("positive", "negative")


@dataclass(frozen=True)
class Entry:
    """A mark or word: what it looks like, as markup, its name, its meaning, and markup that shows more."""

    sample: str
    name: str
    meaning: str
    more: str = ""


@cache
def glossary(page: str) -> Html:
    """Explain the marks, colours, highlights and words of a page.

    Args:
        page: ``stances``, ``timeline``, ``accounts`` or ``agreement``, as the notebooks' pages are about.

    Raises:
        StancebookError: for another page, nearest match named.
    """
    if page not in PAGES:
        raise unknown("page of the glossary", page, PAGES)
    with styled():
        entries = [*PAGES[page](), *_words()]
    body = "".join(
        f"<div><dt>{_own(entry.sample, number)}<span>{text(entry.name)}</span></dt>"
        f"<dd>{text(entry.meaning)}{entry.more}</dd></div>"
        for number, entry in enumerate(entries, 1)
    )
    return Html(f'<style>{style()}</style><section class="glossary" id="{MARKS}"><dl>{body}</dl></section>')


def _stances() -> Iterator[Entry]:
    for stance, mark in STANCE.items():
        yield Entry(_position(stance, 3, None), stance, f"{TAKES[stance]} Its sign is “{mark.sign}”.")
    yield Entry(_position("support", 3), "filled", "Rests on as many statements as the number says.")
    yield Entry(
        _position("support", None), "pale, dashed", "Rests on one unchecked statement of the machine."
    )
    yield Entry(_box(PURPLE), "mixed", f"In bars: {MIXED.lower()[0]}{MIXED[1:]}")
    for relation, colour in RELATION.items():
        yield Entry(_box(colour), relation, RELATES[relation])
    yield _highlights(TAKES)
    yield _doubtful()


def _timeline() -> Iterator[Entry]:
    for name, meaning, event in (
        ("dot", "An exact day; the larger one is the main event, from which days count.", _event(5, 5)),
        ("bar with whiskers", "One day within these bounds.", _event(2, 8)),
        ("solid bar", "All of these days.", _event(2, 8, extent="throughout")),
        ("dissolving arrow", "An open end: nobody tells how far it reaches.", _event(3, None)),
        ("dotted line", "Time not given.", _event(None, None)),
        (
            "ghosts",
            "Tellings that have no day in common, joined by a line; each leads to its own words.",
            _event(2, 8, disputed=True),
        ),
        *(
            (status, f"{HAPPENS[status]} Outlined or dashed, on an axis of its own.", _event(5, 5, status))
            for status in STATUS
            if status != "occurred"
        ),
    ):
        yield Entry(_time(event), name, meaning)
    yield Entry(_torn(), "torn axis", "An empty stretch is left out, its length named; one scale elsewhere.")
    yield Entry(_published(), "thin marks", "Publication days of the articles, below the axis.")
    yield Entry(
        _box(BLUE) + _box(BLUE, filled=False), "density",
        "Above long timelines, events per unit of time: filled those on known days, hollow those expected "
        "from bounds, every window spread evenly.",
    )  # fmt: skip
    yield _highlights(HAPPENS)


def _accounts() -> Iterator[Entry]:
    for kinds, meanings, what in ((DIRECTNESS, QUOTES, "quotation"), (SOURCING, SOURCES, "source")):
        for kind, colour in kinds.items():
            yield Entry(_box(colour), "no source" if kind == "none" else f"{kind} {what}", meanings[kind])
    yield Entry("", "weak", f"A claim whose source is {', '.join(WEAK[:-1])} or {WEAK[-1]}.")
    yield _highlights([*SOURCES, *POLAR])
    yield _doubtful()


def _agreement() -> Iterator[Entry]:
    yield Entry("", "cell", "One actor and one issue in one article that both coders looked at.")
    yield Entry("", "same", "Share of the cells with the same code.")
    yield Entry(
        "",
        "alpha",
        "Krippendorff’s alpha: agreement without what chance alone would give; 1 is full, 0 none.",
    )
    yield Entry("", "interval", "Where alpha lies in 95 of 100 redrawn samples of articles.")
    yield _highlights(TAKES)


def _words() -> Iterator[Entry]:
    yield Entry("", "code", "One highlighted stretch of an article and what was read from it.")
    yield Entry(
        "", "confidence",
        "How probably a code is right, 0 to 1; a person’s codes have 1. For events and characterisations the "
        f"machine states none. A statement below {FIRM} is listed but makes no position.",
    )  # fmt: skip
    yield Entry("", "1 of 2, next ›", "Leads to the other words that the same mark rests on.")


PAGES: dict[str, Callable[[], Iterator[Entry]]] = {
    "stances": _stances,
    "timeline": _timeline,
    "accounts": _accounts,
    "agreement": _agreement,
}


def _highlights(kinds: Iterable[str]) -> Entry:
    shown = " ".join(f'<mark class="{kind}">{kind}</mark>' for kind in kinds)
    return Entry("", "highlights", "Words of an article, in the colour of what was read from them: ", shown)


def _doubtful() -> Entry:
    return Entry(
        "", "doubtful", "What its source can hardly have said; the note tells why. It makes no position: ",
        '<mark class="doubtful">words</mark>',
    )  # fmt: skip


def _own(markup: str, number: int) -> str:
    """Give the definitions of a sample identifiers of its own."""
    return markup.replace(f"{SAMPLE}-", f"{SAMPLE}-{number}-")


def _position(stance: str, *numbers: int | None) -> str:
    figure = Figure(figsize=(MARK * len(numbers), MARK))
    axes = figure.add_axes((0, 0, 1, 1), xlim=(-0.5, len(numbers) - 0.5))
    axes.set_axis_off()
    for place, number in enumerate(numbers):
        draw_position(axes, place, 0, stance, number)
    return sample(figure, SAMPLE)


def _box(colour: str, filled: bool = True) -> str:
    canvas = Canvas(BOX, BOX)
    edges = [box(0.02, BOX - 0.02, 0.02, BOX - 0.02)]
    canvas.outline(edges, facecolor=colour if filled else "none", edgecolor=colour, linewidth=0.8)
    return sample(canvas.figure, SAMPLE)


def _scale(days: tuple[float, ...] = (), torn: bool = False) -> Scale:
    """Return an axis of ten days, or of two stretches of three."""
    if torn:
        return Scale(0.0, TIME, ((0, 3), (90, 93)), (0.1, 0.7), 0.1, 0.1, False, days)
    return Scale(0.0, TIME, ((0, 10),), (0.05,), 0.1, 0.05, False, days)


def _event(
    low: float | None, high: float | None, status: str = "occurred", extent: str = "within",
    disputed: bool = False,
) -> Event:  # fmt: skip
    claims = (("a", low, low), ("b", high, high)) if disputed else (("a", low, high),)
    return Event(
        "a", "", "", "", None, status, (), None, "calendar", low, high, extent, claims, disputed, "", False,
        "", (),
    )  # fmt: skip


def _time(event: Event) -> str:
    canvas = Canvas(TIME, LOW)
    draw_time(canvas, event, LOW / 2, _scale())
    return sample(canvas.figure, SAMPLE)


def _torn() -> str:
    canvas = Canvas(TIME, LOW)
    canvas.outline([[(0, LOW / 2), (TIME, LOW / 2)]], edgecolor=FAINT, linewidth=0.8, zorder=2)
    draw_breaks(canvas, _scale(torn=True), [(0.02, LOW - 0.02)])
    return sample(canvas.figure, SAMPLE)


def _published() -> str:
    canvas = Canvas(TIME, LOW)
    canvas.outline([[(0, 0.03), (TIME, 0.03)]], edgecolor=GREY, linewidth=0.8, zorder=2)
    draw_published(canvas, _scale((2, 3, 7)), 0.03)
    return sample(canvas.figure, SAMPLE)
