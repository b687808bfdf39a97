"""The input of stance coding (the context of an article) and its intermediate result (a stance)."""

from dataclasses import dataclass, field

from analysis.codebook import Codebook
from analysis.coding.actors.names import Mention
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.lexicon import get_words
from analysis.coding.quotes.attribution import Quote
from analysis.coding.stance_cues.attachment import find_following_owner, find_misparsed_subject
from analysis.coding.stance_cues.requests import classify_judgement, find_judged_doer
from analysis.coding.syntax.clauses import SUBJECT, find_child, find_subject, get_lemma, is_verb
from analysis.coding.syntax.other_parties import is_other_party
from analysis.language.parsing import Article, Paragraph
from analysis.language.tokens import Span, Token

# entity label of nationalities, as in "French"
PEOPLES = ("NORP",)


@dataclass
class Stance:
    """A stance, completed step by step on the path up from a mention.

    Attributes:
        polarity: 1 for support, -1 for opposition, of what the mention and the words passed so far name.
        holders: the actors who take the stance; empty as long as none is known.
        established: True once a stance predicate has been found.
        tentative: True under "could", "might", "may".
        neutral: True if the holder declares that it takes no side.
        announced: True as long as the only evidence is an announced act of the holder ("will withdraw").
        left_open: True if the text leaves the holders' stance open; without holders, anyone's stance.
        offered: True if a speaker only suggested it.
        condition: the span that it depends on.
        inverse: True if the stance holds unless the condition is met.
        quote: the quote that contains it.
        predicate: the predicate that determined the stance.
        cues: the words that determined the stance, from the mention upwards.
    """

    polarity: int
    holders: list[Mention] = field(default_factory=list)
    established: bool = False
    tentative: bool = False
    neutral: bool = False
    announced: bool = False
    offered: bool = False
    left_open: bool = False
    condition: Span | None = None
    inverse: bool = False
    quote: Quote | None = None
    predicate: Token | None = None
    cues: tuple[str, ...] = ()

    def reverse(self, *cues: str) -> None:
        """Reverse the polarity and note the words that cause it."""
        self.polarity = -self.polarity
        self.cues += cues


class ArticleContext:
    """An article with its quotes, and the references in it resolved to actors."""

    def __init__(
        self, article: Article, resolver: EntityResolver, quotes: list[Quote], codebook: Codebook
    ) -> None:
        self.article = article
        self.resolver = resolver
        self.codebook = codebook
        self._by_cue = {quote.cue: quote for quote in quotes}
        self._around: dict[tuple[int, int], list[Quote]] = {}
        # narrowest first, as they are wanted
        for quote in sorted(quotes, key=lambda quote: sum(len(part.span) for part in quote.parts)):
            places = (
                (part.paragraph.start, place)
                for part in quote.parts
                for place in range(part.span.start, part.span.end)
            )
            for place in dict.fromkeys(places):
                self._around.setdefault(place, []).append(quote)

    def get_quote(self, cue: Token) -> Quote | None:
        """Return the quote with a word as its cue."""
        return self._by_cue.get(cue)

    def find_quote_around(self, paragraph: Paragraph, token: Token) -> Quote | None:
        """Return the narrowest quote whose content includes a token."""
        return next(iter(self.find_quotes_around(paragraph, token)), None)

    def find_quotes_around(self, paragraph: Paragraph, token: Token) -> list[Quote]:
        """Return the quotes whose content includes a token, narrowest first."""
        return self._around.get((paragraph.start, token.i), [])

    def resolve_holders(self, paragraph: Paragraph, predicate: Token) -> list[Mention]:
        """Return the holders of a predicate's stance: its subject or agent; "we" means the speaker."""
        if find_child(predicate, "nsubj:pass", "aux:pass") is not None:
            phrase = find_child(predicate, "obl:agent")
        else:
            phrase = find_judged_doer(predicate) or _find_doer(predicate)
        if phrase is not None and is_other_party(phrase):
            phrase = self._find_doer_beside(paragraph, phrase, predicate)
        if phrase is None:
            return []
        found = self.resolve_phrase(paragraph, phrase)
        if not found and phrase.lower_ in ("we", "i"):
            quote = self.find_quote_around(paragraph, predicate)
            return [quote.mention] if quote is not None and quote.mention else []
        return found

    def resolve_phrase(self, paragraph: Paragraph, phrase: Token) -> list[Mention]:
        """Return the actors that a phrase refers to, with a placeholder if the codebook has no such actor.

        The list is empty for an unresolved pronoun, and for "the party" or "our company", which may be
        the speaker's own.
        """
        found = [] if is_other_party(phrase) else self.resolver.all_of(paragraph, phrase)
        if found or not phrase.tag_.startswith("NN") or _is_unnamed_body(phrase):
            return found
        return [Mention(phrase.text, None, "group")]

    def _find_doer_beside(self, paragraph: Paragraph, other: Token, predicate: Token) -> Token | None:
        """Return the doer that the parser missed, in "unlike X, Y objects": the first name after X."""
        sent = predicate.sent
        names = [
            token
            for token in sent.doc[sent.start : predicate.i]
            if self.resolver.at(paragraph, token) is not None and not is_other_party(token)
        ]
        return next((token for token in names if token.i > other.i), names[0] if names else None)

    def resolve_owners(self, paragraph: Paragraph, noun: Token) -> list[Mention]:
        """Return the holders of a call, plea or refusal: its possessor, "by" or "from", or its speaker."""
        if find_child(noun, "cop") is not None:
            # "is an opponent of Z"
            return self.resolve_holders(paragraph, noun)
        owner = find_child(noun, "nmod:poss") or find_following_owner(noun)
        if owner is not None:
            blamed = find_child(noun.head, "obj", "nsubj:pass") if classify_judgement(noun.head) else None
            is_theirs = owner.tag_ == "PRP$" and noun.dep_ == "obl"
            return self.resolve_phrase(paragraph, blamed if blamed is not None and is_theirs else owner)
        for kid in noun.children:
            if kid.dep_ in ("compound", "amod") and (found := self._resolve_modifier(paragraph, kid)):
                return found
        verb = noun.head
        if noun.dep_ == "obj" and is_verb(verb) and verb.lemma_ in get_words("stance", "voicing"):
            return self.resolve_holders(paragraph, verb)
        if noun.dep_ in ("obj", "obl") and get_lemma(noun) in get_words("stance", "calls"):
            # "weighed a request for Z": its holder is unknown, and is not the subject of the verb
            return [Mention(noun.text, None, "group")]
        return []

    def _resolve_modifier(self, paragraph: Paragraph, word: Token) -> list[Mention]:
        """Return the actor that "EU", "French" or "UN-backed" before a noun refers to."""
        for token in word.subtree:
            if (mention := self.resolver.at(paragraph, token)) is not None:
                return [mention]
            if token.ent_type_ in PEOPLES:
                return [Mention(token.text, None, "group")]
        return []

    def are_same_side(self, holders: list[Mention], speakers: list[Mention]) -> bool:
        """Return whether each holder is on the side of one of the speakers."""
        side = self.codebook.side
        sides = {side(mention.actor) for mention in speakers if mention.actor}
        return all(
            side(mention.actor) in sides if mention.actor else mention in speakers for mention in holders
        )


def _find_doer(predicate: Token) -> Token | None:
    """Return the subject of a predicate, the nearer of two: "two days later, a judge ruled"."""
    own = [kid for kid in predicate.children if kid.dep_ in SUBJECT]
    return own[-1] if len(own) > 1 else find_subject(predicate) or find_misparsed_subject(predicate)


def _is_unnamed_body(noun: Token) -> bool:
    """Return whether a noun refers to an unnamed body that people speak for: "the party"."""
    if get_lemma(noun) not in get_words("sourcing", "organ") | get_words("stance", "bodies"):
        return False
    named = (kid.tag_.startswith("NNP") or kid.tag_ == "NN" for kid in noun.children)
    return noun.tag_ == "NN" and not any(named)
