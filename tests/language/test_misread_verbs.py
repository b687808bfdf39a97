"""Verbs that the pipeline takes for nouns are verbs of their sentence."""

import pytest

from analysis.documents import Document
from analysis.language.parsing import parse


def find_clause(text: str, word: str) -> dict[str, str]:
    """Return the labels of the words that depend on a verb."""
    (article,) = parse([Document("a", text)])
    verb = next(token for token in article.paragraphs[0].doc if token.text == word)
    assert verb.tag_ == "VBZ"
    return {kid.dep_: kid.text for kid in verb.children}


@pytest.mark.parametrize(
    ("text", "verb", "subject", "thing"),
    [
        ("The Liberal Forum opposes the tunnel.", "opposes", "Forum", "tunnel"),
        ("The Harbour League backs this tunnel.", "backs", "League", "tunnel"),
        ("The Drivers' League opposes it.", "opposes", "League", "it"),
        ("The Liberal Forum rejects the tunnel.", "rejects", "Forum", "tunnel"),
    ],
)
def test_a_name_of_several_words_has_its_verb(text: str, verb: str, subject: str, thing: str) -> None:
    """The verb after such a name has the name as subject and what follows as object."""
    clause = find_clause(text, verb)
    assert (clause["nsubj"], clause["obj"]) == (subject, thing)


@pytest.mark.parametrize("text", ["Marn Port officials met the crew.", "They praised the Marn ferries."])
def test_other_plural_nouns_stay_nouns(text: str) -> None:
    """A plural noun after a name is a noun unless an object follows."""
    (article,) = parse([Document("a", text)])
    assert {"NNS"} == {t.tag_ for t in article.paragraphs[0].doc if t.text in ("officials", "ferries")}
