"""Fixtures for tests of coding: an invented codebook, and functions that code one text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import tables
from analysis.codebook import Actor, Codebook, Issue
from analysis.coding.running import code_documents
from analysis.documents import Document

ROOT = Path(__file__).parents[2]

# an invented dispute, to which no rule can have been fitted
CODEBOOK = Codebook(
    actors=(
        Actor("Mara Lind", aliases=("Mayor Lind", "the mayor"), side="City"),
        Actor("Ola Brandt", aliases=("Brandt",), side="Union"),
        Actor("Harbour Union", "organisation", ("the union", "union leaders"), "Union"),
        Actor("Norland", "state", ("Norlandic",)),
        Actor("Sudria", "state", ("Sudrian",)),
        Actor("Residents", "group", ("residents",)),
    ),
    issues=(
        Issue("Tunnel", "The harbour tunnel should be built.", ("harbour tunnel", "tunnel")),
        Issue("Strike", "The dockers should strike.", ("strike", "walkout")),
        Issue("Toll", "A toll should be levied.", ("toll",), ("abolish the toll",)),
        Issue("Talks", "Norland and Sudria should negotiate.", ("talks", "negotiations")),
    ),
)
Coded = Callable[..., tables.Tables]
Stances = Callable[..., set[tuple[str, str, str]]]


def code_text(text: str, published: str | None = None, codebook: Codebook = CODEBOOK) -> tables.Tables:
    """Code one text as an article."""
    return code_documents([Document("a", text, published=published)], codebook)


@pytest.fixture
def coded() -> Coded:
    """Return a function that codes a text and returns the six tables."""
    return code_text


@pytest.fixture
def stances() -> Stances:
    """Return a function that codes a text and returns its stances as (actor, issue, stance)."""

    def find(text: str) -> set[tuple[str, str, str]]:
        found = code_text(text)["statements"]
        return set(zip(found["actor"], found["issue"], found["stance"], strict=True))

    return find


@pytest.fixture
def seed_text() -> str:
    """Return the text of the seed article."""
    (path,) = (ROOT / "seeds").glob("*.txt")
    return path.read_text(encoding="utf-8")
