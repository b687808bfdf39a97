"""How a group of claims is put: a name, a proposition, and terms that find it again."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from analysis.coding.codebooks.grouping import Group, SourcedClaim, near
from analysis.coding.codebooks.terms import of_undone, terms_of_claims
from analysis.coding.lexicon.propositions import form_participle, get_list, is_inward
from analysis.coding.lexicon.roots import get_root
from analysis.coding.stance_cues.actions import is_undoing
from analysis.coding.syntax.clauses import get_lemma
from analysis.coding.syntax.noun_phrases import Phrase, is_informative, join_words, normalise_case
from analysis.text import with_article

# a word belongs to the proposition when this share of its claims has it
SHARE = 0.4
PLURAL = ("NNS", "NNPS")


@dataclass(frozen=True)
class Wording:
    """The words of a suggested issue.

    Attributes:
        name: its label.
        proposition: its sentence.
        terms: wordings of what it asks for, the commonest first.
        against: wordings of the opposite.
    """

    name: str
    proposition: str
    terms: tuple[str, ...]
    against: tuple[str, ...]


def word_issue(group: Group, called: Mapping[str, str]) -> Wording:
    """Return the words of a group of claims.

    Args:
        group: claims that are about one proposition.
        called: by the stem of a noun, what the corpus mostly calls the thing; used where no claim of
            the group says which one is meant.
    """
    action = find_main_action(group)
    inward = is_inward(action) and not any(map(_has_object, group.said))
    kept = kept_stems(group)
    best = _best(group, kept)
    thing = _text(best.claim.thing, kept, len(group.said) == 1)
    if not group.modifiers:
        thing = called.get(best.head, thing)
    positive = [said for said in group.said if not _is_against(said, action)]
    negative = [said for said in group.said if _is_against(said, action)]
    name = f"{thing} {action}" if inward else f"{action} {thing}".strip()
    return Wording(
        _capital(name),
        _capital(_proposition(group, best.claim.thing, thing, action, inward)),
        terms_of_claims(positive, kept),
        tuple(dict.fromkeys((*terms_of_claims(negative, kept), *of_undone(best, action, kept)))),
    )


def find_main_action(group: Group) -> str:
    """Return what is to be done to the thing, as most say it; "" where it is to be, or to stay."""
    turning = Counter(said.claim.action for said in group.said if said.claim.reverses)
    others = Counter(
        said.claim.action for said in group.said if said.claim.action and not said.claim.reverses
    )
    plain = sum(not said.claim.action and not said.bare_action for said in group.said)
    common = max((turning, others), key=lambda actions: actions.total())
    return common.most_common(1)[0][0] if common and common.total() >= max(plain, 1) else ""


def _has_object(said: SourcedClaim) -> bool:
    """Tell whether a verb stands before its thing: "return the bronzes", but not "refugees return"."""
    marker = said.claim.marker
    return marker is not None and marker.tag_.startswith("VB") and marker.i < said.claim.thing.head.i


def kept_stems(group: Group) -> frozenset[str]:
    """Return the stems that enough of a group's claims have, as far as they have any."""
    counts = Counter(word for said in group.said for word in said.modifiers)
    whole = sum(bool(said.modifiers) for said in group.said)
    action = {get_root(said.claim.action) for said in group.said}

    def often(word: str) -> bool:
        return sum(counts[other] for other in counts if near(word, other)) > SHARE * whole

    return frozenset({*filter(often, counts.keys() - action), *(said.head for said in group.said)})


def _best(group: Group, kept: frozenset[str]) -> SourcedClaim:
    """Return the claim whose thing is put most fully in the words that are kept, and in few others."""

    def fit(said: SourcedClaim) -> tuple[bool, int, int]:
        stems = said.claim.thing.stems()
        return not said.bare_action, len(stems & kept), -len(stems - kept)

    return max(group.said, key=fit)


def _text(thing: Phrase, kept: frozenset[str], whole: bool) -> str:
    """Return a phrase in the words that are kept, without its determiner."""
    words = [*_words(thing.before, kept, whole), normalise_case(thing.head)]
    text = join_words(words)
    hanging = thing.complement
    if hanging is None or not any(get_root(token.lower_) in kept for token in hanging.tokens()):
        return text
    opener = f"{hanging.opener} " if hanging.opener in ("the", "a", "an", "all", "each", "every") else ""
    return f"{text} {thing.preposition} {opener}{_text(hanging, kept, whole)}"


def _words(tokens: Iterable[Token], kept: frozenset[str], whole: bool) -> list[str]:
    """Return the words before a noun; a word that a hyphen joins to a kept one stays ("30-day")."""
    listed_ = list(tokens)
    stays = [get_root(token.lower_) in kept or (whole and is_informative(token)) for token in listed_]
    for place, token in enumerate(listed_):
        if token.tag_ == "HYPH" and 0 < place < len(listed_) - 1 and (stays[place - 1] or stays[place + 1]):
            stays[place - 1] = stays[place] = stays[place + 1] = True
    return [normalise_case(token) for token, stay in zip(listed_, stays, strict=True) if stay]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _proposition(group: Group, thing: Phrase, text: str, action: str, inward: bool) -> str:
    definite = _is_definite(group)
    plural = thing.head.tag_ in PLURAL and thing.head.lower_ != get_lemma(thing.head)
    subject = f"the {text}" if definite else text if plural or _is_mass(group) else with_article(text)
    if inward:
        return f"{subject} should {action}."
    if action == "end":
        return f"{subject} should end."
    if action:
        return f"{subject} should be {form_participle(action)}."
    if not definite:
        return f"there should be {subject}."
    coming = thing.head.lower_.removesuffix("s").endswith(tuple(get_list("doings"))) and not _is_there(group)
    return f"{subject} should go ahead." if coming else f"{subject} should be kept."


def _is_definite(group: Group) -> bool:
    """Tell whether most mean a certain one; what is proposed is at first not there yet."""
    openers = [said.claim.thing.opener for said in group.said if not said.bare_action]
    if any(opener in ("a", "an") for opener in openers):
        return False
    certain = sum(opener not in ("", "any", "each", "every", "no", "some") for opener in openers)
    return certain * 2 > len(openers)


def _is_mass(group: Group) -> bool:
    """Tell whether a singular noun stands without a determiner."""
    return not any(said.claim.thing.opener in ("a", "an", "any") for said in group.said)


def _is_there(group: Group) -> bool:
    """Tell whether somebody would do away with the thing, or keep it."""
    undone = {said.claim.action.split()[0] for said in group.said if said.claim.reverses}
    around = (
        said.claim.thing.head.doc[max(0, said.claim.first - 3) : said.claim.first] for said in group.said
    )
    kept = any(token.lemma_ in get_list("keeping") for before in around for token in before)
    return kept or bool(undone - get_list("delaying"))


def _is_against(said: SourcedClaim, action: str) -> bool:
    """Tell whether the words of a claim name the opposite: the thing itself where it is to be undone."""
    return said.is_undoing != is_undoing(action)
