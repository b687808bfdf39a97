"""CONCEDE or RETREAT: human codes join them as YIELD; words of saying and of doing part them.

PLOVER calls a concession in words CONCEDE (an apology, a ceasefire that is declared, a ban that is
lifted) and one in deeds RETREAT (a prisoner who is released, troops that leave).
"""

from analysis.coding.events.plover.event_context import EventContext
from analysis.coding.lexicon.plover import classes, word_list
from analysis.coding.syntax.clauses import lemma

# how sure words make
SURE, EVEN = 0.9, 0.5
LIFTING = frozenset({"does.undo", "does.lessen"})


def retreats(scene: EventContext) -> float:
    """Return how likely a YIELD is done (RETREAT) rather than said (CONCEDE)."""
    told = [*scene.chain, *(kid for node in scene.chain for kid in node.children if kid.dep_ == "obj")]
    lemmas = {lemma(token) for token in told}
    kinds = {kind for token in told for kind in classes(token)}
    said = lemma(scene.main) in word_list("saying")
    if word_list("truces") & lemmas:
        return 1 - SURE if said else SURE
    if said or not LIFTING.isdisjoint(kinds):
        return 1 - SURE
    if word_list("deeds") & lemmas or ("verbs.retreat" in kinds and "verbs.concede" not in kinds):
        return SURE
    if "verbs.concede" in kinds or "nouns.concede" in kinds:
        return 1 - SURE
    return EVEN
