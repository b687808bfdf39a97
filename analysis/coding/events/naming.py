"""Name the subject of an event whose clause has only a pronoun for it, or none.

A wrong name is worse than a pronoun: a person is named only if the text before the pronoun names nobody else.
"""

from analysis.coding.actors.names import Mention
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.events.claims import find_claim
from analysis.coding.events.triggers import Trigger
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import SUBJECT, find_subject, is_verb
from analysis.coding.syntax.extents import expand_phrase
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Token

# sentences before that of a pronoun in which another person makes it uncertain
REACH = 2
# words of the longest phrase that is repeated as a subject
LONGEST = 8
POINTING = ("PRP", "WP", "WDT", "DT")


def find_doer(trigger: Trigger, is_claim: bool) -> Token | None:
    """Return the subject of the clause of an event or, if somebody claims it, of the clause that says so."""
    verb = find_claim(trigger) if is_claim else trigger.verb
    return find_subject(verb) if verb is not None and is_verb(verb) else None


def name_subject(
    trigger: Trigger, is_claim: bool, paragraph: Paragraph, before: Paragraph | None, resolver: EntityResolver
) -> str | None:
    """Return who does or suffers an event, or claims it, if that is certain.

    Args:
        trigger: the mention.
        is_claim: whether the article reports it as somebody's claim.
        paragraph: that of the mention.
        before: the paragraph before, None for the first.
        resolver: resolves the article's mentions of actors.
    """
    who = find_doer(trigger, is_claim)
    if who is None:
        return None
    if who.tag_ not in POINTING:
        return _repeat(who, trigger.token, paragraph)
    mention = resolver.of(paragraph, who)
    is_certain = mention is not None and _is_only_person(mention, who, paragraph, before, resolver)
    return (mention.actor or mention.text) if mention is not None and is_certain else None


def _repeat(who: Token, verb: Token, paragraph: Paragraph) -> str | None:
    """Return a short subject that a clause shares with the one before it."""
    phrase = expand_phrase(who, {"acl", "acl:relcl", "appos", "parataxis", "case", "punct"})
    # a noun before the verb is probably the subject that the parser lost
    own = any(kid.i < verb.i and kid.tag_.startswith("NN") for kid in verb.children)
    is_joined = verb.dep_ in ("conj", "xcomp") and is_verb(verb) and verb.tag_ != "VBG"
    words = paragraph.words(phrase).strip()
    return words if words and is_joined and not own and len(phrase) <= LONGEST else None


def _is_only_person(
    mention: Mention, pronoun: Token, paragraph: Paragraph, before: Paragraph | None, resolver: EntityResolver
) -> bool:
    """Return whether the sentences before "he" or "she" name one person, as the subject of one of them."""
    if mention.kind != "person" or pronoun.lower_ not in get_words("pronouns", "singular"):
        return False
    own = [sent for sent in paragraph.doc.sents if sent.start <= pronoun.i]
    pieces = [(paragraph, sent) for sent in own[-REACH - 1 :]]
    if before is not None and len(own) == 1:
        pieces = [*((before, sent) for sent in list(before.doc.sents)[-REACH:]), *pieces]
    names, subjects = set(), set()
    for place, sent in pieces:
        for token in sent:
            found = resolver.at(place, token)
            if found is None or found.kind != "person" or (sent == own[-1] and token.i >= pronoun.i):
                continue
            name = (found.actor or found.text).split()[-1]
            if token.tag_.startswith("NNP"):
                names.add(name)
            if token.dep_ in SUBJECT:
                subjects.add(name)
    return names | subjects == {(mention.actor or mention.text).split()[-1]} == subjects
