"""Read noun phrases from left to right by tags, which are more reliable than the parser's attachments."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from analysis.coding.lexicon.propositions import get_list
from analysis.coding.lexicon.roots import get_root
from analysis.coding.syntax.clauses import get_lemma
from analysis.language.tokens import Doc, Token

DETERMINERS = ("DT", "PDT", "PRP$", "WP$")
NOUNS = ("NN", "NNS", "NNP", "NNPS")
INSIDE = (*NOUNS, "JJ", "JJR", "JJS", "VBN", "CD", "HYPH", "POS", "$")
# prepositions of a complement that specifies the noun
SPECIFYING = ("of", "for", "on", "in", "to", "against", "between", "with", "over")
MAX_LENGTH = 9
PARTICLES = ("out", "up", "down", "off", "back", "over", "in")


@dataclass(frozen=True)
class Phrase:
    """A noun phrase.

    Attributes:
        head: its noun.
        before: the modifiers before the noun, in order, without a determiner.
        owner: the possessor: "the engineers" in "the engineers' release".
        preposition: the preposition between noun and complement, or "".
        complement: "the northern provinces" in "autonomy for the northern provinces".
        opener: its determiner in lower case, or "".
        start: index of its first word.
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
        """The base form of its noun; "phase-out" even if the tokenizer split that into three words."""
        rest = self.head.doc[self.head.i + 1 : self.own_end].text
        return f"{get_lemma(self.head)}{rest}".lower()

    @property
    def own_end(self) -> int:
        """The index after its noun."""
        after = self.head.doc[self.head.i + 1 : self.head.i + 3]
        has_particle = len(after) == 2 and after[0].text == "-" and after[1].lower_ in PARTICLES
        return self.head.i + (3 if has_particle else 1)

    @property
    def end(self) -> int:
        """The index after its last word."""
        return self.complement.end if self.complement is not None else self.own_end

    def tokens(self) -> Iterator[Token]:
        """Yield the words of the phrase that identify its referent, in text order."""
        if self.owner is not None and self.owner.head.tag_ in ("NN", "NNS") and not self.is_held:
            yield from self.owner.tokens()
        yield from self.before
        yield self.head
        if self.complement is not None:
            yield from self.complement.tokens()

    @property
    def is_held(self) -> bool:
        """Whether its possessor is a person or body: "the minister's offer"."""
        return self.owner is not None and get_lemma(self.owner.head) in get_list("bodies")

    @property
    def is_counted(self) -> bool:
        """Whether its complement contains a number: "an increase of nine percent"."""
        return self.complement is not None and any(token.tag_ == "CD" for token in self.complement.tokens())

    def stems(self) -> frozenset[str]:
        """Return the stems used to compare phrases, without numbers and uninformative words."""
        tokens = replace(self, complement=None).tokens() if self.is_counted else self.tokens()
        return frozenset(get_root(token.lower_) for token in tokens if is_informative(token))

    def bare(self) -> str:
        """Return its noun with its modifiers, cased as a name: "affordable housing quota"."""
        return join_words(
            normalise_case(token)
            for token in (*self.before, self.head)
            if is_informative(token) or token.tag_ == "HYPH"
        )

    @property
    def is_described(self) -> bool:
        """Whether only adjectives specify it: "direct election"."""
        nouns = [token for token in self.before if token.tag_ in NOUNS]
        return self.complement is None and not nouns and self.owner is None


def is_state_of(phrase: Phrase) -> bool:
    """Return whether a phrase names no country, but a condition: "a state of emergency"."""
    complement = phrase.complement
    return get_lemma(phrase.head) == "state" and complement is not None and complement.head.tag_ == "NN"


def is_informative(token: Token) -> bool:
    """Return whether a word helps to identify the referent of a phrase."""
    if not token.text[0].isalnum() or not all(char.isalnum() or char in "-'.&/" for char in token.text):
        return False
    if not any(char.isalpha() for char in token.text):
        return False
    return token.tag_ not in ("CD", "RB", "PDT") and token.lower_ not in get_list("pale") | {"percent"}


def normalise_case(token: Token) -> str:
    """Return a word in lower case unless it is a name."""
    is_name = token.tag_ in ("NNP", "NNPS") or token.ent_type_ or token.text.isupper()
    return token.text if is_name else token.lower_


def join_words(words: Iterable[str]) -> str:
    """Join words into a phrase, without spaces around hyphens."""
    return " ".join(words).replace(" - ", "-")


def read_phrase(doc: Doc, start: int, end: int, deep: int = 2) -> Phrase | None:
    """Return the noun phrase that begins at an index, or None.

    Args:
        doc: the paragraph.
        start: index of its first word.
        end: index at which the sentence ends.
        deep: maximum depth of nested complements.
    """
    indices = _find_run(doc, start, min(end, start + MAX_LENGTH))
    last = next((index for index in reversed(indices) if _may_head(doc[index])), None)
    if last is None or get_lemma(doc[last]) in get_list("times") or not is_word(doc[last]):
        return None
    opener = doc[start].lower_ if doc[start].tag_ in DETERMINERS else ""
    first = start + bool(opener)
    owner, first = _read_owner(doc, first, last)
    before = tuple(doc[index] for index in range(first, last) if doc[index].tag_ not in DETERMINERS)
    phrase = Phrase(doc[last], before, owner, opener=opener, start=start)
    preposition, complement = _read_complement(doc, phrase.own_end, end, deep)
    return Phrase(doc[last], before, owner, preposition, complement, opener, start) if complement else phrase


def _find_run(doc: Doc, start: int, end: int) -> range:
    """Return the indices of consecutive words that may form one phrase."""
    index = start
    while index < end and _continues_phrase(doc, start, index):
        index += 1
    return range(start, index)


def _continues_phrase(doc: Doc, start: int, index: int) -> bool:
    token = doc[index]
    if token.tag_ in DETERMINERS:
        return index == start
    if token.tag_ == "VBG":
        if index == start:
            return token.dep_ == "amod" and token.head.i > index
        if token.dep_ == "acl" and token.head.i < index:
            return False
        return doc[index - 1].tag_ in (*DETERMINERS, "JJ", "HYPH", "NN", "POS")
    if _is_base_form(token):
        return index > start and doc[start].lower_ in ("a", "an") and _ends_phrase(doc, index + 1)
    if token.tag_ == "RB":
        return index + 1 < len(doc) and doc[index + 1].tag_ in ("JJ", "VBN")
    is_mark = token.text in ('"', "“", "”") and index > start and doc[index - 1].tag_ in (*DETERMINERS, "JJ")
    return token.tag_ in INSIDE or token.text == "%" or is_mark


def _may_head(token: Token) -> bool:
    return token.tag_ in (*NOUNS, "VBG") or _is_base_form(token)


def _is_base_form(token: Token) -> bool:
    """Return whether a word is tagged as a verb in its base form, as some nouns are by mistake."""
    return token.tag_ in ("VB", "VBP", "VBN") and token.lower_ == get_lemma(token)


def _ends_phrase(doc: Doc, index: int) -> bool:
    """Return whether a phrase ends before an index, as after "a shipping levy"."""
    return index >= len(doc) or doc[index].is_punct or doc[index].tag_ in ("IN", "CC")


def _read_owner(doc: Doc, first: int, last: int) -> tuple[Phrase | None, int]:
    """Return the possessor, if any, and the index of the first word after it."""
    for index in range(last - 1, first, -1):
        if doc[index].tag_ == "POS":
            head = doc[index - 1]
            words = tuple(doc[first : index - 1])
            return Phrase(head, words, start=first) if head.tag_ in NOUNS else None, index + 1
    return None, first


def _read_complement(doc: Doc, index: int, end: int, deep: int) -> tuple[str, Phrase | None]:
    if not deep or index >= end or doc[index].lower_ not in SPECIFYING:
        return "", None
    complement = read_phrase(doc, index + 1, end, deep - 1)
    if complement is None or get_lemma(complement.head) in get_list("settings"):
        return "", None
    specified = any(token.tag_ in NOUNS for token in complement.before)
    if get_lemma(complement.head) in get_list("trivial") and not specified:
        return "", None
    if doc[index].lower_ in ("for", "to") and get_lemma(complement.head) in get_list("bodies"):
        # a recipient does not specify the noun
        return "", None
    return doc[index].lower_, complement


def is_word(token: Token) -> bool:
    """Return whether a token is a plain word, as the name of a thing must be."""
    return len(token.text) > 2 and all(part.isalpha() for part in token.text.replace("-", " ").split())


def read_phrase_of_noun(noun: Token) -> Phrase | None:
    """Return the phrase headed by a noun, with its complement."""
    doc, sent = noun.doc, noun.sent
    first = noun.i
    while first > sent.start and (doc[first - 1].tag_ in INSIDE or doc[first - 1].text == "%"):
        first -= 1
    if first > sent.start and doc[first - 1].tag_ in DETERMINERS:
        first -= 1
    return read_phrase(doc, first, sent.end)


def read_whole_phrase(noun: Token) -> Phrase | None:
    """Return the phrase of a noun, or the phrase it complements: "autonomy for the provinces"."""
    phrase = read_phrase_of_noun(noun)
    if phrase is None or phrase.start < noun.sent.start + 2:
        return phrase
    before, governor = noun.doc[phrase.start - 1], noun.doc[phrase.start - 2]
    if before.lower_ in SPECIFYING and governor.tag_ in ("NN", "NNS"):
        return read_phrase_of_noun(governor) or phrase
    return phrase
