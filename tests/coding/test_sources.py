"""Whom a source means: names, offices over time, pronouns, places, possessors; or nobody for sure."""

from collections.abc import Callable

import pytest

from analysis.codebook import Actor, Codebook, Role
from analysis.coding.pipeline import code_documents
from analysis.documents import Document

NORLAND = Role("Prime Minister of Norland", since="2024-03-01")
CODEBOOK = Codebook(
    actors=(
        Actor("Ana Soler", roles=(NORLAND,)),
        Actor("Per Dahl", roles=(Role("Prime Minister of Norland", until="2024-03-01"),)),
        Actor("Tom Okafor", roles=(Role("Foreign Minister of Kenya"), Role("Leader of the Harbour Party"))),
        Actor("Ida Berg", roles=(Role("Vice President of Kenya"),)),
        Actor("Kenya", "state"),
        Actor("Russia", "state"),
        Actor("Norland", "state"),
        Actor("European Union", "organisation"),
        Actor("Harbour Workers Union", "organisation"),
    ),
    issues=(),
)
Found = Callable[..., list[str | None]]


@pytest.fixture
def actors() -> Found:
    """Code a text and return whom its sources mean, in order."""

    def find(text: str, published: str | None = "2025-06-01") -> list[str | None]:
        quotes = code_documents([Document("a", text, published=published)], CODEBOOK)["quotes"]
        return [actor if isinstance(actor, str) else None for actor in quotes["actor"]]

    return find


MEANT = {
    "a full name": ("Ana Soler said the talks had failed.", "Ana Soler"),
    "a last name": ("Soler said the talks had failed.", "Ana Soler"),
    "a title before a name": ("Norland Prime Minister Ana Soler said the talks had failed.", "Ana Soler"),
    "a name set beside an office": ("Its envoy, Tom Okafor, said the talks had failed.", "Tom Okafor"),
    "an office and its state": ("The Kenyan foreign minister said the talks had failed.", "Tom Okafor"),
    "a possessor and an office": ("Kenya’s foreign minister said the talks had failed.", "Tom Okafor"),
    "an office of a state": ("The foreign minister of Kenya said the talks had failed.", "Tom Okafor"),
    "a capital": ("Nairobi said the talks had failed.", "Kenya"),
    "a seat of government": ("The Kremlin said the talks had failed.", "Russia"),
    "the seat of a union of states": ("Brussels said the talks had failed.", "European Union"),
    "officials of a state": ("Kenyan officials said the talks had failed.", "Kenya"),
    "a relative clause": ("Reporters met Ana Soler, who said the talks had failed.", "Ana Soler"),
}


@pytest.mark.parametrize(("text", "actor"), MEANT.values(), ids=MEANT.keys())
def test_a_source_is_resolved(actors: Found, text: str, actor: str) -> None:
    """Each way of naming a source leads to its actor."""
    assert actors(text) == [actor]


@pytest.mark.parametrize(
    ("published", "actor"), [("2024-02-29", "Per Dahl"), ("2024-03-01", "Ana Soler"), (None, "Ana Soler")]
)
def test_an_office_means_its_holder_of_the_day(actors: Found, published: str | None, actor: str) -> None:
    """On the day of a change the successor holds it; an undated article means today's holder."""
    assert actors("Norland’s prime minister said the talks had failed.", published) == [actor]


def test_a_former_holder_is_meant_by_that_word(actors: Found) -> None:
    """“The former prime minister” is who held the office before."""
    text = "Norland’s former prime minister said the talks had failed."
    assert actors(text) == ["Per Dahl"]


def test_an_office_told_in_the_article_is_remembered(actors: Found) -> None:
    """Who was introduced with an office is meant by it later, codebook or not."""
    text = "Chief negotiator Tom Okafor left the room. The negotiator said the talks had failed."
    assert actors(text) == ["Tom Okafor"]
    stranger = "Chief negotiator Lu Wei left the room. The negotiator said the talks had failed."
    assert actors(stranger) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "A prime minister said the talks had failed.",
        "The foreign minister of Sudan said the talks had failed.",
        "The president of Kenya said the talks had failed.",
        "The prime minister said the talks had failed.",
        "A spokesman for Ana Soler said the talks had failed.",
        "Congo army spokesman Paul Ilunga said the talks had failed.",
        "He said the talks had failed.",
    ],
)
def test_what_cannot_be_known_stays_unresolved(actors: Found, text: str) -> None:
    """Indefinite, of another state, of another rank, or nobody named yet: no actor."""
    assert actors(text) == [None]


@pytest.mark.parametrize("source", ["She", "The prime minister", "The 58-year-old"])
def test_a_person_named_before_is_taken_up(actors: Found, source: str) -> None:
    """A pronoun, an office or an age means who was spoken of."""
    assert actors(f"Ana Soler left the room. {source} said the talks had failed.") == ["Ana Soler"]


def test_a_subject_is_taken_up_before_what_stands_beside_it(actors: Found) -> None:
    """In “in a letter to Okafor, he said” the writer speaks, not the reader."""
    text = "Per Dahl resigned. In a letter to Okafor, he said the talks had failed."
    assert actors(text) == ["Per Dahl"]
