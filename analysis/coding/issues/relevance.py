"""Rank a codebook's issues by how much a sentence that need not name them has to do with each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from analysis.codebook import Codebook
from analysis.coding.lexicon.roots import get_root
from analysis.language.marks import straighten
from analysis.language.parsing import load
from analysis.language.tokens import Doc, Token


class IssueRanker:
    """Compares sentences with the words of each issue: its name, proposition, terms and their opposites."""

    def __init__(self, codebook: Codebook) -> None:
        nlp = load()
        self._issues = [issue.name for issue in codebook.issues]
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for issue in codebook.issues:
            wordings = (issue.name, issue.proposition, *issue.terms, *issue.against)
            for word in set().union(*(_get_roots(Doc(nlp.make_doc(straighten(one)))) for one in wordings)):
                self._by_word[word].append(issue.name)

    def rank(self, sentence: Iterable[Token], distances: Mapping[str, int]) -> dict[str, float]:
        """Return the relevance of each issue to a sentence, about 1 for a single word of its own.

        An issue scores by the words that it shares with the sentence, each divided among the issues that
        have it, in comparison with the mean of the other issues; and by how recently it was named.

        Args:
            sentence: the words of the sentence.
            distances: how many sentences ago each issue was last named, for those that were.
        """
        shared = dict.fromkeys(self._issues, 0.0)
        for issues in filter(None, map(self._by_word.get, _get_roots(sentence))):
            for issue in issues:
                shared[issue] += 1 / len(issues)
        total, others = sum(shared.values()), max(1, len(shared) - 1)
        return {
            issue: score - (total - score) / others + (1 / distances[issue] if issue in distances else 0)
            for issue, score in shared.items()
        }


def _get_roots(tokens: Iterable[Token]) -> set[str]:
    return {get_root(token.lower_) for token in tokens if token.is_alpha and not token.is_stop}


@lru_cache(maxsize=8)
def get_issue_ranker(codebook: Codebook) -> IssueRanker:
    """Return the ranker of a codebook, built only once."""
    return IssueRanker(codebook)
