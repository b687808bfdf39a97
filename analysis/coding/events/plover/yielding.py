"""Split YIELD, which human codes do not divide, into CONCEDE and RETREAT by word lists.

In PLOVER a concession in words is CONCEDE (an apology, a declared ceasefire, a lifted ban), and one in
deeds is RETREAT (a released prisoner, withdrawn troops).
"""

from analysis.coding.events.plover.event_context import EventContext
from analysis.coding.lexicon.plover import get_word_list
from analysis.coding.syntax.clauses import get_lemma
from analysis.coding.syntax.word_classes import get_classes

# probabilities with and without a word that decides
SURE, EVEN = 0.9, 0.5
LIFTING = frozenset({"does.undo", "does.lessen"})


def retreat_probability(context: EventContext) -> float:
    """Return the probability that a YIELD is a deed (RETREAT) and not a statement (CONCEDE)."""
    event_words = [
        *context.chain,
        *(kid for node in context.chain for kid in node.children if kid.dep_ == "obj"),
    ]
    lemmas = {get_lemma(token) for token in event_words}
    kinds = {kind for token in event_words for kind in get_classes(token)}
    is_saying = get_lemma(context.main) in get_word_list("saying")
    if get_word_list("truces") & lemmas:
        return 1 - SURE if is_saying else SURE
    if is_saying or not LIFTING.isdisjoint(kinds):
        return 1 - SURE
    if get_word_list("deeds") & lemmas or ("verbs.retreat" in kinds and "verbs.concede" not in kinds):
        return SURE
    if "verbs.concede" in kinds or "nouns.concede" in kinds:
        return 1 - SURE
    return EVEN
