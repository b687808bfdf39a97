"""Classify how well a source is identified: named, role, anonymous, vague or none."""

from analysis.coding.actors.names import Mention
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import SUBJECT, find_child, get_lemma, has_child
from analysis.language.tokens import Span, Token

NAMES = ("NNP", "NNPS")
# maximum distance in words from the source back to its noun: "a person close to the board"
REACH = 6


def classify_sourcing(source: Span | None, mention: Mention | None) -> str:
    """Return the sourcing level of an attribution.

    Args:
        source: the source phrase, or None if there is none.
        mention: the actor mention that the source refers to, if known.

    Returns:
        ``named`` for a name or a pronoun that refers to one; ``role`` for an office or a defined
        group; ``anonymous`` for an unnamed individual close to the matter; ``vague`` for experts,
        surveys, "many", and undefined groups; ``none`` without a source.
    """
    if source is None:
        return "none"
    head = _find_noun(source.root)
    noun = _lemmatise(head)
    if _is_unnamed(head) or (head != source.root and noun in get_words("sourcing", "anonymous")):
        return "anonymous"
    if mention is not None and not _is_mistagged(mention, head) and not _is_part_of_group(mention, head):
        return "role" if mention.kind == "group" else "named"
    if noun in get_words("sourcing", "vague"):
        return "vague"
    if noun in get_words("sourcing", "anonymous"):
        return "anonymous"
    if head.tag_ in NAMES and noun not in get_words("sourcing", "body"):
        return "named"
    if (
        head.tag_ == "PRP"
        or noun in get_words("sourcing", "share")
        or _is_undefined_part(head)
        or _is_bare_plural(head)
    ):
        return "vague"
    # "this shows": the article draws its own conclusion
    return "none" if head.tag_ == "DT" or has_child(head, "det", "this", "these") else "role"


def _lemmatise(head: Token) -> str:
    """Return the lemma of a noun; the tagger mistakes a sentence-initial "Prosecutors" for a name."""
    return get_lemma(head).removesuffix("s") if head.tag_ == "NNPS" else get_lemma(head)


def _is_mistagged(mention: Mention, head: Token) -> bool:
    """Return whether the pipeline mistook a plural common noun for a person's name."""
    common = head.tag_ == "NNS" or _lemmatise(head) in get_words("sourcing", "body")
    return common and (mention.actor is None or mention.kind == "person")


def _is_part_of_group(mention: Mention, head: Token) -> bool:
    return mention.kind == "group" and _is_undefined_part(head)


def _find_noun(head: Token) -> Token:
    """Return the noun that the source phrase is about: "person" in "a person close to the board"."""
    if head.tag_ in ("WP", "WDT") and head.head.dep_ in ("acl:relcl", "acl"):
        return _find_noun(head.head.head)
    if head.tag_ == "WP" and head.head.dep_ == "advcl:relcl":
        return find_child(head.head.head, *SUBJECT) or head
    above = head.head
    if head.tag_ in ("JJ", "VBN", "VBD") and (own := find_child(head, *SUBJECT)) is not None:
        return own
    if head.dep_ in ("obl", "nmod") and above.tag_ in ("JJ", "VBN") and above.dep_ in ("amod", "acl"):
        above = above.head
    elif head.dep_ != "compound":
        return head
    unnamed = get_words("sourcing", "anonymous") | get_words("sourcing", "vague")
    return above if get_lemma(above) in unnamed and abs(above.i - head.i) <= REACH else head


def _is_unnamed(head: Token) -> bool:
    """Return whether the source phrase itself says that the source is unnamed."""
    if head.tag_ in NAMES:
        return False
    if any(token.lower_ in get_words("sourcing", "unnamed") for token in head.subtree):
        return True
    named = any(token.lower_ in ("named", "identified", "quoted") for token in head.subtree)
    return named and any(token.lower_ in get_words("mood", "negation") for token in head.subtree)


def _is_undefined_part(head: Token) -> bool:
    """Return whether a group is an undefined part: "some doctors", "a number of firms"."""
    return any(
        kid.dep_ in ("det", "amod") and get_lemma(kid) in get_words("sourcing", "some")
        for kid in head.children
    )


def _is_bare_plural(head: Token) -> bool:
    """Return whether a group is a bare plural and not a body that speaks with one voice."""
    if head.tag_ != "NNS" or _lemmatise(head) in get_words("sourcing", "body"):
        return False
    defining = ("det", "nmod:poss", "nmod", "nummod", "acl", "acl:relcl", "appos")
    by_name = any(token.tag_ in NAMES for token in head.subtree)
    return not by_name and all(kid.dep_ not in defining for kid in head.children)
