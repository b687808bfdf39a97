"""How good the built-in coder is, as measured: ``quality.toml``, read and checked.

The only place that holds figures of quality: pages and README quote it. Its part ``measured`` is written by
``make bench GOLD=folder``; ``measured_once`` and ``figures`` are kept by hand.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from analysis.errors import StancebookError

PATH = Path(__file__).parent / "quality.toml"
PARTS = ("measured", "measured_once", "figures")
Made = Literal["given", "suggested"]
Stage = Literal["quotes", "statements", "dates", "events"]
Interval = tuple[float, float]


@dataclass(frozen=True)
class Reading:
    """What the coder showed of real news, and how much of it was right.

    Attributes:
        codebook: whether it was given or suggested by the machine.
        data: which articles.
        articles: how many.
        shown: positions that the coder showed or, where only a part was read, those that were checked.
        right: how many of these agree with the reading in actor, issue and stance.
        coded_by: who read the articles: people, or a language model.
        measured: how, when, and at which version or commit.
        in_texts: positions that the reading found in the articles; None where only what was shown was read.
        polarity: share right of the positions on which coder and reading say support or oppose.
        precision_interval, recall_interval, polarity_interval: bounds of 95 % from redrawn articles.
    """

    codebook: Made
    data: str
    articles: int
    shown: int
    right: int
    coded_by: str
    measured: str
    in_texts: int | None = None
    polarity: float | None = None
    precision_interval: Interval | None = None
    recall_interval: Interval | None = None
    polarity_interval: Interval | None = None

    def __post_init__(self) -> None:
        """Check the values; raises StancebookError."""
        _check_choice("codebook", self.codebook, get_args(Made))
        _check_words(data=self.data, coded_by=self.coded_by, measured=self.measured)
        coded = self.shown if self.in_texts is None else self.in_texts
        if not all(type(one) is int and one > 0 for one in (self.articles, self.shown, coded)):
            raise StancebookError(
                f"articles, shown, in_texts: expected whole numbers from 1, got {self.articles!r}, "
                f"{self.shown!r}, {self.in_texts!r}."
            )
        if type(self.right) is not int or not 0 <= self.right <= min(self.shown, coded):
            raise StancebookError(
                f"right: expected a whole number from 0 to {min(self.shown, coded)}, got {self.right!r}."
            )
        _check_shares(self.polarity)
        for bounds in (self.precision_interval, self.recall_interval, self.polarity_interval):
            _check_shares(*bounds or ())


@dataclass(frozen=True)
class Figure:
    """One more figure of the coder.

    Attributes:
        what: was measured.
        figure: with its unit.
        data: what it was measured on.
        coded_by: who made the codes it was measured against.
        stage: the table that it is about.
        own_words: whether the texts were written for this project, which flatters the coder.
        codebook: where it holds only of a given or only of a suggested one; "" of both.
    """

    what: str
    figure: str
    data: str
    coded_by: str
    stage: Stage
    own_words: bool
    codebook: Made | Literal[""] = ""

    def __post_init__(self) -> None:
        """Check the values; raises StancebookError."""
        _check_choice("stage", self.stage, get_args(Stage))
        _check_choice("codebook", self.codebook, ("", *get_args(Made)))
        _check_words(what=self.what, figure=self.figure, data=self.data, coded_by=self.coded_by)
        if type(self.own_words) is not bool:
            raise StancebookError(f"{self.what}: own_words: expected true or false, got {self.own_words!r}.")


@dataclass(frozen=True)
class Quality:
    """All that is known of how good the coder is.

    Attributes:
        measured: readings of real news that ``make bench`` repeats.
        measured_once: readings of real news that no command here repeats.
        figures: everything else.
    """

    measured: tuple[Reading, ...]
    measured_once: tuple[Reading, ...]
    figures: tuple[Figure, ...]

    def readings(self, codebook: Made) -> tuple[Reading, ...]:
        """Return what was read of real news with codebooks of one kind."""
        return tuple(one for one in (*self.measured, *self.measured_once) if one.codebook == codebook)


T = TypeVar("T", Reading, Figure)


def check(content: Mapping[str, Any]) -> Quality:
    """Return the figures of a parsed ``quality.toml``.

    Raises:
        StancebookError: naming the part and the entry that is wrong.
    """
    if set(content) != set(PARTS):
        raise StancebookError(
            f"quality.toml: expected the parts {', '.join(PARTS)}, got {', '.join(content)}."
        )
    return Quality(
        tuple(_made(Reading, "measured", content["measured"])),
        tuple(_made(Reading, "measured_once", content["measured_once"])),
        tuple(_made(Figure, "figures", content["figures"])),
    )


@cache
def quality() -> Quality:
    """Return the figures as they are committed beside the coder."""
    return check(tomllib.loads(PATH.read_text(encoding="utf-8")))


def _made(kind: Callable[..., T], part: str, entries: Iterable[Mapping[str, Any]]) -> Iterator[T]:
    for number, entry in enumerate(entries, 1):
        given = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
        try:
            yield kind(**given)
        except (TypeError, StancebookError) as error:
            raise StancebookError(f"quality.toml: {part}, entry {number}: {error}") from None


def _check_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise StancebookError(f"{name}: expected one of {', '.join(map(repr, choices))}, got {value!r}.")


def _check_words(**fields: object) -> None:
    for name, value in fields.items():
        if not isinstance(value, str) or not value.strip():
            raise StancebookError(f"{name}: expected words, got {value!r}.")


def _check_shares(*shares: object) -> None:
    for share in shares:
        if share is not None and not (isinstance(share, float) and 0 <= share <= 1):
            raise StancebookError(f"polarity and intervals: expected shares from 0.0 to 1.0, got {share!r}.")
