"""Tell where evaluative words do not evaluate: in quantities, terms, periods and tasks, or as other nouns."""

from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_marker, get_lemma
from analysis.language.tokens import Token

CLAUSES = ("xcomp", "ccomp", "advcl", "acl", "csubj")


def is_literal(word: Token) -> bool:
    """Return whether a word that can evaluate does not, in "a great deal", "too difficult to confirm"."""
    if get_lemma(word) in get_words("verdicts", "reputed"):
        return True
    return _is_another_noun(word) or _is_in_term(word) or _is_measure(word) or _is_task(word)


def is_comparative(adjective: Token) -> bool:
    """Return whether an adjective is compared with "more" or "most", which says nothing of good or bad."""
    return any(kid.lower_ in ("more", "most", "less", "least") for kid in adjective.lefts)


def has_enough(word: Token) -> bool:
    """Return whether "enough" measures a word: "not aggressive enough" is no praise."""
    return any(kid.lower_ == "enough" for kid in word.rights)


def is_measuring(adverb: Token) -> bool:
    """Return whether an adverb is part of a quantity: "well over a million"."""
    is_last = adverb.i + 1 == len(adverb.doc)
    return not is_last and adverb.nbor(1).lower_ in get_words("verdicts", "measuring")


def _is_another_noun(word: Token) -> bool:
    return word.tag_ in ("NN", "NNS") and get_lemma(word) in get_words("verdicts", "adjectives")


def _is_in_term(word: Token) -> bool:
    if word.i + 1 == len(word.doc):
        return False
    term = f"{word.lower_}-{get_lemma(word.nbor(1))}"
    return term in get_words("verdicts", "terms")


def _is_measure(word: Token) -> bool:
    """Return whether an adjective gives a size or length, or says how hard a period is."""
    if word.dep_ != "amod":
        return get_lemma(word) == "long" and has_enough(word)
    noun, sizes = get_lemma(word.head), get_words("verdicts", "sizes")
    if noun in get_words("verdicts", "times"):
        return get_lemma(word) in sizes | get_words("verdicts", "efforts")
    # "a great deal of work", but not "a great deal for Norland"
    is_much = noun == "deal" and any(find_marker(kid) == "of" for kid in word.head.rights)
    return get_lemma(word) in sizes and (is_much or noun in get_words("verdicts", "measured"))


def _is_task(word: Token) -> bool:
    if get_lemma(word) not in get_words("verdicts", "efforts"):
        return False
    # "found it difficult to leave": the task is below the verb
    following = [*word.rights, *(word.head.rights if word.dep_ == "xcomp" else ())]
    return any(kid.i > word.i and kid.dep_ in CLAUSES and find_marker(kid) == "to" for kid in following)
