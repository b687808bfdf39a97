"""Determine the status of the event of a clause by its tense, mood and negation and by what governs it."""

from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import (
    find_auxiliaries,
    find_carrier,
    find_child,
    find_governor,
    get_lemma,
    has_child,
    is_negated,
    is_verb,
)
from analysis.coding.syntax.tense import PAST, inherit_tense
from analysis.language.tokens import Token

# how many clauses up a mood is searched for
REACH = 5
# "Hope Hicks" is no hope
NAMES = ("NNP", "NNPS")
BEING = frozenset({"is", "are", "was", "were", "'s", "'re"})
# "after Russia had offered help" is no content of the verb above it
CONTENT_MARKS = ("that", "if", "whether", "to")
DEPENDENT = ("xcomp", "advcl", "acl", "ccomp", "conj", "obl", "csubj", "amod")
# "would not talk until the army withdrew"
AWAITED = ("until", "once")
RANKS = ("first", "second", "third", "last", "latest", "only")
# what follows these was not done: "left without signing"
LACKING = ("without", "instead", "than")


def read_clause(verb: Token) -> str:
    """Return the status by the verb's own tense, modality and negation, then by its governors."""
    node, governs, is_negatable = verb, False, True
    infinitive: Token | None = None
    for _ in range(REACH):
        found = _read_link(node) or _read_own_status(node, governs, is_negatable)
        if found is not None:
            is_done = infinitive is None or _is_implicative(node, infinitive)
            return found if is_done or found != "occurred" else "hypothetical"
        above = find_governor(node)
        # what is only joined to a denial is not denied: "rejected the offer and called for talks"
        governs = not _is_beside(node)
        is_negatable = governs or (node.dep_ == "conj" and find_child(node, "nsubj", "nsubj:pass") is None)
        infinitive = node if node.dep_ != "conj" and _is_infinitive(node) else None
        if node.dep_ not in DEPENDENT or above == node:
            break
        if node.dep_ == "acl" and node.tag_ == "VBN":
            # "the accord signed in 2015" was signed, whatever happened to it later
            return "denied" if has_child(above, "det", "no") else "occurred"
        if node.dep_ == "acl" and node.tag_ == "VBG":
            return _read_governing_noun(above) or "occurred"
        if not is_verb(above):
            by_noun = _read_governing_noun(above)
            if by_noun is not None:
                return by_noun
            beyond = find_carrier(above)
            if beyond is None:
                return "hypothetical" if verb.tag_ == "VB" else "occurred"
            above = beyond
        node = above
    return "occurred" if verb.tag_ in ("VBD", "VBN", "VBZ", "VBP") else "hypothetical"


def rules_out(verb: Token) -> bool:
    """Return whether a verb and its particle say that something will not take place: "called off"."""
    particles = {"rule": "out", "call": "off"}
    name = get_lemma(verb)
    return name in particles and any(
        kid.lower_ == particles[name] for near in (verb, *verb.children) for kid in near.children
    )


def _is_infinitive(node: Token) -> bool:
    if node.tag_ == "VBG":
        # "confessed to killing" has another "to"
        return False
    return has_child(node, "mark", "to") or (node.tag_ == "VB" and node.dep_ == "advcl")


def _is_implicative(verb: Token, infinitive: Token) -> bool:
    """Return whether what a verb says is done is done: "managed to escape", "forced her to leave"."""
    if infinitive.dep_ == "acl":
        # "became the first to sign"
        return any(kid.lower_ in RANKS for kid in (infinitive.head, *infinitive.head.children))
    if infinitive.dep_ != "xcomp":
        return False
    names = (("events", "achieving"), ("events", "resulting"), ("clauses", "semi_modal"))
    return any(get_lemma(verb) in get_words(*name) for name in names)


def _read_link(node: Token) -> str | None:
    """Return the status that a clause has by how it is joined to the one above it; None if open."""
    above, joints = node.head, [kid for kid in node.children if kid.dep_ in ("mark", "case", "cc")]
    marks = {kid.lower_ for kid in joints}
    # "hundreds, if not thousands, died"
    is_concession = any(kid.lower_ == "if" and kid.nbor().lower_ == "not" for kid in joints)
    if node.dep_ != "conj" and marks & get_words("events", "if_markers") and not is_concession:
        return "hypothetical"
    if node.tag_ == "VBG" and marks.intersection(LACKING):
        return "denied"
    if node.tag_ == "VBG" and is_verb(above) and node.i > above.i:
        is_object = node.dep_ in ("xcomp", "obj", "ccomp")
        if get_lemma(above) in get_words("events", "preventing") and (is_object or "from" in marks):
            return "denied"
        if is_object and get_lemma(above) in get_words("events", "postponing"):
            return "planned"
    if marks.intersection(AWAITED) and _is_unreal(above):
        return "hypothetical"
    is_subjunctive = node.dep_ == "ccomp" and find_child(node, "nsubj", "nsubj:pass") is not None
    if is_subjunctive and not find_auxiliaries(node) - {"be"} and _is_bare(node) and "to" not in marks:
        return "hypothetical"
    return _read_content(node)


def _is_bare(verb: Token) -> bool:
    """Return whether a verb is in its bare form, as in "demanded that it be closed"."""
    return verb.tag_ == "VB" or "be" in find_auxiliaries(verb)


def _is_unreal(verb: Token) -> bool:
    helpers = find_auxiliaries(verb) & (get_words("mood", "unreal") | get_words("mood", "future") | {"would"})
    names = ("denied", "scheduled", "wished")
    return bool(helpers) or any(get_lemma(verb) in get_words("events", name) for name in names)


def _read_content(clause: Token) -> str | None:
    """Return the status of the content of a noun or adjective: "no evidence that", "it is false that"."""
    above, who = clause.head, find_child(clause, "nsubj", "nsubj:pass")
    is_whole = has_child(clause, "mark", "that") or has_child(clause, "obj", "that")
    # "allegations they had fled", but not "the allegation which had grown"
    is_whole = is_whole or (who is not None and not who.tag_.startswith("W"))
    if not is_whole or clause.dep_ not in ("ccomp", "csubj", "acl", "acl:relcl"):
        return None
    if is_verb(above):
        # "rumours spread that he had fled"
        subject = find_child(above, "nsubj")
        is_rumour = subject is not None and get_lemma(subject) in get_words("events", "uncertain")
        return "hypothetical" if is_rumour and clause.dep_ == "ccomp" else None
    name, is_denied = get_lemma(above), is_negated(above) or has_child(above, "det", "no")
    if above.tag_ in NAMES:
        return None
    if name in get_words("events", "evidence"):
        carrier = find_carrier(above)
        return "denied" if is_denied or (carrier is not None and is_negated(carrier)) else None
    if name in get_words("events", "true"):
        return "denied" if is_denied else None
    if name in get_words("events", "untrue"):
        return None if is_denied else "denied"
    return "hypothetical" if name in get_words("events", "uncertain") else None


def _is_beside(node: Token) -> bool:
    """Return whether a clause stands beside the one above it and is no part of its meaning."""
    if node.dep_ == "advcl":
        return not (_is_infinitive(node) or _is_denied_gerund(node))
    return node.dep_ == "conj"


def _is_denied_gerund(node: Token) -> bool:
    """Return whether a clause is what was denied though parsed as beside it: "denied shelling the port"."""
    if node.tag_ != "VBG" or get_lemma(node.head) != "deny" or node.i < node.head.i:
        return False
    return not any(token.is_punct for token in node.doc[node.head.i + 1 : node.i])


def _is_denied_content(clause: Token) -> bool:
    """Return whether a clause is what the verb above it denies: "denied that it met and that it signed"."""
    if clause.dep_ == "conj" and has_child(clause, "mark", "that"):
        clause = clause.head
    mark = find_child(clause, "mark")
    return (
        clause.dep_ == "ccomp"
        and get_lemma(find_governor(clause)) in get_words("events", "denied")
        and (mark is None or mark.lower_ in CONTENT_MARKS)
    )


def _is_misread_past(verb: Token) -> bool:
    """Return whether the tagger took a past tense for another form, as in "rejected it and called …"."""
    head = verb.head
    if verb.tag_ in ("VB", "VBG") and verb.dep_ == "ROOT" and not find_auxiliaries(verb):
        return find_child(verb, "nsubj") is not None
    # "refused to sign but invited her": nobody joins a past form to an infinitive
    is_past = head.tag_ in ("VBD", "VB") or "did" in find_auxiliaries(head)
    return verb.dep_ == "conj" and verb.tag_ == "VBN" and is_past and not find_auxiliaries(verb)


def _read_governing_noun(above: Token) -> str | None:
    """Return the status by the noun or adjective above a clause: "due to meet", "a plan to"."""
    name = get_lemma(above)
    if above.tag_ in NAMES:
        return None
    if (has_child(above, "det", "no") and not is_verb(above)) or name in get_words("events", "denied"):
        return "denied"
    if name in get_words("events", "scheduled"):
        return "planned"
    if name in get_words("stance", "support_nouns") | get_words("events", "open_nouns") | get_words(
        "events", "willing"
    ):
        return "hypothetical"
    return None


def _read_own_status(node: Token, governs: bool, is_negatable: bool) -> str | None:
    """Return the status that a verb gives itself or, if it governs another, that one; None if open."""
    if is_negatable and (is_negated(node) or _has_negative_subject(node)):
        return "denied"
    if not governs and _is_denied_content(node):
        return "denied"
    if any(kid.dep_ == "advmod" and kid.lower_ in get_words("events", "guessing") for kid in node.children):
        return "hypothetical"
    if _is_misread_past(node):
        return "occurred"
    if governs:
        for name, status in (("denied", "denied"), ("scheduled", "planned"), ("wished", "hypothetical")):
            if get_lemma(node) in get_words("events", name) and not (name == "denied" and node.tag_ == "VB"):
                return status
        if rules_out(node):
            return "denied"
        if get_lemma(node) in get_words("events", "willing"):
            return "hypothetical"
    if _has_be_to(node):
        # "was to have met" did not meet
        return "denied" if "have" in find_auxiliaries(node) else "planned"
    return _read_auxiliaries(node)


def _has_be_to(verb: Token) -> bool:
    """Return whether a verb is in a "be to" construction: "is to meet"."""
    to = any(kid.lower_ == "to" and kid.dep_ in ("mark", "aux") for kid in verb.children)
    helpers = {kid.lower_ for kid in verb.children if kid.dep_.startswith(("aux", "cop"))}
    above = verb.head
    return to and bool(helpers & BEING or (verb.dep_ in ("xcomp", "ccomp") and above.lower_ in BEING))


def _has_negative_subject(verb: Token) -> bool:
    """Return whether the subject of a verb is a negative pronoun: "nobody"."""
    who = find_child(verb, "nsubj", "nsubj:pass")
    return who is not None and who.lower_ in get_words("mood", "negative_pronouns")


def _read_auxiliaries(node: Token) -> str | None:
    helpers, above = find_auxiliaries(node), node.head
    if node.dep_ == "xcomp" and above.lower_ == "had" and above.dep_ != "ccomp":
        # "had to leave", "had her house searched"
        return "occurred"
    if helpers & get_words("mood", "unreal"):
        return "hypothetical"
    if helpers & get_words("mood", "future"):
        return "planned"
    if "would" in helpers:
        return _read_would(node, helpers)
    if node.tag_ in ("VBD", "VBZ", "VBP") or helpers & (get_words("mood", "indicative") | {"did"}):
        return "occurred"
    return None


def _read_would(verb: Token, helpers: set[str]) -> str:
    """Return the status of what would be: the future of a past saying or story, or what never came."""
    adverbs = {kid.lower_ for kid in verb.children if kid.dep_ == "advmod"}
    if adverbs & (get_words("events", "afterwards") | get_words("events", "habitual")):
        return "occurred"
    if "have" in helpers or _has_condition(verb):
        return "hypothetical"
    is_reported = verb.dep_ == "ccomp" and is_verb(verb.head) and inherit_tense(verb.head) in PAST
    return "planned" if is_reported else "hypothetical"


def _has_condition(verb: Token) -> bool:
    """Return whether a clause has a condition: "if they fail", "should they fail"."""
    for kid in verb.children:
        if kid.dep_ == "advcl":
            mark = find_child(kid, "mark", "aux")
            if mark is not None and mark.lower_ in get_words("events", "if_markers") | {"should"}:
                return True
    return False
