"""Suggest a codebook for a corpus that has none: its actors, and propositions that they support or oppose.

Actors are found in the text. Issues are what people in the articles demand, reject, propose, accept or
threaten in so many words, grouped across wordings and expressed as propositions. Every page states that
the codebook was suggested.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from analysis.codebook import Codebook, format_comment, read_codebook
from analysis.coding.codebooks.actors import SeenNames, build_actors, note_names, note_source
from analysis.coding.codebooks.acts import find_acts, is_plan
from analysis.coding.codebooks.candidacies import find_candidacies, propose_candidacies
from analysis.coding.codebooks.canonical_names import NameCounts, choose_names, note_things
from analysis.coding.codebooks.deeds import find_deeds
from analysis.coding.codebooks.disputes import Dispute, find_disputes, propose_disputes
from analysis.coding.codebooks.evidence import format_evidence
from analysis.coding.codebooks.grouping import SourcedClaim
from analysis.coding.codebooks.officeholders import HolderCounts, name_holders, note_holders
from analysis.coding.codebooks.outspoken import find_predicate, is_enacted, is_outspoken
from analysis.coding.codebooks.proposing import propose_issues
from analysis.coding.codebooks.things import is_measure
from analysis.coding.stages import draw_sample
from analysis.coding.stance_cues.actions import Claim
from analysis.coding.stance_cues.claims import find_claims
from analysis.coding.threads import one_thread
from analysis.documents import Document
from analysis.language.parsing import Article, Paragraph, parse
from analysis.language.tokens import Span
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


@dataclass
class SeenClaims:
    """What a corpus claims, in text order.

    Attributes:
        claims: the claims, numbered.
        candidacies: what is said of candidates, with the number of the claim that it follows.
        disputes: the facts that are claimed or denied, numbered likewise.
    """

    claims: list[SourcedClaim] = field(default_factory=list)
    candidacies: list[SourcedClaim] = field(default_factory=list)
    disputes: list[tuple[SourcedClaim, Dispute]] = field(default_factory=list)


def suggest(documents: Iterable[Document]) -> Codebook:
    """Propose the actors and issues of a corpus from a sample of its documents."""
    return suggest_with_evidence(documents).codebook


@one_thread()
def suggest_with_evidence(
    documents: Iterable[Document], keep: Callable[[Article], object] = lambda article: None
) -> Suggestion:
    """Propose the actors and issues of a corpus, with example sentences for each issue.

    Args:
        documents: the documents, of which a sample is read.
        keep: is called with each article that was parsed.
    """
    people = SeenNames()
    seen = SeenClaims()
    things: NameCounts = Counter()
    holders: HolderCounts = Counter()
    sample = draw_sample(documents)
    with show_progress(len(sample), "Suggesting a codebook", "articles") as bar:
        for article in parse(sample):
            keep(article)
            note_source(article.document, people)
            for paragraph in article.paragraphs:
                note_names(paragraph, people)
                note_things(paragraph, things)
                note_holders(paragraph, holders)
                if len(seen.claims) < MOST_CLAIMS:
                    _note_claims(article, paragraph, seen)
            bar.update()
    actors = build_actors(people)
    titles = {document.doc_id: document.title or "" for document in sample}
    others = [
        *propose_candidacies(seen.candidacies, actors, titles),
        *propose_disputes(seen.disputes, titles),
    ]
    proposed = propose_issues(seen.claims, _load_built_in(), choose_names(things), titles, others)
    issues = tuple(
        replace(proposal.issue, proposition=name_holders(proposal.issue.proposition, holders))
        for proposal in proposed
    )
    evidence = {proposal.issue.name: format_evidence(proposal.group) for proposal in proposed}
    return Suggestion(Codebook(actors, issues, suggested=True), evidence)


@cache
def _load_built_in() -> Codebook:
    return read_codebook(BUILT_IN)


def _note_claims(article: Article, paragraph: Paragraph, seen: SeenClaims) -> None:
    """Add what a paragraph claims, says of candidates, and says is claimed or denied."""
    doc_id, sents = article.document.doc_id, list(paragraph.doc.sents)
    # each as a text of its own, so that a claim does not keep its article in memory
    parts = [sent.as_doc()[:] for sent in sents]
    for sent, part in zip(sents, parts, strict=True):
        for claim, is_firm in _read_sentence(part):
            sentence = format_comment(paragraph.words(sent))
            seen.claims.append(SourcedClaim(claim, doc_id, sentence, len(seen.claims), is_firm))
    number = len(seen.claims)
    for sent, part in zip(sents, parts, strict=True):
        for claim in find_candidacies(part):
            sentence = format_comment(paragraph.words(sent))
            seen.candidacies.append(SourcedClaim(claim, doc_id, sentence, number))
        for dispute in find_disputes(part):
            sentence = format_comment(paragraph.words(sent))
            seen.disputes.append((SourcedClaim(dispute.claim, doc_id, sentence, number), dispute))


def _read_sentence(sent: Span) -> list[tuple[Claim, bool]]:
    """Return what a sentence demands or rejects, and whether it does so in so many words.

    These are acts, things that are in none of these, and what was done for or against a measure.
    """
    acts = list(find_acts(sent))
    found = [(act, not _is_plan(act)) for act in acts]
    for claim in find_claims(sent):
        if _is_verbal(claim) or any(_overlap(claim, act) for act in acts):
            continue
        is_firm = is_outspoken(claim)
        if is_firm or is_enacted(claim):
            found.append((claim, is_firm))
    taken = [claim for claim, _ in found]
    found += [(deed, False) for deed in find_deeds(sent) if not any(_overlap(deed, claim) for claim in taken)]
    return found


def _is_plan(act: Claim) -> bool:
    verb = find_predicate(act)
    return verb is not None and is_plan(verb) and not is_measure(act.thing)


def _is_verbal(claim: Claim) -> bool:
    return claim.marker is not None and claim.marker.tag_.startswith("VB")


def _overlap(claim: Claim, act: Claim) -> bool:
    return claim.first <= act.last and act.first <= claim.last
