"""Find who claims that an event happened, and whether others plan, demand, threaten or deny it."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from analysis.coding.actors.names import Mention
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.events.triggers import Trigger
from analysis.coding.lexicon import get_words
from analysis.coding.quotes.attribution import Quote
from analysis.coding.syntax.clauses import (
    SUBJECT,
    find_child,
    find_governor,
    find_subject,
    get_lemma,
    is_verb,
)
from analysis.coding.syntax.extents import expand_phrase
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Span, Token

# how many heads up the words are searched for that say it or want it
REACH = 5
# lists of words above an event, and the way in which they speak of it
WAYS = {
    "threatening": "threatened",
    "asked": "demanded",
    "instructing": "demanded",
    "proposing": "proposed",
    "expecting": "expected",
}
UNNAMED = "unnamed sources"
# lists of verbs whose content is only claimed
CLAIMING = (("cues", "quotation"), ("cues", "clause"), ("sourcing", "believed"), ("events", "accusing"))
ACCORDING = ("according", "per", "accounts", "reports")
PRONOUNS = ("PRP", "DT", "EX")
FINITE = ("VBD", "VBZ", "VBP", "MD")
ARTICLES = ("a", "an", "the")
# least probability of an attribution to a source
LIKELY = 0.45


def find_modality(trigger: Trigger, status: str) -> str | None:
    """Return how a text speaks of an event that is no fact, None of one that occurred.

    Args:
        trigger: the mention.
        status: the status of the event.

    Returns:
        ``threatened``, ``demanded``, ``proposed``, ``expected``, ``conditional``, ``planned``,
        ``possible`` or ``denied``.
    """
    if status in ("occurred", "denied"):
        return None if status == "occurred" else "denied"
    for node in _climb(trigger.token):
        mark = find_child(node, "mark")
        if mark is not None and mark.lower_ in get_words("events", "if_markers") and node.dep_ == "advcl":
            return "conditional"
        for name, way in WAYS.items():
            if get_lemma(node) in get_words("events", name) and node != trigger.token:
                return way
    return "planned" if status == "planned" else "possible"


def find_claim(trigger: Trigger) -> Token | None:
    """Return the verb of saying whose content an event is: "said it had shot down a drone"."""
    node = trigger.verb if trigger.verb is not None else trigger.token
    for _ in range(REACH):
        above = find_governor(node)
        if above == node:
            return None
        # "he had left, she said; they stayed"
        is_beside = node.dep_ == "parataxis" and ";" in node.doc[above.i : max(node.i, above.i)].text
        if node.dep_ in ("ccomp", "parataxis") and not is_beside and is_verb(above) and _is_saying(above):
            return above
        if node.dep_ not in ("conj", "xcomp", "ccomp"):
            return None
        node = above
    return None


def find_claimants(
    paragraph: Paragraph, trigger: Trigger, quotes: Sequence[Quote], resolver: EntityResolver
) -> list[str]:
    """Return who claims an event; nobody if the article reports it as a fact.

    People and actors have their names, others the article's words for them ("local media"). Whoever has
    neither is ``UNNAMED``.

    Args:
        paragraph: that of the mention.
        trigger: the mention.
        quotes: the attributions with content in the paragraph; of several around a mention, the closest
            counts.
        resolver: resolves the article's mentions of actors.
    """
    words = _list_joined(trigger.token)
    around = [
        quote
        for quote in quotes
        if any(quote.covers(word) for word in words)
        and _is_claim(quote)
        and not _holds(trigger.token, quote.cue)
    ]
    claim = min(around, key=lambda quote: sum(len(part.span) for part in quote.parts), default=None)
    if claim is not None:
        return [_name_source(claim.mention, claim.source_span)]
    # an attribution that was not found
    saying = find_claim(trigger)
    if saying is None:
        return []
    who = None if find_child(saying, "aux:pass") else find_subject(saying)
    if who is None:
        return [UNNAMED]
    return [_name_source(resolver.of(paragraph, who), expand_phrase(who, {"acl", "acl:relcl", "appos"}))]


def _climb(token: Token) -> Iterator[Token]:
    for _ in range(REACH):
        yield token
        if token.head == token or (token.dep_ == "conj" and is_verb(token)):
            return
        token = token.head


def _name_source(mention: Mention | None, phrase: Span | None) -> str:
    if mention is not None and (mention.actor or mention.kind == "person"):
        return mention.actor or mention.text
    words = [] if phrase is None else list(takewhile(_is_naming, phrase))
    has_article = len(words) > 1 and words[0].lower_ in ARTICLES
    # "The Hindu" keeps its own
    named = words[1:] if has_article and (words[0].is_lower or not words[1].is_title) else words
    # a sentence is a source that was misread
    if not named or named[-1].tag_ in PRONOUNS or any(token.tag_ in FINITE for token in named):
        return UNNAMED
    return named[0].doc[named[0].i : named[-1].i + 1].text


def _list_joined(token: Token) -> list[Token]:
    """Return an event's word and the verbs with which it shares its subject: "reportedly fell and died"."""
    found = [token]
    while is_verb(token) and token.dep_ == "conj" and find_child(token, *SUBJECT) is None:
        token = find_governor(token)
        found.append(token)
    return found


def _is_naming(token: Token) -> bool:
    return not token.is_punct and token.tag_ not in ("WP", "WDT")


def _holds(token: Token, cue: Token) -> bool:
    """Return whether a claim is part of an event, not the event of a claim: "fears of a raid grew"."""
    is_noun = cue.tag_.startswith("NN") and cue.lower_ not in ACCORDING
    return token == cue or (is_noun and token.is_ancestor(cue))


def _is_claim(quote: Quote) -> bool:
    """Return whether an attribution is likely and leaves open whether its content is true."""
    cue = quote.cue
    if quote.source_span is not None and quote.confidence < LIKELY:
        return False
    if cue.lower_ in get_words("sourcing", "hearsay") or cue.lower_ in ACCORDING:
        return True
    if is_verb(cue):
        return _is_saying(cue)
    return get_lemma(cue) in get_words("cues", "noun") | get_words("sourcing", "rumour")


def _is_saying(verb: Token) -> bool:
    lemma = get_lemma(verb)
    says = any(lemma in get_words(*name) for name in CLAIMING)
    return says and lemma not in get_words("events", "factive") | get_words("events", "granting")
