"""The frames in which news attributes, read off the parse.

A clause under a verb of saying, an inverted quotation, "according to", a noun phrase under a verb
such as "reject", a characterisation, a possessor with a noun such as "claim"; attributions are
meant as PolNeAR defines them (Newell et al. 2018).
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from analysis.coding.clauses import (
    SUBJECT,
    case,
    child,
    complement,
    direct_object,
    governor,
    has_child,
    is_verb,
    lemma,
)
from analysis.coding.extents import ASIDES, phrase, trimmed
from analysis.coding.lexicon import words
from analysis.coding.quotes.attribution import Quote, attribute
from analysis.language.parsing import Paragraph

# how many words behind "according to" the source is looked for
SOURCE_REACH = 10
RELATIVE_TAGS = ("WDT", "WP")


def from_token(paragraph: Paragraph, token: Token) -> Iterator[Quote]:
    """Yield the attribution that a token is the cue of, if any."""
    finite = token.tag_ in ("VBP", "VBZ", "VBD")
    if is_verb(token) and (finite or token.dep_ not in ("amod", "case", "compound")):
        yield from _from_verb(paragraph, token)
    elif token.tag_.startswith("NN") and child(token, "nmod:poss") is not None:
        yield from _from_noun(paragraph, token)
    if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
        yield from _according(paragraph, token)


def _from_verb(paragraph: Paragraph, verb: Token) -> Iterator[Quote]:
    """Try the frames of a verb, the most certain first."""
    said = lemma(verb)
    clause, infinitive, goal = complement(verb), child(verb, "xcomp"), direct_object(verb)
    if verb.lower_ == "according":
        return
    if clause is not None and said in words("cues", "clause"):
        yield from attribute(paragraph, "clause", verb, _clause(clause, verb))
    elif said in words("cues", "quotation") | words("cues", "clause") and (parts := _inverted(verb)):
        yield from attribute(paragraph, "quotation", verb, *parts)
    elif said in words("cues", "naming") and goal is not None:
        yield from _naming(paragraph, verb, goal)
    elif (
        infinitive is not None
        and said in words("cues", "infinitive")
        and child(infinitive, "mark") is not None
    ):
        yield from attribute(paragraph, "infinitive", verb, _infinitive(verb, infinitive))
    elif (goal_of := _prepositional(verb)) is not None:
        marker = child(goal_of, "case")
        content = _with_condition(phrase(goal_of, barred={marker} if marker is not None else ()), verb)
        yield from attribute(paragraph, "object", verb, content, cue_end=marker)
    elif goal is not None and said in words("cues", "object") and verb.tag_ != "VBN":
        yield from _object(paragraph, verb, goal)


def _clause(clause: Token, verb: Token) -> Span:
    """Return a complement clause; an if-clause that the parser hung on the verb belongs to it too."""
    doc = verb.doc
    asides = {kid for kid in clause.children if kid.dep_ in ("conj", "ccomp") and governor(kid) != clause}
    span = phrase(clause, barred=asides | {verb})
    fronted = child(verb, "advcl", "obl")
    if clause.i < verb.i and fronted is not None and fronted.i < span.start <= fronted.right_edge.i + 2:
        span = doc[fronted.left_edge.i : span.end]
    # "said that A and that B": the parser may hang B on the verb
    for kid in verb.children:
        follows = span.end <= kid.left_edge.i <= span.end + 2
        if kid.dep_ == "conj" and has_child(kid, "mark", "that") and follows:
            span = doc[span.start : phrase(kid).end]
    behind = verb.i + 1
    if behind < len(doc) and doc[behind].lower_ == "that" and 0 < span.start - behind <= 2:
        span = doc[behind : span.end]
    return span


def _inverted(verb: Token) -> list[Span]:
    """Return what stands around "..., X said, ..." or after "X said:", parsed beside the verb."""
    if verb.dep_ == "parataxis" and verb.head.i < verb.i:
        who = child(verb, *SUBJECT)
        left = min(verb.i, who.left_edge.i) if who is not None else verb.i
        aside = {token.i for token in verb.subtree}
        rest = [token for token in verb.head.subtree if token.i not in aside]
        around = ([t for t in rest if t.i < left], [t for t in rest if t.i > verb.i])
        return [
            trimmed(verb.doc[part[0].i : part[-1].i + 1])
            for part in around
            if any(token.is_alpha for token in part)
        ]
    after = child(verb, "parataxis")
    return [phrase(after)] if after is not None and after.i > verb.i else []


def _infinitive(verb: Token, infinitive: Token) -> Span:
    """Return "Y to do Z" of "X urged Y to do Z"."""
    content = phrase(infinitive, without={"conj", "advcl"})
    goal = direct_object(verb)
    if goal is not None and verb.i < goal.i < content.start:
        return verb.doc[goal.left_edge.i : content.end]
    return content


def _prepositional(verb: Token) -> Token | None:
    """Return what is called for, insisted on and so on."""
    wanted = words("cues", "prepositional")
    for kid in verb.children:
        marker = child(kid, "case")
        if kid.dep_ == "obl" and marker is not None and f"{lemma(verb)}:{marker.lower_}" in wanted:
            return kid
    return None


def _with_condition(content: Span, verb: Token) -> Span:
    """Take in the if-clause right behind a content, which the parser hangs on the verb."""
    for kid in verb.children:
        if kid.dep_ == "advcl" and kid.left_edge.i == content.end and has_child(kid, "mark", "if", "unless"):
            asides = {inner for inner in kid.subtree if inner.dep_ == "advcl" and inner != kid}
            return verb.doc[content.start : phrase(kid, barred=asides).end]
    return content


def _naming(paragraph: Paragraph, verb: Token, goal: Token) -> Iterator[Quote]:
    """Read "X called it an insult" and "X described the talks as frank"."""
    as_what = next((kid for kid in verb.children if kid.dep_ in ("obl", "advcl") and case(kid) == "as"), None)
    verdict = child(verb, "xcomp") or as_what
    if verdict is None or verdict.i < verb.i:
        return
    if as_what is None and child(verdict, "mark") is not None:
        return
    start = verdict if goal.tag_ in RELATIVE_TAGS else goal
    end = phrase(verdict, without=ASIDES - {"punct", "cc", "conj"}).end
    if start.left_edge.i > verb.i or start is verdict:
        yield from attribute(paragraph, "naming", verb, trimmed(verb.doc[start.left_edge.i : end]))


def _object(paragraph: Paragraph, verb: Token, goal: Token) -> Iterator[Quote]:
    """Read "X rejected the plan" and "X expressed concern about the plan"."""
    about = child(goal, "nmod", "acl")
    if lemma(goal) in words("tone", "attitude") and about is not None and about.left_edge.i > goal.i:
        content = goal.doc[about.left_edge.i : phrase(about, without={"conj"}).end]
        yield from attribute(paragraph, "object", verb, trimmed(content), cue_end=goal)
    elif goal.tag_ not in RELATIVE_TAGS:
        ends = [phrase(goal, without={"acl:relcl"}).end]
        ends += [
            kid.right_edge.i + 1
            for kid in verb.children
            if kid.dep_ == "obl" and kid.i > goal.i and has_child(kid, "case", "as")
        ]
        yield from attribute(paragraph, "object", verb, trimmed(goal.doc[goal.left_edge.i : max(ends)]))


def _from_noun(paragraph: Paragraph, noun: Token) -> Iterator[Quote]:
    """Read "X's insistence that ..." and "X's take on Y was upbeat"."""
    owner = child(noun, "nmod:poss")
    clause = child(noun, "ccomp", "acl")
    if clause is not None and lemma(noun) in words("cues", "noun") and child(clause, "mark") is not None:
        yield from attribute(paragraph, "noun", noun, phrase(clause), source=owner)
        return
    copula = child(noun.head, "cop")
    if lemma(noun) in words("cues", "account") and noun.dep_ in SUBJECT and copula is not None:
        about = child(noun, "nmod")
        marker = child(about, "case") if about is not None else None
        start = about.left_edge.i + (marker is not None) if about is not None else copula.i
        content = trimmed(noun.doc[start : phrase(noun.head, without=ASIDES | {"acl"}).end])
        yield from attribute(paragraph, "account", noun, content, cue_end=marker, source=owner)


def _according(paragraph: Paragraph, token: Token) -> Iterator[Quote]:
    """Read "according to X, ..." and "..., according to X"."""
    doc, sent = token.doc, token.sent
    window = doc[token.i + 2 : token.i + 2 + SOURCE_REACH]
    source = next((word for word in window if _heads_source(word, token)), None)
    if source is None:
        return
    extent = phrase(source, {"case", "advcl", "parataxis"} | SUBJECT, {token})
    source_span = doc[max(token.i + 2, extent.start) : extent.end]
    fronted = token.i - sent.start <= 2
    content = doc[source_span.end : sent.end] if fronted else doc[sent.start : token.i]
    cue = doc[token.i : token.i + 2]
    if len(content):
        yield Quote(paragraph, "according", token, cue, [trimmed(content)], source, trimmed(source_span))


def _heads_source(word: Token, according: Token) -> bool:
    if word.tag_[:2] not in ("NN", "PR", "CD"):
        return False
    return word.dep_ in ("obl", "nmod", "pobj", "ROOT", "appos") or word.head.i <= according.i + 1
