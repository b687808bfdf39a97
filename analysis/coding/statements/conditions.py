"""Find conditions, their extent, and the predicates that they qualify."""

from dataclasses import dataclass

from analysis.coding.lexicon import get_words
from analysis.coding.stance_cues import directions
from analysis.coding.syntax.clauses import (
    SUBJECT,
    find_auxiliaries,
    find_child,
    find_complement,
    find_governor,
    get_lemma,
    has_child,
    is_negated,
    is_verb,
)
from analysis.coding.syntax.extents import expand_phrase, trim
from analysis.language.tokens import Span, Token

# markers of two words; those of three begin one word earlier ("on condition that", "as long as")
LONG_PHRASES = {
    *("contingent:on", "contingent:upon", "conditional:on", "subject:to", "dependent:on"),
    *("condition:that", "understanding:that", "proviso:that", "basis:that"),
    *("long:as", "soon:as", "exchange:for", "return:for"),
}
# tags of the first word of a clause after "once", and of its verb
NOMINAL = ("DT", "NN", "PRP", "JJ", "CD", "EX", "VBG", "WP")
FINITE = ("VBZ", "VBP", "VBD", "MD")
PHRASES = LONG_PHRASES | {"only:once", "only:after", "only:when", "only:with"}


@dataclass(frozen=True)
class Condition:
    """A conditional clause: the word that introduces it, and its span from that word on."""

    marker: Token
    span: Span


def find_conditions(sent: Span) -> list[Condition]:
    """Return the conditions of a sentence, in text order."""
    return [Condition(marker, span) for marker in sent if (span := _find_clause(marker)) is not None]


def find_condition_of(
    predicate: Token, mention: Token, conditions: list[Condition]
) -> tuple[Span, bool] | None:
    """Return the condition that qualifies a predicate, before or after it in the sentence.

    Args:
        predicate: the verb whose condition is wanted.
        mention: the mention of the issue, which cannot be part of its own condition.
        conditions: the conditions of the sentence.

    Returns:
        The condition, and whether the stance ends when it is met ("unless", "until").
    """
    for condition in conditions:
        span, marker = condition.span, condition.marker
        inside = any(span.start <= token.i < span.end for token in (mention, predicate))
        if not inside and _qualifies(marker, span, predicate):
            return span, marker.lower_ in ("unless", "until")
    return None


def find_precondition(predicate: Token) -> Span | None:
    """Return what is demanded after a tentative yes: "but stressed the need to ..."."""
    for kid in predicate.children:
        if kid.dep_ != "conj" or not has_child(kid, "cc", "but", "yet"):
            continue
        for token in kid.subtree:
            need = (
                find_child(token, "acl", "nmod")
                if token.lemma_ in get_words("stance", "need_nouns")
                else None
            )
            if need is not None:
                marks = {mark for mark in need.children if mark.dep_ == "mark"}
                return trim(expand_phrase(need, {"appos", "acl:relcl"}, marks))
        content = find_complement(kid) if get_lemma(kid) in get_words("cues", "clause") else None
        needed = content or kid
        if needed.lower_ in get_words("mood", "needed") and find_child(needed, *SUBJECT) is not None:
            return expand_phrase(needed, without={"conj"})
        demands = get_lemma(kid) in get_words("stance", "demanding") or find_auxiliaries(kid) & {
            "must",
            "should",
        }
        if demands or any(token.lower_ == "first" for token in kid.children):
            return expand_phrase(kid, without={"conj"})
    return None


def _find_clause(marker: Token) -> Span | None:
    """Return the condition that a word introduces, from its marker to the end of its clause."""
    if not _is_marker(marker):
        return None
    pair = _join_with_preceding(marker)
    inverted = marker.lower_ == "should" and marker.is_sent_start
    verb = marker if inverted and not marker.dep_.startswith("aux") else _find_verb(marker)
    start = marker.i - (pair in PHRASES or pair.startswith("only:"))
    if pair in LONG_PHRASES and start:
        start -= marker.doc[start - 1].lower_ in ("on", "in", "as", "so", "the")
    end = max(verb.right_edge.i + 1, marker.i + 2)
    for kid in verb.children:
        # a participle after a comma comments on the whole sentence
        comments = kid.dep_ in ("advcl", "parataxis") and kid.tag_ == "VBG"
        if comments and kid.i > verb.i and kid.left_edge.i > marker.i:
            end = min(end, kid.left_edge.i)
    return trim(marker.doc[start:end]) if start < end <= marker.sent.end else None


def _find_verb(marker: Token) -> Token:
    """Return the verb of the clause that a word introduces."""
    return (_find_verb_after_once(marker) if marker.lower_ == "once" else None) or marker.head


def _is_marker(marker: Token) -> bool:
    """Return whether a word introduces a condition here ("if", but not "as if" or "wonder if").

    Indirect questions are not conditions ("did not say if"), nor is "once" in "once again".
    """
    word = marker.lower_
    if word == "once":
        return _find_verb_after_once(marker) is not None
    if _join_with_preceding(marker) in PHRASES or (word == "should" and marker.is_sent_start):
        return True
    if word not in get_words("mood", "conditions"):
        return False
    if word in get_words("mood", "participial_conditions") and marker.dep_ not in ("mark", "case"):
        return marker.doc[marker.i + 1 : marker.i + 2].text.lower() == "that"
    return word != "if" or not _is_indirect_question(marker)


def _find_verb_after_once(marker: Token) -> Token | None:
    """Return the verb of the clause that "once" introduces, even if the parse is wrong, or None.

    "Once again", "once a week" and "the once popular toll" do not introduce a clause.
    """
    before = marker.nbor(-1) if marker.i > marker.sent.start else None
    if before is not None and (before.tag_ in ("DT", "PRP$") or before.lower_ in ("at", "for", "than")):
        return None
    if marker.tag_.startswith("NN"):
        # "accept the toll once wages rise", parsed as a compound
        return marker.head
    opens = before is None or before.is_punct
    for token in marker.doc[marker.i + 1 : marker.sent.end]:
        first = token.i == marker.i + 1
        if token.is_punct or token.dep_ == "cc" or (first and not token.tag_.startswith(NOMINAL)):
            return token if first and opens and token.tag_ == "VBN" else None
        if token.tag_ in FINITE or (token == marker.head and token.dep_ == "advcl"):
            return token.head if token.dep_.startswith(("aux", "cop")) else token
    return None


def _is_indirect_question(marker: Token) -> bool:
    """Return whether "if" introduces an indirect question: "asked him if", "it is unclear if"."""
    before = marker.nbor(-1) if marker.i else marker
    if before.tag_.startswith("UH"):
        return False
    verb = marker.head
    if marker.dep_ == "mark" and verb.dep_ in ("ccomp", "csubj"):
        return True
    if not before.tag_.startswith("NN") and {get_lemma(before), before.lower_} & get_words(
        "mood", "asking_if"
    ):
        return True
    # "asked the minister if"
    between = marker.doc[verb.head.i + 1 : marker.i]
    asked = verb.head.i < marker.i and get_lemma(verb.head) == "ask" and bool(between)
    return asked and all(
        token.tag_[:2] in ("DT", "NN", "PR", "JJ") or token.lower_ == "by" for token in between
    )


def _join_with_preceding(marker: Token) -> str:
    before = marker.nbor(-1).lower_ if marker.i else ""
    return f"{before}:{marker.lower_}"


def _qualifies(marker: Token, clause: Span, predicate: Token) -> bool:
    """Return whether a condition qualifies a predicate: no clause with its own subject is between them."""
    if marker.lower_ == "until":
        if not is_negated(predicate) and not (_rejects(predicate) and _is_future(marker)):
            return False
    elif predicate in (find_governor(_find_verb(marker)), _find_verb(marker).head):
        return True
    doc = marker.doc
    if clause.start < predicate.i:
        opens = clause[0].is_sent_start or clause[0].nbor(-1).lower_ in ("that", "“", '"')
        between = doc[clause.end : predicate.i]
        return opens and not any(_is_other_clause(token) for token in between)
    return not any(_is_other_clause(token) for token in doc[predicate.i + 1 : clause.start])


def _rejects(predicate: Token) -> bool:
    """Return whether a verb means rejection: "refused talks", "ruled talks out"."""
    particle = find_child(predicate, "compound:prt", "advmod")
    phrase = f"{get_lemma(predicate)}:{particle.lower_}" if particle is not None else ""
    return directions.is_rejection(get_lemma(predicate)) or directions.classify_particle(phrase) == -1


def _is_future(marker: Token) -> bool:
    """Return whether a clause is about the future: "until the troops leave", but not "until they left"."""
    verb = marker.head
    if marker.dep_ != "mark" or find_child(verb, *SUBJECT) is None:
        return False
    helpers = find_auxiliaries(verb)
    return "had" in helpers or not (verb.tag_ == "VBD" or helpers & {"was", "were", "did"})


def _is_other_clause(token: Token) -> bool:
    if not is_verb(token) or token.dep_ not in ("conj", "advcl", "ccomp", "parataxis"):
        return False
    saying = get_words("cues", "clause") | get_words("cues", "quotation")
    return get_lemma(token) not in saying and find_child(token, *SUBJECT) is not None
