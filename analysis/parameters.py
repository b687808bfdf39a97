"""The parameters of the notebooks, declared once: names, types, defaults, help, choices and ranges.

From here come the parameters cell of each notebook and the help on it, the check of every value, the help of
the command line and the columns of a batch.
"""

import csv
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from analysis.errors import StancebookError, unknown

Kind = Literal["text", "day", "number", "names"]
ANNOTATIONS: dict[Kind, str] = {"text": "str", "day": "str", "number": "float", "names": "list[str]"}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a notebook.

    Attributes:
        name: as the notebook's cell and the command line call it.
        kind: ``text``; ``day`` (ISO 8601); ``number``; ``names`` (a list of texts).
        help: what it does, in one line without an equals sign, which papermill would stumble over.
        default: value where none is given.
        choices: the values that a text may have; empty allows any.
        low, high: bounds of a number, both allowed.
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
        """The line of the notebook's parameters cell."""
        default = f'"{self.default}"' if isinstance(self.default, str) else repr(self.default)
        return f"{self.name}: {ANNOTATIONS[self.kind]} = {default}  # {self.help}"

    def check(self, value: object) -> Any:
        """Return a value of a notebook or a table as it is used, or raise saying what was expected.

        Args:
            value: lists of names may also be one text with commas between them, days also dates; None
                and an empty text mean the default.
        """
        if value is None or value == "":
            return self.default
        return CHECKS[self.kind](self, value)

    def parse(self, text: str) -> Any:
        """Return what a text of a command line or a table means, or raise."""
        if self.kind != "number":
            return self.check(text)
        try:
            return self.check(float(text) if text.strip() else None)
        except ValueError:
            raise StancebookError(f"{self.name}: expected a number, got {text!r}.") from None


def _text(parameter: Parameter, value: object) -> str:
    if not isinstance(value, str):
        raise StancebookError(f"{parameter.name}: expected a text, got {value!r}.")
    if parameter.choices and value not in parameter.choices:
        raise unknown(f"value of {parameter.name}", value, parameter.choices)
    return value


def _day(parameter: Parameter, value: object) -> str:
    try:
        return dt.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise StancebookError(
            f"{parameter.name}: expected a day such as 2025-05-20, got {value!r}."
        ) from None


def _number(parameter: Parameter, value: object) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not parameter.low <= float(str(value)) <= parameter.high:
        bounds = f" from {parameter.low:g} to {parameter.high:g}" if parameter.high < float("inf") else ""
        raise StancebookError(f"{parameter.name}: expected a number{bounds}, got {value!r}.")
    return float(str(value))


def _names(parameter: Parameter, value: object) -> list[str]:
    if isinstance(value, str):
        value = next(csv.reader([value], skipinitialspace=True), [])
    if not isinstance(value, list | tuple):
        raise StancebookError(
            f"{parameter.name}: expected a list of names, such as ['A', 'B'], got {value!r}."
        )
    for name in value:
        if not isinstance(name, str):
            raise StancebookError(f"{parameter.name}: expected names, got {name!r}.")
    return [name.strip() for name in value if name.strip()]


CHECKS: Mapping[Kind, Callable[[Parameter, Any], Any]] = {
    "text": _text, "day": _day, "number": _number, "names": _names
}  # fmt: skip

CORPUS = Parameter(
    "corpus",
    "text",
    "Folder of articles, single article or table; a folder may hold a corpus.toml",
    "data/putin-trump-call",
)
ACTORS = Parameter("actors", "names", "Actors to show, by name or alias; empty shows all", [])
ISSUES = Parameter("issues", "names", "Issues to show, by name; empty shows all", [])
ISSUES_OF_ARTICLES = replace(
    ISSUES, help="Show only articles that take a position on these issues; empty shows all"
)
SINCE = Parameter("since", "day", "First day, such as 2025-05-01; undated codes are kept")
UNTIL = Parameter("until", "day", "Last day, such as 2025-05-31; undated codes are kept")
MIN_CONFIDENCE = Parameter(
    "min_confidence",
    "number",
    "Leave out codes below this confidence, 0 to 1; what has none, such as an event, is kept",
    0.0,
    low=0,
    high=1,
)
TITLE = Parameter("title", "text", "Heading of the page; empty takes the title of the corpus")
LANES = Parameter(
    "lanes",
    "text",
    "Lanes of what happened: family (kinds of event) or actor",
    "family",
    choices=("family", "actor"),
)
AGAINST = Parameter(
    "against", "text", "Another corpus to lay this one against, such as data/ukraine-talks-2025"
)
WINDOW = Parameter(
    "window",
    "text",
    "Length of the windows of time: day, week, month, quarter or year",
    "month",
    choices=("day", "week", "month", "quarter", "year"),
)
CODED = replace(
    CORPUS, help="Folder whose corpus.toml names tables of human codings", default="data/harbour-tunnel"
)
CODERS = Parameter("coders", "names", "Coders to compare, such as human:anna; empty compares all", [])
NETWORKED = replace(CORPUS, default="data/harbour-tunnel")
EXCLUDE_ACTORS = Parameter(
    "exclude_actors",
    "names",
    "Actors or organisations of the network to leave out, by name as it is shown",
    [],
)
EXCLUDE_ISSUES = Parameter("exclude_issues", "names", "Issues to leave out, by name", [])
ACTORS_AS = Parameter(
    "actors_as",
    "text",
    "What a node is: organisation (for whom somebody speaks) or person",
    "organisation",
    choices=("organisation", "person"),
)
AGGREGATION = Parameter(
    "aggregation",
    "text",
    "What a tie counts: congruence, conflict, or subtract (congruence less conflict)",
    "subtract",
    choices=("congruence", "conflict", "subtract"),
)
NORMALIZATION = Parameter(
    "normalization",
    "text",
    "What ties are divided by: no, average (activity), jaccard or cosine",
    "average",
    choices=("no", "average", "jaccard", "cosine"),
)
DUPLICATES = Parameter(
    "duplicates",
    "text",
    "Count the same statement once per document, week, month, year or acrossrange; include counts all",
    "document",
    choices=("include", "document", "week", "month", "year", "acrossrange"),
)

NOTEBOOKS: dict[str, tuple[Parameter, ...]] = {
    "stance-comparison": (CORPUS, ACTORS, ISSUES, SINCE, UNTIL, MIN_CONFIDENCE, WINDOW, TITLE),
    "timeline": (
        CORPUS, ACTORS, ISSUES_OF_ARTICLES, SINCE, UNTIL, MIN_CONFIDENCE, TITLE, LANES, AGAINST,
    ),
    "accounts": (CORPUS, ACTORS, ISSUES_OF_ARTICLES, SINCE, UNTIL, MIN_CONFIDENCE, TITLE),
    "discourse-network": (
        NETWORKED, ACTORS, ISSUES, EXCLUDE_ACTORS, EXCLUDE_ISSUES, SINCE, UNTIL, MIN_CONFIDENCE, TITLE,
        ACTORS_AS, AGGREGATION, NORMALIZATION, DUPLICATES, WINDOW,
    ),
    "coder-agreement": (CODED, CODERS, TITLE),
}  # fmt: skip
