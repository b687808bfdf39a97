"""Validate the settings of a network."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from analysis.errors import StancebookError, unknown_name_error

# by mode: how statements are aggregated, and how weights are normalised
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
# in DNA the first day of a week, and the days required in week 1, depend on the locale
COMPATS = ("dna3", "dna3-iso-weeks")

Values = Mapping[str, Iterable[object]]


@dataclass(frozen=True)
class Settings:
    """The settings of a network, documented in ``comparing.networks.building.network``."""

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
        """Raise an error for unknown or incompatible settings."""
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
        """Tell whether to reproduce DNA 3 where it differs."""
        return self.compat is not None

    def _check_scale(self) -> None:
        if self.scale is None:
            return
        if self.is_dna:
            raise StancebookError("DNA 3 does not support a scale. Omit scale, or omit compat.")
        if self.qualifier_type not in (None, "integer"):
            raise StancebookError(
                f"scale requires an integer qualifier, got {self.qualifier_type}. Omit scale."
            )
        low, high = self.scale
        if not low < high:
            raise StancebookError(f"scale: expected (lowest, highest), such as (-5, 5), got {self.scale!r}.")

    def _check_sense(self) -> None:
        if self.variable1 == self.variable2:
            raise StancebookError(f"variable1 and variable2 are both {self.variable1!r}. Name two columns.")
        if self.qualifier is None and self.qualifier_aggregation != "ignore":
            raise StancebookError(
                f'{self.qualifier_aggregation} requires a qualifier. Name its column, or use "ignore".'
            )
        if self.is_dna and self.qualifier_type == "stance":
            raise StancebookError("DNA 3 does not support stances. Use one of its types, or omit compat.")
        if self.qualifier_aggregation == "combine" and self.normalization != "no" and not self.is_dna:
            raise StancebookError(
                "Cells aggregated by combine are codes of patterns and cannot be divided. "
                'Use normalization="no".'
            )


def parse_settings(arguments: Mapping[str, Any]) -> Settings:
    """Return settings from keyword arguments, or raise an error with the nearest name."""
    names = [field.name for field in fields(Settings)]
    for name in arguments:
        if name not in names:
            raise unknown_name_error("argument of a network", name, names)
    return Settings(**arguments)


def _check_choice(name: str, got: object, allowed: Iterable[str]) -> None:
    if got not in tuple(allowed):
        raise unknown_name_error(name, got, allowed)


def _check_choice_of_mode(name: str, got: str, mode: str, allowed: Mapping[str, tuple[str, ...]]) -> None:
    _check_choice(name, got, {choice for choices in allowed.values() for choice in choices})
    if got not in allowed[mode]:
        raise StancebookError(
            f"{name} {got!r} is not available for {mode} networks. Choose from: {', '.join(allowed[mode])}."
        )
