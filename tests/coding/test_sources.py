"""Resolution of sources: names, offices over time, pronouns, places, possessors, and unresolvable cases."""

from collections.abc import Callable

import pytest

from analysis.codebook import Actor, Codebook, Role
from analysis.coding.running import code_documents
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
    """Code a text and return the actors of its sources, in order."""

    def find(text: str, published: str | None = "2025-06-01") -> list[str | None]:
        quotes = code_documents([Document("a", text, published=published)], CODEBOOK)["quotes"]
        return [actor if isinstance(actor, str) else None for actor in quotes["actor"]]

    return find


SOURCES = {
    "a full name": ("Ana Soler said the talks had failed.", "Ana Soler"),
    "a last name": ("Soler said the talks had failed.", "Ana Soler"),
    "a title before a name": ("Norland Prime Minister Ana Soler said the talks had failed.", "Ana Soler"),
    "a name in apposition to an office": ("Its envoy, Tom Okafor, said the talks had failed.", "Tom Okafor"),
    "an office and its state": ("The Kenyan foreign minister said the talks had failed.", "Tom Okafor"),
    "a possessor and an office": ("Kenya’s foreign minister said the talks had failed.", "Tom Okafor"),
    "an office of a state": ("The foreign minister of Kenya said the talks had failed.", "Tom Okafor"),
    "a capital": ("Nairobi said the talks had failed.", "Kenya"),
    "a seat of government": ("The Kremlin said the talks had failed.", "Russia"),
    "the seat of a union of states": ("Brussels said the talks had failed.", "European Union"),
    "officials of a state": ("Kenyan officials said the talks had failed.", "Kenya"),
    "a relative clause": ("Reporters met Ana Soler, who said the talks had failed.", "Ana Soler"),
}


@pytest.mark.parametrize(("text", "actor"), SOURCES.values(), ids=SOURCES.keys())
def test_a_source_is_resolved(actors: Found, text: str, actor: str) -> None:
    """Each way of naming a source is resolved to its actor."""
    assert actors(text) == [actor]


@pytest.mark.parametrize(
    ("published", "actor"), [("2024-02-29", "Per Dahl"), ("2024-03-01", "Ana Soler"), (None, "Ana Soler")]
)
def test_an_office_is_resolved_to_its_holder_on_the_day(
    actors: Found, published: str | None, actor: str
) -> None:
    """On the day of a change the successor holds the office; an undated article means the current one."""
    assert actors("Norland’s prime minister said the talks had failed.", published) == [actor]


def test_a_former_holder_is_resolved(actors: Found) -> None:
    """“The former prime minister” refers to a previous holder of the office."""
    text = "Norland’s former prime minister said the talks had failed."
    assert actors(text) == ["Per Dahl"]


def test_an_office_stated_in_the_article_is_remembered(actors: Found) -> None:
    """An office refers to the person introduced with it, whether or not they are in the codebook."""
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
def test_an_ambiguous_source_remains_unresolved(actors: Found, text: str) -> None:
    """Indefinite, of another state, of another rank, or without an antecedent: no actor."""
    assert actors(text) == [None]


@pytest.mark.parametrize("source", ["She", "The prime minister", "The 58-year-old"])
def test_a_person_named_earlier_is_the_antecedent(actors: Found, source: str) -> None:
    """A pronoun, an office or an age refers to the person mentioned earlier."""
    assert actors(f"Ana Soler left the room. {source} said the talks had failed.") == ["Ana Soler"]


def test_an_earlier_subject_is_preferred_to_a_closer_oblique(actors: Found) -> None:
    """In “in a letter to Okafor, he said” the source is the writer, not the recipient."""
    text = "Per Dahl resigned. In a letter to Okafor, he said the talks had failed."
    assert actors(text) == ["Per Dahl"]
