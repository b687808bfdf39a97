"""Read a sentence for coding stances: its conditions, its holders and its predicate, each once when asked."""

from dataclasses import dataclass
from functools import cached_property

from analysis.coding.statements.conditions import Condition, find_conditions
from analysis.coding.statements.context import ArticleContext
from analysis.coding.syntax.clauses import SUBJECT
from analysis.coding.syntax.other_parties import is_other_party
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Span, Token

# most steps up the tree
REACH = 24
# roles of those who do something: subject, possessor or agent
HOLDING = SUBJECT | {"nmod:poss", "obl:agent"}


@dataclass(frozen=True)
class Holder:
    """An actor named in a sentence, and the head of the phrase that names it."""

    actor: str
    token: Token


@dataclass
class Sentence:
    """A sentence of an article."""

    context: ArticleContext
    paragraph: Paragraph
    span: Span

    @cached_property
    def conditions(self) -> list[Condition]:
        """Its conditions, in text order."""
        return find_conditions(self.span)

    @cached_property
    def holders(self) -> list[Holder]:
        """The codebook's actors that it names, each phrase once; not those it only sets apart."""
        found: dict[tuple[int, str], Holder] = {}
        resolver = self.context.resolver
        for token in self.span:
            mention = resolver.at(self.paragraph, token)
            if mention is None or mention.actor is None or is_other_party(token):
                continue
            head = token
            while head.head != head and (above := resolver.of(self.paragraph, head.head)) is not None:
                if above.actor != mention.actor:
                    break
                head = head.head
            found.setdefault((head.i, mention.actor), Holder(mention.actor, head))
        return list(found.values())

    @cached_property
    def last_holder(self) -> str | None:
        """The last speaker in it or, if nobody in it speaks, the last actor who does something."""
        for token in reversed(list(self.span)):
            quotes = self.context.find_quotes_around(self.paragraph, token)
            actors = (quote.mention.actor for quote in quotes if quote.mention and quote.mention.actor)
            actor = next(actors, None)
            if actor is not None:
                return actor
        doing = [holder.actor for holder in self.holders if holder.token.dep_ in HOLDING]
        return doing[-1] if doing else None

    @cached_property
    def predicate(self) -> Token:
        """The main predicate of what is said in it, or of the sentence if nobody speaks in it."""
        said = [
            token for token in self.span if self.context.find_quote_around(self.paragraph, token) is not None
        ]
        return min(said, key=lambda token: len(list_ancestors(token)), default=self.span.root)


def list_ancestors(token: Token) -> list[Token]:
    """Return a word and its ancestors, the word first."""
    found = [token]
    while found[-1].head != found[-1] and len(found) < REACH:
        found.append(found[-1].head)
    return found
