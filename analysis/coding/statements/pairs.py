"""Pair each issue in a sentence with its possible holders: the actors named with it or quoted on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.coding.issues import IssueMention
from analysis.coding.quotes.attribution import Quote
from analysis.coding.statements.conditions import Condition
from analysis.coding.statements.context import Stance
from analysis.coding.statements.sentence import HOLDING, REACH, Holder, Sentence, list_ancestors
from analysis.coding.syntax.clauses import SUBJECT, find_child, find_subject, is_clause_of_time, is_verb
from analysis.language.tokens import Span, Token

# by so many steps a holder is preferred who does something
BONUS = 2
LONGEST_PHRASE = 6


@dataclass
class Pair:
    """A mention of an issue, and an actor who may have a stance on it.

    Attributes:
        mention: the mention of the issue.
        actor: the actor's name in the codebook; "" if there is only a sentence.
        holder: the head of the phrase that names the actor; None for a source outside the sentence.
        quote: the narrowest quote of the actor whose content includes the issue.
        is_inner: True unless a narrower quote by another source includes the issue.
        others: the heads of the phrases that name other actors.
        conditions: the conditions of the sentence.
        rule: the stance that the rules found for the actor, if any.
        other_rules: the stances that they found for other actors.
        is_open: True if all that the sentence says is that the actor's stance is open.
    """

    mention: IssueMention
    actor: str
    holder: Token | None
    quote: Quote | None = None
    is_inner: bool = True
    others: list[Token] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    rule: Stance | None = None
    other_rules: list[Stance] = field(default_factory=list)
    is_open: bool = False

    @property
    def phrase(self) -> Span | None:
        """The phrase that names the holder, or only its head if the phrase is long."""
        if self.holder is None:
            return None
        doc, first, last = self.holder.doc, self.holder.left_edge.i, self.holder.right_edge.i
        is_short = last - first < LONGEST_PHRASE
        return doc[first : last + 1] if is_short else doc[self.holder.i : self.holder.i + 1]


def build_pairs(
    sentence: Sentence, mention: IssueMention, found: list[Stance], recent: str | None = None
) -> Iterator[Pair]:
    """Yield a pair for every actor who may have a stance on a mention.

    Args:
        sentence: the sentence of the mention.
        mention: a mention of an issue.
        found: the stances that the rules found on it.
        recent: the actor who spoke or acted last, the likely holder if the sentence names and quotes nobody.
    """
    quotes = _keep_turn(sentence.context.find_quotes_around(sentence.paragraph, mention.head))
    speakers = [quote.mention.actor for quote in quotes if quote.mention and quote.mention.actor]
    # what a label names besides the speaker, "OLA BRANDT, HARBOUR UNION:", does not speak
    labels = {token for quote in quotes if quote.cue.text == ":" for token in quote.cue.doc[: quote.cue.i]}
    named = _find_nearest(
        [one for one in sentence.holders if one.actor in speakers or one.token not in labels], mention
    )
    expressed = [stance for stance in found if not stance.left_open]
    left_open = [stance for stance in found if stance.left_open]
    ruled = [holder.actor for stance in expressed for holder in stance.holders if holder.actor]
    if recent is not None and not (named or quotes or ruled):
        speakers.append(recent)
    for actor in dict.fromkeys([*named, *speakers, *ruled]):
        own = [quote for quote in quotes if quote.mention is not None and quote.mention.actor == actor]
        yield Pair(
            mention,
            actor,
            named.get(actor),
            own[0] if own else None,
            not quotes or (bool(own) and own[0] is quotes[0]),
            [token for other, token in named.items() if other != actor],
            sentence.conditions,
            next((stance for stance in expressed if _has_holder(stance, actor)), None),
            [stance for stance in expressed if not _has_holder(stance, actor)],
            any(not stance.holders or _has_holder(stance, actor) for stance in left_open),
        )


def _keep_turn(quotes: list[Quote]) -> list[Quote]:
    """Return quotes, narrowest first, without what is around the narrowest turn of a transcript."""
    turn = next((place for place, quote in enumerate(quotes) if quote.cue.text == ":"), len(quotes))
    return quotes[: turn + 1]


def _has_holder(stance: Stance, actor: str) -> bool:
    return any(holder.actor == actor for holder in stance.holders)


def _find_nearest(named: list[Holder], mention: IssueMention) -> dict[str, Token]:
    """Return, for each actor, the head that names it nearest to a mention in the tree."""
    best: dict[str, tuple[int, Token]] = {}
    for holder in named:
        distance = _count_steps(holder.token, mention.head) - BONUS * (holder.token.dep_ in HOLDING)
        if holder.actor not in best or distance < best[holder.actor][0]:
            best[holder.actor] = (distance, holder.token)
    return {actor: token for actor, (_, token) in best.items()}


def _count_steps(start: Token, end: Token) -> int:
    up, down = list_ancestors(start), list_ancestors(end)
    meeting = next((node for node in up if node in down), None)
    return 2 * REACH if meeting is None else up.index(meeting) + down.index(meeting)


@dataclass(frozen=True)
class Path:
    """The path through the tree from an issue to a holder.

    Attributes:
        governors: the ancestors of the issue up to and including the lowest common ancestor; all of them
            if there is no holder in the sentence.
        meeting: the lowest common ancestor of the issue and the holder.
        down: the words between it and the holder.
    """

    governors: list[Token]
    meeting: Token | None
    down: list[Token]


def find_path(pair: Pair) -> Path:
    """Return the path from a pair's issue to its holder."""
    issue, holder = pair.mention.head, pair.holder
    up = list_ancestors(issue)
    if holder is None:
        return Path(up[1:], None, [])
    down = list_ancestors(holder)
    meeting = next((node for node in down if node in up), None)
    if meeting is None:
        return Path(up[1:], None, [])
    return Path(up[1 : up.index(meeting) + 1], meeting, down[1 : max(1, down.index(meeting))])


def is_apart_in_time(pair: Pair) -> bool:
    """Return whether a clause of time parts issue and holder: "praised Z, hours after Y had spoken"."""
    path = find_path(pair)
    if pair.holder is None or path.meeting is None:
        return False
    below = {*path.governors, *path.down, pair.mention.head, pair.holder} - {path.meeting}
    return any(is_clause_of_time(node) for node in below)


def find_doer(governor: Token) -> Token | None:
    """Return the doer of a verb: its subject, or its agent in a passive."""
    if not is_verb(governor):
        return find_child(governor, *SUBJECT)
    if find_child(governor, "nsubj:pass", "aux:pass") is not None:
        return find_child(governor, "obl:agent")
    return find_subject(governor)
