"""What an issue was suggested from, for a person who edits the codebook."""

from analysis.coding.codebooks.grouping import Group, SourcedClaim
from analysis.text import format_count

MOST = 3
LONGEST = 300


def format_evidence(group: Group) -> tuple[str, ...]:
    """Return how often a stance is taken on an issue, and a few sentences with their documents."""
    if not group.said:
        return ("Named in the articles; nobody was found to want or reject it.",)
    documents = len({said.doc_id for said in group.said})
    head = (
        f"{format_count(len(group.said), 'statement')} in {format_count(documents, 'article')}, for example:"
    )
    return (head, *(f"{said.doc_id}: {_shortened(said.sentence)}" for said in _examples(group)))


def _examples(group: Group) -> list[SourcedClaim]:
    """Choose sentences: of different documents and both ways first, long ones last."""
    chosen: dict[str, SourcedClaim] = {}
    seen: set[object] = set()
    for said in sorted(group.said, key=lambda said: (len(said.sentence) > LONGEST, said.number)):
        if said.sentence not in chosen and not {said.doc_id, said.claim.sign} <= seen:
            chosen[said.sentence] = said
            seen |= {said.doc_id, said.claim.sign}
    for said in group.said:
        chosen.setdefault(said.sentence, said)
    return sorted(list(chosen.values())[:MOST], key=lambda said: said.number)


def _shortened(sentence: str) -> str:
    if len(sentence) <= LONGEST:
        return sentence
    return sentence[: max(sentence.rfind(" ", 0, LONGEST), LONGEST // 2)].rstrip() + " …"
