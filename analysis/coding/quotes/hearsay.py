"""Claims that nobody is named for: "reportedly", "is believed to", "there are fears that", "it seems".

The networks look for somebody who says something. Here the words of hearsay themselves are read, as long as
they are the article's own: inside what somebody is said to say they are that source's.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from analysis.coding.lexicon import words
from analysis.coding.quotes.attribution import Part, Quote
from analysis.coding.syntax.clauses import SUBJECT, case, child, has_child, is_verb, lemma
from analysis.coding.syntax.extents import ASIDES, phrase, trimmed
from analysis.language.marks import quotations
from analysis.language.parsing import Article, Paragraph

# of such claims in PolNeAR about this share is annotated as an attribution without a source
CONFIDENCE = 0.6
PRESENT = ("VBZ", "VBP")
CONTRASTING = ("although", "though", "while", "whereas")
MODIFYING = ("amod", "advmod", "nummod", "aux", "case", "det", "compound")


def with_hearsay(article: Article, quotes: list[Quote]) -> list[Quote]:
    """Return an article's attributions with the claims that it passes on without saying whose they are.

    Args:
        article: where they stand.
        quotes: those that the networks and the layout give. One that took the subject of "is said to" for
            the source gives way.
    """
    found = list(quotes)
    for paragraph in article.paragraphs:
        inside = quotations(paragraph.text)
        for claim in _claims(paragraph):
            same = [it for it in found if it.cue.doc is claim.cue.doc and claim.cue in it.cue_span]
            quoted = any(start <= claim.cue.idx < end for start, end in inside)
            if quoted or _is_said(claim, quotes) or (same and not _gives_way(same, claim)):
                continue
            found = [it for it in found if it not in same or _is_adverb(claim)]
            found.append(claim)
            for quote in found:
                if quote.source is not None and quote.covers(claim.cue):
                    _cut(quote, claim)
    return found


def _cut(quote: Quote, claim: Quote) -> None:
    """End what a source says before a claim in a main clause of its own."""
    doc, first = claim.cue.doc, _first(claim)
    kept = (doc[part.span.start : min(part.span.end, first)] for part in quote.parts if part.span.doc is doc)
    if _is_coordinated(claim, quote) and all(part.span.doc is doc for part in quote.parts):
        joint = next((token.i for token in doc[max(0, first - 2) : first] if token.dep_ == "cc"), first)
        spans = [span for span in kept if span.start < joint]
        quote.parts = [Part(quote.paragraph, trimmed(doc[it.start : min(it.end, joint)])) for it in spans]


def _gives_way(same: list[Quote], claim: Quote) -> bool:
    """Tell whether an adverb or passive shows that an attribution by the same words names a wrong source."""
    passive = claim.cue.tag_ == "VBN" and all(it.source is not None for it in same)
    return passive or _is_adverb(claim)


def _is_adverb(claim: Quote) -> bool:
    return not is_verb(claim.cue) and claim.cue.dep_ in ("advmod", "obl")


def _is_said(claim: Quote, quotes: list[Quote]) -> bool:
    """Tell whether a claim is part of what a source says, and no main clause of its own behind it."""
    for quote in quotes:
        if quote.source is not None and quote.covers(claim.cue) and not _is_coordinated(claim, quote):
            return True
    return False


def _is_coordinated(claim: Quote, quote: Quote) -> bool:
    """Tell whether a claim's clause begins behind what a source says, after a comma and "and" or "but"."""
    doc, first = claim.cue.doc, _first(claim)
    before = doc[max(0, first - 2) : first]
    joined = any(token.dep_ == "cc" for token in before) and any(token.text == "," for token in before)
    return joined and quote.cue.i < first


def _first(claim: Quote) -> int:
    """Return where the clause of a claim begins, behind comma and conjunction."""
    verb = claim.cue if is_verb(claim.cue) else claim.cue.head
    opening = verb.doc[min(verb.left_edge.i, claim.cue_span.start) : claim.cue.i + 1]
    return next(token.i for token in opening if not token.is_punct and token.dep_ != "cc")


def _claims(paragraph: Paragraph) -> Iterator[Quote]:
    """Yield what each word of hearsay in a paragraph passes on."""
    for token in paragraph.doc:
        noun, passive = lemma(token), token.tag_ == "VBN"
        if _qualifies(token):
            yield from _of_adverb(paragraph, token)
        elif (
            noun in words("sourcing", "seeming")
            and token.tag_ in PRESENT
            and not has_child(token, "advmod", "never")
        ):
            yield from _of_verb(paragraph, token, token)
        elif (
            passive and (noun in words("sourcing", "believed") or _is_widely(token)) and _is_agentless(token)
        ):
            yield from _of_verb(paragraph, token, child(token, "aux", "aux:pass") or token)
        elif noun in words("sourcing", "rumour") or (noun in words("sourcing", "felt") and _exists(token)):
            yield from _of_noun(paragraph, token)


def _qualifies(token: Token) -> bool:
    """Tell whether a word is an adverb of hearsay, or ends "by all accounts"."""
    if token.lower_ in words("sourcing", "hearsay"):
        return token.dep_ == "advmod"
    return token.lower_ == "accounts" and has_child(token, "det", "all") and case(token) == "by"


def _is_widely(verb: Token) -> bool:
    """Tell whether a verb of seeing says that many see it so: "is seen as", "is widely considered"."""
    spread = any(kid.lower_ in words("sourcing", "widely") for kid in verb.children)
    as_what = any(kid.dep_ in ("obl", "advcl") and case(kid) == "as" for kid in verb.rights)
    return lemma(verb) in words("sourcing", "seen") and (spread or as_what)


def _is_agentless(verb: Token) -> bool:
    near = [*verb.children, *(inner for kid in verb.rights if kid.dep_ == "obl" for inner in kid.children)]
    by = any(kid.dep_ == "obl:agent" or case(kid) == "by" for kid in near)
    return child(verb, "aux:pass") is not None and not by


def _exists(noun: Token) -> bool:
    """Tell whether "there are" such fears: whose, nobody says."""
    return child(noun.head, "expl") is not None or child(noun, "expl") is not None


def _of_adverb(paragraph: Paragraph, adverb: Token) -> Iterator[Quote]:
    """Read "X has reportedly done Y": the clause or phrase that the adverb qualifies."""
    head = adverb.head
    while head.dep_ in MODIFYING and head.head != head and not is_verb(head):
        head = head.head
    guesses = adverb.lower_ == "apparently" and (not is_verb(head) or lemma(head) in words("cues", "clause"))
    if head != adverb and not guesses:
        yield from _claim(paragraph, adverb, adverb, [phrase(head, ASIDES)])


def _of_verb(paragraph: Paragraph, verb: Token, first: Token) -> Iterator[Quote]:
    """Read a verb whose subject and complement are the claim; "it" and "there" are no subject."""
    said = next((kid for kid in verb.rights if _completes(kid, verb)), None)
    who = child(verb, *SUBJECT, "expl")
    if said is not None:
        parts = [_content(said)]
        if who is not None and who.lower_ not in words("pronouns", "expletive"):
            parts.insert(0, phrase(who, {"acl:relcl", "parataxis"}))
        yield from _claim(paragraph, verb, first, parts)
    elif who is not None and who.lower_ == "it" and verb.i > verb.sent.start + 2:
        # "The talks failed, it is said, because of Z."
        yield from _claim(paragraph, verb, first, [verb.sent])


def _content(head: Token) -> Span:
    """Return a clause of hearsay, without what the article holds against it ("although ...")."""
    against = (kid for kid in head.subtree if kid.dep_ == "advcl" and case(kid) in CONTRASTING)
    return phrase(head, {"parataxis", "punct"}, list(against))


def _completes(kid: Token, verb: Token) -> bool:
    """Tell a complement from a circumstance: a clause, an infinitive, "as something"."""
    if kid.dep_ in ("obl", "advcl"):
        return case(kid) == "as"
    if lemma(verb) in words("sourcing", "seeming"):
        return kid.dep_ in ("xcomp", "ccomp") and is_verb(kid)
    return kid.dep_ in ("xcomp", "ccomp", "csubj", "csubj:pass")


def _of_noun(paragraph: Paragraph, noun: Token) -> Iterator[Quote]:
    """Read "rumours of X", "there are fears that X"."""
    if child(noun, "nmod:poss") is not None:
        return
    told = [*noun.rights, *(noun.head.rights if noun.dep_ in SUBJECT else ())]
    about = next((kid for kid in told if _tells(kid, noun)), None)
    if about is not None:
        yield from _claim(paragraph, noun, noun, [phrase(about, {"case", "parataxis", "punct"})])


def _tells(kid: Token, noun: Token) -> bool:
    """Tell whether a phrase says what is feared or rumoured."""
    if kid.dep_ == "nmod" or case(kid) in ("of", "about", "over"):
        return kid.head == noun and case(kid) in ("of", "about", "over")
    return kid.dep_ in ("acl", "ccomp") and has_child(kid, "mark", "that")


def _claim(paragraph: Paragraph, cue: Token, first: Token, contents: list[Span]) -> Iterator[Quote]:
    parts = [Part(paragraph, trimmed(span)) for span in contents]
    parts.sort(key=lambda part: part.span.start)
    start = first.i if first.i < cue.i else cue.i
    yield Quote(paragraph, cue, cue.doc[start : cue.i + 1], parts, None, CONFIDENCE)
