"""Compare what two clauses with one verb say: the same of the same, or another act of the same kind."""

from analysis.coding.syntax.clauses import find_marker, get_lemma
from analysis.language.tokens import Token

# a phrase with one of these says where or when, and may differ between two tellings
PLACING = frozenset(
    {"in", "at", "on", "near", "by", "after", "before", "during", "since", "until", "to", "with"}
)
# words that make the same act another one: "was elected again"
FURTHER = frozenset({"again", "also", "too", "twice"})


def is_further_act(verb: Token) -> bool:
    """Return whether a clause says that its act is not the first of its kind: "was elected again"."""
    return any(kid.lower_ in FURTHER for kid in verb.children)


def list_name(noun: Token) -> set[str]:
    """Return the words of a name or of the names before a noun, none for other words."""
    return {
        word.lower_
        for word in (noun, *noun.children)
        if word.tag_ in ("NNP", "NNPS") and _is_part(word, noun)
    }


def _is_part(word: Token, noun: Token) -> bool:
    return word == noun or word.dep_ in ("compound", "flat")


def have_same_complements(one: Token, other: Token) -> bool:
    """Return whether two clauses with one verb say the same of the same: "ran for mayor" is no "ran home"."""
    known, added = (
        {find_marker(kid) or kid.dep_: kid for kid in verb.children if _is_complement(kid)}
        for verb in (one, other)
    )
    return all(role in known and _is_same_word(known[role], kid) for role, kid in added.items())


def _is_same_word(one: Token, other: Token) -> bool:
    names = list_name(one), list_name(other)
    return get_lemma(one) == get_lemma(other) and not (all(names) and not names[0] & names[1])


def _is_complement(kid: Token) -> bool:
    if kid.dep_ in ("obj", "iobj", "xcomp", "ccomp", "compound:prt"):
        return True
    return kid.dep_ == "obl" and find_marker(kid) not in PLACING and kid.ent_type_ not in ("DATE", "TIME")
