"""Find mentions of the codebook's issues in parsed text.

A mention is *named* if it is one of the issue's terms, in any inflection; *reworded* if the head word of
a term occurs with the term's other words in a different order ("a 25 per cent tariff on flat-rolled
steel"); or *short* if it is the head word alone ("the tariff"), provided no other issue shares it. Words
from different terms never form a mention together.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from analysis.codebook import Codebook
from analysis.coding.issues.roles import find_acts, find_agent_roots, find_head
from analysis.coding.issues.terms import PREPOSITIONS, Term, build_terms, is_party
from analysis.coding.lexicon import get_words
from analysis.coding.lexicon.roots import get_root
from analysis.coding.syntax.clauses import find_child, find_marker
from analysis.language.tokens import Doc, Span, Token

# maximum number of fillers ("the", "its"), and of other words, between two words of a term
MAX_FILLERS = 4
MAX_GAP = 1
# maximum depth below a term's head word at which its other words are found
MAX_DEPTH = 3
CLAUSES = frozenset({"acl:relcl", "advcl", "ccomp", "parataxis", "conj", "csubj", "dep"})
NAMING = frozenset({"compound", "amod", "nmod", "nummod", "flat"})

How = Literal["named", "reworded", "short", "pointed", "topic"]


@dataclass(frozen=True)
class IssueMention:
    """A mention of an issue in a paragraph.

    Attributes:
        issue: the codebook's issue.
        polarity: 1 for a wording of the proposition, -1 for a wording of its opposite.
        span: the words.
        head: the word through which the mention attaches to the rest of the sentence.
        how: ``named`` by a term, ``reworded``, ``short``, ``pointed`` at by "it" or "the proposal", or
            only the ``topic`` that the sentence continues.
    """

    issue: str
    polarity: int
    span: Span
    head: Token
    how: How = "named"


class IssueMatcher:
    """Finds the codebook's issues by their terms."""

    def __init__(self, codebook: Codebook) -> None:
        self._by_first: dict[str, list[Term]] = defaultdict(list)
        self._by_head: dict[str, list[Term]] = defaultdict(list)
        for term in build_terms(codebook):
            if not term.derived:
                self._by_first[term.roots[0]].append(term)
            self._by_head[term.head].append(term)

    def find(self, doc: Doc, known: Collection[str] = ()) -> list[IssueMention]:
        """Return the mentions of issues in a paragraph; of overlapping mentions, the most explicit.

        Args:
            doc: the paragraph.
            known: issues named earlier in the article; vague words may then refer to them.
        """
        roots = [get_root(token.lower_) for token in doc]
        named = sorted(self._find_terms(doc, roots), key=lambda hit: (-hit[0], hit[1].span.start))
        mentions: list[IssueMention] = []
        used: set[int] = set()
        for _, mention in named:
            _add_mention(mention, mentions, used)
        known = {*known, *(mention.issue for mention in mentions)}
        places = (place for place, root in enumerate(roots) if root in self._by_head and place not in used)
        by_head = [self._find_by_head(doc[place], roots, known) for place in places]
        # the longest first: an act with its object is preferred to the object alone
        for mention in sorted(filter(None, by_head), key=lambda hit: (-len(hit.span), hit.span.start)):
            _add_mention(mention, mentions, used)
        return sorted(self._extend_mentions(mentions, roots), key=lambda mention: mention.span.start)

    def _find_terms(self, doc: Doc, roots: list[str]) -> Iterator[tuple[int, IssueMention]]:
        """Yield a mention for each full term that occurs in the text, with the number of its words."""
        for start, first in enumerate(roots):
            for term in self._by_first.get(first, ()):
                end = _match_term(doc, roots, start, term.roots)
                if end is not None:
                    span = doc[start:end]
                    yield len(term.roots), IssueMention(term.issue, term.polarity, span, find_head(span))

    def _extend_mentions(self, mentions: list[IssueMention], roots: list[str]) -> list[IssueMention]:
        """Return the mentions, each extended by the act on it unless another mention is in between."""
        found: list[IssueMention] = []
        for mention in mentions:
            whole = self._extend_mention(mention, roots)
            others = [other for other in mentions if other is not mention and _overlaps(other, whole)]
            if all(_is_part(other, whole) for other in others):
                found.append(whole)
            elif mention.how != "short" or any(other.issue != whole.issue for other in others):
                # "the election" is not a separate issue if "concede" and its object name another one
                found.append(mention)
        chosen: list[IssueMention] = []
        used: set[int] = set()
        for mention in sorted(found, key=lambda mention: -len(mention.span)):
            _add_mention(mention, chosen, used)
        return chosen

    def _extend_mention(self, mention: IssueMention, roots: list[str]) -> IssueMention:
        """Return a mention extended by the act on it, if a term contains both: "the ban be lifted"."""
        for act, carrier in find_acts(mention.span, mention.head):
            named = {
                roots[token.i] for token in mention.span if token.lower_ not in get_words("issues", "fillers")
            }
            present = {roots[act.i], *named}
            kinds = {
                (term.issue, term.polarity)
                for term in self._by_head.get(roots[act.i], ())
                if not term.derived
                and {term.head, *term.others} <= present - find_agent_roots(act, term, roots)
                and (term.issue == mention.issue or named - PREPOSITIONS <= set(term.roots))
            }
            is_informative = mention.how == "short" or (mention.issue, mention.polarity) not in kinds
            if len(kinds) == 1 and is_informative:
                (issue, polarity), span = kinds.pop(), mention.span
                whole = span.doc[min(act.i, span.start) : max(act.i + 1, span.end)]
                return IssueMention(issue, polarity, whole, carrier, "reworded")
        return mention

    def _find_by_head(self, token: Token, roots: list[str], known: Collection[str]) -> IssueMention | None:
        """Return the mention headed by a word, with its term's other words or alone, or None."""
        candidates = self._by_head[roots[token.i]]
        if token.is_stop:
            return None
        below = {roots[other.i]: other for other in _iterate_phrase(token)}
        whole = [
            term for term in candidates if term.matches(below.keys() - find_agent_roots(token, term, roots))
        ]
        most = max((len(term.others & below.keys()) for term in whole), default=0)
        best = [term for term in whole if len(term.others & below.keys()) == most] or candidates
        if len({(term.issue, term.polarity) for term in best}) != 1:
            return None
        issue, polarity = best[0].issue, best[0].polarity
        if whole:
            indices = [token.i, *(below[other].i for other in best[0].others & below.keys())]
            span = token.doc[min(indices) : max(indices) + 1]
            return IssueMention(issue, polarity, span, token, "reworded")
        alone = any(not term.is_act and (issue in known or not term.is_part) for term in candidates)
        aims = {word for term in candidates for word in term.roots} & PREPOSITIONS
        if alone and _is_unambiguous(token, known, issue, aims):
            return IssueMention(issue, polarity, token.doc[token.i : token.i + 1], token, "short")
        return None


def _is_part(mention: IssueMention, whole: IssueMention) -> bool:
    return mention.how == "short" and mention.issue == whole.issue


def _overlaps(first: IssueMention, second: IssueMention) -> bool:
    return first.span.start < second.span.end and second.span.start < first.span.end


def _add_mention(mention: IssueMention, mentions: list[IssueMention], used: set[int]) -> None:
    """Add a mention unless one of its words is already used."""
    indices = range(mention.span.start, mention.span.end)
    if used.isdisjoint(indices):
        used.update(indices)
        mentions.append(mention)


def _iterate_phrase(token: Token) -> Iterator[Token]:
    """Yield the words of a phrase or of a verb's own phrases, without subordinate or coordinate clauses."""
    waiting = [(token, 0)]
    while waiting:
        node, depth = waiting.pop()
        for kid in node.children:
            if kid.dep_ not in CLAUSES and depth < MAX_DEPTH:
                yield kid
                waiting.append((kid, depth + 1))


def _is_unambiguous(token: Token, known: Collection[str], issue: str, aims: Collection[str]) -> bool:
    """Return whether a noun names its issue without the term's distinguishing words.

    A name after the noun only says where or whose it is. But if the term is "attack on Iran", and so "on"
    is one of its ``aims``, an attack on Israel is a different issue.
    """
    if token.tag_ not in ("NN", "NNS", "VBG") or (token.tag_ == "VBG" and token.dep_ not in ("obj", "nsubj")):
        return False
    if token.dep_ in ("compound", "amod") or is_party(token):
        return False
    if token.lemma_.lower() in get_words("issues", "vague") and issue not in known:
        return False
    return all(kid.dep_ not in NAMING or _is_plain(kid, aims) for kid in token.children)


def _is_plain(kid: Token, aims: Collection[str]) -> bool:
    """Return whether a modifier does not change which thing a noun refers to."""
    if kid.dep_ == "amod":
        return kid.lower_ in get_words("issues", "plain") or kid.tag_ in ("VBN", "JJR", "JJS")
    if kid.dep_ == "nmod" and kid.i > kid.head.i:
        is_other = find_marker(kid) in aims or (
            find_marker(kid) == "of" and find_child(kid.head, "nmod:poss") is not None
        )
        return kid.ent_type_ == "DATE" or (kid.ent_type_ != "" and not is_other)
    return kid.dep_ == "nummod"


def _match_term(doc: Doc, roots: list[str], start: int, term: tuple[str, ...]) -> int | None:
    """Return the end index of a term that starts here, or None if it does not match."""
    index = start
    for wanted in term[1:]:
        found = _find_next(doc, roots, index + 1, wanted)
        if found is None:
            return None
        index = found
    return index + 1


def _find_next(doc: Doc, roots: list[str], start: int, wanted: str) -> int | None:
    """Return the index of the next occurrence of a root, across fillers and one other word, or None."""
    fillers = others = 0
    for index in range(start, min(start + MAX_FILLERS + MAX_GAP + 1, len(roots))):
        if roots[index] == wanted:
            return index
        is_filler = doc[index].lower_ in get_words("issues", "fillers")
        fillers, others = fillers + is_filler, others + (not is_filler)
        if fillers > MAX_FILLERS or others > MAX_GAP or _is_break(doc[index]):
            return None
    return None


def _is_break(token: Token) -> bool:
    return bool(token.is_sent_start or (token.is_punct and token.text != "-"))


@lru_cache(maxsize=8)
def get_issue_matcher(codebook: Codebook) -> IssueMatcher:
    """Return the matcher of a codebook, built only once."""
    return IssueMatcher(codebook)
