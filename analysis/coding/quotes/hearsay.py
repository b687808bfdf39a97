"""Find claims without a source: "reportedly", "is believed to", "there are fears that", "it seems".

The networks find attributions that have a source. This module finds hearsay by its own words, but only in
the article's own voice: hearsay inside attributed content belongs to that content's source.
"""

from collections.abc import Iterator
from functools import cache

from analysis.coding.lexicon import get_words
from analysis.coding.quotes.attribution import Part, Quote
from analysis.coding.syntax.clauses import SUBJECT, find_child, find_marker, get_lemma, has_child, is_verb
from analysis.coding.syntax.extents import ASIDES, expand_phrase, trim
from analysis.language.marks import find_quoted_spans
from analysis.language.parsing import Article, Paragraph
from analysis.language.tokens import Span, Token

# about this share of such claims is annotated in PolNeAR as an attribution without a source
CONFIDENCE = 0.6
PRESENT = ("VBZ", "VBP")
CONTRASTING = ("although", "though", "while", "whereas")
MODIFYING = ("amod", "advmod", "nummod", "aux", "case", "det", "compound")


def add_hearsay(article: Article, quotes: list[Quote]) -> list[Quote]:
    """Return an article's attributions, adding the claims that it reports without a source.

    Args:
        article: the article.
        quotes: the attributions found by the networks and the layout rules. One that mistakes the subject
            of "is said to" for the source is replaced.
    """
    found = list(quotes)
    for paragraph in article.paragraphs:
        quoted_spans = find_quoted_spans(paragraph.text)
        for claim in _find_claims(paragraph):
            same = [
                quote for quote in found if quote.cue.doc is claim.cue.doc and claim.cue in quote.cue_span
            ]
            is_quoted = any(start <= claim.cue.idx < end for start, end in quoted_spans)
            if is_quoted or _is_attributed(claim, quotes) or (same and not _is_replaced(same, claim)):
                continue
            found = [quote for quote in found if quote not in same or _is_adverb(claim)]
            found.append(claim)
            for quote in found:
                if quote.source is not None and quote.covers(claim.cue):
                    _shorten(quote, claim)
    return found


def _shorten(quote: Quote, claim: Quote) -> None:
    """Shorten the content of a quote so that it ends before a coordinated claim."""
    doc, first = claim.cue.doc, _find_start(claim)
    before = (
        doc[part.span.start : min(part.span.end, first)] for part in quote.parts if part.span.doc is doc
    )
    if _is_coordinated(claim, quote) and all(part.span.doc is doc for part in quote.parts):
        end = next((token.i for token in doc[max(0, first - 2) : first] if token.dep_ == "cc"), first)
        spans = [span for span in before if span.start < end]
        quote.parts = [Part(quote.paragraph, trim(doc[span.start : min(span.end, end)])) for span in spans]


def _is_replaced(same: list[Quote], claim: Quote) -> bool:
    """Return whether an adverb or passive shows that attributions with the same cue have the wrong source."""
    is_passive = claim.cue.tag_ == "VBN" and all(quote.source is not None for quote in same)
    return is_passive or _is_adverb(claim)


def _is_adverb(claim: Quote) -> bool:
    return not is_verb(claim.cue) and claim.cue.dep_ in ("advmod", "obl")


def _is_attributed(claim: Quote, quotes: list[Quote]) -> bool:
    """Return whether a claim is part of a source's content and not a main clause coordinated with it."""
    for quote in quotes:
        if quote.source is not None and quote.covers(claim.cue) and not _is_coordinated(claim, quote):
            return True
    return False


def _is_coordinated(claim: Quote, quote: Quote) -> bool:
    """Return whether a claim's clause follows the cue of a quote, after a comma and "and" or "but"."""
    doc, first = claim.cue.doc, _find_start(claim)
    before = doc[max(0, first - 2) : first]
    is_joined = any(token.dep_ == "cc" for token in before) and any(token.text == "," for token in before)
    return is_joined and quote.cue.i < first


def _find_start(claim: Quote) -> int:
    """Return the index at which the clause of a claim begins, after comma and conjunction."""
    verb = claim.cue if is_verb(claim.cue) else claim.cue.head
    opening = verb.doc[min(verb.left_edge.i, claim.cue_span.start) : claim.cue.i + 1]
    return next(token.i for token in opening if not token.is_punct and token.dep_ != "cc")


def _find_claims(paragraph: Paragraph) -> Iterator[Quote]:
    """Yield the claim that each hearsay cue in a paragraph introduces."""
    cues = _list_cues()
    for token in paragraph.doc:
        noun, passive = get_lemma(token), token.tag_ == "VBN"
        if noun not in cues and token.lower_ not in cues:
            continue
        if _is_hearsay_adverb(token):
            yield from _read_adverb(paragraph, token)
        elif (
            noun in get_words("sourcing", "seeming")
            and token.tag_ in PRESENT
            and not has_child(token, "advmod", "never")
        ):
            yield from _read_verb(paragraph, token, token)
        elif (
            passive
            and (noun in get_words("sourcing", "believed") or _is_widely(token))
            and _is_agentless(token)
        ):
            yield from _read_verb(paragraph, token, find_child(token, "aux", "aux:pass") or token)
        elif noun in get_words("sourcing", "rumour") or (
            noun in get_words("sourcing", "felt") and _is_existential(token)
        ):
            yield from _read_noun(paragraph, token)


@cache
def _list_cues() -> frozenset[str]:
    """Return all words that may be a cue of hearsay, as lemmas or forms."""
    names = ("hearsay", "seeming", "believed", "seen", "rumour", "felt")
    return frozenset({"accounts", "reports"}).union(*(get_words("sourcing", name) for name in names))


def _is_hearsay_adverb(token: Token) -> bool:
    """Return whether a word is an adverb of hearsay, or the last one of "by all accounts", "by reports"."""
    if token.lower_ in get_words("sourcing", "hearsay"):
        return token.dep_ == "advmod"
    if find_marker(token) != "by" or token.dep_ == "obl:agent":
        return False
    if token.lower_ == "accounts":
        return has_child(token, "det", "all")
    # "was confirmed by reports" has an agent
    is_set_apart = token.left_edge.i == token.sent.start or token.left_edge.nbor(-1).text == ","
    return token.lower_ == "reports" and is_set_apart and find_child(token, "det", "nmod:poss") is None


def _is_widely(verb: Token) -> bool:
    """Return whether a verb of seeing reports a common view: "is seen as", "is widely considered"."""
    has_adverb = any(kid.lower_ in get_words("sourcing", "widely") for kid in verb.children)
    has_as = any(kid.dep_ in ("obl", "advcl") and find_marker(kid) == "as" for kid in verb.rights)
    return get_lemma(verb) in get_words("sourcing", "seen") and (has_adverb or has_as)


def _is_agentless(verb: Token) -> bool:
    near = [*verb.children, *(inner for kid in verb.rights if kid.dep_ == "obl" for inner in kid.children)]
    has_agent = any(kid.dep_ == "obl:agent" or find_marker(kid) == "by" for kid in near)
    return find_child(verb, "aux:pass") is not None and not has_agent


def _is_existential(noun: Token) -> bool:
    """Return whether "there are" such fears, without saying whose."""
    return find_child(noun.head, "expl") is not None or find_child(noun, "expl") is not None


def _read_adverb(paragraph: Paragraph, adverb: Token) -> Iterator[Quote]:
    """Yield the claim in "X has reportedly done Y": the clause or phrase that the adverb qualifies."""
    head = adverb.head
    while head.dep_ in MODIFYING and head.head != head and not is_verb(head):
        head = head.head
    is_guess = adverb.lower_ == "apparently" and (
        not is_verb(head) or get_lemma(head) in get_words("cues", "clause")
    )
    if head != adverb and not is_guess:
        yield from _build_claim(paragraph, adverb, adverb, [expand_phrase(head, ASIDES)])


def _read_verb(paragraph: Paragraph, verb: Token, first: Token) -> Iterator[Quote]:
    """Yield the claim made up of a verb's subject and complement; expletive "it" and "there" are omitted."""
    complement = next((kid for kid in verb.rights if _is_complement(kid, verb)), None)
    subject = find_child(verb, *SUBJECT, "expl")
    if complement is not None:
        parts = [_get_content(complement)]
        if subject is not None and subject.lower_ not in get_words("pronouns", "expletive"):
            parts.insert(0, expand_phrase(subject, {"acl:relcl", "parataxis"}))
        yield from _build_claim(paragraph, verb, first, parts)
    elif subject is not None and subject.lower_ == "it" and verb.i > verb.sent.start + 2:
        # "The talks failed, it is said, because of Z."
        yield from _build_claim(paragraph, verb, first, [verb.sent])


def _get_content(head: Token) -> Span:
    """Return a clause of hearsay, without the article's own objection to it ("although ...")."""
    objections = (kid for kid in head.subtree if kid.dep_ == "advcl" and find_marker(kid) in CONTRASTING)
    return expand_phrase(head, {"parataxis", "punct"}, list(objections))


def _is_complement(kid: Token, verb: Token) -> bool:
    """Return whether a dependent is a complement of the verb: a clause, an infinitive, "as something"."""
    if kid.dep_ in ("obl", "advcl"):
        return find_marker(kid) == "as"
    if get_lemma(verb) in get_words("sourcing", "seeming"):
        return kid.dep_ in ("xcomp", "ccomp") and is_verb(kid)
    return kid.dep_ in ("xcomp", "ccomp", "csubj", "csubj:pass")


def _read_noun(paragraph: Paragraph, noun: Token) -> Iterator[Quote]:
    """Yield the claim in "rumours of X" or "there are fears that X"."""
    if find_child(noun, "nmod:poss") is not None:
        return
    phrases = [*noun.rights, *(noun.head.rights if noun.dep_ in SUBJECT else ())]
    content = next((kid for kid in phrases if _is_noun_content(kid, noun)), None)
    if content is not None:
        yield from _build_claim(
            paragraph, noun, noun, [expand_phrase(content, {"case", "parataxis", "punct"})]
        )


def _is_noun_content(kid: Token, noun: Token) -> bool:
    """Return whether a phrase is the content of a fear or rumour."""
    if kid.dep_ == "nmod" or find_marker(kid) in ("of", "about", "over"):
        return kid.head == noun and find_marker(kid) in ("of", "about", "over")
    return kid.dep_ in ("acl", "ccomp") and has_child(kid, "mark", "that")


def _build_claim(paragraph: Paragraph, cue: Token, first: Token, contents: list[Span]) -> Iterator[Quote]:
    parts = [Part(paragraph, trim(span)) for span in contents]
    parts.sort(key=lambda part: part.span.start)
    start = first.i if first.i < cue.i else cue.i
    yield Quote(paragraph, cue, cue.doc[start : cue.i + 1], parts, None, CONFIDENCE)
