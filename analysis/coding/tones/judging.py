"""Where a sentence characterises something: the verbs, predicates, nouns and attributes that judge."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from analysis.coding.clauses import (
    SUBJECT,
    case,
    child,
    direct_object,
    has_child,
    is_negated,
    is_verb,
    lemma,
    subject,
)
from analysis.coding.events.plover.classes import classes
from analysis.coding.extents import ASIDES, phrase
from analysis.coding.lexicon import words
from analysis.coding.tones.polarity import Verdict, negates, of_attribute, turned, verdict

# what an attitude is about, where the parser hangs it on the verb: "poured scorn on the plan"
ATTITUDE = ("about", "over", "at", "with", "for", "on", "to")


@dataclass(frozen=True)
class Judgement:
    """Who characterises what, in which words, and which way they go.

    Attributes:
        holder: head of who does so in the clause; None for whoever speaks.
        target: what is characterised.
        expression: the words.
        polarity: positive, neutral or negative.
    """

    holder: Token | None
    target: Span
    expression: Span
    polarity: str


def judgements(token: Token) -> Iterator[Judgement]:
    """Yield the characterisations that a word heads."""
    if _is_open(token):
        return
    doubted = _doubted(token)
    for found in _judgements(token):
        if doubted is None or (lemma(doubted) in words("tone", "thinking") and found.holder is None):
            yield replace(found, polarity=turned(found.polarity, doubted is not None))


def _judgements(token: Token) -> Iterator[Judgement]:
    if is_verb(token):
        yield from _of_verb(token)
        yield from _of_manner(token)
    if lemma(token) in words("tone", "linking") and (what := child(token, "xcomp")) is not None:
        yield from _of_link(token, what)
    if lemma(token) in words("tone", "attitude") and token.tag_.startswith("NN"):
        yield from _of_attitude(token)
    if child(token, "cop") is not None or token.lower_ in words("tone", "feeling"):
        yield from _of_predicate(token)
    if token.dep_ == "amod":
        yield from _of_attribute(token)


def _is_open(token: Token) -> bool:
    """Tell whether a word stands in a question or an if-clause: nobody judges there."""
    if token.sent.text.rstrip("”\"’' ").endswith("?"):
        return True
    return any(
        node.dep_ in ("advcl", "ccomp") and case(node) in words("mood", "conditions") | {"whether"}
        for node in (token, *token.ancestors)
    )


def _doubted(token: Token) -> Token | None:
    """Return the verb with "not" under which a clause is not asserted ("I do not think that ...")."""
    for node in (token, *token.ancestors):
        if node.dep_ == "ccomp" and is_verb(node.head) and is_negated(node.head):
            return node.head
    return None


def _of_verb(verb: Token) -> Iterator[Judgement]:
    """Read "X praised Y", "Y was criticised by X", "X lashed out at Y", "X called Y a liar", "X lied"."""
    said, passive = lemma(verb), child(verb, "aux:pass", "nsubj:pass") is not None
    by = child(verb, "obl:agent")
    holder = by if passive else subject(verb)
    goal = child(verb, "nsubj:pass") if passive else _goal(verb)
    if said in words("cues", "naming") or said == "refer":
        yield from _of_naming(verb, holder, goal)
    elif said in words("tone", "misdeeds"):
        doer = by if passive else subject(verb)
        if doer is not None and not is_negated(verb) and not passive:
            yield Judgement(None, bare(doer), _word(verb), "negative")
        return
    if _is_unspoken(verb):
        return
    for polarity, name in (("positive", "praising"), ("negative", "blaming")):
        if said in words("tone", name) and goal is not None and (holder is not None or passive):
            yield from _spoken(verb, holder, goal, polarity)
    aimed = next(
        (kid for kid in verb.rights if f"{said}:{case(kid)}" in words("tone", "blaming_phrases")), None
    )
    if aimed is not None and holder is not None and goal is None:
        yield from _spoken(verb, holder, aimed, "negative")


def _goal(verb: Token) -> Token | None:
    """Return a verb's object, also a bare name that the parser took for something else."""
    name = next((kid for kid in verb.rights if kid.dep_ in ("iobj", "xcomp") and kid.is_title), None)
    return direct_object(verb) or (name if name is not None and not is_verb(name) else None)


def _spoken(verb: Token, holder: Token | None, goal: Token, polarity: str) -> Iterator[Judgement]:
    negated = is_negated(verb)
    if not negated or lemma(verb) in words("tone", "holding"):
        yield Judgement(holder, bare(goal), _word(verb), turned(polarity, negated))


def _is_unspoken(verb: Token) -> bool:
    """Tell whether praise or blame is only refused or wished for ("declined to criticise")."""
    above = verb.head
    return verb.dep_ in ("xcomp", "advcl", "ccomp") and lemma(above) in words("tone", "unspoken")


def _of_naming(verb: Token, holder: Token | None, goal: Token | None) -> Iterator[Judgement]:
    """Read "called Y a liar", "described Y as useful", "referred to Y as a liar"."""
    if lemma(verb) == "refer":
        goal = goal or next((kid for kid in verb.rights if case(kid) == "to"), None)
    if goal is not None and goal.lower_ in words("mood", "negative_pronouns"):
        return
    behind = [*verb.rights, *(goal.rights if goal is not None else ())]
    as_what = (kid for kid in behind if kid.dep_ in ("obl", "advcl", "nmod", "acl") and case(kid) == "as")
    what = next(as_what, None) or child(verb, "xcomp", "obl:unmarked") or _behind(goal)
    found = verdict(what) if what is not None and goal is not None and what.i > goal.i else None
    passive = child(verb, "nsubj:pass") is not None
    if found is not None and goal is not None and (holder is not None or passive):
        yield Judgement(holder, bare(goal), found.words, turned(found.polarity, negates(verb)))


def _behind(goal: Token | None) -> Token | None:
    """Return an adjective behind its noun: "considers the demand unreasonable"."""
    return next((kid for kid in goal.rights if kid.dep_ == "amod"), None) if goal is not None else None


def _of_manner(verb: Token) -> Iterator[Judgement]:
    """Read "the talks went well" and "she has shown courage"."""
    who = subject(verb)
    if who is None or child(verb, "aux:pass") is not None:
        return
    signs = {"positive": "well", "negative": "badly"}
    for polarity, name in signs.items() if lemma(verb) in words("tone", "going") else ():
        how = next((kid for kid in verb.rights if kid.lower_ in words("tone", name)), None)
        if how is not None:
            yield Judgement(None, bare(who), _word(how), turned(polarity, is_negated(verb)))
    shown = child(verb, "obj") if lemma(verb) in words("tone", "showing") else None
    found = verdict(shown) if shown is not None and lemma(shown) not in words("tone", "attitude") else None
    if found is not None:
        yield Judgement(None, bare(who), found.words, turned(found.polarity, is_negated(verb)))


def _of_attitude(noun: Token) -> Iterator[Judgement]:
    """Read "X expressed concern about Y", "X has no confidence in Y", "X's criticism of Y"."""
    about = next(
        (
            kid
            for kid in noun.rights
            if case(kid) in words("tone", "towards") | {"on"} and kid.dep_ in ("nmod", "acl")
        ),
        None,
    )
    verb = _expresses(noun)
    owner = child(noun, "nmod:poss")
    if about is None and verb is not None:
        about = next(
            (kid for kid in verb.rights if kid.i > noun.i and kid.dep_ == "obl" and case(kid) in ATTITUDE),
            None,
        )
    holder = owner or (subject(verb) if verb is not None else None)
    if holder is None or about is None:
        return
    liked = lemma(noun) in words("tone", "liking")
    negated = has_child(noun, "det", "no", "little") or (verb is not None and is_negated(verb))
    if not negated or lemma(noun) in ("confidence", "hope", "trust"):
        yield Judgement(
            holder, bare(about), _word(noun), turned("positive" if liked else "negative", negated)
        )


def _expresses(noun: Token) -> Token | None:
    """Return the verb that has an attitude as its object ("express concerns")."""
    before = noun.nbor(-1) if noun.i else noun
    found = (verb for verb in (noun.head, before) if is_verb(verb) and direct_object(verb) == noun)
    return next((verb for verb in found if lemma(verb) in words("tone", "voicing") or verb == before), None)


def _of_predicate(head: Token) -> Iterator[Judgement]:
    """Read "X is concerned about Y" and "Y was a betrayal"; "X's view of Y was upbeat" is X's."""
    who = subject(head)
    if head.lower_ in words("tone", "feeling") and not _is_needed(head):
        about = next((kid for kid in head.rights if _is_about(kid)), None)
        if who is not None and about is not None and child(head, "cop", "aux:pass") is not None:
            sign = "positive" if head.lower_ in words("tone", "positive") else "negative"
            yield Judgement(who, bare(about), _feeling(head), turned(sign, is_negated(head)))
        return
    found = verdict(head)
    if found is None:
        return
    who = child(head, *SUBJECT) or who
    if (
        who is not None
        and lemma(who) in words("cues", "account")
        and (owner := child(who, "nmod:poss")) is not None
    ):
        about = child(who, "nmod")
        target = bare(about) if about is not None else _word(who)
        yield Judgement(owner, target, found.words, found.polarity)
    elif (what := _judged(head, who)) is not None:
        yield Judgement(None, what, found.words, found.polarity)


def _of_link(verb: Token, what: Token) -> Iterator[Judgement]:
    """Read "the talks proved useful"."""
    who, found = child(verb, *SUBJECT), verdict(what) if not is_verb(what) else None
    if who is not None and found is not None and what.lower_ not in words("tone", "feeling"):
        yield Judgement(None, bare(who), found.words, turned(found.polarity, negates(verb)))


def _judged(head: Token, who: Token | None) -> Span | None:
    """Return what a predicate judges: its subject, or the clause that "it" announces."""
    if child(head, "nsubj:outer") is not None or _is_told(head, who):
        return None
    clause = child(head, "csubj", "ccomp", "advcl", "xcomp") if who is None or who.lower_ == "it" else None
    if who is not None and who.lower_ == "it" and clause is None and who.dep_ == "expl":
        return None
    if clause is not None and clause.i > head.i and case(clause) in ("that", "to", "for"):
        return phrase(clause, {"mark", "punct"})
    return bare(who) if who is not None and who.dep_ != "expl" and who.lower_ != "there" else None


def _interrupted(head: Token) -> Token | None:
    """Return the subject before an inserted "X said": "The talks, X said, were useful"."""
    above = head.head
    first = child(above, "obl:unmarked") if head.dep_ == "ccomp" else None
    return first if first is not None and first.i < above.i < head.i else None


def _is_told(head: Token, who: Token | None) -> bool:
    """Tell whether a clause stands between subject and verdict: "her impression is that X was useful"."""
    marks = [kid for kid in head.children if kid.dep_ == "mark" and kid.lower_ == "that"]
    return who is not None and any(who.i < mark.i < head.i for mark in marks)


def _of_attribute(adjective: Token) -> Iterator[Judgement]:
    """Read "a very productive call" where somebody is quoted: about talks, deeds and what is said."""
    noun = adjective.head
    if lemma(noun) not in words("tone", "judged") and "nouns.consult" not in classes(noun):
        return
    found: Verdict | None = of_attribute(adjective)
    predicate = child(noun, "cop") is not None or noun.dep_ in ("xcomp",) or has_child(noun, "case", "as")
    if found is not None and not predicate and not has_child(noun, "det", "no", "any", "every"):
        span = phrase(noun, ASIDES | {"case", "appos", "mark", "amod", "det"})
        yield Judgement(None, span, found.words, found.polarity)


def _is_needed(head: Token) -> bool:
    """Tell "critical to the talks" from "critical of them"."""
    return head.lower_ == "critical" and not any(case(kid) == "of" for kid in head.rights)


def _is_about(kid: Token) -> bool:
    clause = kid.dep_ in ("ccomp", "advcl", "acl") and has_child(kid, "mark", "that")
    return clause or (kid.dep_ in ("obl", "obl:agent", "nmod") and case(kid) in words("tone", "towards"))


def _feeling(head: Token) -> Span:
    return phrase(
        head,
        ASIDES
        | {"obl", "obl:agent", "nsubj", "nsubj:pass", "cop", "aux", "aux:pass", "ccomp", "advcl", "xcomp"},
    )


def _word(token: Token) -> Span:
    return token.doc[token.i : token.i + 1]


def bare(head: Token) -> Span:
    """Return a phrase without its preposition and without what is said about it."""
    aside = {"obl"} if head.is_title else set()
    barred = [
        kid for kid in head.rights if kid.dep_ in ("nmod", "acl") and (head.is_title or case(kid) == "as")
    ]
    return phrase(head, ASIDES | {"case", "appos", "mark"} | aside, barred)
