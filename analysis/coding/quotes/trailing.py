"""Attributions at a sentence's end that the parser lost, as in "..., X, its chairman, indicated".

News puts the source last; in a long sentence the parser then often takes the source for one more
thing in a list. The commas say what the tree does not.
"""

from spacy.tokens import Span, Token

from analysis.coding.clauses import is_verb, lemma
from analysis.coding.extents import trimmed
from analysis.coding.lexicon import words
from analysis.coding.quotes.attribution import Quote
from analysis.language.parsing import Paragraph

# how many words a source phrase between comma and verb may have
LONGEST_SOURCE = 14
NAMES = ("NNP", "NNPS", "PRP", "NN", "NNS", "DT", "PRP$")


def trailing(paragraph: Paragraph, sent: Span) -> Quote | None:
    """Return the attribution that a sentence ends in, source before or behind its verb."""
    tokens = [token for token in sent if not token.is_punct and not token.is_space]
    if not tokens:
        return None
    if _says(tokens[-1]):
        return _source_first(paragraph, sent, tokens[-1])
    cue = next((token for token in reversed(tokens[-LONGEST_SOURCE:]) if _says(token)), None)
    if cue is None or cue.i == sent.start or cue.nbor(-1).text != ",":
        return None
    source = sent.doc[cue.i + 1 : tokens[-1].i + 1]
    if not len(source) or source[0].tag_ not in NAMES or any(is_verb(token) for token in source):
        return None
    return _quote(paragraph, cue, sent.doc[sent.start : cue.i - 1], source)


def _source_first(paragraph: Paragraph, sent: Span, cue: Token) -> Quote | None:
    """Look for the leftmost comma from which on only a name and what describes it stands."""
    start = None
    for token in reversed(sent.doc[max(sent.start, cue.i - LONGEST_SOURCE) : cue.i]):
        if is_verb(token):
            break
        if token.text == "," and token.nbor().tag_ in NAMES:
            start = token.i + 1
    if start is None:
        return None
    return _quote(paragraph, cue, sent.doc[sent.start : start - 1], sent.doc[start : cue.i])


def _quote(paragraph: Paragraph, cue: Token, content: Span, source: Span) -> Quote | None:
    named = [token for token in source if token.tag_.startswith(("NN", "PRP"))]
    if not named or not any(is_verb(token) for token in content):
        return None
    whole = trimmed(source)
    return Quote(paragraph, "trailing", cue, cue.doc[cue.i : cue.i + 1], [trimmed(content)], named[0], whole)


def _says(token: Token) -> bool:
    said = words("cues", "clause") | words("cues", "quotation")
    return token.tag_ in ("VBD", "VBZ", "VBN") and lemma(token) in said
