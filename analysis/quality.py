"""Read and check ``quality.toml``, the measured accuracy of the built-in coder.

It is the only place with quality figures; pages and the README quote it. The part ``measured`` is written by
``make bench``; ``measured_once`` and ``figures`` are maintained by hand.
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
class Evaluation:
    """One evaluation of the coder on real news: positions shown, and how many were right.

    Attributes:
        codebook: whether the codebook was given or suggested by the machine.
        data: the articles.
        articles: number of articles.
        shown: positions that the coder showed or, if only a sample was checked, those checked.
        right: number of these that match the reference reading in actor, issue and stance.
        coded_by: who made the reference reading: people, or a language model.
        measured: how, when, and at which version or commit.
        in_texts: positions that the reference reading found in the articles; None if only the positions
            shown were checked.
        polarity: share right among the positions that both coder and reference code as support or oppose.
        precision_interval, recall_interval, polarity_interval: bounds of 95 % bootstrap intervals, from
            resampled articles.
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
        if not all(type(number) is int and number > 0 for number in (self.articles, self.shown, coded)):
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
    """One further figure on the coder's quality.

    Attributes:
        what: what was measured.
        figure: the figure with its unit.
        data: the data it was measured on.
        coded_by: who made the reference codes.
        stage: the table concerned.
        own_words: whether the texts were written for this project, which flatters the coder.
        codebook: ``given`` or ``suggested`` if it applies only to codebooks of that kind; "" for both.
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
    """All quality figures of the coder.

    Attributes:
        measured: evaluations on real news that ``make bench`` repeats.
        measured_once: evaluations on real news that no command here repeats.
        figures: all other figures.
    """

    measured: tuple[Evaluation, ...]
    measured_once: tuple[Evaluation, ...]
    figures: tuple[Figure, ...]

    def readings(self, codebook: Made) -> tuple[Evaluation, ...]:
        """Return the evaluations on real news with one kind of codebook."""
        both = (*self.measured, *self.measured_once)
        return tuple(reading for reading in both if reading.codebook == codebook)


T = TypeVar("T", Evaluation, Figure)


def check_quality(content: Mapping[str, Any]) -> Quality:
    """Check a parsed ``quality.toml`` and return its figures.

    Raises:
        StancebookError: with the part and the entry that is wrong.
    """
    if set(content) != set(PARTS):
        raise StancebookError(
            f"quality.toml: expected the parts {', '.join(PARTS)}, got {', '.join(content)}."
        )
    return Quality(
        tuple(_build_entries(Evaluation, "measured", content["measured"])),
        tuple(_build_entries(Evaluation, "measured_once", content["measured_once"])),
        tuple(_build_entries(Figure, "figures", content["figures"])),
    )


@cache
def read_quality() -> Quality:
    """Return the figures shipped with the coder."""
    return check_quality(tomllib.loads(PATH.read_text(encoding="utf-8")))


def _build_entries(kind: Callable[..., T], part: str, entries: Iterable[Mapping[str, Any]]) -> Iterator[T]:
    for number, entry in enumerate(entries, 1):
        values = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
        try:
            yield kind(**values)
        except (TypeError, StancebookError) as error:
            raise StancebookError(f"quality.toml: {part}, entry {number}: {error}") from None


def _check_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise StancebookError(f"{name}: expected one of {', '.join(map(repr, choices))}, got {value!r}.")


def _check_words(**fields: object) -> None:
    for name, value in fields.items():
        if not isinstance(value, str) or not value.strip():
            raise StancebookError(f"{name}: expected a text, got {value!r}.")


def _check_shares(*shares: object) -> None:
    for share in shares:
        if share is not None and not (isinstance(share, float) and 0 <= share <= 1):
            raise StancebookError(f"polarity and intervals: expected shares from 0.0 to 1.0, got {share!r}.")
