"""A codebook for a corpus that has none: its actors, and the propositions that they are for or against.

Actors are found in the text. Issues are what people in the articles demand, reject, propose, accept or
threaten, grouped over their wordings and put as propositions, and the built-in issues of negotiations
that occur. A suggested codebook says so on every page.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.codebook import Codebook, read_codebook
from analysis.coding.issues import Terms, terms_of
from analysis.coding.suggesting.actors import Seen as Names
from analysis.coding.suggesting.actors import actors, note_names
from analysis.coding.suggesting.calling import Seen, called, note_things
from analysis.coding.suggesting.claims import claims_in
from analysis.coding.suggesting.grouping import Said
from analysis.coding.suggesting.proposing import Mentioned, Proposed, propose
from analysis.documents import Document
from analysis.language.parsing import Article, Paragraph, parse

# a sample is enough to see who speaks and on what
SAMPLE = 200
# bounds memory: each claim keeps its sentence
MOST_CLAIMS = 6_000
MOST_EXAMPLES = 3
LONGEST_EXAMPLE = 300
BUILT_IN = Path(__file__).parents[2] / "codebooks" / "negotiations.toml"


@dataclass(frozen=True)
class Example:
    """A sentence that takes a stance on a suggested issue.

    Attributes:
        doc_id: its document.
        sentence: its words on one line, without control characters.
    """

    doc_id: str
    sentence: str


@dataclass(frozen=True)
class Suggestion:
    """A suggested codebook and, for each issue, sentences that it was suggested from."""

    codebook: Codebook
    examples: dict[str, tuple[Example, ...]]


def suggest(documents: Iterable[Document]) -> Codebook:
    """Propose the actors and issues of a corpus from a sample of its documents."""
    return suggest_with_examples(documents).codebook


def suggest_with_examples(documents: Iterable[Document]) -> Suggestion:
    """Propose the actors and issues of a corpus, the latter with sentences of its documents."""
    names = Names()
    mentioned: Mentioned = Counter()
    found: list[Said] = []
    seen: Seen = Counter()
    sample = list(documents)[:SAMPLE]
    for article in parse(sample):
        for paragraph in article.paragraphs:
            note_names(paragraph, names)
            note_things(paragraph, seen)
            mentioned.update((one.issue, one.span.text) for one in _terms().find(paragraph.doc))
            if len(found) < MOST_CLAIMS:
                found += _claims(article, paragraph, len(found))
    proposed = propose(found, _built_in(), mentioned, called(seen), len(sample))
    issues = tuple(one.issue for one in proposed)
    examples = {one.issue.name: _examples(one) for one in proposed}
    return Suggestion(Codebook(actors(names), issues, suggested=True), examples)


@cache
def _built_in() -> Codebook:
    return read_codebook(BUILT_IN)


def _terms() -> Terms:
    return terms_of(_built_in())


def _claims(article: Article, paragraph: Paragraph, number: int) -> list[Said]:
    """Return the claims of a paragraph, numbered on."""
    found: list[Said] = []
    for sent in paragraph.doc.sents:
        sentence = ""
        for claim in claims_in(sent.as_doc()[:]):
            sentence = sentence or on_one_line(paragraph.words(sent))
            found.append(Said(claim, article.document.doc_id, sentence, number + len(found)))
    return found


def on_one_line(text: str) -> str:
    """Return a text without line ends and whatever a terminal or an editor would obey."""
    shown = (" " if unicodedata.category(one)[0] in "CZ" else one for one in text)
    return " ".join("".join(shown).split())


def _examples(proposed: Proposed) -> tuple[Example, ...]:
    """Choose sentences: of different documents and both ways, short enough to read."""
    chosen: dict[str, Said] = {}
    seen: set[object] = set()
    for said in sorted(
        proposed.group.said, key=lambda said: (len(said.sentence) > LONGEST_EXAMPLE, said.number)
    ):
        if said.sentence not in chosen and (said.doc_id not in seen or said.claim.sign not in seen):
            chosen[said.sentence] = said
            seen |= {said.doc_id, said.claim.sign}
    for said in proposed.group.said:
        chosen.setdefault(said.sentence, said)
    first = list(chosen.values())[:MOST_EXAMPLES]
    return tuple(
        Example(on_one_line(said.doc_id), _shortened(said.sentence))
        for said in sorted(first, key=lambda said: said.number)
    )


def _shortened(sentence: str) -> str:
    if len(sentence) <= LONGEST_EXAMPLE:
        return sentence
    return sentence[: sentence.rfind(" ", 0, LONGEST_EXAMPLE)].rstrip() + " …"
