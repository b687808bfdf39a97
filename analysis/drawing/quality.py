"""How good the coder is, in a sentence and in tables: what fits the codebook first, flattery last."""

from collections.abc import Iterable, Sequence

from analysis.codes import Codes
from analysis.drawing.markup import table, text
from analysis.quality import Figure, Interval, Made, Reading, quality

RULES = "rules-"
STATEMENTS = "statements"
MODEL = "a language model"
# a share, in words, and whether the verb is that of one or of several
SHARES = (
    (0.05, "about one in twenty", "was"),
    (0.1, "about one in ten", "was"),
    (0.2, "about one in five", "was"),
    (0.25, "about one in four", "was"),
    (1 / 3, "about one in three", "was"),
    (0.4, "about two in five", "were"),
    (0.5, "about half", "were"),
    (0.6, "about three in five", "were"),
    (2 / 3, "about two in three", "were"),
    (0.75, "about three in four", "were"),
    (0.8, "about four in five", "were"),
    (0.9, "about nine in ten", "were"),
    (1.0, "nearly all", "were"),
)
NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
NEWS_HEAD = (
    "Codebook", "Articles", "Right, of the positions shown or checked", "Found, of those in the texts",
    "Support or oppose right, where both say one", "Judged by", "Measured",
)  # fmt: skip
FIGURES_HEAD = ("What", "Figure", "On what", "Coded by")
OWN_WORDS = "On texts written for this project; real news scores lower"


def news_sentence(codes: Codes) -> str:
    """Return what is known of positions on real news with such a codebook; "" of another coder's."""
    return sentence(_made(codes)) if codes.coder.startswith(RULES) else ""


def sentence(made: Made) -> str:
    """Return how good positions on real news are with codebooks that are given, or suggested.

    Readings of whole articles are added up apart from those that only checked what was shown.
    """
    readings = quality().readings(made)
    whole = [one for one in readings if one.in_texts is not None]
    spot = [one for one in readings if one.in_texts is None]
    start = f"On real news with {'a codebook given' if made == 'given' else 'suggested codebooks'}, "
    said = "; ".join([*_of_whole(whole), *_of_checked(spot, " more" if whole else "")])
    return f"{start}{said}. Judged by {_judges(readings)}."


def _judges(readings: Sequence[Reading]) -> str:
    if all(MODEL in one.coded_by for one in readings):
        return f"{MODEL}, not by people"
    return " and ".join(sorted({one.coded_by for one in readings}))


def _of_whole(readings: Sequence[Reading]) -> Iterable[str]:
    if readings:
        right, shown = sum(one.right for one in readings), sum(one.shown for one in readings)
        coded = sum(one.in_texts or 0 for one in readings)
        good, good_verb = _share(right, shown)
        found, found_verb = _share(right, coded)
        yield (
            f"{good} of the positions shown {good_verb} right ({right} of {shown}) and {found} of those in "
            f"the texts {found_verb} found ({right} of {coded})"
        )


def _of_checked(readings: Sequence[Reading], more: str) -> Iterable[str]:
    if readings:
        right, shown = sum(one.right for one in readings), sum(one.shown for one in readings)
        good, verb = _share(right, shown)
        number = NUMBERS.get(len(readings), str(len(readings)))
        corpora = f"one{more} corpus" if len(readings) == 1 else f"{number}{more} corpora"
        yield f"{good} of the statements checked in {corpora} {verb} right ({right} of {shown})"


def _share(part: int, whole: int) -> tuple[str, str]:
    """Return the nearest simple fraction in words, and its verb."""
    _, words, verb = min(SHARES, key=lambda share: abs(share[0] - part / whole))
    return words, verb


def quality_tables(codes: Codes) -> str:
    """Return the figures that fit what was done: those of the coder at work, and of its kind of codebook."""
    is_rules, made = codes.coder.startswith(RULES), _made(codes)
    figures = [
        one
        for one in quality().figures
        if one.codebook in ("", made) and (is_rules or one.stage != STATEMENTS)
    ]
    parts = []
    if is_rules:
        parts.append(_table(f"Positions on real news, codebook {made}", NEWS_HEAD, news_rows(made)))
    elif codes.coder:
        parts.append(
            f"<p>The statements are those of {text(codes.coder)}. How often it errs was not measured here; "
            "the figures below are of the attributions, dates and events of the built-in coder.</p>"
        )
    outside = figure_rows(one for one in figures if not one.own_words)
    own = figure_rows(one for one in figures if one.own_words)
    parts += [
        _table(f"Measured error of {'this' if is_rules else 'the built-in'} coder", FIGURES_HEAD, outside),
        _table(OWN_WORDS, FIGURES_HEAD, own),
    ]
    return "".join(parts)


def news_rows(made: Made) -> list[list[str]]:
    """Return the readings of real news as rows of plain words under ``NEWS_HEAD``."""
    return [
        [
            one.codebook,
            f"{one.data}, {one.articles} articles",
            _counted(one.right, one.shown, one.precision_interval),
            "not counted" if one.in_texts is None else _counted(one.right, one.in_texts, one.recall_interval),
            "not counted" if one.polarity is None else _number(one.polarity) + _bounds(one.polarity_interval),
            one.coded_by,
            one.measured,
        ]
        for one in quality().readings(made)
    ]


def figure_rows(figures: Iterable[Figure]) -> list[list[str]]:
    """Return figures as rows of plain words under ``FIGURES_HEAD``."""
    return [[one.what, one.figure, one.data, one.coded_by] for one in figures]


def _made(codes: Codes) -> Made:
    return "suggested" if codes.codebook.suggested else "given"


def _table(caption: str, head: Sequence[str], cells: Iterable[Iterable[str]]) -> str:
    return table(caption, head, [[text(cell) for cell in row] for row in cells])


def _counted(part: int, whole: int, interval: Interval | None) -> str:
    return f"{part} of {whole}: {_number(part / whole)}{_bounds(interval)}"


def _number(share: float) -> str:
    """Return a share with two digits and, below 1, without the nought before the point."""
    return f"{share:.2f}".removeprefix("0")


def _bounds(interval: Interval | None) -> str:
    return f" (95 % {_number(interval[0])}–{_number(interval[1])})" if interval else ""
