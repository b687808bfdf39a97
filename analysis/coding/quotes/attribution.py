"""One attribution: its cue, its content and its source, with their extents."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from analysis.coding.clauses import child, subject
from analysis.coding.extents import phrase, trimmed
from analysis.coding.lexicon import words
from analysis.coding.names import Mention
from analysis.language.parsing import Paragraph

# a cue of more tokens than this is a misparse
LONGEST_CUE = 5
# frames that are attributions only if somebody speaks
NEED_SOURCE = ("infinitive", "object", "naming")


@dataclass
class Quote:
    """One attribution in a parsed paragraph.

    Attributes:
        paragraph: where it stands.
        frame: the rule that found it.
        cue: head of the attributing words; ``cue_span`` is their full extent.
        parts: the content, in one or more parts.
        source: head of the source phrase, if any; ``source_span`` is its extent.
        mention: whom the source refers to, if known.
        quote_id: set once all attributions of the article are known.
    """

    paragraph: Paragraph
    frame: str
    cue: Token
    cue_span: Span
    parts: list[Span]
    source: Token | None = None
    source_span: Span | None = None
    mention: Mention | None = None
    quote_id: str = ""

    def covers(self, token: Token) -> bool:
        """Tell whether a token of the same paragraph stands in the content."""
        return any(part.start <= token.i < part.end for part in self.parts)


def attribute(
    paragraph: Paragraph,
    frame: str,
    cue: Token,
    *content: Span,
    cue_end: Token | None = None,
    source: Token | None = None,
) -> Iterator[Quote]:
    """Yield an attribution with its source found, unless its content is empty or nobody speaks.

    Args:
        paragraph: where it stands.
        frame: the rule that found it.
        cue: head of the attributing words.
        content: the content's parts; the first is cut where it covers the cue.
        cue_end: last of the attributing words, where that is not the cue itself.
        source: head of the source phrase; without it the cue's subject or agent.
    """
    first, *more = content
    if first.start <= cue.i < first.end and frame != "quotation":
        first = trimmed(cue.doc[cue.i + 1 : first.end])
    if not any(token.is_alpha for token in first):
        return
    speaker = source if source is not None else _speaker(cue)
    if speaker is not None and first.start <= speaker.i < first.end:
        speaker = None
    if speaker is None and frame in NEED_SOURCE:
        return
    extent = _source_span(speaker, cue, first) if speaker is not None else None
    yield Quote(paragraph, frame, cue, _cue_span(cue, cue_end), [first, *more], speaker, extent)


def _cue_span(cue: Token, cue_end: Token | None) -> Span:
    """Return the cue with its auxiliaries and negation, and the words up to its end."""
    first = cue.i
    while first and _is_helper(cue.doc[first - 1], cue):
        first -= 1
    last = cue_end.i if cue_end is not None and 0 <= cue_end.i - cue.i < LONGEST_CUE else cue.i
    return cue.doc[first : last + 1]


def _is_helper(token: Token, cue: Token) -> bool:
    if token.head != cue or token.dep_ not in ("aux", "aux:pass", "advmod"):
        return False
    return token.tag_ != "RB" or token.lower_ in ("not", "n't")


def _speaker(cue: Token) -> Token | None:
    """Return the head of who speaks: the subject, in the passive the agent."""
    agent = child(cue, "obl:agent")
    if agent is not None:
        return agent
    if child(cue, "nsubj:pass", "aux:pass") is not None:
        return None
    who = subject(cue)
    if who is None or who.tag_ in ("EX", "WDT", "WP"):
        return None
    return None if who.dep_ == "expl" and who.lower_ in words("pronouns", "pointing") else who


def _source_span(source: Token, cue: Token, content: Span) -> Span:
    """Return the source phrase, kept out of the cue and the content."""
    without = {"acl:relcl", "parataxis"}
    span = phrase(source, without | {"case", "punct"} if source.dep_ == "obl:agent" else without, {cue})
    first, last = span.start, span.end
    if first <= content.start < last:
        last = content.start
    if first < content.end <= last and source.i >= content.end:
        first = content.end
    if first <= cue.i < last:
        first, last = (first, cue.i) if source.i < cue.i else (cue.i + 1, last)
    return trimmed(source.doc[first:last]) if first < last else source.doc[source.i : source.i + 1]
