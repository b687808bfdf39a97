"""Find event triggers: verbs of PLOVER's classes and nouns that name events."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.coding.events.figurative import is_no_act
from analysis.coding.events.happenings import (
    find_quoted,
    is_aside,
    is_attribution,
    is_habit,
    is_happening,
    is_main_verb_of_noun,
    is_mere_saying,
    is_of_speaker,
)
from analysis.coding.events.status import find_status
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import (
    find_carrier,
    find_child,
    find_marker,
    find_subject,
    get_lemma,
    is_negated,
    is_verb,
)
from analysis.coding.syntax.word_classes import find_entry, get_classes
from analysis.language.tokens import Doc, Token

# the first letters of the tags of verbs and nouns
WORDS = ("VB", "NN")
# dependency labels of an event noun below its light verb: "imposed an embargo", "talks were held"
NOUN_DEPS = ("obj", "nsubj:pass", "obl")
# speaking about something is not speaking with someone
ONE_SIDED = ("of", "for", "about", "on")
# "charged with shooting the pilot"
OFFENCE = ("of", "with", "for")
# dependency labels of verbs that head no clause
NO_CLAUSE = ("amod", "compound", "case", "aux", "cop")
# tags that occur before a verb, but not before an adjective of the same form ("Norland massed troops")
BEFORE_VERB = ("NN", "NNS", "NNP", "NNPS", "PRP", "RB", ",", "CC", "WP", "WDT", "VBZ", "VBP", "VBD")

# lists of verbs below which an infinitive is the event: achieved, due or not done
TRANSPARENT = ("achieving", "scheduled", "denied")
# lists of verbs that only say of the event in their subject that it is, will be or goes on
OCCURRING = ("light", "starts", "scheduled", "arranging")


@dataclass(frozen=True)
class Trigger:
    """One mention of an event.

    Attributes:
        token: the verb or noun.
        verb: the verb that carries its tense and mood: itself, or the verb that governs a noun.
        status: occurred, planned, hypothetical or denied.
        partner: the light verb or the noun that also denotes it ("*imposed* an embargo").
    """

    token: Token
    verb: Token | None
    status: str
    partner: Token | None = None


def find_triggers(doc: Doc, is_lead: bool = False) -> list[Trigger]:
    """Return the event mentions of a text in order, without those in quotation marks and questions.

    Args:
        doc: a paragraph.
        is_lead: whether it opens the article and names a day; its first sentence is news, even if only said.
    """
    quoted = find_quoted(doc)
    told = (token for sent in doc.sents if sent[-1].text != "?" for token in sent if token.i not in quoted)
    found = [trigger for token in told for trigger in _read_mention(token)]
    first = doc.sents[0] if is_lead else None
    if first is not None:
        root, known = first.root, [one.status for one in found if one.token in first]
        # what is said counts if it is an event to come: "said on Friday he may resign"
        is_news = _is_news(root) and (known or not is_mere_saying(root))
        if is_news and "occurred" not in known and root.i not in quoted:
            found.append(Trigger(root, root, find_status(root, root)))
    return sorted(found, key=lambda trigger: trigger.token.i)


def _is_news(verb: Token) -> bool:
    """Return whether the main verb of a lead tells its news, even if it is one of saying or being."""
    is_past = verb.tag_ in ("VBD", "VBN") and not is_negated(verb) and not _is_transparent(verb)
    return is_past and not any(
        rules_out(verb) for rules_out in (is_no_act, is_of_speaker, is_attribution, _is_event_word)
    )


def _read_mention(token: Token) -> Iterator[Trigger]:
    if token.tag_[:2] not in WORDS or not _is_event_word(token) or _is_covered_by_verb(token):
        return
    if is_verb(token):
        noun = _find_event_noun(token)
        if noun is None or get_lemma(token) not in get_words("events", "light"):
            yield Trigger(token, token, find_status(token, token), noun)
    elif not (is_verb(token.head) and token.dep_ in NOUN_DEPS and _absorbs_noun(token.head)):
        verb = find_carrier(token)
        is_light = verb == token.head and (
            _says_it_occurs(verb)
            if token.dep_ in ("nsubj", "nsubj:pass")
            else token.dep_ in NOUN_DEPS and get_lemma(verb) in get_words("events", "light")
        )
        yield Trigger(token, verb, find_status(token, verb), verb if is_light else None)


def list_types(trigger: Trigger) -> tuple[str, ...]:
    """Return the PLOVER types that the word lists give for a trigger, often several or none."""
    if is_verb(trigger.token) and not _is_event_verb(trigger.token):
        return ()
    names = (
        *get_classes(trigger.token),
        *(get_classes(trigger.partner) if trigger.partner is not None else ()),
    )
    kinds = (name.split(".") for name in names)
    return tuple(dict.fromkeys(kind.upper() for section, kind in kinds if section in ("verbs", "nouns")))


def _is_event_word(token: Token) -> bool:
    return _is_telling_verb(token) if is_verb(token) else _is_event_noun(token)


def _is_telling_verb(verb: Token) -> bool:
    if verb.dep_ in NO_CLAUSE and not _is_misread(verb) and not is_main_verb_of_noun(verb):
        return False
    if any(rules_out(verb) for rules_out in (is_no_act, is_aside, is_of_speaker, is_habit, is_attribution)):
        return False
    if verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.tag_.startswith("NN"):
        # "sent drones to search the sea"
        return False
    is_lone = verb.tag_ != "VBD" and verb.dep_ not in ("ROOT", "parataxis") and find_subject(verb) is None
    if is_lone and not is_main_verb_of_noun(verb):
        return False
    return (_is_event_verb(verb) or is_happening(verb)) and not _is_told_by_another(verb)


def _is_told_by_another(verb: Token) -> bool:
    """Return whether one clause has two event verbs and the other one is the event.

    What is asked, refused or promised is told with the verb that says so ("asked her to leave"), and so is
    an offence with the charge; what is achieved or planned stands for itself ("voted to strike").
    """
    who, above = find_child(verb, "nsubj", "nsubj:pass"), verb.head
    if who is not None and _is_event_noun(who) and _says_it_occurs(verb):
        return True
    if verb.tag_ == "VBG" and is_verb(above) and get_lemma(above) in get_words("events", "accusing"):
        return find_marker(verb) in OFFENCE
    content = next((kid for kid in verb.children if _is_infinitive_content(kid)), None)
    if content is not None and not _is_event_verb(verb):
        return _is_transparent(verb) and (_is_event_verb(content) or is_happening(content))
    return _is_infinitive_content(verb) and is_verb(above) and _is_telling_verb(above)


def _is_transparent(verb: Token) -> bool:
    return any(get_lemma(verb) in get_words("events", name) for name in TRANSPARENT)


def _says_it_occurs(verb: Token) -> bool:
    return any(get_lemma(verb) in get_words("events", name) for name in OCCURRING)


def _is_infinitive_content(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.tag_ == "VB" and find_child(verb, "mark") is not None


def _is_event_noun(noun: Token) -> bool:
    is_name = noun.ent_type_ == "ORG" and noun.text.istitle()
    if noun.tag_ not in ("NN", "NNS") or noun.dep_ in ("compound", "amod") or is_name:
        return False
    if noun.dep_ == "xcomp" and noun.head.lemma_ in get_words("cues", "naming"):
        # "called it a good conversation" characterises an event mentioned before
        return False
    # a "news conference" is the occasion of a statement, not an event
    is_conference = any(kid.dep_ == "compound" and kid.lower_ in ("news", "press") for kid in noun.children)
    return get_lemma(noun) in get_words("events", "nouns") and not is_conference


def _is_misread(verb: Token) -> bool:
    """Return whether the parser mistook a finite verb for an adjective of the noun after it."""
    if verb.dep_ == "amod" and find_child(verb, "nsubj") is not None:
        return True
    alone = verb.dep_ == "amod" and verb.i == verb.head.left_edge.i and verb.i > verb.sent.start
    return alone and verb.tag_ in ("VBN", "VBD") and verb.nbor(-1).tag_ in BEFORE_VERB


def _is_event_verb(verb: Token) -> bool:
    word = find_entry(verb)
    if word in get_words("events", "vague"):
        return False
    lemma, mutual = get_lemma(verb), get_words("events", "mutual")
    # "speaking to reporters, she said"
    is_occasion = lemma in mutual and verb.tag_ == "VBG" and verb.dep_ == "advcl"
    if is_occasion or (word in mutual and not _is_mutual(verb)):
        return False
    # "were instructed to leave"
    instructs = lemma in get_words("events", "instructing")
    if instructs and any(_is_infinitive_content(kid) for kid in verb.children):
        return True
    return any(name.startswith("verbs.") for name in get_classes(verb))


def _is_mutual(verb: Token) -> bool:
    """Return whether speakers speak with each other: several subjects, or "with" someone."""
    if any(find_marker(kid) == "with" for kid in verb.children):
        return True
    who = find_child(verb, "nsubj")
    several = who is not None and (
        who.tag_.endswith("S") or find_child(who, "conj") is not None or who.lower_ == "they"
    )
    return (several or _follows_two_names(verb)) and not any(
        find_marker(kid) in ONE_SIDED for kid in verb.children
    )


def _follows_two_names(verb: Token) -> bool:
    """Return whether two coordinated names precede a verb, however the parser labelled them."""
    before = [token.tag_ for token in verb.doc[max(verb.sent.start, verb.i - 4) : verb.i]]
    return before[-1:] == ["NNP"] and "CC" in before and before[: before.index("CC")][-1:] == ["NNP"]


def _find_event_noun(verb: Token) -> Token | None:
    """Return the event noun of a light verb ("hold talks") or of a verb of signing."""
    if not _absorbs_noun(verb) and get_lemma(verb) not in get_words("events", "light"):
        return None
    return next(
        (
            kid
            for kid in verb.children
            if kid.dep_ in NOUN_DEPS[:2] and _is_event_word(kid) and not is_verb(kid)
        ),
        None,
    )


def _absorbs_noun(verb: Token) -> bool:
    """Return whether a verb and its noun are one event of the verb's type: "signed an accord"."""
    return get_lemma(verb) in get_words("events", "sealing") and _is_event_verb(verb)


def _is_covered_by_verb(token: Token) -> bool:
    """Return whether a noun is the subject of an event verb, which tells it: "the blast killed two"."""
    if is_verb(token) or token.dep_ != "nsubj" or not is_verb(token.head):
        return False
    return _is_telling_verb(token.head)
