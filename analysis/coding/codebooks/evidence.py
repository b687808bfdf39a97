"""Format the evidence for a suggested issue, as help in editing the codebook."""

from analysis.coding.codebooks.grouping import Group, SourcedClaim
from analysis.text import format_count

MAX_EXAMPLES = 3
MAX_LENGTH = 300


def format_evidence(group: Group) -> tuple[str, ...]:
    """Return the number of statements on an issue, and a few sentences with their documents."""
    documents = len({entry.doc_id for entry in group.claims})
    statements = format_count(len(group.claims), "statement")
    head = f"{statements} in {format_count(documents, 'article')}, for example:"
    return (head, *(f"{entry.doc_id}: {_shorten(entry.sentence)}" for entry in _choose_examples(group)))


def _choose_examples(group: Group) -> list[SourcedClaim]:
    """Choose sentences, preferring different documents, both directions and short sentences."""
    chosen: dict[str, SourcedClaim] = {}
    seen: set[object] = set()
    for entry in sorted(group.claims, key=lambda entry: (len(entry.sentence) > MAX_LENGTH, entry.number)):
        if entry.sentence not in chosen and not {entry.doc_id, entry.claim.sign} <= seen:
            chosen[entry.sentence] = entry
            seen |= {entry.doc_id, entry.claim.sign}
    for entry in group.claims:
        chosen.setdefault(entry.sentence, entry)
    return sorted(list(chosen.values())[:MAX_EXAMPLES], key=lambda entry: entry.number)


def _shorten(sentence: str) -> str:
    if len(sentence) <= MAX_LENGTH:
        return sentence
    return sentence[: max(sentence.rfind(" ", 0, MAX_LENGTH), MAX_LENGTH // 2)].rstrip() + " …"
