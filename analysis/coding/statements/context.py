"""What stances are coded from, and what is found on the way: the context and the stance."""

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from analysis.codebook import Codebook
from analysis.coding.actors.names import Mention
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.lexicon import get_words
from analysis.coding.quotes.attribution import Quote
from analysis.coding.stance_cues.attachment import find_owner_behind, find_swallowed_subject
from analysis.coding.stance_cues.requests import find_charged, get_charge
from analysis.coding.syntax.clauses import SUBJECT, find_child, find_subject, get_lemma, is_verb
from analysis.language.parsing import Article, Paragraph

# the pipeline's label of adjectives of states and peoples
PEOPLES = ("NORP",)


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
        silent: True when the words leave open where the holders stand; without holders, where anybody does.
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
    silent: bool = False
    condition: Span | None = None
    inverse: bool = False
    quote: Quote | None = None
    top: Token | None = None
    why: tuple[str, ...] = ()

    def turn(self, *because: str) -> None:
        """Turn the polarity around, noting why."""
        self.polarity = -self.polarity
        self.why += because


class ArticleContext:
    """What is known of an article when its stances are coded."""

    def __init__(
        self, article: Article, resolver: EntityResolver, quotes: list[Quote], codebook: Codebook
    ) -> None:
        self.article = article
        self.resolver = resolver
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
        passive = find_child(predicate, "nsubj:pass", "aux:pass") is not None
        who = find_child(predicate, "obl:agent") if passive else find_charged(predicate) or _doer(predicate)
        if who is None:
            return []
        found = self.named(paragraph, who)
        if not found and who.lower_ in ("we", "i"):
            quote = self.quote_around(paragraph, predicate)
            return [quote.mention] if quote is not None and quote.mention else []
        return found

    def named(self, paragraph: Paragraph, who: Token) -> list[Mention]:
        """Return whom a phrase means; somebody whom the codebook does not know is somebody all the same.

        Nobody for a pronoun that is left open, and for "the party" or "our company", which may well be
        the speaker's own.
        """
        found = self.resolver.all_of(paragraph, who)
        if found or not who.tag_.startswith("NN") or _is_body(who):
            return found
        return [Mention(who.text, None, "group")]

    def owners(self, paragraph: Paragraph, noun: Token) -> list[Mention]:
        """Return whose call, plea or refusal it is: possessor, "by" or "from", or who voices it."""
        if find_child(noun, "cop") is not None:
            # "is an opponent of Z"
            return self.holders(paragraph, noun)
        owner = find_child(noun, "nmod:poss") or find_owner_behind(noun)
        if owner is not None:
            blamed = find_child(noun.head, "obj", "nsubj:pass") if get_charge(noun.head) else None
            is_theirs = owner.tag_ == "PRP$" and noun.dep_ == "obl"
            return self.named(paragraph, blamed if blamed is not None and is_theirs else owner)
        for kid in noun.children:
            if kid.dep_ in ("compound", "amod") and (found := self._of_modifier(paragraph, kid)):
                return found
        verb = noun.head
        if noun.dep_ == "obj" and is_verb(verb) and verb.lemma_ in get_words("stance", "voicing"):
            return self.holders(paragraph, verb)
        if noun.dep_ in ("obj", "obl") and get_lemma(noun) in get_words("stance", "calls"):
            # "weighed a request for Z": it is somebody's, and not whose words tell of it
            return [Mention(noun.text, None, "group")]
        return []

    def _of_modifier(self, paragraph: Paragraph, word: Token) -> list[Mention]:
        """Return whom "EU", "French" or "UN-backed" before a noun means."""
        for token in word.subtree:
            if (mention := self.resolver.at(paragraph, token)) is not None:
                return [mention]
            if token.ent_type_ in PEOPLES:
                return [Mention(token.text, None, "group")]
        return []

    def same_side(self, holders: list[Mention], speakers: list[Mention]) -> bool:
        """Tell whether each holder speaks for the side of one of the speakers."""
        side = self.codebook.side
        sides = {side(mention.actor) for mention in speakers if mention.actor}
        return all(
            side(mention.actor) in sides if mention.actor else mention in speakers for mention in holders
        )


def _doer(predicate: Token) -> Token | None:
    """Return the subject of a predicate; of two ("two days later, a judge ruled") the nearer one."""
    own = [kid for kid in predicate.children if kid.dep_ in SUBJECT]
    return own[-1] if len(own) > 1 else find_subject(predicate) or find_swallowed_subject(predicate)


def _is_body(noun: Token) -> bool:
    """Tell whether a noun without a name is a body that people speak for: "the party"."""
    if get_lemma(noun) not in get_words("sourcing", "organ") | get_words("stance", "bodies"):
        return False
    named = (kid.tag_.startswith("NNP") or kid.tag_ == "NN" for kid in noun.children)
    return noun.tag_ == "NN" and not any(named)
