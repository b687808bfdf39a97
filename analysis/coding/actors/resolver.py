"""Who is meant: names, titles, institutions and pronouns in an article, resolved to actors."""

from itertools import takewhile

from spacy.tokens import Span, Token

from analysis.coding.actors.names import ENTITIES, Mention, Names
from analysis.coding.actors.offices import Offices, beside, phrase_of
from analysis.coding.lexicon import words
from analysis.coding.syntax.clauses import SUBJECT, lemma
from analysis.coding.syntax.extents import conjuncts
from analysis.language.parsing import Article, Paragraph

# a pronoun further than this many sentences from a name is left unresolved
REACH = 3
# a subject rather takes up a subject: more than an object or an aside of its own sentence
PARALLEL = 1.5
# how many words before "negotiators" the states are looked for
BEFORE = 5
TITLES = ("appos", "flat", "nmod:desc")


class EntityResolver:
    """Everybody mentioned in one article, with what each pronoun refers to."""

    def __init__(self, article: Article, names: Names) -> None:
        self._offices = Offices(names.codebook, article.document.published)
        self._at: dict[tuple[int, int], Mention] = {}
        self._history: list[tuple[int, float, Mention]] = []
        self._last: dict[str, int] = {}
        self._gender: dict[str, str] = {}
        sentence = 0
        for paragraph in article.paragraphs:
            self._add_names(paragraph, names)
            for sent in paragraph.doc.sents:
                sentence += 1
                self._read(paragraph, sent, sentence)

    def resolve_source(self, paragraph: Paragraph, phrase: Span) -> Mention | None:
        """Resolve a source phrase: to a person named in it, otherwise through its head."""
        head = phrase.root
        if head.tag_ in ("WP", "WDT") and head.head.dep_ in ("acl:relcl", "acl"):
            return self.of(paragraph, head.head.head)
        for token in takewhile(lambda token: token.tag_ not in ("WP", "WP$", "WDT"), phrase):
            mention = self.at(paragraph, token)
            if mention is None or mention.kind != "person":
                continue
            if _is_age(token) or (token.tag_.startswith("NNP") and _is_bearer(phrase, token)):
                return mention
        return self.of(paragraph, head)

    def of(self, paragraph: Paragraph, token: Token) -> Mention | None:
        """Return who a phrase's head means: by name, office, pronoun, institution or share of a group."""
        direct = self.at(paragraph, token)
        if direct is not None:
            return direct
        kids = sorted(token.children, key=lambda kid: kid.dep_ not in TITLES)
        for kid in kids:
            mention = self._by_child(paragraph, token, kid)
            if mention is not None:
                return mention
        return self.at(paragraph, token.head) if token.dep_ == "appos" else None

    def all_of(self, paragraph: Paragraph, token: Token) -> list[Mention]:
        """Return everybody a coordinated phrase means ("Ukraine and its allies")."""
        found = [mention for part in conjuncts(token) if (mention := self.of(paragraph, part)) is not None]
        if lemma(token) in words("sourcing", "organ") and token.tag_ == "NNS":
            found = [*self._modifiers(paragraph, token), *found]
        return list(dict.fromkeys(found))

    def at(self, paragraph: Paragraph, token: Token) -> Mention | None:
        """Return whom a word is a name of or a pronoun for."""
        return self._at.get((paragraph.start, token.i))

    def _by_child(self, paragraph: Paragraph, token: Token, kid: Token) -> Mention | None:
        """Return whom "Russian negotiators", "70 % of Ukrainians" or "Zelenskyy, the president" mean."""
        noun = lemma(token)
        if kid.dep_ in ("compound", "amod", "nmod:poss", "flat", "nmod:desc") and noun in words(
            "sourcing", "organ"
        ):
            mention = self.at(paragraph, kid)
            speaks = token.tag_ == "NNS" or noun not in words("sourcing", "plural_only")
            is_holder = token.tag_ == "NN" and noun in words("sourcing", "office")
            if mention is not None and mention.kind != "person" and speaks and not is_holder:
                return mention
        if kid.dep_ == "nmod" and (noun in words("sourcing", "share") or token.tag_ == "CD"):
            return self.of(paragraph, kid)
        return self.at(paragraph, kid) if kid.dep_ in TITLES else None

    def _modifiers(self, paragraph: Paragraph, noun: Token) -> list[Mention]:
        """Return the states before "Russian and Ukrainian negotiators", however the parser joined them."""
        found: list[Mention] = []
        for place in range(noun.i - 1, max(-1, noun.i - 1 - BEFORE), -1):
            mention = self.at(paragraph, noun.doc[place])
            if mention is not None and mention.kind in ("state", "organisation"):
                found.insert(0, mention)
            elif noun.doc[place].lower_ not in words("sourcing", "between"):
                break
        return found

    def _add_names(self, paragraph: Paragraph, names: Names) -> None:
        for span, actor in names.find(paragraph.doc):
            self._put(paragraph, span, Mention(span.text, actor.name, actor.kind))
        for entity in paragraph.doc.ents:
            known = any(self.at(paragraph, token) for token in entity)
            if entity.label_ in ENTITIES and not known:
                self._put(paragraph, entity, Mention(entity.text, None, ENTITIES[entity.label_]))

    def _put(self, paragraph: Paragraph, span: Span, mention: Mention) -> None:
        for token in span:
            self._at[paragraph.start, token.i] = mention

    def _read(self, paragraph: Paragraph, sent: Span, sentence: int) -> None:
        """Walk a sentence in order: remember whom it names, resolve its pronouns by what went before."""
        seen: set[Mention] = set()
        for token in sent:
            mention = self.at(paragraph, token)
            if mention is None:
                mention = self._pointed_at(paragraph, token, sentence)
                if mention is not None:
                    self._at[paragraph.start, token.i] = mention
            if mention is not None and (mention not in seen or token.dep_ in SUBJECT):
                seen.add(mention)
                self._last[_key(mention)] = len(self._history)
                self._history.append((sentence, _rank(token), mention))
                self._note_gender(token, mention)

    def _pointed_at(self, paragraph: Paragraph, token: Token, sentence: int) -> Mention | None:
        """Return who a pronoun, an office or "the 58-year-old" means, by what went before."""
        if token.tag_ in ("PRP", "PRP$") or _is_age(token):
            return self._antecedent(token, sentence)
        known = self._offices.knows(lemma(token))
        if token.tag_ not in ("NN", "NNP") or not (known or _hangs_on_name(token)):
            return None

        def found(other: Token) -> Mention | None:
            return self.at(paragraph, other)

        phrase = phrase_of(token, found, self._offices)
        bearer = beside(phrase, token, found)
        if bearer is not None:
            self._offices.add(phrase.office, bearer)
            return None
        return self._offices.holder(phrase, self._last_named) if phrase.is_definite else None

    def _last_named(self, mention: Mention) -> int | None:
        """Return at which place of the history somebody was last mentioned."""
        return self._last.get(_key(mention))

    def _note_gender(self, token: Token, mention: Mention) -> None:
        here = {token.lower_} | ({token.nbor(-1).lower_} if token.i else set())
        if mention.kind == "person":
            for gender in ("female", "male"):
                if here & words("pronouns", gender):
                    self._gender.setdefault(_key(mention), gender)

    def _antecedent(self, token: Token, sentence: int) -> Mention | None:
        """Return the best mention of the last sentences that a pronoun can take up."""
        best: tuple[float, Mention] | None = None
        for where, rank, mention in reversed(self._history):
            distance = sentence - where
            if distance > REACH:
                break
            cost = 2 * distance + rank + PARALLEL * (rank > 0 and token.dep_ in SUBJECT)
            if (best is None or cost < best[0]) and self._fits(token, mention, rank, distance):
                best = (cost, mention)
        return best[1] if best else None

    def _fits(self, token: Token, mention: Mention, rank: float, distance: int) -> bool:
        """Tell whether a pronoun can take up a mention by its kind, gender and place."""
        word = token.lower_
        if _is_age(token):
            return mention.kind == "person"
        if distance == 0 and token.dep_ in ("obj", "iobj") and rank == 0:
            return False
        if word in words("pronouns", "singular"):
            gender = "female" if word in words("pronouns", "female") else "male"
            return mention.kind == "person" and self._gender.get(_key(mention), gender) == gender
        if word in words("pronouns", "plural"):
            return mention.kind == "group"
        if word in words("pronouns", "neuter"):
            return mention.kind in ("state", "organisation") and rank == 0 and distance <= 1
        return False


def _hangs_on_name(noun: Token) -> bool:
    """Tell whether the parser joins a noun with a name, as a title or by apposition."""
    if noun.dep_ in (*TITLES, "compound") and noun.head.tag_.startswith("NNP"):
        return True
    return any(kid.dep_ in TITLES and kid.tag_.startswith("NNP") for kid in noun.children)


def _is_age(token: Token) -> bool:
    """Tell whether a word ends "the 58-year-old"."""
    return token.lower_ == "old" and token.i > 1 and token.nbor(-2).lower_ in ("year", "years")


def _is_bearer(phrase: Span, name: Token) -> bool:
    """Tell whether a person's name says who a phrase is about: no possessor, behind no preposition."""
    first, last = name.i, name.i
    while last + 1 < phrase.end and phrase.doc[last + 1].tag_.startswith("NNP"):
        last += 1
    if last + 1 < len(phrase.doc) and phrase.doc[last + 1].tag_ == "POS":
        return False
    while first > phrase.start and phrase.doc[first - 1].tag_.startswith("NNP"):
        first -= 1
    before = phrase.doc[first - 1] if first > phrase.start else None
    return before is None or before.tag_ not in ("IN", "TO", "CC") or phrase.doc[first].lower_ == "state"


def _key(mention: Mention) -> str:
    return mention.actor or mention.text


def _rank(token: Token) -> float:
    """Rank how likely a later pronoun takes a mention up: subjects first, then their possessors."""
    while token.dep_ in ("flat", "compound", "appos") and token.head != token:
        token = token.head
    if token.dep_ in SUBJECT:
        return 0.0
    return 0.5 if token.dep_ == "nmod:poss" and token.head.dep_ in SUBJECT else 1.0
