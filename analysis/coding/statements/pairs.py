"""Who may take a stance on an issue named in a sentence: everybody named beside it or quoted on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from analysis.coding.issues import IssueMention
from analysis.coding.quotes.attribution import Quote
from analysis.coding.statements.conditions import Condition
from analysis.coding.statements.context import ArticleContext, Stance
from analysis.coding.syntax.clauses import SUBJECT, find_child, find_subject, is_verb
from analysis.language.parsing import Paragraph

# how far up the tree words are followed
REACH = 24
# a holder is rather the subject, possessor or agent of something above the issue than anything else in it
HOLDING = SUBJECT | {"nmod:poss", "obl:agent"}
BONUS = 2
LONGEST_PHRASE = 6


@dataclass(frozen=True)
class Holder:
    """Somebody named in a sentence: who it is, and the word that heads the phrase."""

    actor: str
    token: Token


@dataclass
class Pair:
    """An issue in a sentence, and one who may take a stance on it.

    Attributes:
        mention: the issue.
        actor: the codebook's actor; "" where only the sentence is given.
        holder: the head of the phrase that names the actor; None for one quoted from outside.
        quote: the attribution with the issue in its content whose source is the actor.
        is_inner: True when no narrower attribution by somebody else lies between.
        others: the heads of the other holders.
        conditions: those of the sentence.
        rule: what the rules found for the actor, if anything.
        other_rules: what they found for somebody else.
        is_open: True when the sentence says no more than that it is open where the actor stands.
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
        """The phrase that names the holder, of a long one only its head."""
        if self.holder is None:
            return None
        doc, first, last = self.holder.doc, self.holder.left_edge.i, self.holder.right_edge.i
        is_short = last - first < LONGEST_PHRASE
        return doc[first : last + 1] if is_short else doc[self.holder.i : self.holder.i + 1]


def build_pairs(
    context: ArticleContext,
    paragraph: Paragraph,
    mention: IssueMention,
    found: list[Stance],
    conditions: list[Condition],
) -> Iterator[Pair]:
    """Yield a pair for everybody who may hold a stance on a mention.

    Args:
        context: the article.
        paragraph: where the mention stands.
        mention: of an issue.
        found: the stances that the rules found on it.
        conditions: those of its sentence.
    """
    named = _nearest(find_holders(context, paragraph, mention.head.sent), mention)
    quotes = context.quotes_around(paragraph, mention.head)
    speakers = [quote.mention.actor for quote in quotes if quote.mention and quote.mention.actor]
    told = [stance for stance in found if not stance.silent]
    silent = [stance for stance in found if stance.silent]
    ruled = [holder.actor for stance in told for holder in stance.holders if holder.actor]
    for actor in dict.fromkeys([*named, *speakers, *ruled]):
        own = [quote for quote in quotes if quote.mention is not None and quote.mention.actor == actor]
        yield Pair(
            mention,
            actor,
            named.get(actor),
            own[0] if own else None,
            not quotes or (bool(own) and own[0] is quotes[0]),
            [token for other, token in named.items() if other != actor],
            conditions,
            next((stance for stance in told if _holds(stance, actor)), None),
            [stance for stance in told if not _holds(stance, actor)],
            any(not stance.holders or _holds(stance, actor) for stance in silent),
        )


def _holds(stance: Stance, actor: str) -> bool:
    return any(holder.actor == actor for holder in stance.holders)


def find_holders(context: ArticleContext, paragraph: Paragraph, sent: Span) -> list[Holder]:
    """Return everybody of the codebook whom a sentence names, each phrase once."""
    found: dict[tuple[int, str], Holder] = {}
    for token in sent:
        mention = context.resolver.at(paragraph, token)
        if mention is None or mention.actor is None:
            continue
        head = token
        while head.head != head and (above := context.resolver.of(paragraph, head.head)) is not None:
            if above.actor != mention.actor:
                break
            head = head.head
        found.setdefault((head.i, mention.actor), Holder(mention.actor, head))
    return list(found.values())


def _nearest(named: list[Holder], mention: IssueMention) -> dict[str, Token]:
    """Return for each actor the word for it that is nearest to a mention in the tree."""
    best: dict[str, tuple[int, Token]] = {}
    for holder in named:
        distance = _distance(holder.token, mention.head) - BONUS * (holder.token.dep_ in HOLDING)
        if holder.actor not in best or distance < best[holder.actor][0]:
            best[holder.actor] = (distance, holder.token)
    return {actor: token for actor, (_, token) in best.items()}


def list_ancestors(token: Token) -> list[Token]:
    """Return a word and what is above it, the word first."""
    found = [token]
    while found[-1].head != found[-1] and len(found) < REACH:
        found.append(found[-1].head)
    return found


def _distance(one: Token, other: Token) -> int:
    up, down = list_ancestors(one), list_ancestors(other)
    meeting = next((node for node in up if node in down), None)
    return 2 * REACH if meeting is None else up.index(meeting) + down.index(meeting)


@dataclass(frozen=True)
class Path:
    """The way through the tree from an issue to a holder.

    Attributes:
        governors: what is above the issue, up to where the two meet, that included; without a
            holder in the sentence, all that is above.
        meeting: where they meet.
        down: what lies between there and the holder.
    """

    governors: list[Token]
    meeting: Token | None
    down: list[Token]


def find_path(pair: Pair) -> Path:
    """Return the way from a pair's issue to its holder."""
    issue, holder = pair.mention.head, pair.holder
    up = list_ancestors(issue)
    if holder is None:
        return Path(up[1:], None, [])
    down = list_ancestors(holder)
    meeting = next((node for node in down if node in up), None)
    if meeting is None:
        return Path(up[1:], None, [])
    return Path(up[1 : up.index(meeting) + 1], meeting, down[1 : max(1, down.index(meeting))])


def find_doer(governor: Token) -> Token | None:
    """Return who does what a verb tells: its subject, of a passive its agent."""
    if not is_verb(governor):
        return find_child(governor, *SUBJECT)
    if find_child(governor, "nsubj:pass", "aux:pass") is not None:
        return find_child(governor, "obl:agent")
    return find_subject(governor)
