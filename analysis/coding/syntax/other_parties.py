"""Recognise names of people whom a sentence only sets apart from others: "unlike X", "critics of X".

The words beside a name decide and not the parse, which may take X for the subject of "Unlike X, Y objects",
or end a sentence within a name.
"""

from collections.abc import Iterator
from itertools import takewhile

from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import get_lemma
from analysis.language.tokens import Token

# tags inside a phrase that names somebody, possessors included
NOMINAL = ("NN", "NNS", "NNP", "NNPS", "DT", "JJ", "CD", "POS", "PRP$")
COMMON = ("NN", "NNS")
JOINING = ("and", "of", "or")
# most words from a name to the "but" after "not"
REACH = 4


def is_other_party(name: Token) -> bool:
    """Return whether a name is contrasted with the doer ("unlike X"), or says whose rival the doer is."""
    return _is_contrasted(name) or _is_of_relation(name)


def _is_contrasted(name: Token) -> bool:
    doc = name.doc
    first = min((token.i for token in _walk_left(name)), default=name.i)
    before = [token.lower_ for token in doc[max(0, first - 2) : first] if token.lower_ != "by"]
    if before[-1:] == ["not"]:
        # "not X but Y", "not by X but by Y", "Y, not X, objects"
        return before[0] == "," or any(token.lower_ == "but" for token in doc[name.i + 1 : name.i + REACH])
    return first > 0 and _contrasts(doc[first - 1])


def _contrasts(token: Token) -> bool:
    """Return whether a word, or it and the word before, sets apart what follows: "unlike", "rather than"."""
    before = token.doc[token.i - 1].lower_ if token.i else ""
    return bool({token.lower_, f"{before}:{token.lower_}"} & get_words("parties", "contrasting"))


def _is_of_relation(name: Token) -> bool:
    """Return whether a name is part of "critics of X", "critics of the X government" or "X's critics"."""
    if any(token.lower_ == "of" and _is_relation(token.nbor(-1)) for token in _walk_left(name) if token.i):
        return True
    phrase = list(takewhile(lambda token: token.tag_ in NOMINAL, name.doc[name.i + 1 :]))
    relation = next((place for place, token in enumerate(phrase) if _is_relation(token)), None)
    # "X's rival plan" is a plan of X
    return relation is not None and all(token.tag_ not in COMMON for token in phrase[relation + 1 :])


def _is_relation(noun: Token) -> bool:
    return get_lemma(noun).removesuffix("s") in get_words("parties", "relations")


def _walk_left(name: Token) -> Iterator[Token]:
    """Yield the words before a name that belong to its phrase, the nearest first."""
    for place in range(name.i - 1, -1, -1):
        token = name.doc[place]
        is_inside = token.tag_ in NOMINAL or token.ent_type_ or token.lower_ in JOINING
        if not is_inside or _contrasts(token):
            break
        yield token
