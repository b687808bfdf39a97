"""Find disputed facts: what somebody claims and others deny, as in "claimed that the vote was stolen"."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.codebook import Issue
from analysis.coding.codebooks.grouping import Group, SourcedClaim
from analysis.coding.codebooks.proposing import Proposal, read_title
from analysis.coding.codebooks.rendering import render_clause, render_phrase
from analysis.coding.lexicon.propositions import get_list
from analysis.coding.lexicon.roots import get_root
from analysis.coding.stance_cues.actions import Claim
from analysis.coding.syntax.clauses import SUBJECT, find_child, find_marker, find_subject, get_lemma
from analysis.coding.syntax.noun_phrases import NOUNS, read_phrase_of_noun
from analysis.language.tokens import Span, Token

MOST_DISPUTES = 3
FALSELY = frozenset({"falsely", "wrongly", "baselessly", "untruthfully"})
FALSE = frozenset(
    {"baseless", "debunked", "discredited", "false", "unfounded", "unproven", "unsubstantiated"}
)
POINTING = ("this", "that", "these", "those", "such", "my", "our", "your", "his", "her", "its", "their")


@dataclass(frozen=True)
class Dispute:
    """A fact that somebody claims or denies.

    Attributes:
        claim: its subject, with the holder.
        text: the fact as a sentence, without its full stop.
        terms: words that find it.
        is_denied: whether these words deny it, or call it false.
    """

    claim: Claim
    text: str
    terms: tuple[str, ...]
    is_denied: bool


def find_disputes(sent: Span) -> Iterator[Dispute]:
    """Yield the facts that a sentence says somebody claims or denies."""
    if sent[-1].text == "?":
        return
    for token in sent:
        base = get_lemma(token)
        if base in get_list("claiming") and token.tag_.startswith("VB"):
            yield from _read_clause(token)
        elif base in get_list("claims") and token.tag_ in ("NN", "NNS"):
            yield from _read_noun(token)


def _read_clause(verb: Token) -> Iterator[Dispute]:
    predicate = find_child(verb, "ccomp")
    subject = find_child(predicate, *SUBJECT) if predicate is not None else None
    if predicate is None or subject is None or subject.tag_ not in NOUNS:
        return
    helped = find_child(predicate, "aux:pass", "cop") is not None
    phrase = read_phrase_of_noun(subject)
    if not helped or phrase is None or phrase.opener in POINTING or find_child(predicate, "aux") is not None:
        return
    text = render_clause(predicate, phrase)
    words = {kid.lower_ for kid in verb.children}
    is_denied = get_lemma(verb) in get_list("denying") or bool(words & FALSELY)
    holder = find_subject(verb)
    name = get_lemma(holder) if holder is not None and holder.tag_ in NOUNS else ""
    claim = Claim(phrase, predicate.lower_, False, 1, phrase.start, predicate.i, name)
    noun = phrase.head.lower_
    if text:
        yield Dispute(claim, text, (f"{predicate.lower_} {noun}", f"{noun} {predicate.lower_}"), is_denied)


def _read_noun(noun: Token) -> Iterator[Dispute]:
    """Yield "there was voter fraud" for "claims of voter fraud"."""
    for kid in noun.children:
        if kid.dep_ != "nmod" or find_marker(kid) != "of" or get_lemma(kid) not in get_list("wrongs"):
            continue
        phrase = read_phrase_of_noun(kid)
        if phrase is not None and phrase.before and phrase.opener not in POINTING:
            is_denied = any(other.lower_ in FALSE for other in noun.children)
            claim = Claim(phrase, "", False, 1, phrase.start, phrase.end - 1)
            yield Dispute(claim, f"there was {render_phrase(phrase)}", (phrase.bare(),), is_denied)


def propose_disputes(
    found: Sequence[tuple[SourcedClaim, Dispute]], titles: Mapping[str, str]
) -> list[Proposal]:
    """Return an issue for each fact that is denied, in a title, or claimed more than once.

    Args:
        found: what ``find_disputes`` found, with its sources.
        titles: the titles of the articles, by document.
    """
    groups: dict[tuple[str, str], list[tuple[SourcedClaim, Dispute]]] = defaultdict(list)
    for entry, dispute in found:
        groups[entry.head, get_root(dispute.claim.action)].append((entry, dispute))
    proposals = []
    for (head, predicate), items in groups.items():
        words = [read_title(titles[entry.doc_id]) for entry, _ in items]
        is_in_title = any({head, predicate} <= title for title in words)
        sentences = {entry.sentence for entry, _ in items}
        if is_in_title or len(sentences) > 1 or any(dispute.is_denied for _, dispute in items):
            best = max((dispute for _, dispute in items), key=lambda dispute: len(dispute.text))
            terms = tuple(dict.fromkeys(term for _, dispute in items for term in dispute.terms))
            issue = Issue(_capitalise(terms[0]), f"{_capitalise(best.text)}.", terms)
            proposals.append(Proposal(issue, Group([entry for entry, _ in items]), terms))
    return sorted(proposals, key=lambda proposal: proposal.group.rank)[:MOST_DISPUTES]


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]
