"""Report how good the coder is: figures that fit the codebook first, the flattering ones last."""

from collections.abc import Iterable, Sequence

from analysis.codes import Codes
from analysis.comparing.auditing import is_audited
from analysis.drawing.calibrations import describe_calibration
from analysis.drawing.markup import table, text
from analysis.drawing.methods import describe_model
from analysis.quality import Evaluation, Figure, Interval, Made, read_quality

RULES = "rules-"
STATEMENTS = "statements"
MODEL = "a language model"
# how pages name the origin of a codebook
ORIGIN = {"given": "supplied", "suggested": "suggested"}
# a share, its words and the verb that agrees with them
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
    "Support or oppose right, where both take a side", "Judged by", "Measured",
)  # fmt: skip
NOT_COUNTED = "not counted"
FIGURES_HEAD = ("What", "Figure", "On what", "Coded by")
OWN_WORDS = "On texts written for this project; real news scores lower"


def news_sentence(codes: Codes) -> str:
    """Return how good positions on real news are with such a codebook.

    "" unless the coder is built in and nothing better is known: an audit of the articles themselves.
    """
    is_apt = codes.coder.startswith(RULES) and not is_audited(codes)
    return summarise_quality(_find_origin(codes)) if is_apt else ""


def summarise_quality(made: Made) -> str:
    """Return how good positions on real news are with supplied or suggested codebooks.

    Readings of whole articles are summed separately from those that only checked what was shown.
    """
    readings = read_quality().readings(made)
    whole = [reading for reading in readings if reading.in_texts is not None]
    spot = [reading for reading in readings if reading.in_texts is None]
    start = f"On real news with a {ORIGIN[made]} codebook, "
    results = "; ".join([*_describe_whole(whole), *_describe_checked(spot, " more" if whole else "")])
    return f"{start}{results}. Judged by {_name_judges(readings)}."


def describe_expectation(codes: Codes) -> str:
    """Return which share of the positions shown to expect to be wrong, and of those in the texts missing.

    "" unless the coder is built in, most statements are its own, and nothing better is known.
    """
    are_checked = 2 * len(codes.human) > len(codes["statements"])
    if not codes.coder.startswith(RULES) or is_audited(codes) or are_checked:
        return ""
    readings = read_quality().readings(_find_origin(codes))
    whole = [reading for reading in readings if reading.in_texts is not None]
    right, shown = _count_right(whole or readings)
    words = f"On the evidence of other news, expect {_word_share(shown - right, shown)[0]} marks to be wrong"
    if whole:
        coded = sum(reading.in_texts or 0 for reading in whole)
        words += f" and {_word_share(coded - right, coded)[0]} positions to be missing"
    return f"{words}."


def _name_judges(readings: Sequence[Evaluation]) -> str:
    if all(MODEL in reading.coded_by for reading in readings):
        return f"{MODEL}, not by people"
    return " and ".join(sorted({reading.coded_by for reading in readings}))


def _describe_whole(readings: Sequence[Evaluation]) -> Iterable[str]:
    if readings:
        right, shown = _count_right(readings)
        coded = sum(reading.in_texts or 0 for reading in readings)
        good, good_verb = _word_share(right, shown)
        found, found_verb = _word_share(right, coded)
        yield (
            f"{good} of the positions shown {good_verb} right ({right} of {shown}), and {found} of the "
            f"positions in the texts {found_verb} found ({right} of {coded})"
        )


def _describe_checked(readings: Sequence[Evaluation], more: str) -> Iterable[str]:
    if readings:
        right, shown = _count_right(readings)
        good, verb = _word_share(right, shown)
        number = NUMBERS.get(len(readings), str(len(readings)))
        corpora = f"one{more} corpus" if len(readings) == 1 else f"{number}{more} corpora"
        yield f"{good} of the statements checked in {corpora} {verb} right ({right} of {shown})"


def _count_right(readings: Iterable[Evaluation]) -> tuple[int, int]:
    """Return how many positions were right, and how many were shown."""
    return sum(reading.right for reading in readings), sum(reading.shown for reading in readings)


def _word_share(part: int, whole: int) -> tuple[str, str]:
    """Return the nearest simple fraction in words, and its verb."""
    _, words, verb = min(SHARES, key=lambda share: abs(share[0] - part / whole))
    return words, verb


def quality_tables(codes: Codes) -> str:
    """Return the figures for the coder that was used and for the kind of codebook."""
    is_rules, made = codes.coder.startswith(RULES), _find_origin(codes)
    figures = [
        figure
        for figure in read_quality().figures
        if figure.codebook in ("", made) and (is_rules or figure.stage != STATEMENTS)
    ]
    parts = []
    if is_rules:
        caption = f"Positions on real news, {ORIGIN[made]} codebook"
        parts.append(_build_table(caption, NEWS_HEAD, build_news_rows(made)))
    elif codes.coder:
        unknown = "" if is_audited(codes) else " The coder’s error was not measured on this corpus."
        said = describe_model(codes) or f"The statements were coded by {codes.coder}.{unknown}"
        parts.append(
            f"<p>{text(said)} The figures below are for the attributions, dates and events of the built-in "
            "coder.</p>"
        )
    if codes.calibration:
        since = " The figures of positions below were measured with the coder’s own confidence." * is_rules
        parts.insert(0, f"<p>{text(describe_calibration(codes))}{since}</p>")
    coder = "this" if is_rules else "the built-in"
    outside = build_figure_rows(figure for figure in figures if not figure.own_words)
    own = build_figure_rows(figure for figure in figures if figure.own_words)
    parts += [
        _build_table(f"Measured error of {coder} coder", FIGURES_HEAD, outside),
        _build_table(OWN_WORDS, FIGURES_HEAD, own),
    ]
    return "".join(parts)


def build_news_rows(made: Made) -> list[list[str]]:
    """Return the readings of real news as rows of plain text under ``NEWS_HEAD``."""
    return [
        [
            row.codebook,
            f"{row.data}, {row.articles} articles",
            _format_count(row.right, row.shown, row.precision_interval),
            _format_count(row.right, row.in_texts, row.recall_interval),
            _format_polarity(row),
            row.coded_by,
            row.measured,
        ]
        for row in read_quality().readings(made)
    ]


def build_figure_rows(figures: Iterable[Figure]) -> list[list[str]]:
    """Return figures as rows of plain text under ``FIGURES_HEAD``."""
    return [[figure.what, figure.figure, figure.data, figure.coded_by] for figure in figures]


def _find_origin(codes: Codes) -> Made:
    return "suggested" if codes.codebook.suggested else "given"


def _build_table(caption: str, head: Sequence[str], cells: Iterable[Iterable[str]]) -> str:
    return table(caption, head, [[text(cell) for cell in row] for row in cells])


def _format_polarity(row: Evaluation) -> str:
    if row.polarity is None:
        return NOT_COUNTED
    return _format_share(row.polarity) + _format_interval(row.polarity_interval)


def _format_count(part: int, whole: int | None, interval: Interval | None) -> str:
    if whole is None:
        return NOT_COUNTED
    return f"{part} of {whole}: {_format_share(part / whole)}{_format_interval(interval)}"


def _format_share(share: float) -> str:
    """Return a share with two decimals, without the leading zero below 1."""
    return f"{share:.2f}".removeprefix("0")


def _format_interval(interval: Interval | None) -> str:
    return f" (95 % {_format_share(interval[0])}–{_format_share(interval[1])})" if interval else ""
