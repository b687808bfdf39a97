"""CONCEDE or RETREAT: human codes join them as YIELD; words of saying and of doing part them.

PLOVER calls a concession in words CONCEDE (an apology, a ceasefire that is declared, a ban that is
lifted) and one in deeds RETREAT (a prisoner who is released, troops that leave).
"""

from analysis.coding.clauses import lemma
from analysis.coding.events.plover.classes import classes
from analysis.coding.events.plover.scenes import Scene

# how sure words make
SURE, EVEN = 0.9, 0.5
SAYING = frozenset(
    "accept agree allow announce approve authorise authorize declare offer order pledge promise propose say sign".split()
)
# of these, doing is the plain meaning, whatever is done
DEEDS = frozenset(
    """
    acquit clear demilitarise demilitarize disarm disband dismantle evacuate free handover leave liberate pardon
    parole reinstate release relinquish repatriate resign restore retreat return surrender vacate withdraw
    withdrawal resignation handover repatriation liberation retreat pullout pullback evacuation disarmament
    """.split()
)
TRUCES = frozenset("armistice cease-fire ceasefire cessation truce".split())
LIFTING = frozenset({"does.undo", "does.lessen"})


def retreats(scene: Scene) -> float:
    """Return how likely a YIELD is done (RETREAT) rather than said (CONCEDE)."""
    told = [*scene.chain, *(kid for node in scene.chain for kid in node.children if kid.dep_ == "obj")]
    lemmas = {lemma(token) for token in told}
    kinds = {kind for token in told for kind in classes(token)}
    said = lemma(scene.main) in SAYING
    if TRUCES & lemmas:
        return 1 - SURE if said else SURE
    if said or not LIFTING.isdisjoint(kinds):
        return 1 - SURE
    if DEEDS & lemmas or "verbs.retreat" in kinds and "verbs.concede" not in kinds:
        return SURE
    if "verbs.concede" in kinds or "nouns.concede" in kinds:
        return 1 - SURE
    return EVEN
