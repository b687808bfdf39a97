"""A codebook for a corpus that has none: its actors, and the propositions that they are for or against.

Actors are found in the text. Issues are what people in the articles demand, reject, propose, accept or
threaten, grouped over their wordings and put as propositions, and the built-in issues of negotiations
that occur. A suggested codebook says so on every page.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.codebook import Codebook, format_comment, read_codebook
from analysis.coding.codebooks.actors import Seen as Names
from analysis.coding.codebooks.actors import build_actors, note_names
from analysis.coding.codebooks.builtin import names
from analysis.coding.codebooks.canonical_names import Seen, choose_names, note_things
from analysis.coding.codebooks.evidence import format_evidence
from analysis.coding.codebooks.grouping import SourcedClaim
from analysis.coding.codebooks.proposing import Mentioned, propose_issues
from analysis.coding.issues import get_issue_matcher
from analysis.coding.stages import SAMPLE
from analysis.coding.stance_cues.claims import find_claims
from analysis.coding.threads import one_thread
from analysis.documents import Document
from analysis.language.parsing import Article, Paragraph, parse
from analysis.progress import show_progress

# bounds memory: each claim keeps its sentence
MOST_CLAIMS = 6_000
BUILT_IN = Path(__file__).parents[2] / "codebooks" / "negotiations.toml"


@dataclass(frozen=True)
class Suggestion:
    """A suggested codebook.

    Attributes:
        codebook: its actors and issues.
        evidence: by the name of an issue, lines that say what it was suggested from.
    """

    codebook: Codebook
    evidence: dict[str, tuple[str, ...]]


def suggest(documents: Iterable[Document]) -> Codebook:
    """Propose the actors and issues of a corpus from a sample of its documents."""
    return suggest_with_evidence(documents).codebook


@one_thread()
def suggest_with_evidence(documents: Iterable[Document]) -> Suggestion:
    """Propose the actors and issues of a corpus, the latter with sentences of its documents."""
    people = Names()
    mentioned: Mentioned = Counter()
    found: list[SourcedClaim] = []
    seen: Seen = Counter()
    sample = list(documents)[:SAMPLE]
    with show_progress(len(sample), "Suggesting a codebook", "articles") as bar:
        for article in parse(sample):
            for paragraph in article.paragraphs:
                note_names(paragraph, people)
                note_things(paragraph, seen)
                mentioned.update(_named(paragraph))
                if len(found) < MOST_CLAIMS:
                    found += _claims(article, paragraph, len(found))
            bar.update()
    proposed = propose_issues(found, _built_in(), mentioned, choose_names(seen), len(sample))
    issues = tuple(one.issue for one in proposed)
    evidence = {one.issue.name: format_evidence(one.group) for one in proposed}
    return Suggestion(Codebook(build_actors(people), issues, suggested=True), evidence)


@cache
def _built_in() -> Codebook:
    return read_codebook(BUILT_IN)


def _named(paragraph: Paragraph) -> list[tuple[str, str]]:
    """Return the built-in issues that a paragraph names, with the words that name them."""
    found = (one for one in get_issue_matcher(_built_in()).find(paragraph.doc) if one.how == "named")
    return [(one.issue, one.span.text) for one in found if names(_built_in().issue(one.issue), one.span.text)]


def _claims(article: Article, paragraph: Paragraph, number: int) -> list[SourcedClaim]:
    """Return the claims of a paragraph, numbered on."""
    found: list[SourcedClaim] = []
    for sent in paragraph.doc.sents:
        sentence = ""
        for claim in find_claims(sent.as_doc()[:]):
            sentence = sentence or format_comment(paragraph.words(sent))
            found.append(SourcedClaim(claim, article.document.doc_id, sentence, number + len(found)))
    return found
