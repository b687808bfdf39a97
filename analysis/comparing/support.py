"""How much a conclusion needs: two independent statements, or one that a person checked."""

from collections.abc import Collection, Mapping
from typing import NamedTuple, Protocol

from analysis.codes import Codes
from analysis.comparing.reprints import reprints
from analysis.reading.codings import HUMAN

# independent texts that must say the same before anything is concluded from them
FEWEST_TEXTS = 2


class Sourced(Protocol):
    """A statement with the text that it comes from, and whether a person checked it."""

    @property
    def text(self) -> str:
        """Return the text that it comes from; reprints of one text are one."""

    @property
    def is_checked(self) -> bool:
        """Return whether a person coded it."""


class Source(NamedTuple):
    """Where a statement comes from: all that counts for whether it is supported."""

    text: str
    is_checked: bool


def is_supported(statements: Collection[Sourced]) -> bool:
    """Tell whether statements suffice to conclude something from: a camp, a change, who came first.

    One machine-coded statement may be wrong, and reprints repeat the same error: it takes statements from
    two independent texts, or one that a person coded (``human:``), which is checked.

    Args:
        statements: those that say the same, such as one actor's of one stance on one issue.
    """
    return any(one.is_checked for one in statements) or len({one.text for one in statements}) >= FEWEST_TEXTS


def is_person(coder: object) -> bool:
    """Tell whether a statement's coder is a person."""
    return isinstance(coder, str) and coder.startswith(HUMAN)


def map_reprints(codes: Codes) -> Mapping[str, str]:
    """Return the text that each article is a version of; an event of a chronology is not among them."""
    found = reprints(codes)
    return dict(zip(found["doc_id"], found["group"], strict=True))
