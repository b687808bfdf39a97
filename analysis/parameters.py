"""Declare the notebooks' parameters once: names, types, defaults, help, choices and ranges.

The declarations define the parameters cell and help of each notebook, the check of every value, the help on
the command line and the columns of a table of reports.
"""

import csv
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from analysis.errors import StancebookError, unknown_name_error

Kind = Literal["text", "day", "number", "count", "names", "switch"]
TEXT_ADVICE = "With papermill, pass a text that looks like a number with -r, not -p."
"""Advice for a value that is not a text: papermill's -p makes numbers of 0525, 2025_05 and 2025.10."""
SWITCH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
ANNOTATIONS: dict[Kind, str] = {
    "text": "str",
    "day": "str",
    "number": "float",
    "count": "int",
    "names": "list[str]",
    "switch": "bool",
}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a notebook.

    Attributes:
        name: the name in the notebook's parameters cell and on the command line.
        kind: ``text``, ``day`` (ISO 8601), ``number``, ``count`` (a whole number), ``names`` (a list of
            texts) or ``switch`` (true or false).
        help: what it does, in one line without an equals sign, which papermill cannot parse.
        default: the value used if none is given.
        choices: the allowed values of a text; empty allows any.
        low, high: bounds of a number, inclusive.
    """

    name: str
    kind: Kind
    help: str
    default: Any = ""
    choices: tuple[str, ...] = ()
    low: float = float("-inf")
    high: float = float("inf")

    @property
    def line(self) -> str:
        """The parameter's line in the notebook's parameters cell."""
        default = f'"{self.default}"' if isinstance(self.default, str) else repr(self.default)
        return f"{self.name}: {ANNOTATIONS[self.kind]} = {default}  # {self.help}"

    def check(self, value: object) -> Any:
        """Return a value from a notebook or a table in the parameter's type.

        Args:
            value: a list of names may also be one text separated by commas, and a day may be a date; None
                and an empty text mean the default.

        Raises:
            StancebookError: if the value does not fit; the message says what was expected.
        """
        if value is None or value == "":
            return self.default
        return CHECKS[self.kind](self, value)

    def parse(self, text: str) -> Any:
        """Return the value of a text from the command line or a table, or raise."""
        if self.kind not in ("number", "count"):
            return self.check(text)
        try:
            return self.check(float(text) if text.strip() else None)
        except ValueError:
            raise StancebookError(f"{self.name}: expected a number, got {text!r}.") from None


def to_text(name: str, value: object) -> str:
    """Return the value of a text parameter; papermill makes a number of a text such as 2025.

    Args:
        name: the name of the parameter in messages.
        value: a text or a whole number. Any other number may have been written in several ways.

    Raises:
        StancebookError: for any other value.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise StancebookError(f"{name}: expected a text, got {value!r}. {TEXT_ADVICE}")
    return value


def _check_text(parameter: Parameter, value: object) -> str:
    value = to_text(parameter.name, value)
    if parameter.choices and value not in parameter.choices:
        raise unknown_name_error(f"value of {parameter.name}", value, parameter.choices)
    return value


def _check_day(parameter: Parameter, value: object) -> str:
    try:
        return dt.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise StancebookError(
            f"{parameter.name}: expected a day such as 2025-05-20, got {value!r}."
        ) from None


def _check_number(parameter: Parameter, value: object) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not parameter.low <= float(str(value)) <= parameter.high:
        bounds = f" from {parameter.low:g} to {parameter.high:g}" if parameter.high < float("inf") else ""
        raise StancebookError(f"{parameter.name}: expected a number{bounds}, got {value!r}.")
    return float(str(value))


def _check_count(parameter: Parameter, value: object) -> int:
    number = _check_number(parameter, value)
    if not number.is_integer():
        raise StancebookError(f"{parameter.name}: expected a whole number, got {value!r}.")
    return int(number)


def _check_names(parameter: Parameter, value: object) -> list[str]:
    if isinstance(value, str):
        value = next(csv.reader([value], skipinitialspace=True), [])
    if not isinstance(value, list | tuple):
        raise StancebookError(
            f"{parameter.name}: expected a list of names, such as ['A', 'B'], got {value!r}. {TEXT_ADVICE}"
        )
    for name in value:
        if not isinstance(name, str):
            raise StancebookError(f"{parameter.name}: expected names, got {name!r}. {TEXT_ADVICE}")
    return [name.strip() for name in value if name.strip()]


def _check_switch(parameter: Parameter, value: object) -> bool:
    known = SWITCH.get(str(value).strip().lower())
    if known is None:
        raise StancebookError(f"{parameter.name}: expected true or false, got {value!r}.")
    return known


CHECKS: Mapping[Kind, Callable[[Parameter, Any], Any]] = {
    "text": _check_text, "day": _check_day, "number": _check_number, "count": _check_count,
    "names": _check_names, "switch": _check_switch,
}  # fmt: skip

CORPUS = Parameter(
    "corpus",
    "text",
    "Folder of articles, with or without a corpus.toml, or a single article or table",
    "data/putin-trump-call",
)
ACTORS = Parameter("actors", "names", "Actors to show, by name or alias; leave empty to show all", [])
ISSUES = Parameter("issues", "names", "Issues to show, by name; leave empty to show all", [])
ISSUES_OF_ARTICLES = replace(
    ISSUES, help="Show only articles with a stance on one of these issues; leave empty to show all"
)
SINCE = Parameter("since", "day", "First day to include, such as 2025-05-01; undated codes are kept")
UNTIL = Parameter("until", "day", "Last day to include, such as 2025-05-31; undated codes are kept")
MIN_CONFIDENCE = Parameter(
    "min_confidence",
    "number",
    "Leave out codes below this confidence, 0 to 1; codes without one, such as events, are kept",
    0.0,
    low=0,
    high=1,
)
PUBLISH = Parameter(
    "publish",
    "switch",
    "Show only what a person checked or two independent texts support, True or False",
    False,
)
TITLE = Parameter("title", "text", "Heading of the page; leave empty to use the title of the corpus")
LANES = Parameter(
    "lanes",
    "text",
    "How events are divided into lanes: family (kind of event) or actor",
    "family",
    choices=("family", "actor"),
)
EVENTS = Parameter(
    "events",
    "count",
    "Most events to draw, the most important ones; the table lists the others",
    25,
    low=1,
    high=100,
)
AGAINST = Parameter(
    "against", "text", "Second corpus to compare with this one, such as data/ukraine-talks-2025"
)
WINDOW = Parameter(
    "window",
    "text",
    "Length of the time windows: day, week, month, quarter or year",
    "month",
    choices=("day", "week", "month", "quarter", "year"),
)
CODED = replace(
    CORPUS, help="Folder whose corpus.toml lists tables of human codings", default="data/harbour-tunnel"
)
CODERS = Parameter("coders", "names", "Coders to compare, such as human:anna; leave empty to compare all", [])
REVIEWER = Parameter(
    "name", "text", "Your name, such as maria, to review; leave empty to see what a review would ask first"
)
OF = Parameter(
    "of",
    "text",
    "What to review: statements, events or attributions",
    "statements",
    choices=("statements", "events", "attributions"),
)
NETWORKED = replace(CORPUS, default="data/harbour-tunnel")
EXCLUDE_ACTORS = Parameter(
    "exclude_actors",
    "names",
    "Actors or organisations to leave out of the network, by the name shown in it",
    [],
)
EXCLUDE_ISSUES = Parameter("exclude_issues", "names", "Issues to leave out of the network, by name", [])
ACTORS_AS = Parameter(
    "actors_as",
    "text",
    "What a node represents: organisation (the one an actor speaks for) or person",
    "organisation",
    choices=("organisation", "person"),
)
AGGREGATION = Parameter(
    "aggregation",
    "text",
    "What a tie measures: congruence, conflict or subtract (congruence minus conflict)",
    "subtract",
    choices=("congruence", "conflict", "subtract"),
)
NORMALIZATION = Parameter(
    "normalization",
    "text",
    "How tie weights are normalised: no, average (activity), jaccard or cosine",
    "average",
    choices=("no", "average", "jaccard", "cosine"),
)
DUPLICATES = Parameter(
    "duplicates",
    "text",
    "Count a repeated statement once per document, week, month, year or acrossrange; include counts all",
    "document",
    choices=("include", "document", "week", "month", "year", "acrossrange"),
)

NOTEBOOKS: dict[str, tuple[Parameter, ...]] = {
    "stance-comparison": (CORPUS, ACTORS, ISSUES, SINCE, UNTIL, MIN_CONFIDENCE, PUBLISH, WINDOW, TITLE),
    "timeline": (
        CORPUS, ACTORS, ISSUES_OF_ARTICLES, SINCE, UNTIL, MIN_CONFIDENCE, PUBLISH, TITLE, EVENTS, LANES,
        AGAINST,
    ),
    "accounts": (CORPUS, ACTORS, ISSUES_OF_ARTICLES, SINCE, UNTIL, MIN_CONFIDENCE, TITLE),
    "discourse-network": (
        NETWORKED, ACTORS, ISSUES, EXCLUDE_ACTORS, EXCLUDE_ISSUES, SINCE, UNTIL, MIN_CONFIDENCE, TITLE,
        ACTORS_AS, AGGREGATION, NORMALIZATION, DUPLICATES, WINDOW,
    ),
    "outlets": (NETWORKED, ACTORS, ISSUES_OF_ARTICLES, SINCE, UNTIL, MIN_CONFIDENCE, TITLE),
    "coder-agreement": (CODED, CODERS, TITLE),
    "methods": (CORPUS, TITLE),
    "review": (NETWORKED, REVIEWER, OF, TITLE),
}  # fmt: skip


def is_for_reports(parameter: Parameter) -> bool:
    """Tell whether reports take a parameter: the corpus is theirs, and people open reviews at the screen."""
    return parameter.name != "corpus" and parameter not in (REVIEWER, OF)
