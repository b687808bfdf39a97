"""Find references to an issue named earlier ("it", "the proposal"), and issues that a sentence continues."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from analysis.coding.issues import IssueMention
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import SUBJECT, get_lemma
from analysis.language.tokens import Span, Token

# the most sentences after an issue for an anaphor
MAX_DISTANCE = 2
# the least relevance of an issue that a sentence continues without naming it
LEAST_RELEVANCE = 0.4
ROLES = SUBJECT | {"obj", "obl", "nmod", "appos", "root", "ROOT", "ccomp", "xcomp"}
DEFINITE = frozenset({"the", "that", "this", "such", "any", "a", "both"})


@dataclass
class Topics:
    """The issues named so far in an article.

    Attributes:
        mentions: the last explicit mention of each issue, the latest last.
        sentences: the numbers of the sentences with these mentions.
    """

    mentions: dict[str, IssueMention] = field(default_factory=dict)
    sentences: dict[str, int] = field(default_factory=dict)

    def add(self, mention: IssueMention, number: int) -> None:
        """Add a mention in the sentence with this number."""
        self.mentions.pop(mention.issue, None)
        self.mentions[mention.issue] = mention
        self.sentences[mention.issue] = number

    def get_last(self, number: int) -> IssueMention | None:
        """Return the mention that an anaphor in the sentence with this number may point back to."""
        last = next(reversed(self.mentions.values()), None)
        return last if last and number - self.sentences[last.issue] <= MAX_DISTANCE else None

    def compute_distances(self, number: int) -> dict[str, int]:
        """Return how many sentences before this one each issue was last named."""
        return {issue: number - sentence for issue, sentence in self.sentences.items()}


def find_anaphors(sent: Span, here: list[IssueMention], last: IssueMention | None) -> Iterator[IssueMention]:
    """Yield the words of a sentence that may refer to an issue named earlier.

    Args:
        sent: the sentence.
        here: the explicit mentions of issues in it.
        last: the last mention before it, if it is near.
    """
    if last is None and not here:
        return
    covered = {place for mention in here for place in range(mention.span.start, mention.span.end)}
    for token in sent:
        if token.i in covered or not may_point_back(token):
            continue
        antecedent = next((mention for mention in reversed(here) if mention.head.i < token.i), last)
        if antecedent is not None:
            yield replace(antecedent, span=token.doc[token.i : token.i + 1], head=token, how="pointed")


def list_continued(mentioned: list[IssueMention], relevance: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return each issue that a sentence continues without naming it or pointing to it, and its relevance.

    Args:
        mentioned: the mentions of issues in the sentence.
        relevance: the relevance of each issue to the sentence.
    """
    named = {mention.issue for mention in mentioned}
    return [
        (issue, score)
        for issue, score in relevance.items()
        if score >= LEAST_RELEVANCE and issue not in named
    ]


def continue_topic(head: Token, issue: str, topics: Topics) -> IssueMention:
    """Return the mention of an issue that a sentence continues.

    Args:
        head: the word that stands for the issue, the main predicate.
        issue: the issue.
        topics: the issues named before it.
    """
    polarity = topics.mentions[issue].polarity if issue in topics.mentions else 1
    return IssueMention(issue, polarity, head.doc[head.i : head.i + 1], head, "topic")


def may_point_back(token: Token) -> bool:
    """Return whether a word is "it", "that" or "the proposal" in a position where it can be an anaphor."""
    if token.dep_ not in ROLES:
        return False
    if token.lower_ in ("it", "this", "that", "them", "one") and token.tag_ in ("PRP", "DT", "CD", "NN"):
        return True
    if get_lemma(token) not in get_words("issues", "anaphors") or not token.tag_.startswith("NN"):
        return False
    return any(kid.lower_ in DEFINITE for kid in token.children if kid.dep_ == "det")
