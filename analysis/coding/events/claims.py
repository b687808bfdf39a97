"""Find who claims that an event happened, and whether others plan, demand, threaten or deny it."""

from collections.abc import Iterator

from spacy.tokens import Token

from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.events.triggers import Trigger
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_child, find_governor, find_subject, get_lemma, is_verb
from analysis.language.parsing import Paragraph

# how many heads up the words are searched for that say it or want it
REACH = 5
# lists of words above an event, and the way in which they speak of it
WAYS = {
    "threatening": "threatened",
    "asked": "demanded",
    "proposing": "proposed",
    "expecting": "expected",
}


def find_modality(trigger: Trigger, status: str) -> str | None:
    """Return how a text speaks of an event that is no fact, None of one that occurred.

    Args:
        trigger: the mention.
        status: the status of the event.

    Returns:
        ``threatened``, ``demanded``, ``proposed``, ``expected``, ``conditional``, ``planned``,
        ``possible`` or ``denied``.
    """
    if status in ("occurred", "denied"):
        return None if status == "occurred" else "denied"
    for node in _climb(trigger.token):
        mark = find_child(node, "mark")
        if mark is not None and mark.lower_ in get_words("events", "if_markers") and node.dep_ == "advcl":
            return "conditional"
        for name, way in WAYS.items():
            if get_lemma(node) in get_words("events", name) and node != trigger.token:
                return way
    return "planned" if status == "planned" else "possible"


def find_claim(trigger: Trigger) -> Token | None:
    """Return the verb of saying whose content an event is: "said it had shot down a drone"."""
    node = trigger.verb if trigger.verb is not None else trigger.token
    for _ in range(REACH):
        above = find_governor(node)
        if above == node:
            return None
        if node.dep_ in ("ccomp", "parataxis") and is_verb(above) and _is_saying(above):
            return above
        if node.dep_ not in ("conj", "xcomp", "ccomp"):
            return None
        node = above
    return None


def find_claimant(paragraph: Paragraph, trigger: Trigger, resolver: EntityResolver) -> list[str]:
    """Return who claims that an event happened; nobody if the article tells it as a fact.

    As among participants, people outside the codebook have their own names.
    """
    claim = find_claim(trigger)
    who = find_subject(claim) if claim is not None else None
    mention = resolver.of(paragraph, who) if who is not None else None
    if mention is None:
        return []
    name = mention.actor or (mention.text if mention.kind == "person" else None)
    return [name] if name else []


def _climb(token: Token) -> Iterator[Token]:
    for _ in range(REACH):
        yield token
        if token.head == token or (token.dep_ == "conj" and is_verb(token)):
            return
        token = token.head


def _is_saying(verb: Token) -> bool:
    lemma = get_lemma(verb)
    says = lemma in get_words("cues", "quotation") or lemma in get_words("cues", "clause")
    return says and lemma not in get_words("events", "factive")
