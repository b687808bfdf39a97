"""Load coders of other packages: entry points in the group ``stancebook.coders``.

Such a coder replaces the built-in statements stage. It receives articles in batches, with their paragraphs
and attributions. Its statements are verified word by word, and a failure on one article does not affect the
others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from analysis import tables
from analysis.codebook import Codebook
from analysis.coding.cache import Result, Rows
from analysis.coding.llm import open_endpoint
from analysis.coding.stages import BUILT_IN, Asking, Part, Stage, fingerprint, name_built_in, select_stages
from analysis.coding.verification import Verifier, find_quote
from analysis.corpus import Corpus
from analysis.documents import Document, Problem
from analysis.errors import StancebookError, unknown_name_error
from analysis.settings import LLM, NONE, RULES

if TYPE_CHECKING:
    from analysis.coding.article import ArticleInProgress

GROUP = "stancebook.coders"
# files that decide which of a language model's answers are kept
CHECKING = ("codebook.py", "coding/llm/checking.py", "coding/llm/stage.py", "coding/verification.py")


@dataclass(frozen=True)
class Article:
    """An article as it is passed to a coder.

    Attributes:
        document: text and metadata; evidence must be quoted from ``document.text``.
        paragraphs: start and end of each paragraph, as offsets in the text.
        quote_rows: the rows of ``quotes``, as mappings.
    """

    document: Document
    paragraphs: tuple[tuple[int, int], ...]
    quote_rows: Rows

    @cached_property
    def quotes(self) -> pd.DataFrame:
        """The article's rows of the quotes table, with offsets and the actors of the codebook."""
        return tables.build("quotes", self.quote_rows)


class Coder(Protocol):
    """A coder of statements, using any method.

    Attributes:
        name: name and version ("acme-nli-2.1"). It is stored in every code; cached codes are used while the
            name, the articles and the codebook remain the same.
    """

    name: str

    def code(self, articles: Sequence[Article], codebook: Codebook) -> Iterable[Iterable[Mapping[str, Any]]]:
        """Return the statements of a batch of articles.

        Args:
            articles: a few dozen at most.
            codebook: the actors and issues to code.

        Returns:
            The statements of each article, in order. A statement has ``actor``, ``issue``, ``stance`` and
            ``evidence`` (words of the text) and, if known, ``start`` and ``end`` of the evidence,
            ``condition``, ``if_met``, ``reason`` and ``confidence`` (0 to 1; without it a statement is never
            firm). If a generator that yields after each article fails, only that article is lost.
        """
        ...


@dataclass(frozen=True)
class PluginStage:
    """A statements stage that runs the coder of another package.

    Attributes:
        coder: the coder.
        version: the package and its version, and the coder's name.
    """

    coder: Coder
    version: str
    name: str = "statements"
    needs: tuple[str, ...] = ("quotes",)
    reads: Part = "issues"
    fields: tuple[str, ...] = tuple(field.name for field in fields(Document))

    def code(self, articles: "Sequence[ArticleInProgress]", codebook: Codebook) -> list[Result]:
        """Code articles with the coder.

        Each article is sent once, unless the coder fails before its first answer: as any article may be the
        cause, all are then sent one at a time.
        """
        results: list[Result] = []
        waiting = [_hand_over(article) for article in articles]
        while waiting:
            answered, error = self._ask(waiting, codebook)
            if error and not answered and len(waiting) > 1:
                return results + [self._ask_alone(article, codebook) for article in waiting]
            results += answered
            waiting = waiting[len(answered) :]
            if error:
                results.append(self._fail(waiting.pop(0), error))
        return results

    def _ask_alone(self, article: Article, codebook: Codebook) -> Result:
        answered, error = self._ask([article], codebook)
        return answered[0] if answered else self._fail(article, error)

    def _ask(self, articles: Sequence[Article], codebook: Codebook) -> tuple[list[Result], str]:
        """Return the results before the first failure, and the error message; "" if there was none."""
        results: list[Result] = []
        try:
            answers = iter(self.coder.code(articles, codebook))
            for article in articles:
                results.append(self._verify(article, list(next(answers)), codebook))
        except StopIteration:
            return results, f"it gave {len(results)} answers to {len(articles)} articles"
        except Exception as error:
            # keep only the message: an error may hold on to a connection
            return results, f"{type(error).__name__}: {error}"
        return results, ""

    def _verify(
        self, article: Article, statements: Iterable[Mapping[str, Any]], codebook: Codebook
    ) -> Result:
        doc_id = article.document.doc_id
        verifier = Verifier([article.document], codebook, "s")
        for given in statements:
            if not isinstance(given, Mapping):
                raise TypeError(f"expected each statement as a mapping, got {given!r:.80}")
            verifier.add(doc_id, self.coder.name, {**given, "doc_id": doc_id})
        found = verifier.verified
        rows = [{**row, "quote_id": find_quote(row, article.quote_rows)} for row in found.rows]
        return Result(rows, found.problems)

    def _fail(self, article: Article, error: str) -> Result:
        what = f"Coder {self.coder.name} failed on it ({error}); it has no statements."
        return Result(problems=[Problem(article.document.doc_id, what, "warning")], failed=True)


def load(corpus: Corpus) -> tuple[Stage, ...]:
    """Return the stages of coding a corpus, with statements coded by its coder.

    Args:
        corpus: its coder is an entry point; "rules" is the built-in coder, "llm" a language model, and "none"
            codes no statements.

    Raises:
        StancebookError: if no installed package provides the coder, it cannot be loaded, or no language model
            is named.
    """
    name = corpus.coder
    if name == LLM:
        endpoint = open_endpoint(corpus)
        # the packages that it needs are optional
        from analysis.coding.llm.stage import build_stages

        asked, checked = build_stages(endpoint, fingerprint(CHECKING))
        return (asked, *select_stages(checked))
    if name == RULES:
        return BUILT_IN
    if name == NONE:
        return select_stages(without="statements")
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in found:
        raise unknown_name_error("coder", name, (RULES, LLM, NONE, *found))
    return select_stages(_load_stage(found[name]))


def _load_stage(entry: EntryPoint) -> PluginStage:
    try:
        coder = entry.load()()
    except Exception as error:
        raise StancebookError(
            f"Coder {entry.name!r} could not be loaded ({error}). Repair or reinstall it."
        ) from error
    if not isinstance(getattr(coder, "name", None), str) or not callable(getattr(coder, "code", None)):
        raise StancebookError(f"Coder {entry.name!r}: expected a `name` and a method `code`, got {coder!r}.")
    package = "" if entry.dist is None else f"{entry.dist.name} {entry.dist.version}"
    return PluginStage(coder, f"{package}: {coder.name}")


def name_coder(stages: Iterable[Stage]) -> str:
    """Return the coder named in the codes of the statements stage; "" if there is no such stage."""
    for stage in stages:
        if isinstance(stage, PluginStage):
            return stage.coder.name
        if isinstance(stage, Asking):
            return stage.coder
        if stage.name == "statements":
            return name_built_in()
    return ""


def _hand_over(article: "ArticleInProgress") -> Article:
    paragraphs = tuple((one.start, one.start + len(one.written)) for one in article.parsed.paragraphs)
    return Article(article.parsed.document, paragraphs, article.rows["quotes"])
