"""Decide whether a conclusion is supported: by two independent texts, or by one checked statement."""

from collections.abc import Collection, Mapping
from typing import NamedTuple, Protocol

from analysis.codes import Codes
from analysis.comparing.reprints import reprints
from analysis.reading.codings import HUMAN

# independent texts that must agree before a conclusion is drawn
FEWEST_TEXTS = 2


class Sourced(Protocol):
    """A statement with its source text, and whether a person checked it."""

    @property
    def text(self) -> str:
        """Return its source text; reprints of one text count as one."""

    @property
    def is_checked(self) -> bool:
        """Return whether a person coded it."""


class Source(NamedTuple):
    """The source of a statement: all that decides whether it is supported."""

    text: str
    is_checked: bool


def is_supported(statements: Collection[Sourced]) -> bool:
    """Tell whether statements suffice for a conclusion, such as a camp, a shift or a first mover.

    A single machine-coded statement may be wrong, and reprints repeat its error. A conclusion therefore needs
    statements from two independent texts, or one coded by a person (``human:``), which counts as checked.

    Args:
        statements: statements that agree, such as one actor's with one stance on one issue.
    """
    is_checked = any(statement.is_checked for statement in statements)
    return is_checked or len({statement.text for statement in statements}) >= FEWEST_TEXTS


def is_person(coder: object) -> bool:
    """Tell whether a statement's coder is a person."""
    return isinstance(coder, str) and coder.startswith(HUMAN)


def map_reprints(codes: Codes) -> Mapping[str, str]:
    """Return for each article the text of which it is a version; events of a chronology are not included."""
    found = reprints(codes)
    return dict(zip(found["doc_id"], found["group"], strict=True))
