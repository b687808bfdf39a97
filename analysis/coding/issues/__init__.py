"""Which issue a piece of text is about: the codebook's terms found in parsed text.

An issue is named by one of its terms, in whatever inflection; reworded, when the word that carries
a term stands with the term's other words in another order ("a 25 per cent tariff on flat-rolled steel");
or cut short to that word alone ("the tariff"), where no other issue shares it. Words of different
terms never make a mention together.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from spacy.tokens import Doc, Span, Token

from analysis.codebook import Codebook
from analysis.coding.issues.roles import doing, done_to, head
from analysis.coding.issues.terms import PREPOSITIONS, Term, is_party, terms
from analysis.coding.lexicon import words
from analysis.coding.lexicon.roots import root
from analysis.coding.syntax.clauses import case, child

# how many fillers ("the", "its"), and how many other words, may stand between two words of a term
MOST_FILLERS = 4
GAP = 1
# how far below the word that carries a term its other words are looked for
DEPTH = 3
CLAUSES = frozenset({"acl:relcl", "advcl", "ccomp", "parataxis", "conj", "csubj", "dep"})
NAMING = frozenset({"compound", "amod", "nmod", "nummod", "flat"})

How = Literal["named", "reworded", "short", "pointed", "topic"]


@dataclass(frozen=True)
class IssueMention:
    """A place in a paragraph that names an issue.

    Attributes:
        issue: the codebook's issue.
        polarity: 1 for what the proposition asks, -1 for a wording of its opposite.
        span: the words.
        head: the word that the rest of the sentence takes up.
        how: named by a term, reworded, cut short, pointed at by "it" or "the proposal", or only the
            topic that the sentence goes on about.
    """

    issue: str
    polarity: int
    span: Span
    head: Token
    how: How = "named"


class Terms:
    """Finds the codebook's issues by their terms."""

    def __init__(self, codebook: Codebook) -> None:
        self._by_first: dict[str, list[Term]] = defaultdict(list)
        self._by_head: dict[str, list[Term]] = defaultdict(list)
        for term in terms(codebook):
            if not term.derived:
                self._by_first[term.roots[0]].append(term)
            self._by_head[term.head].append(term)

    def find(self, doc: Doc, known: Collection[str] = ()) -> list[IssueMention]:
        """Return the mentions of issues in a paragraph; of overlapping ones the most explicit.

        Args:
            doc: the paragraph.
            known: issues named earlier in the article; vague words may then stand for them.
        """
        roots = [root(token.lower_) for token in doc]
        named = sorted(self._named(doc, roots), key=lambda hit: (-hit[0], hit[1].span.start))
        mentions: list[IssueMention] = []
        taken: set[int] = set()
        for _, mention in named:
            _keep(mention, mentions, taken)
        known = {*known, *(mention.issue for mention in mentions)}
        carried = [self._carried(token, roots, known) for token in doc if token.i not in taken]
        # of an act and the thing it is done to, the act with its thing
        for mention in sorted(filter(None, carried), key=lambda one: (-len(one.span), one.span.start)):
            _keep(mention, mentions, taken)
        return sorted(self._wholes(mentions, roots), key=lambda mention: mention.span.start)

    def _named(self, doc: Doc, roots: list[str]) -> Iterator[tuple[int, IssueMention]]:
        """Yield how many words each full term has that stands in the text, with the mention."""
        for start, first in enumerate(roots):
            for term in self._by_first.get(first, ()):
                end = _match(doc, roots, start, term.roots)
                if end is not None:
                    span = doc[start:end]
                    yield len(term.roots), IssueMention(term.issue, term.polarity, span, head(span))

    def _wholes(self, mentions: list[IssueMention], roots: list[str]) -> list[IssueMention]:
        """Return mentions with what is done to their things, where no other mention stands between."""
        found: list[IssueMention] = []
        for mention in mentions:
            whole = self._whole(mention, roots)
            others = [other for other in mentions if other is not mention and _meet(other, whole)]
            if all(_is_part(other, whole) for other in others):
                found.append(whole)
            elif mention.how != "short" or any(other.issue != whole.issue for other in others):
                # "the election" is no issue of its own where "concede" and its thing name another
                found.append(mention)
        kept: list[IssueMention] = []
        taken: set[int] = set()
        for mention in sorted(found, key=lambda one: -len(one.span)):
            _keep(mention, kept, taken)
        return kept

    def _whole(self, mention: IssueMention, roots: list[str]) -> IssueMention:
        """Return a mention with what is done to its thing, where a term says both: "the ban be lifted"."""
        for act, carrier in done_to(mention.span, mention.head):
            named = {roots[it.i] for it in mention.span if it.lower_ not in words("issues", "fillers")}
            said = {roots[act.i], *named}
            kinds = {
                (term.issue, term.polarity)
                for term in self._by_head.get(roots[act.i], ())
                if not term.derived
                and {term.head, *term.others} <= said - doing(act, term, roots)
                and (term.issue == mention.issue or named - PREPOSITIONS <= set(term.roots))
            }
            is_more = mention.how == "short" or (mention.issue, mention.polarity) not in kinds
            if len(kinds) == 1 and is_more:
                (issue, polarity), span = kinds.pop(), mention.span
                whole = span.doc[min(act.i, span.start) : max(act.i + 1, span.end)]
                return IssueMention(issue, polarity, whole, carrier, "reworded")
        return mention

    def _carried(self, token: Token, roots: list[str], known: Collection[str]) -> IssueMention | None:
        """Return the issue of the term that a word carries with the term's other words, or alone."""
        candidates = self._by_head.get(roots[token.i], ())
        if not candidates or token.is_stop:
            return None
        below = {roots[other.i]: other for other in _below(token)}
        whole = [term for term in candidates if term.is_shown_by(below.keys() - doing(token, term, roots))]
        most = max((len(term.others & below.keys()) for term in whole), default=0)
        best = [term for term in whole if len(term.others & below.keys()) == most] or candidates
        if len({(term.issue, term.polarity) for term in best}) != 1:
            return None
        issue, polarity = best[0].issue, best[0].polarity
        if whole:
            places = [token.i, *(below[other].i for other in best[0].others & below.keys())]
            span = token.doc[min(places) : max(places) + 1]
            return IssueMention(issue, polarity, span, token, "reworded")
        alone = any(not term.is_act and (issue in known or not term.is_part) for term in candidates)
        aims = {word for term in candidates for word in term.roots} & PREPOSITIONS
        if alone and _stands_alone(token, known, issue, aims):
            return IssueMention(issue, polarity, token.doc[token.i : token.i + 1], token, "short")
        return None


def _is_part(mention: IssueMention, whole: IssueMention) -> bool:
    return mention.how == "short" and mention.issue == whole.issue


def _meet(one: IssueMention, other: IssueMention) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end


def _keep(mention: IssueMention, mentions: list[IssueMention], taken: set[int]) -> None:
    """Add a mention where none stands yet."""
    places = range(mention.span.start, mention.span.end)
    if taken.isdisjoint(places):
        taken.update(places)
        mentions.append(mention)


def _below(token: Token) -> Iterator[Token]:
    """Yield the words of a phrase or of a verb's own phrases, without further clauses."""
    waiting = [(token, 0)]
    while waiting:
        node, depth = waiting.pop()
        for kid in node.children:
            if kid.dep_ not in CLAUSES and depth < DEPTH:
                yield kid
                waiting.append((kid, depth + 1))


def _stands_alone(token: Token, known: Collection[str], issue: str, aims: Collection[str]) -> bool:
    """Tell whether a noun names its issue without the words that tell it from others.

    A name behind it tells where or whose it is; but where the term is "attack on Iran", with "on" among
    its aims, that on Israel is another.
    """
    if token.tag_ not in ("NN", "NNS", "VBG") or (token.tag_ == "VBG" and token.dep_ not in ("obj", "nsubj")):
        return False
    if token.dep_ in ("compound", "amod") or is_party(token):
        return False
    if token.lemma_.lower() in words("issues", "vague") and issue not in known:
        return False
    return all(kid.dep_ not in NAMING or _is_plain(kid, aims) for kid in token.children)


def _is_plain(kid: Token, aims: Collection[str]) -> bool:
    """Tell whether a modifier leaves a thing what it is."""
    if kid.dep_ == "amod":
        return kid.lower_ in words("issues", "plain") or kid.tag_ in ("VBN", "JJR", "JJS")
    if kid.dep_ == "nmod" and kid.i > kid.head.i:
        is_other = case(kid) in aims or (case(kid) == "of" and child(kid.head, "nmod:poss") is not None)
        return kid.ent_type_ == "DATE" or (kid.ent_type_ != "" and not is_other)
    return kid.dep_ == "nummod"


def _match(doc: Doc, roots: list[str], start: int, term: tuple[str, ...]) -> int | None:
    """Return where a term that starts here ends, or None."""
    place = start
    for wanted in term[1:]:
        found = _next(doc, roots, place + 1, wanted)
        if found is None:
            return None
        place = found
    return place + 1


def _next(doc: Doc, roots: list[str], start: int, wanted: str) -> int | None:
    """Return the first place of a root from here on, across fillers and one other word, or None."""
    fillers = others = 0
    for place in range(start, min(start + MOST_FILLERS + GAP + 1, len(roots))):
        if roots[place] == wanted:
            return place
        is_filler = doc[place].lower_ in words("issues", "fillers")
        fillers, others = fillers + is_filler, others + (not is_filler)
        if fillers > MOST_FILLERS or others > GAP or _breaks(doc[place]):
            return None
    return None


def _breaks(token: Token) -> bool:
    return bool(token.is_sent_start or (token.is_punct and token.text != "-"))


@lru_cache(maxsize=8)
def terms_of(codebook: Codebook) -> Terms:
    """Return the matcher of a codebook, built once."""
    return Terms(codebook)
