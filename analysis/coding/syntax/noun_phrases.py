"""Noun phrases read from left to right by tags, which are surer than the parser's attachments."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from analysis.coding.lexicon.propositions import listed
from analysis.coding.lexicon.roots import root
from analysis.coding.syntax.clauses import lemma

DETERMINERS = ("DT", "PDT", "PRP$", "WP$")
NOUNS = ("NN", "NNS", "NNP", "NNPS")
INSIDE = (*NOUNS, "JJ", "JJR", "JJS", "VBN", "CD", "HYPH", "POS", "$")
# prepositions that say of which thing one speaks
OF_WHICH = ("of", "for", "on", "in", "to", "against", "between", "with", "over")
LONGEST = 9
PARTICLES = ("out", "up", "down", "off", "back", "over", "in")


@dataclass(frozen=True)
class Phrase:
    """A noun phrase.

    Attributes:
        head: its noun.
        before: the words before it that tell which one is meant, in order; no determiner.
        owner: "the engineers" in "the engineers' release".
        preposition: between it and what hangs on it; "" without.
        complement: what hangs on it: "the northern provinces" in "autonomy for the northern provinces".
        opener: its determiner, lower-case; "" without.
    """

    head: Token
    before: tuple[Token, ...] = ()
    owner: "Phrase | None" = None
    preposition: str = ""
    complement: "Phrase | None" = None
    opener: str = ""
    start: int = 0

    @property
    def noun(self) -> str:
        """The base form of its noun; "phase-out" where the parser took that for three words."""
        behind = self.head.doc[self.head.i + 1 : self.own_end].text
        return f"{lemma(self.head)}{behind}".lower()

    @property
    def own_end(self) -> int:
        """The place behind its noun."""
        behind = self.head.doc[self.head.i + 1 : self.head.i + 3]
        joined_on = len(behind) == 2 and behind[0].text == "-" and behind[1].lower_ in PARTICLES
        return self.head.i + (3 if joined_on else 1)

    @property
    def end(self) -> int:
        """The place behind its last word."""
        return self.complement.end if self.complement is not None else self.own_end

    def tokens(self) -> Iterator[Token]:
        """Yield the words that tell what is meant, in the order of the text."""
        if self.owner is not None and self.owner.head.tag_ in ("NN", "NNS") and not self.is_held:
            yield from self.owner.tokens()
        yield from self.before
        yield self.head
        if self.complement is not None:
            yield from self.complement.tokens()

    @property
    def is_held(self) -> bool:
        """Tell whether it is somebody's: "the minister's offer"."""
        return self.owner is not None and lemma(self.owner.head) in listed("bodies")

    @property
    def is_counted(self) -> bool:
        """Tell whether a number hangs on it: "an increase of nine percent"."""
        return self.complement is not None and any(token.tag_ == "CD" for token in self.complement.tokens())

    def stems(self) -> frozenset[str]:
        """Return the stems by which phrases are compared: no numbers, no pale words."""
        tokens = replace(self, complement=None).tokens() if self.is_counted else self.tokens()
        return frozenset(root(token.lower_) for token in tokens if tells(token))

    def bare(self) -> str:
        """Return its noun with the words before it, as one writes a name: "affordable housing quota"."""
        return joined(
            cased(token) for token in (*self.before, self.head) if tells(token) or token.tag_ == "HYPH"
        )

    @property
    def is_described(self) -> bool:
        """Tell whether only adjectives say which one is meant: "direct election"."""
        nouns = [token for token in self.before if token.tag_ in NOUNS]
        return self.complement is None and not nouns and self.owner is None


def tells(token: Token) -> bool:
    """Tell whether a word helps to say which thing is meant."""
    if not token.text[0].isalnum() or not all(one.isalnum() or one in "-'.&/" for one in token.text):
        return False
    if not any(one.isalpha() for one in token.text):
        return False
    return token.tag_ not in ("CD", "RB", "PDT") and token.lower_ not in listed("pale") | {"percent"}


def cased(token: Token) -> str:
    """Return a word in small letters unless it is a name."""
    named = token.tag_ in ("NNP", "NNPS") or token.ent_type_ or token.text.isupper()
    return token.text if named else token.lower_


def joined(words: Iterable[str]) -> str:
    """Return words as a phrase, those around a hyphen as one."""
    return " ".join(words).replace(" - ", "-")


def read_phrase(doc: Doc, start: int, end: int, deep: int = 2) -> Phrase | None:
    """Return the noun phrase that begins at a place, or None.

    Args:
        doc: the paragraph.
        start: place of its first word.
        end: where the sentence ends.
        deep: how many phrases may hang on one another.
    """
    places = _run(doc, start, min(end, start + LONGEST))
    last = next((place for place in reversed(places) if _may_head(doc[place])), None)
    if last is None or lemma(doc[last]) in listed("times") or not is_word(doc[last]):
        return None
    opener = doc[start].lower_ if doc[start].tag_ in DETERMINERS else ""
    first = start + bool(opener)
    owner, first = _owner(doc, first, last)
    before = tuple(doc[place] for place in range(first, last) if doc[place].tag_ not in DETERMINERS)
    phrase = Phrase(doc[last], before, owner, opener=opener, start=start)
    preposition, complement = _hanging(doc, phrase.own_end, end, deep)
    return Phrase(doc[last], before, owner, preposition, complement, opener, start) if complement else phrase


def _run(doc: Doc, start: int, end: int) -> range:
    """Return the places of words that may be one phrase."""
    place = start
    while place < end and _goes_on(doc, start, place):
        place += 1
    return range(start, place)


def _goes_on(doc: Doc, start: int, place: int) -> bool:
    token = doc[place]
    if token.tag_ in DETERMINERS:
        return place == start
    if token.tag_ == "VBG":
        if place == start:
            return token.dep_ == "amod" and token.head.i > place
        return doc[place - 1].tag_ in (*DETERMINERS, "JJ", "HYPH", "NN", "POS")
    if _is_base(token):
        return place > start and doc[start].lower_ in ("a", "an") and _ends_phrase(doc, place + 1)
    if token.tag_ == "RB":
        return place + 1 < len(doc) and doc[place + 1].tag_ in ("JJ", "VBN")
    quoted = token.text in ('"', "“", "”") and place > start and doc[place - 1].tag_ in (*DETERMINERS, "JJ")
    return token.tag_ in INSIDE or token.text == "%" or quoted


def _may_head(token: Token) -> bool:
    return token.tag_ in (*NOUNS, "VBG") or _is_base(token)


def _is_base(token: Token) -> bool:
    """Tell whether a word is tagged as a verb in its base form, as some nouns are by mistake."""
    return token.tag_ in ("VB", "VBP", "VBN") and token.lower_ == lemma(token)


def _ends_phrase(doc: Doc, place: int) -> bool:
    """Tell whether what follows ends a phrase, as behind "a shipping levy"."""
    return place >= len(doc) or doc[place].is_punct or doc[place].tag_ in ("IN", "CC")


def _owner(doc: Doc, first: int, last: int) -> tuple[Phrase | None, int]:
    """Return whose it is, and where the words behind that begin."""
    for place in range(last - 1, first, -1):
        if doc[place].tag_ == "POS":
            head = doc[place - 1]
            words = tuple(doc[first : place - 1])
            return Phrase(head, words, start=first) if head.tag_ in NOUNS else None, place + 1
    return None, first


def _hanging(doc: Doc, place: int, end: int, deep: int) -> tuple[str, Phrase | None]:
    if not deep or place >= end or doc[place].lower_ not in OF_WHICH:
        return "", None
    hanging = read_phrase(doc, place + 1, end, deep - 1)
    if hanging is None or lemma(hanging.head) in listed("trivial") | listed("settings"):
        return "", None
    if doc[place].lower_ in ("for", "to") and lemma(hanging.head) in listed("bodies"):
        # who gets it does not tell what it is
        return "", None
    return doc[place].lower_, hanging


def is_word(token: Token) -> bool:
    """Tell whether a token is a plain word, as a name of a thing must be."""
    return len(token) > 2 and all(part.isalpha() for part in token.text.replace("-", " ").split())


def phrase_of(noun: Token) -> Phrase | None:
    """Return the phrase whose head is a noun, with what hangs on it."""
    doc, sent = noun.doc, noun.sent
    first = noun.i
    while first > sent.start and (doc[first - 1].tag_ in INSIDE or doc[first - 1].text == "%"):
        first -= 1
    if first > sent.start and doc[first - 1].tag_ in DETERMINERS:
        first -= 1
    return read_phrase(doc, first, sent.end)


def whole_of(noun: Token) -> Phrase | None:
    """Return the phrase of a noun or the one that this hangs on: "autonomy for the provinces"."""
    phrase = phrase_of(noun)
    if phrase is None or phrase.start < noun.sent.start + 2:
        return phrase
    before, carrier = noun.doc[phrase.start - 1], noun.doc[phrase.start - 2]
    if before.lower_ in OF_WHICH and carrier.tag_ in ("NN", "NNS"):
        return phrase_of(carrier) or phrase
    return phrase
