"""Resolve the names, titles, institutions and pronouns of an article to actors."""

from itertools import takewhile

from analysis.coding.actors.names import ENTITIES, ActorMatcher, Mention
from analysis.coding.actors.offices import Offices, find_title_bearer, read_office
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import SUBJECT, get_lemma
from analysis.coding.syntax.extents import find_conjuncts
from analysis.coding.syntax.other_parties import is_other_party
from analysis.language.parsing import Article, Paragraph
from analysis.language.tokens import Span, Token

# maximum distance in sentences from a pronoun to its antecedent
REACH = 3
# extra cost of a non-subject as the antecedent of a subject: with it, the subject of the previous sentence
# is preferred to an object of the same sentence
PARALLEL = 1.5
# number of words before "negotiators" that are searched for states
BEFORE = 5
TITLES = ("appos", "flat", "nmod:desc")


class EntityResolver:
    """Resolve the tokens of one article to mentions of actors, including pronouns and offices.

    Args:
        article: the parsed article; its date decides who holds an office.
        names: finds the names of the codebook's actors.
    """

    def __init__(self, article: Article, names: ActorMatcher) -> None:
        self._offices = Offices(names.codebook, article.document.published)
        self._mentions: dict[tuple[int, int], Mention] = {}
        self._history: list[tuple[int, float, Mention]] = []
        self._last_positions: dict[str, int] = {}
        self._genders: dict[str, str] = {}
        sentence = 0
        for paragraph in article.paragraphs:
            self._add_names(paragraph, names)
            for sent in paragraph.doc.sents:
                sentence += 1
                self._read_sentence(paragraph, sent, sentence)

    def resolve_source(self, paragraph: Paragraph, phrase: Span) -> Mention | None:
        """Resolve a source phrase: to a person named in it, otherwise through its head."""
        head = phrase.root
        if head.tag_ in ("WP", "WDT") and head.head.dep_ in ("acl:relcl", "acl"):
            return self.of(paragraph, head.head.head)
        for token in takewhile(lambda token: token.tag_ not in ("WP", "WP$", "WDT"), phrase):
            mention = self.at(paragraph, token)
            if mention is None or mention.kind != "person" or is_other_party(token):
                continue
            if _is_age(token) or (token.tag_.startswith("NNP") and _identifies(phrase, token)):
                return mention
        return None if is_other_party(head) else self.of(paragraph, head)

    def of(self, paragraph: Paragraph, token: Token) -> Mention | None:
        """Resolve a phrase through its head: a name, office, pronoun, institution or share of a group."""
        direct = self.at(paragraph, token)
        if direct is not None:
            return direct
        kids = sorted(token.children, key=lambda kid: kid.dep_ not in TITLES)
        for kid in kids:
            mention = self._resolve_by_child(paragraph, token, kid)
            if mention is not None:
                return mention
        return self.at(paragraph, token.head) if token.dep_ == "appos" else None

    def all_of(self, paragraph: Paragraph, token: Token) -> list[Mention]:
        """Return all the mentions that a coordinated phrase refers to ("Ukraine and its allies").

        Names that the phrase only sets apart are left out ("all but Ukraine").
        """
        found = [
            mention
            for part in find_conjuncts(token)
            if not is_other_party(part) and (mention := self.of(paragraph, part)) is not None
        ]
        if get_lemma(token) in get_words("sourcing", "organ") and token.tag_ == "NNS":
            found = [*self._find_modifiers(paragraph, token), *found]
        return list(dict.fromkeys(found))

    def at(self, paragraph: Paragraph, token: Token) -> Mention | None:
        """Return the mention that a word is part of or, as a pronoun or office, refers to."""
        return self._mentions.get((paragraph.start, token.i))

    def _resolve_by_child(self, paragraph: Paragraph, token: Token, kid: Token) -> Mention | None:
        """Resolve "Russian negotiators", "70 % of Ukrainians" or "Zelenskyy, the president"."""
        noun = get_lemma(token)
        if kid.dep_ in ("compound", "amod", "nmod:poss", "flat", "nmod:desc") and noun in get_words(
            "sourcing", "organ"
        ):
            mention = self.at(paragraph, kid)
            is_organ = token.tag_ == "NNS" or noun not in get_words("sourcing", "plural_only")
            is_holder = token.tag_ == "NN" and noun in get_words("sourcing", "office")
            if mention is not None and mention.kind != "person" and is_organ and not is_holder:
                return mention
        if kid.dep_ == "nmod" and (noun in get_words("sourcing", "share") or token.tag_ == "CD"):
            return self.of(paragraph, kid)
        return self.at(paragraph, kid) if kid.dep_ in TITLES else None

    def _find_modifiers(self, paragraph: Paragraph, noun: Token) -> list[Mention]:
        """Return the states in "Russian and Ukrainian negotiators", however the parser attached them."""
        found: list[Mention] = []
        for index in range(noun.i - 1, max(-1, noun.i - 1 - BEFORE), -1):
            mention = self.at(paragraph, noun.doc[index])
            if mention is not None and mention.kind in ("state", "organisation"):
                found.insert(0, mention)
            elif noun.doc[index].lower_ not in get_words("sourcing", "between"):
                break
        return found

    def _add_names(self, paragraph: Paragraph, names: ActorMatcher) -> None:
        for span, actor in names.find(paragraph.doc.parse):
            self._record(
                paragraph, paragraph.doc[span.start : span.end], Mention(span.text, actor.name, actor.kind)
            )
        for entity in paragraph.doc.ents:
            known = any(self.at(paragraph, token) for token in entity)
            if entity.label_ in ENTITIES and not known:
                self._record(paragraph, entity, Mention(entity.text, None, ENTITIES[entity.label_]))

    def _record(self, paragraph: Paragraph, span: Span, mention: Mention) -> None:
        for token in span:
            self._mentions[paragraph.start, token.i] = mention

    def _read_sentence(self, paragraph: Paragraph, sent: Span, sentence: int) -> None:
        """Read a sentence in order: record its mentions and resolve its pronouns to earlier ones."""
        seen: set[Mention] = set()
        for token in sent:
            mention = self.at(paragraph, token)
            if mention is None:
                mention = self._resolve_reference(paragraph, token, sentence)
                if mention is not None:
                    self._mentions[paragraph.start, token.i] = mention
            if mention is not None and (mention not in seen or token.dep_ in SUBJECT):
                seen.add(mention)
                self._last_positions[_get_key(mention)] = len(self._history)
                self._history.append((sentence, _rank_mention(token), mention))
                self._note_gender(token, mention)

    def _resolve_reference(self, paragraph: Paragraph, token: Token, sentence: int) -> Mention | None:
        """Resolve a pronoun, an office or "the 58-year-old" to an earlier mention."""
        if token.tag_ in ("PRP", "PRP$") or _is_age(token):
            return self._find_antecedent(token, sentence)
        is_office = self._offices.knows(get_lemma(token))
        if token.tag_ not in ("NN", "NNP") or not (is_office or _is_attached_to_name(token)):
            return None

        def find_mention(other: Token) -> Mention | None:
            return self.at(paragraph, other)

        phrase = read_office(token, find_mention, self._offices)
        bearer = find_title_bearer(phrase, token, find_mention)
        if bearer is not None:
            self._offices.add(phrase.office, bearer)
            return None
        return self._offices.find_holder(phrase, self._recency) if phrase.is_definite else None

    def _recency(self, mention: Mention) -> int | None:
        """Return the position in the history at which an actor was last mentioned, or None."""
        return self._last_positions.get(_get_key(mention))

    def _note_gender(self, token: Token, mention: Mention) -> None:
        here = {token.lower_} | ({token.nbor(-1).lower_} if token.i else set())
        if mention.kind == "person":
            for gender in ("female", "male"):
                if here & get_words("pronouns", gender):
                    self._genders.setdefault(_get_key(mention), gender)

    def _find_antecedent(self, token: Token, sentence: int) -> Mention | None:
        """Return the best antecedent of a pronoun among the mentions of the last sentences."""
        best: tuple[float, Mention] | None = None
        for mention_sentence, rank, mention in reversed(self._history):
            distance = sentence - mention_sentence
            if distance > REACH:
                break
            cost = 2 * distance + rank + PARALLEL * (rank > 0 and token.dep_ in SUBJECT)
            if (best is None or cost < best[0]) and self._is_compatible(token, mention, rank, distance):
                best = (cost, mention)
        return best[1] if best else None

    def _is_compatible(self, token: Token, mention: Mention, rank: float, distance: int) -> bool:
        """Return whether a mention's kind, gender and position allow it as a pronoun's antecedent."""
        word = token.lower_
        if _is_age(token):
            return mention.kind == "person"
        if distance == 0 and token.dep_ in ("obj", "iobj") and rank == 0:
            return False
        if word in get_words("pronouns", "singular"):
            gender = "female" if word in get_words("pronouns", "female") else "male"
            return mention.kind == "person" and self._genders.get(_get_key(mention), gender) == gender
        if word in get_words("pronouns", "plural"):
            return mention.kind == "group"
        if word in get_words("pronouns", "neuter"):
            return mention.kind in ("state", "organisation") and rank == 0 and distance <= 1
        return False


def _is_attached_to_name(noun: Token) -> bool:
    """Return whether the parser attaches a noun to a name, as a title or an apposition."""
    if noun.dep_ in (*TITLES, "compound") and noun.head.tag_.startswith("NNP"):
        return True
    return any(kid.dep_ in TITLES and kid.tag_.startswith("NNP") for kid in noun.children)


def _is_age(token: Token) -> bool:
    """Return whether a word is the last one of "the 58-year-old"."""
    return token.lower_ == "old" and token.i > 1 and token.nbor(-2).lower_ in ("year", "years")


def _identifies(phrase: Span, name: Token) -> bool:
    """Return whether a person's name identifies a phrase: it owns, modifies and follows nothing in it."""
    first, last = name.i, name.i
    while last + 1 < phrase.end and phrase.doc[last + 1].tag_.startswith("NNP"):
        last += 1
    following = phrase.doc[last + 1].tag_ if last + 1 < len(phrase.doc) else ""
    # "a Trump adviser"
    if following == "POS" or (following in ("NN", "NNS") and phrase.doc[last].dep_ == "compound"):
        return False
    while first > phrase.start and phrase.doc[first - 1].tag_.startswith("NNP"):
        first -= 1
    before = phrase.doc[first - 1] if first > phrase.start else None
    return before is None or before.tag_ not in ("IN", "TO", "CC") or phrase.doc[first].lower_ == "state"


def _get_key(mention: Mention) -> str:
    return mention.actor or mention.text


def _rank_mention(token: Token) -> float:
    """Rank a mention as the antecedent of a later pronoun: subjects first, then their possessors."""
    while token.dep_ in ("flat", "compound", "appos") and token.head != token:
        token = token.head
    if token.dep_ in SUBJECT:
        return 0.0
    return 0.5 if token.dep_ == "nmod:poss" and token.head.dep_ in SUBJECT else 1.0
