"""What makes a network of statements: the choices, checked before anything is counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from analysis.errors import StancebookError, unknown

# by the mode of a network: how statements are weighed, and what weights are divided by
AGGREGATIONS = {
    "twomode": ("ignore", "subtract", "combine"),
    "onemode": ("ignore", "congruence", "conflict", "subtract"),
}
NORMALIZATIONS = {
    "twomode": ("no", "activity", "prominence"),
    "onemode": ("no", "average", "jaccard", "cosine"),
}
DUPLICATES = ("include", "document", "week", "month", "year", "acrossrange")
QUALIFIERS = ("stance", "boolean", "integer", "short text")
# the first day of a week and how many days its first week of a year needs depend on where DNA runs
COMPATS = ("dna3", "dna3-iso-weeks")

Values = Mapping[str, Iterable[object]]


@dataclass(frozen=True)
class Settings:
    """The choices behind a network; ``comparing.networks.building.network`` says what each means."""

    mode: str = "twomode"
    variable1: str = "actor"
    variable2: str = "issue"
    qualifier: str | None = "stance"
    qualifier_aggregation: str = "ignore"
    normalization: str = "no"
    duplicates: str = "include"
    isolates: bool = False
    since: object = None
    until: object = None
    exclude_values: Values = field(default_factory=dict)
    only_values: Values = field(default_factory=dict)
    qualifier_type: str | None = None
    scale: tuple[float, float] | None = None
    statement_id: str = "statement_id"
    document: str = "doc_id"
    date: str = "date"
    compat: str | None = None

    def __post_init__(self) -> None:
        """Raise for what is unknown, or does not go together."""
        _check_choice("mode", self.mode, AGGREGATIONS)
        _check_choice_of_mode("qualifier_aggregation", self.qualifier_aggregation, self.mode, AGGREGATIONS)
        _check_choice_of_mode("normalization", self.normalization, self.mode, NORMALIZATIONS)
        _check_choice("duplicates", self.duplicates, DUPLICATES)
        if self.qualifier_type is not None:
            _check_choice("qualifier_type", self.qualifier_type, QUALIFIERS)
        if self.compat is not None:
            _check_choice("compat", self.compat, COMPATS)
        self._check_scale()
        self._check_sense()

    @property
    def is_dna(self) -> bool:
        """Tell whether DNA 3 is followed where it differs."""
        return self.compat is not None

    def _check_scale(self) -> None:
        if self.scale is None:
            return
        if self.is_dna:
            raise StancebookError("DNA 3 knows no scale: leave out scale, or compat.")
        if self.qualifier_type not in (None, "integer"):
            raise StancebookError(
                f"scale is for integers, the qualifier is a {self.qualifier_type}. Leave it out."
            )
        low, high = self.scale
        if not low < high:
            raise StancebookError(f"scale: expected (lowest, highest), such as (-5, 5), got {self.scale!r}.")

    def _check_sense(self) -> None:
        if self.variable1 == self.variable2:
            raise StancebookError(f"variable1 and variable2 are both {self.variable1!r}. Name two columns.")
        if self.qualifier is None and self.qualifier_aggregation != "ignore":
            raise StancebookError(
                f'{self.qualifier_aggregation} needs a qualifier. Name its column, or use "ignore".'
            )
        if self.is_dna and self.qualifier_type == "stance":
            raise StancebookError("DNA 3 knows no stances: use its types, or leave out compat.")
        if self.qualifier_aggregation == "combine" and self.normalization != "no" and not self.is_dna:
            raise StancebookError(
                "The cells of combine are codes of patterns, no amounts, and cannot be divided. "
                'Use normalization="no".'
            )


def parse_settings(arguments: Mapping[str, Any]) -> Settings:
    """Return settings of named arguments, or raise naming the nearest argument."""
    names = [one.name for one in fields(Settings)]
    for name in arguments:
        if name not in names:
            raise unknown("argument of a network", name, names)
    return Settings(**arguments)


def _check_choice(name: str, got: object, allowed: Iterable[str]) -> None:
    if got not in tuple(allowed):
        raise unknown(name, got, allowed)


def _check_choice_of_mode(name: str, got: str, mode: str, allowed: Mapping[str, tuple[str, ...]]) -> None:
    _check_choice(name, got, {one for listed in allowed.values() for one in listed})
    if got not in allowed[mode]:
        raise StancebookError(
            f"{name} {got!r} is not for {mode} networks. There are: {', '.join(allowed[mode])}."
        )
