"""Find what somebody has done for or against a measure: declared, signed, cancelled or banned it."""

from collections.abc import Iterator

from analysis.coding.codebooks.things import is_measure, is_vague
from analysis.coding.lexicon.propositions import get_list
from analysis.coding.stance_cues.actions import Claim, build_verb_claims, join_particle
from analysis.coding.syntax.clauses import find_child, find_subject, get_lemma, is_negated
from analysis.coding.syntax.noun_phrases import NOUNS, read_phrase_of_noun
from analysis.language.tokens import Span

DONE = ("VBD", "VBN", "VBZ")


def find_deeds(sent: Span) -> Iterator[Claim]:
    """Yield what a sentence says was done: "X declared an emergency", "the second debate was cancelled"."""
    for verb in sent:
        base = get_lemma(verb)
        if verb.tag_ not in DONE or base not in get_list("enacting") or is_negated(verb):
            continue
        noun = find_child(verb, "obj", "nsubj:pass")
        thing = read_phrase_of_noun(noun) if noun is not None and noun.tag_ in NOUNS else None
        if thing is None or is_vague(thing) or not (is_measure(thing) or base in get_list("calling-off")):
            continue
        subject = find_subject(verb) if noun is not None and noun.dep_ == "obj" else None
        holder = get_lemma(subject) if subject is not None and subject.tag_ in NOUNS else ""
        yield from build_verb_claims(verb, join_particle(verb), thing, 1, holder)
