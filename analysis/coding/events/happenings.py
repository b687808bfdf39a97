"""Decide whether a verb tells a happening: something that was done, befell somebody or is due.

PLOVER's verbs name acts between actors. News also tells of deaths, elections, laws and accidents: of any
verb in the past, the perfect or the future that is no state, no thought and no mere saying.
"""

from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import (
    find_auxiliaries,
    find_child,
    find_governor,
    find_subject,
    get_lemma,
    is_negated,
    is_verb,
)
from analysis.coding.syntax.tense import classify_tense
from analysis.language.tokens import Doc, Token

# tenses in which a verb tells something that happened or is due
TOLD = frozenset({"past", "pluperfect", "perfect", "future"})
SPEAKERS = frozenset({"i", "we", "you", "me", "us"})
# a clause with one of these as subject says nothing that stands alone
NOBODY = frozenset({"there", "this", "that", "what", "which", "anyone", "someone"})
CLAUSES = ("ROOT", "parataxis", "ccomp", "acl:relcl", "advcl", "advcl:relcl", "conj", "dep")
# what is said, asked or done to somebody
CONTENT = ("obj", "iobj", "ccomp", "xcomp", "nsubj:pass", "obl", "acl", "advcl")
BEING = frozenset({"is", "are", "was", "were", "been", "be", "being", "'s", "'re"})


def is_happening(verb: Token) -> bool:
    """Return whether a verb that no list of PLOVER has tells a happening."""
    lemma = get_lemma(verb)
    if _is_arranged(verb):
        return lemma not in ("be", "have")
    if lemma in get_words("events", "states") or is_mere_saying(verb) or is_negated(verb):
        return False
    if _is_judgement(verb):
        return False
    if verb.dep_ not in CLAUSES and not is_main_verb_of_noun(verb):
        return False
    who = find_subject(verb)
    if who is not None and (who.lower_ in NOBODY or _is_expletive(who, verb)):
        return False
    if lemma in get_words("events", "arranging") and find_auxiliaries(verb) & BEING:
        return True
    return _is_told(verb)


def is_habit(verb: Token) -> bool:
    """Return whether a verb in the present says what holds, not what happened: "the law forbids"."""
    is_sentence = verb.sent[-1].text in (".", "!", "?", "”", '"')
    return is_sentence and verb.tag_ in ("VBZ", "VBP") and classify_tense(verb) == "present"


def is_attribution(verb: Token) -> bool:
    """Return whether a verb only says whose words stand beside it: "…, he proposed", "…, police revealed"."""
    if get_lemma(verb) not in get_words("cues", "quotation") | get_words("cues", "clause"):
        return False
    content = [kid for kid in verb.children if kid.dep_ in CONTENT]
    who = find_child(verb, "nsubj")
    said = [
        kid
        for kid in content
        if who is not None
        and kid.i < who.i
        and kid.dep_ in ("ccomp", "advcl")
        and find_child(kid, "mark") is None
        and find_child(kid, "nsubj", "nsubj:pass") is not None
    ]
    return not content or (bool(said) and all(kid in said or kid.dep_ == "obl" for kid in content))


def is_aside(verb: Token) -> bool:
    """Return whether a verb only says what something is for or like: "to deliver aid", "carrying flags"."""
    if verb.tag_ == "VB":
        return verb.dep_ in ("advcl", "acl") and find_child(verb, "nsubj") is None
    is_bare = verb.tag_ == "VBG" and not find_auxiliaries(verb) and find_child(verb, "mark") is None
    return is_bare and verb.dep_ in ("acl", "conj")


def is_of_speaker(verb: Token) -> bool:
    """Return whether a speaker tells it of himself or his hearers: "we are committed"."""
    who = find_subject(verb)
    return who is not None and who.lower_ in SPEAKERS


def find_quoted(doc: Doc) -> set[int]:
    """Return the indices of the words that stand in quotation marks, headings of works included."""
    quoted, is_open = set(), False
    for token in doc:
        if token.text == "“" or (token.text == '"' and not is_open):
            is_open = True
        elif token.text in ("”", '"'):
            is_open = False
        elif is_open:
            quoted.add(token.i)
    return quoted


def is_mere_saying(verb: Token) -> bool:
    """Return whether a verb only says something: neither news in itself nor said of a thing."""
    lemma = get_lemma(verb)
    if lemma in get_words("events", "announcing"):
        return False
    if lemma not in get_words("cues", "quotation") and lemma not in get_words("cues", "clause"):
        return False
    return not is_of_thing(verb)


def is_of_thing(verb: Token) -> bool:
    """Return whether a verb has a thing as its object and no content: "wrote songs", "posted a time"."""
    thing = find_child(verb, "obj")
    is_thing = thing is not None and thing.tag_.startswith("NN") and not thing.ent_type_
    return is_thing and find_child(verb, "ccomp", "xcomp", "parataxis") is None


def _is_told(verb: Token) -> bool:
    tense = classify_tense(verb)
    if tense in TOLD:
        return True
    if verb.dep_ == "conj" and is_verb(verb.head) and verb.tag_ in ("VBN", "VBD"):
        return _is_told(find_governor(verb))
    is_promised = verb.dep_ == "ccomp" and verb.head.tag_ == "VBD" and "would" in find_auxiliaries(verb)
    # a past form that the tagger took for a participle: "the ship vanished"
    is_misread = verb.tag_ == "VBN" and tense == "participle" and verb.dep_ in ("ROOT", "parataxis", "ccomp")
    return is_promised or is_misread or is_main_verb_of_noun(verb)


def is_main_verb_of_noun(verb: Token) -> bool:
    """Return whether the parser took the main verb of a sentence for a modifier: "The fair raised $900."."""
    root = verb.sent.root
    if is_verb(root) or find_child(root, "cop", "aux") is not None or verb.sent[-1].text not in (".", "!"):
        return False
    finite = [token for token in verb.sent if token.tag_ in ("VBD", "VBZ", "VBP", "MD")]
    if verb.tag_ == "VBD":
        # "the roof Paris caught": a clause on a noun that has an object of its own is none
        who = find_child(verb, "nsubj")
        is_clause = who is not None and not who.tag_.startswith("W") and find_child(verb, "obj") is not None
        is_misread = verb.dep_ == "acl:relcl" and verb.head == root and is_clause
        return is_misread or verb.dep_ in ("amod", "nmod", "acl", "parataxis")
    is_after_clause = any(above.dep_ == "acl:relcl" and above.head == root for above in verb.ancestors)
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or not (verb.head == root or is_after_clause):
        return False
    return verb.nbor(-1).text == "," or not (finite or is_after_clause)


def _is_judgement(verb: Token) -> bool:
    """Return whether a verb says what somebody thinks of something: "found it useful", not "found guilty"."""
    what = find_child(verb, "xcomp")
    if what is None or not what.tag_.startswith("JJ") or what.lower_ in get_words("events", "findings"):
        return False
    return get_lemma(verb) in get_words("cues", "naming") | get_words("tone", "holding")


def _is_arranged(verb: Token) -> bool:
    """Return whether a verb is what somebody plans or what is due: "is scheduled to open", "is to meet"."""
    above = verb.head
    if verb.tag_ != "VB" or find_child(verb, "mark") is None:
        return False
    if verb.dep_ == "ROOT":
        return bool(find_auxiliaries(verb) & BEING)
    is_planned = get_lemma(above) in get_words("events", "scheduled") or above.lower_ in BEING
    return verb.dep_ in ("xcomp", "ccomp") and is_planned


def _is_expletive(subject: Token, verb: Token) -> bool:
    """Return whether "it" stands for a clause: "it took hours to", "it emerged that"."""
    return subject.lower_ == "it" and find_child(verb, "ccomp", "xcomp", "csubj", "advcl") is not None
