"""What stances are coded from, and what is found on the way: the scene and the stance."""

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from analysis.codebook import Codebook
from analysis.coding.clauses import child, subject
from analysis.coding.mentions import Cast
from analysis.coding.names import Mention
from analysis.coding.quotes.attribution import Quote
from analysis.language.parsing import Article, Paragraph


@dataclass
class Stance:
    """What has been found on the way up from a mention: a polarity, and what qualifies it.

    Attributes:
        polarity: 1 for, -1 against, as seen from the mention so far.
        holders: who takes it; empty while nobody has claimed it.
        taken: True once a predicate of stance has been passed.
        tentative: True under "could", "might", "may".
        neutral: True when the holder says that it takes no side.
        announced: True while it rests only on what its holder is said to do ("will withdraw").
        offered: True when a speaker merely suggested it.
        condition: the span that it depends on.
        inverse: True when the stance holds unless the condition is met.
        quote: the attribution that it was said in.
        top: the predicate that decided.
        why: the words that decided, in order from the mention upwards.
    """

    polarity: int
    holders: list[Mention] = field(default_factory=list)
    taken: bool = False
    tentative: bool = False
    neutral: bool = False
    announced: bool = False
    offered: bool = False
    condition: Span | None = None
    inverse: bool = False
    quote: Quote | None = None
    top: Token | None = None
    why: tuple[str, ...] = ()

    def turn(self, *because: str) -> None:
        """Turn the polarity around, noting why."""
        self.polarity = -self.polarity
        self.why += because


class Scene:
    """What is known of an article when its stances are coded."""

    def __init__(self, article: Article, cast: Cast, quotes: list[Quote], codebook: Codebook) -> None:
        self.article = article
        self.cast = cast
        self.codebook = codebook
        self._by_cue = {quote.cue: quote for quote in quotes}
        self._quotes: dict[int, list[Quote]] = {}
        for quote in quotes:
            for start in {part.paragraph.start for part in quote.parts}:
                self._quotes.setdefault(start, []).append(quote)

    def quote_by(self, cue: Token) -> Quote | None:
        """Return the attribution that a word is the cue of."""
        return self._by_cue.get(cue)

    def quote_around(self, paragraph: Paragraph, token: Token) -> Quote | None:
        """Return the narrowest attribution whose content a token stands in."""
        return next(iter(self.quotes_around(paragraph, token)), None)

    def quotes_around(self, paragraph: Paragraph, token: Token) -> list[Quote]:
        """Return the attributions whose content a token stands in, the narrowest first."""
        around = [quote for quote in self._quotes.get(paragraph.start, ()) if quote.covers(token)]
        return sorted(around, key=lambda quote: sum(len(part.span) for part in quote.parts))

    def holders(self, paragraph: Paragraph, predicate: Token) -> list[Mention]:
        """Return who takes the stance of a predicate: its subject or agent; "we" means the speaker."""
        passive = child(predicate, "nsubj:pass", "aux:pass") is not None
        who = child(predicate, "obl:agent") if passive else subject(predicate)
        if who is None:
            return []
        found = self.cast.all_of(paragraph, who)
        if not found and who.lower_ in ("we", "i"):
            quote = self.quote_around(paragraph, predicate)
            return [quote.mention] if quote is not None and quote.mention else []
        return found

    def same_side(self, holders: list[Mention], speakers: list[Mention]) -> bool:
        """Tell whether each holder speaks for the side of one of the speakers."""
        side = self.codebook.side
        sides = {side(mention.actor) for mention in speakers if mention.actor}
        return all(mention.actor is None or side(mention.actor) in sides for mention in holders)
