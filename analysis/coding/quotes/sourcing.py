"""How well a claim's source is identified: named, role, anonymous, vague or none."""

from spacy.tokens import Token

from analysis.coding.clauses import lemma
from analysis.coding.lexicon import words
from analysis.coding.names import Mention


def sourcing(source: Token | None, mention: Mention | None) -> str:
    """Return the sourcing level of an attribution.

    Args:
        source: head of the source phrase, or None where nobody is named.
        mention: whom the source refers to, if that is known.

    Returns:
        ``named`` for a name or a pronoun that stands for one; ``role`` for an office or a defined
        group; ``anonymous`` for an unnamed individual near the matter; ``vague`` for experts,
        surveys, "many"; ``none`` without a source.
    """
    if source is None:
        return "none"
    noun = lemma(source)
    if mention is not None:
        return "role" if mention.kind == "group" else "named"
    if noun in words("sourcing", "vague"):
        return "vague"
    if noun in words("sourcing", "anonymous"):
        return "anonymous"
    if source.tag_ in ("NNP", "NNPS"):
        return "named"
    if source.tag_ == "PRP" or noun in words("sourcing", "share"):
        return "vague"
    return "role"
