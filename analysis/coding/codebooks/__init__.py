"""Suggest a codebook for a corpus that has none: its actors, and propositions that they support or oppose.

Actors are found in the text. Issues are what people in the articles demand, reject, propose, accept or
threaten, grouped across wordings and expressed as propositions, and the built-in issues of negotiations
that occur. Every page states that the codebook was suggested.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.codebook import Codebook, format_comment, read_codebook
from analysis.coding.codebooks.actors import SeenNames, build_actors, note_names
from analysis.coding.codebooks.builtin import is_name_of
from analysis.coding.codebooks.canonical_names import NameCounts, choose_names, note_things
from analysis.coding.codebooks.evidence import format_evidence
from analysis.coding.codebooks.grouping import SourcedClaim
from analysis.coding.codebooks.proposing import MentionCounts, propose_issues
from analysis.coding.issues import get_issue_matcher
from analysis.coding.stages import SAMPLE
from analysis.coding.stance_cues.claims import find_claims
from analysis.coding.threads import one_thread
from analysis.documents import Document
from analysis.language.parsing import Article, Paragraph, parse
from analysis.progress import show_progress

# limits memory: each claim keeps its sentence
MOST_CLAIMS = 6_000
BUILT_IN = Path(__file__).parents[2] / "codebooks" / "negotiations.toml"


@dataclass(frozen=True)
class Suggestion:
    """A suggested codebook.

    Attributes:
        codebook: its actors and issues.
        evidence: by the name of an issue, lines with the statements that it was suggested from.
    """

    codebook: Codebook
    evidence: dict[str, tuple[str, ...]]


def suggest(documents: Iterable[Document]) -> Codebook:
    """Propose the actors and issues of a corpus from a sample of its documents."""
    return suggest_with_evidence(documents).codebook


@one_thread()
def suggest_with_evidence(documents: Iterable[Document]) -> Suggestion:
    """Propose the actors and issues of a corpus, with example sentences for each issue."""
    people = SeenNames()
    mentioned: MentionCounts = Counter()
    found: list[SourcedClaim] = []
    things: NameCounts = Counter()
    sample = list(documents)[:SAMPLE]
    with show_progress(len(sample), "Suggesting a codebook", "articles") as bar:
        for article in parse(sample):
            for paragraph in article.paragraphs:
                note_names(paragraph, people)
                note_things(paragraph, things)
                mentioned.update(_find_built_in(paragraph))
                if len(found) < MOST_CLAIMS:
                    found += _find_claims(article, paragraph, len(found))
            bar.update()
    proposed = propose_issues(found, _load_built_in(), mentioned, choose_names(things), len(sample))
    issues = tuple(proposal.issue for proposal in proposed)
    evidence = {proposal.issue.name: format_evidence(proposal.group) for proposal in proposed}
    return Suggestion(Codebook(build_actors(people), issues, suggested=True), evidence)


@cache
def _load_built_in() -> Codebook:
    return read_codebook(BUILT_IN)


def _find_built_in(paragraph: Paragraph) -> list[tuple[str, str]]:
    """Return the built-in issues that a paragraph names, with the words that name them."""
    built_in = _load_built_in()
    found = (mention for mention in get_issue_matcher(built_in).find(paragraph.doc) if mention.how == "named")
    named = ((mention.issue, mention.span.text) for mention in found)
    return [(issue, words) for issue, words in named if is_name_of(built_in.issue(issue), words)]


def _find_claims(article: Article, paragraph: Paragraph, number: int) -> list[SourcedClaim]:
    """Return the claims of a paragraph, numbered from a number on."""
    found: list[SourcedClaim] = []
    for sent in paragraph.doc.sents:
        sentence = ""
        for claim in find_claims(sent.as_doc()[:]):
            sentence = sentence or format_comment(paragraph.words(sent))
            found.append(SourcedClaim(claim, article.document.doc_id, sentence, number + len(found)))
    return found
