"""Word a group of claims as an issue: a name, a proposition, and terms that find it again."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.coding.codebooks.grouping import Group, SourcedClaim, are_related
from analysis.coding.codebooks.rendering import has_no_passive, render_claim, render_phrase
from analysis.coding.codebooks.terms import build_opposite_terms, find_terms
from analysis.coding.codebooks.things import is_measure
from analysis.coding.lexicon.propositions import form_participle, get_list, is_inward
from analysis.coding.lexicon.roots import get_root
from analysis.coding.stance_cues.actions import is_undoing
from analysis.coding.syntax.clauses import get_lemma
from analysis.coding.syntax.noun_phrases import Phrase, is_informative, join_words, normalise_case
from analysis.language.tokens import Token
from analysis.text import with_article

# minimum share of claims with a word for it to be in the proposition
SHARE = 0.4
PLURAL = ("NNS", "NNPS")


@dataclass(frozen=True)
class Wording:
    """The words of a suggested issue.

    Attributes:
        name: the label.
        proposition: the proposition, as a sentence.
        terms: wordings of the proposition, the most frequent first.
        against: wordings of its opposite.
    """

    name: str
    proposition: str
    terms: tuple[str, ...]
    against: tuple[str, ...]


def word_issue(group: Group, called: Mapping[str, str]) -> Wording | None:
    """Return the words of a group of claims; None if its act is nobody's, as in "leave the country".

    Args:
        group: claims about one proposition.
        called: the usual name of a thing in the corpus, by the stem of its noun; used if no claim of the
            group specifies the thing.
    """
    action = find_main_action(group)
    is_inward_action = is_inward(action) and not any(map(_has_object, group.claims))
    kept = find_common_stems(group)
    best = _choose_claim(group, kept)
    thing = _format_phrase(best.claim.thing, kept, len(group.claims) == 1)
    if not group.modifiers:
        thing = called.get(best.head, thing)
    rendering = _choose_rendering(group, action, kept)
    if not rendering and any(has_no_passive(entry.claim) for entry in group.claims):
        return None
    positive = [entry for entry in group.claims if not _is_against(entry, action)]
    negative = [entry for entry in group.claims if _is_against(entry, action)]
    name = f"{thing} {action}" if is_inward_action else f"{action} {thing}".strip()
    return Wording(
        _capitalise(name),
        _capitalise(
            f"{rendering}."
            if rendering
            else _format_proposition(group, best.claim.thing, thing, action, is_inward_action)
        ),
        find_terms(positive, kept),
        tuple(dict.fromkeys((*find_terms(negative, kept), *build_opposite_terms(best, action, kept)))),
    )


def _choose_rendering(group: Group, action: str, kept: frozenset[str]) -> str:
    """Return the proposition in the words of the claim that says most of it: who should do it, to what."""
    chosen, best = "", (False, 0, 0)
    most = max(len(entry.claim.thing.stems() & kept) for entry in group.claims)
    for entry in group.claims:
        rendering = render_claim(entry.claim) if entry.claim.action == action else None
        if rendering is not None:
            whole = len(entry.claim.thing.stems() & kept)
            value = (rendering.has_doer, whole, -len(rendering.text))
            if not rendering.has_doer and whole < most:
                continue
            if not chosen or value > best:
                chosen, best = rendering.text, value
    return chosen


def find_main_action(group: Group) -> str:
    """Return the most frequent action on the thing; "" if it is to exist or to stay."""
    turning = Counter(entry.claim.action for entry in group.claims if entry.claim.reverses)
    others = Counter(
        entry.claim.action for entry in group.claims if entry.claim.action and not entry.claim.reverses
    )
    plain = sum(not entry.claim.action and not entry.bare_action for entry in group.claims)
    common = max((turning, others), key=lambda actions: actions.total())
    return common.most_common(1)[0][0] if common and common.total() >= max(plain, 1) else ""


def _has_object(entry: SourcedClaim) -> bool:
    """Return whether a verb precedes its thing: "return the bronzes", but not "refugees return"."""
    marker = entry.claim.marker
    return marker is not None and marker.tag_.startswith("VB") and marker.i < entry.claim.thing.head.i


def find_common_stems(group: Group) -> frozenset[str]:
    """Return the stems in enough of those claims of a group that have modifiers."""
    counts = Counter(word for entry in group.claims for word in entry.modifiers)
    whole = sum(bool(entry.modifiers) for entry in group.claims)
    action = {get_root(entry.claim.action) for entry in group.claims}

    def often(word: str) -> bool:
        return sum(counts[other] for other in counts if are_related(word, other)) > SHARE * whole

    return frozenset({*filter(often, counts.keys() - action), *(entry.head for entry in group.claims)})


def _choose_claim(group: Group, kept: frozenset[str]) -> SourcedClaim:
    """Return the claim whose thing has the most kept words, and among those the fewest others."""

    def fit(entry: SourcedClaim) -> tuple[bool, int, int]:
        stems = entry.claim.thing.stems()
        return not entry.bare_action, len(stems & kept), -len(stems - kept)

    return max(group.claims, key=fit)


def _format_phrase(thing: Phrase, kept: frozenset[str], whole: bool) -> str:
    """Return a phrase reduced to the kept words, without its determiner."""
    words = [*_select_words(thing.before, kept, whole), normalise_case(thing.head)]
    text = join_words(words)
    complement = thing.complement
    if complement is None or not any(get_root(token.lower_) in kept for token in complement.tokens()):
        return text
    determiners = ("the", "a", "an", "all", "each", "every")
    opener = f"{complement.opener} " if complement.opener in determiners else ""
    return f"{text} {thing.preposition} {opener}{_format_phrase(complement, kept, whole)}"


def _select_words(tokens: Iterable[Token], kept: frozenset[str], whole: bool) -> list[str]:
    """Return the kept words before a noun, with words joined to them by a hyphen ("30-day")."""
    listed = list(tokens)
    stays = [get_root(token.lower_) in kept or (whole and is_informative(token)) for token in listed]
    for place, token in enumerate(listed):
        if token.tag_ == "HYPH" and 0 < place < len(listed) - 1 and (stays[place - 1] or stays[place + 1]):
            stays[place - 1] = stays[place] = stays[place + 1] = True
    return [normalise_case(token) for token, stay in zip(listed, stays, strict=True) if stay]


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _format_proposition(group: Group, thing: Phrase, text: str, action: str, is_inward_action: bool) -> str:
    definite = _is_definite(group)
    plural = thing.head.tag_ in PLURAL and thing.head.lower_ != get_lemma(thing.head)
    subject = f"the {text}" if definite else text if plural or _is_mass(group) else with_article(text)
    if is_inward_action:
        return f"{subject} should {action}."
    if action == "end":
        return f"{subject} should end."
    if action:
        return f"{subject} should be {form_participle(action)}."
    if not definite and _is_practice(group, thing):
        return f"{text} should be allowed."
    if not definite:
        full = max(text, render_phrase(thing, bare=True), key=len) if len(group.claims) == 1 else text
        return f"there should be {full if plural or _is_mass(group) else with_article(full)}."
    coming = thing.head.lower_.removesuffix("s").endswith(tuple(get_list("doings"))) and not _exists(group)
    return f"{subject} should go ahead." if coming else f"{subject} should be kept."


def _is_practice(group: Group, thing: Phrase) -> bool:
    """Return whether claims are for or against what people do, and do not ask for a measure."""
    rejected = any(entry.claim.sign < 0 for entry in group.claims)
    return rejected and _is_mass(group) and not thing.opener and not is_measure(group.claims[0].claim.thing)


def _is_definite(group: Group) -> bool:
    """Return whether most claims are about a definite thing; a proposed one does not exist yet."""
    openers = [entry.claim.thing.opener for entry in group.claims if not entry.bare_action]
    if any(opener in ("a", "an") for opener in openers):
        return False
    certain = sum(opener not in ("", "any", "each", "every", "no", "some") for opener in openers)
    return certain * 2 > len(openers)


def _is_mass(group: Group) -> bool:
    """Return whether no claim has an indefinite determiner, as for a mass noun."""
    return not any(entry.claim.thing.opener in ("a", "an", "any") for entry in group.claims)


def _exists(group: Group) -> bool:
    """Return whether a claim is to abolish or keep the thing, so that it must exist."""
    undone = {entry.claim.action.split()[0] for entry in group.claims if entry.claim.reverses}
    claims = [entry.claim for entry in group.claims]
    preceding = (claim.thing.head.doc[max(0, claim.first - 3) : claim.first] for claim in claims)
    kept = any(token.lemma_ in get_list("keeping") for words in preceding for token in words)
    return kept or bool(undone - get_list("delaying"))


def _is_against(entry: SourcedClaim, action: str) -> bool:
    """Return whether a claim names the opposite: the thing itself if the proposition is to undo it."""
    return entry.is_undoing != is_undoing(action)
