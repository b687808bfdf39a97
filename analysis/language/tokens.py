"""Hold the parse of a text in plain objects: its tokens, the spans of them, and the tree that they form.

The rules of coding ask millions of times for the lemma, the head or the children of a token. spaCy makes a
new object and a new string for each answer, which took longer than parsing itself; here each token is read
once. Names and meanings are spaCy's, so its documentation applies.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Literal, overload

from spacy.tokens import Doc as Parse

from analysis.language.words import Word, read_tokens

# shared by the tokens on which nothing depends
NO_TOKENS: Sequence["Token"] = ()


class Token:
    """A word or mark of a parsed text.

    Attributes:
        doc: the text.
        i: its index in the text.
        idx: the offset of its first character.
        whitespace_: the space after it, or "".
        lemma_, tag_, pos_: base form, Penn tag and part of speech.
        dep_: the label of its dependency on its head.
        ent_type_: the kind of name that it is part of, or "".
        is_sent_start: whether a sentence begins with it.
        head: its head in the tree; a root is its own head.
        children: its dependents, in text order.
        sent: its sentence.
        text, lower_, is_alpha, …: as in ``Word``.
    """

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_alpha", "is_lower", "is_punct",
        "is_quote", "is_sent_start", "is_space", "is_stop", "is_title", "lemma_", "like_num", "lower_",
        "pos_", "sent", "tag_", "text", "whitespace_",
    )  # fmt: skip

    children: Sequence["Token"]
    head: "Token"
    sent: "Span"

    def __init__(
        self, doc: "Doc", i: int, idx: int, space: str, starts: bool, word: Word, labels: tuple[str, ...]
    ) -> None:
        self.doc, self.i, self.idx, self.whitespace_, self.is_sent_start = doc, i, idx, space, starts
        (
            self.text, self.lower_, self.is_alpha, self.is_lower, self.is_title, self.is_punct, self.is_space,
            self.is_quote, self.is_stop, self.like_num,
        ) = word  # fmt: skip
        self.lemma_, self.tag_, self.pos_, self.dep_, self.ent_type_ = labels
        self.children = NO_TOKENS

    def __repr__(self) -> str:
        return self.text

    def copy(self, doc: "Doc", i: int, idx: int) -> "Token":
        """Return the token at another place of another text, without its relations."""
        word = Word(
            self.text, self.lower_, self.is_alpha, self.is_lower, self.is_title, self.is_punct, self.is_space,
            self.is_quote, self.is_stop, self.like_num,
        )  # fmt: skip
        labels = self.lemma_, self.tag_, self.pos_, self.dep_, self.ent_type_
        return Token(doc, i, idx, self.whitespace_, self.is_sent_start, word, labels)

    @property
    def lefts(self) -> list["Token"]:
        """Its dependents before it."""
        return [kid for kid in self.children if kid.i < self.i]

    @property
    def rights(self) -> list["Token"]:
        """Its dependents after it."""
        return [kid for kid in self.children if kid.i > self.i]

    @property
    def subtree(self) -> Iterator["Token"]:
        """Itself and all that depends on it, in text order unless branches cross."""
        for kid in self.lefts:
            yield from kid.subtree
        yield self
        for kid in self.rights:
            yield from kid.subtree

    @property
    def left_edge(self) -> "Token":
        """The first token of its subtree."""
        return self.doc.tokens[min(_list_indices(self))]

    @property
    def right_edge(self) -> "Token":
        """The last token of its subtree."""
        return self.doc.tokens[max(_list_indices(self))]

    @property
    def ancestors(self) -> Iterator["Token"]:
        """Its head, the head of that, and so on."""
        node = self
        while node.head is not node:
            node = node.head
            yield node

    @property
    def conjuncts(self) -> tuple["Token", ...]:
        """The tokens coordinated with it."""
        first = self
        while first.head is not first and first.dep_ == "conj":
            first = first.head
        found = [first]
        for token in found:
            found += [kid for kid in token.rights if kid.dep_ == "conj"]
        return tuple(token for token in found if token is not self)

    def is_ancestor(self, descendant: "Token") -> bool:
        """Return whether it is above another token in the tree."""
        return any(node is self for node in descendant.ancestors)

    def nbor(self, distance: int = 1) -> "Token":
        """Return the token at a distance from it.

        Raises:
            IndexError: if there is none.
        """
        place = self.i + distance
        if place < 0:
            raise IndexError(f"no token at {place}")
        return self.doc.tokens[place]


def _list_indices(token: Token) -> list[int]:
    found, waiting = [token.i], [token]
    while waiting:
        for kid in waiting.pop().children:
            found.append(kid.i)
            waiting.append(kid)
    return found


class Span:
    """Consecutive tokens of a text.

    Attributes:
        doc: the text.
        start: index of the first token.
        end: index one past the last token.
        label_: kind of name, or "".
    """

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: "Doc", start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        return max(0, self.end - self.start)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __contains__(self, token: object) -> bool:
        return isinstance(token, Token) and token.doc is self.doc and self.start <= token.i < self.end

    @overload
    def __getitem__(self, key: int) -> Token: ...
    @overload
    def __getitem__(self, key: slice) -> "Span": ...
    def __getitem__(self, key: int | slice) -> "Token | Span":
        if isinstance(key, slice):
            start, end, _ = key.indices(len(self))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.tokens[self.start : self.end][key]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Span):
            return False
        return self.doc is other.doc and (self.start, self.end) == (other.start, other.end)

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __repr__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        """Offset of its first character in the text."""
        tokens = self.doc.tokens
        return tokens[self.start].idx if self.start < len(tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Offset one past its last character."""
        if self.end <= self.start:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its text, without the space after it."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def sent(self) -> "Span":
        """The sentence in which it begins."""
        return self.doc.tokens[self.start].sent

    @property
    def ents(self) -> list["Span"]:
        """The names within it."""
        return [name for name in self.doc.ents if self.start <= name.start and name.end <= self.end]

    @property
    def root(self) -> Token:
        """The token with the shortest path to the root of its sentence; of several, the first.

        Marks and spaces on which nothing depends come last.
        """
        best, fewest = self.doc.tokens[self.start], len(self.doc.tokens)
        for token in self:
            head = token.head
            if head is token:
                return token
            if self.start <= head.i < self.end:
                continue
            is_mark = (token.is_punct or token.is_space) and not token.children
            steps = len(self.doc.tokens) - 1 if is_mark else sum(1 for _ in token.ancestors)
            if steps < fewest:
                best, fewest = token, steps
        return best

    def as_doc(self) -> "Doc":
        """Return a sentence as a text of its own, which does not keep the others in memory.

        It has no ``parse``.
        """
        return Doc.copy(self)


class Doc:
    """A parsed text.

    Args:
        parse: what spaCy's pipeline made of it.

    Attributes:
        parse: the same, for spaCy's matchers, arrays of attributes and token vectors.
        text: the text.
        tokens: its tokens.
        sents: its sentences.
        ents: the names in it.
    """

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.text = parse.text
        heads, rows = read_tokens(parse)
        self.tokens = [Token(self, i, *row) for i, row in enumerate(rows)]
        self._link(heads)
        self.ents = [Span(self, name.start, name.end, name.label_) for name in parse.ents]

    @classmethod
    def copy(cls, sent: Span) -> "Doc":
        """Return a sentence as a text of its own, without a ``parse``."""
        doc, start, offset = cls.__new__(cls), sent.start, sent.start_char
        doc.text = sent.text
        doc.tokens = [token.copy(doc, token.i - start, token.idx - offset) for token in sent]
        doc._link([token.head.i - token.i for token in sent])
        doc.ents = [Span(doc, name.start - start, name.end - start, name.label_) for name in sent.ents]
        return doc

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, key: int) -> Token: ...
    @overload
    def __getitem__(self, key: slice) -> Span: ...
    def __getitem__(self, key: int | slice) -> Token | Span:
        if isinstance(key, slice):
            start, end, _ = key.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[key]

    def __repr__(self) -> str:
        return self.text

    def char_span(self, start: int, end: int, alignment_mode: Literal["expand", "contract"]) -> Span | None:
        """Return the tokens between two offsets; None if an offset is outside the text or no token is left.

        Args:
            start: offset of the first character.
            end: offset one past the last character.
            alignment_mode: "expand" for all tokens that the characters touch, "contract" for those that lie
                wholly between the offsets.
        """
        if not 0 <= start < len(self.text) or not 0 < end <= len(self.text):
            return None
        first, last = (bisect_right(self._offsets, offset) - 1 for offset in (start, end - 1))
        begins, ends = self.tokens[first], self.tokens[last]
        if alignment_mode == "contract":
            first += begins.idx < start
            last -= end < ends.idx + len(ends.text)
            return Span(self, first, last + 1) if first <= last else None
        # the space after a token is not part of it
        first += start == begins.idx + len(begins.text)
        return Span(self, first, last + 1)

    @cached_property
    def _offsets(self) -> list[int]:
        return [token.idx for token in self.tokens]

    def _link(self, heads: Sequence[int]) -> None:
        """Give each token its head, at a distance, its children and its sentence."""
        children: defaultdict[int, list[Token]] = defaultdict(list)
        for token, distance in zip(self.tokens, heads, strict=True):
            head = token.i + distance
            token.head = self.tokens[head]
            if distance:
                children[head].append(token)
        for head, kids in children.items():
            self.tokens[head].children = kids
        self.sents = self._divide()
        for sent in self.sents:
            for token in sent:
                token.sent = sent

    def _divide(self) -> list[Span]:
        starts = [token.i for token in self.tokens[1:] if token.is_sent_start]
        borders = [0, *starts, len(self.tokens)]
        return [Span(self, start, end) for start, end in pairwise(borders) if start < end]
