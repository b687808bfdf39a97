"""Find candidacies: whom somebody endorses, nominates or votes for, who runs for what, and who gives up."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from analysis.codebook import Actor, Issue
from analysis.coding.codebooks.grouping import Group, SourcedClaim
from analysis.coding.codebooks.proposing import Proposal
from analysis.coding.lexicon.propositions import get_list, get_offices
from analysis.coding.stance_cues.actions import Claim
from analysis.coding.syntax.clauses import SUBJECT, find_child, find_marker, find_subject, get_lemma
from analysis.coding.syntax.noun_phrases import Phrase
from analysis.language.tokens import Span, Token

# more than these leave no room for what the candidates differ about
MOST_CANDIDACIES = 3
INSIDE_NAME = ("flat", "compound", "appos", "nmod:desc")


def find_candidacies(sent: Span) -> Iterator[Claim]:
    """Yield a claim for each person that a sentence calls a candidate; its action is the office, or "".

    Only whoever is endorsed, nominated or voted for is the thing of a claim with a holder.
    """
    if sent[-1].text == "?":
        return
    office = find_office(sent)
    for entity in sent.ents:
        if entity.label_ not in ("PERSON", "MISC"):
            continue
        chooser = _find_chooser(entity.root)
        if chooser is not None or (office and _is_candidate(entity.root)):
            holder = find_subject(chooser) if chooser is not None else None
            thing = Phrase(entity.root, start=entity.start)
            name = get_lemma(holder) if holder is not None else "" if chooser is None else chooser.lower_
            yield Claim(thing, office, False, 1, entity.start, entity.end - 1, name)


def find_office(words: Iterable[Token]) -> str:
    """Return the office that words name, as in "presidential" or "for prime minister"; "" for none."""
    offices = get_offices()
    listed = [token.lower_ for token in words]
    for place, word in enumerate(listed):
        pair = f"{word}-{listed[place + 1]}" if place + 1 < len(listed) else word
        found = offices.get(pair) or offices.get(word)
        if found is not None:
            return f"vice {found}" if place and listed[place - 1] == "vice" else found.replace("-", " ")
    return ""


def _find_chooser(name: Token) -> Token | None:
    """Return the verb of whoever endorses, nominates or votes for a person."""
    while name.dep_ in INSIDE_NAME and name.head.i != name.i:
        name = name.head
    verb = name.head
    if name.dep_ in ("obj", "nsubj:pass") and get_lemma(verb) in get_list("electing"):
        return verb
    is_for = name.dep_ == "obl" and find_marker(name) == "for"
    return verb if is_for and get_lemma(verb) in ("vote", "campaign", "stump") else None


def _is_candidate(name: Token) -> bool:
    """Return whether a person is called a candidate, runs, or owns a candidacy that somebody acts on."""
    noun = name
    for _ in range(2):
        if get_lemma(noun) in ("candidate", "nominee", "contender"):
            return True
        title = find_child(noun, "appos", *INSIDE_NAME)
        if title is not None and get_lemma(title) in ("candidate", "nominee", "contender"):
            return True
        noun = noun.head
    if name.dep_ == "nmod:poss":
        return get_lemma(name.head) in get_list("candidacies")
    verb = name.head
    if name.dep_ not in SUBJECT:
        return False
    goal = find_child(verb, "obj", "obl")
    return get_lemma(verb) == "run" or (goal is not None and get_lemma(goal) in get_list("candidacies"))


def propose_candidacies(
    found: Sequence[SourcedClaim], people: Iterable[Actor], titles: Mapping[str, str]
) -> list[Proposal]:
    """Return an issue for each actor that is chosen as a candidate, or whose candidacy is in a title.

    Args:
        found: what ``find_candidacies`` found.
        people: the actors of the corpus.
        titles: the titles of the articles, by document.
    """
    by_surname: dict[str, list[Actor]] = defaultdict(list)
    for actor in people:
        if actor.kind == "person" and " " in actor.name:
            by_surname[actor.name.split()[-1]].append(actor)
    groups: dict[str, list[SourcedClaim]] = defaultdict(list)
    for entry in found:
        claim = entry.claim
        surname = claim.thing.head.doc[claim.last].text
        for actor in by_surname[surname][:1]:
            groups[actor.name].append(entry)
    everywhere = {entry.claim.action for entry in found} - {""}
    proposals = []
    for name, entries in groups.items():
        offices = Counter(entry.claim.action for entry in entries if entry.claim.action)
        offices.update(everywhere if not offices and len(everywhere) == 1 else ())
        if offices and (any(entry.claim.holder for entry in entries) or _is_in_title(name, entries, titles)):
            proposals.append(_propose(name, offices.most_common(1)[0][0], Group(entries)))
    return sorted(proposals, key=lambda proposal: proposal.group.rank)[:MOST_CANDIDACIES]


def _is_in_title(name: str, entries: Iterable[SourcedClaim], titles: Mapping[str, str]) -> bool:
    """Return whether a title of their articles names a person and a candidacy."""
    words = [set(titles.get(entry.doc_id, "").lower().split()) for entry in entries]
    return any(name.split()[-1].lower() in title and title & get_list("candidacies") for title in words)


def _propose(name: str, office: str, group: Group) -> Proposal:
    surname = name.split()[-1]
    terms = tuple(f"{surname} {noun}" for noun in ("candidacy", "nomination", "bid"))
    chosen = tuple(f"{verb} {surname}" for verb in ("endorse", "nominate", "elect", "vote for"))
    issue = Issue(f"Candidacy of {name}", f"{name} should become {office}.", (*chosen, *terms))
    return Proposal(issue, group, issue.terms)
