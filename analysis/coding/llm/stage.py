"""The two stages of coding with a language model: asking it, and checking its answers.

The model is asked about all articles before anything else is coded, many at a time. What it says about an
article is stored at once, so a run that is stopped loses only what was under way.
"""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from analysis.codebook import Codebook
from analysis.coding.cache import ANSWERS, Cache, Result, Rows, open_cache
from analysis.coding.llm.asking import Interview
from analysis.coding.llm.checking import find_fault
from analysis.coding.llm.opening import describe_plan, estimate, format_money, probe
from analysis.coding.llm.prompts import Prompts
from analysis.coding.llm.purse import BudgetSpentError, Purse
from analysis.coding.llm.wire import RequestError, Server
from analysis.coding.llm.working import work
from analysis.coding.stages import Part, Question, hash_texts
from analysis.coding.verification import Verifier, find_quote
from analysis.documents import Document, Problem
from analysis.endpoint import Endpoint
from analysis.progress import show_progress, tell

if TYPE_CHECKING:
    from analysis.coding.article import ArticleInProgress

# raised whenever other questions are asked, which costs every user money
QUESTIONS = 1
# nominal: how often such answers are right on a corpus is for its user to measure; both are firm, because
# nearly all of both were right in gold/recorded
CERTAIN, UNCERTAIN = 0.9, 0.7
# articles that fail one after another until no more are asked about
MOST_FAILURES = 10


class Keeper:
    """Keeps answers in the cache, from several threads, until it is closed.

    Args:
        cache: nobody else may use this connection in the meantime.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._lock = threading.Lock()
        self._is_closed = False

    def keep(self, key: str, stage: str, result: Result) -> None:
        """Store an answer; nothing once closed, as then the cache may be closed too."""
        with self._lock:
            if not self._is_closed:
                self._cache.add([(key, stage, result)])

    def close(self) -> None:
        """Store nothing more."""
        with self._lock:
            self._is_closed = True


@dataclass(frozen=True)
class AnswersStage:
    """Asks the model. Its one row for an article holds the positions and the account of the requests.

    Attributes:
        endpoint: the model and its server.
        repetition: 0; other numbers ask everything again, to see how stable the answers are.
    """

    endpoint: Endpoint
    repetition: int = 0
    name: str = ANSWERS
    needs: tuple[str, ...] = ()
    reads: Part = "issues"
    fields: tuple[str, ...] = ("text", "title", "outlet", "published")

    @cached_property
    def prompts(self) -> Prompts:
        """The prompts."""
        return Prompts(self.endpoint.prompts)

    @property
    def coder(self) -> str:
        """The name that codes carry: the model and the prompts."""
        return f"{self.endpoint.model}, prompts {self.prompts.hash}"

    @property
    def version(self) -> str:
        """A hash of everything that the answers depend on, except the articles."""
        one = self.endpoint
        numbers = (QUESTIONS, int(one.mask), self.repetition)
        return hash_texts(one.address, one.wire, one.model, self.prompts.hash, *map(str, numbers))

    def code(self, articles: "Sequence[ArticleInProgress]", codebook: Codebook) -> list[Result]:
        """Return no answers: articles are asked about ahead, many at a time."""
        return [Result(failed=True) for _ in articles]

    def ask(self, questions: Sequence[Question], account: str, most: int | None = None) -> str:
        """Ask about articles and store the answers; return why some were not asked about, "" if all were.

        Args:
            questions: the articles without answers.
            account: whose budget it is.
            most: number of articles to ask about in this run; None for all.
        """
        # a connection of its own for the payments, which several threads note
        with open_cache() as cache, open_cache() as payments:
            purse = Purse(payments, account, self.endpoint)
            chosen = questions[:most]
            if not chosen:
                requests, usage = estimate([(one.document, one.codebook) for one in questions], self.prompts)
                plan = describe_plan(self.endpoint, len(questions), requests, usage, purse.left)
                tell(f"Would send {plan} Nothing was sent.")
                return "the limit of articles for this run is 0"
            with (
                closing(purse),
                closing(Keeper(cache)) as keeper,
                closing(Server(self.endpoint, purse)) as server,
            ):
                try:
                    self._announce(server, chosen, purse)
                    reason = self._ask_all(server, chosen, keeper, purse)
                except BudgetSpentError:
                    reason = self._describe_budget()
            if not reason and len(chosen) < len(questions):
                return f"the limit of articles for this run is {most}"
            return reason

    def _announce(self, server: Server, questions: Sequence[Question], purse: Purse) -> None:
        """Tell where the articles go before the first request, and the estimate after it."""
        tell(f"Asking {self.endpoint.model} at {self.endpoint.address}.")
        found = probe(server)
        articles = [(one.document, one.codebook) for one in questions]
        requests, usage = estimate(articles, self.prompts, found.token)
        form = "enforces" if found.is_enforced else "does not enforce"
        plan = describe_plan(self.endpoint, len(questions), requests, usage, purse.left)
        tell(f"Sending {plan} The server {form} the form of answers.")

    def _ask_all(self, server: Server, questions: Sequence[Question], keeper: "Keeper", purse: Purse) -> str:
        failures, is_spent = 0, False
        with show_progress(len(questions), "Asking", "articles") as bar:
            ask = self._prepare(server, keeper)
            for _, answer in work(ask, questions, self.endpoint.concurrency):
                if isinstance(answer, BudgetSpentError):
                    is_spent = True
                    continue
                failures = failures + 1 if isinstance(answer, RequestError) else 0
                if failures == MOST_FAILURES:
                    return f"{failures} articles failed one after another ({answer})"
                tokens = purse.usage.sent + purse.usage.received
                cost = f", {format_money(purse.cost, self.endpoint)}" if self.endpoint.prices else ""
                bar.set_postfix_str(f"{tokens:,} tokens{cost}", refresh=False)
                bar.update()
        return self._describe_budget() if is_spent else ""

    def _prepare(self, server: Server, keeper: "Keeper") -> Callable[[Question], RequestError | None]:
        """Return a function that asks about an article and keeps the answer before the next question.

        It returns the error if there is no answer. Several threads may call it.
        """

        def ask(question: Question) -> RequestError | None:
            document, codebook, key = question
            failure = None
            try:
                held = Interview(document, codebook, server, self.prompts, mask=self.endpoint.mask).hold()
                result = Result([held])
            except RequestError as error:
                failure, result = error, self._fail(document, error)
            keeper.keep(key, self.name, result)
            return failure

        return ask

    def _fail(self, document: Document, error: RequestError) -> Result:
        what = f"The language model {self.endpoint.model} failed on it: {error}; it has no statements."
        return Result(problems=[Problem(document.doc_id, what, "warning")], failed=True)

    def _describe_budget(self) -> str:
        return (
            f"the budget of {format_money(self.endpoint.budget or 0, self.endpoint)} does not allow for more"
        )


@dataclass(frozen=True)
class ModelStage:
    """The statements stage: positions that the model gave, checked against the article's attributions.

    Attributes:
        asked: the stage whose answers these are.
    """

    asked: AnswersStage
    version: str
    name: str = "statements"
    needs: tuple[str, ...] = ("quotes", ANSWERS)
    reads: Part = "issues"
    fields: tuple[str, ...] = ("doc_id", "text", "title", "published")

    def code(self, articles: "Sequence[ArticleInProgress]", codebook: Codebook) -> list[Result]:
        """Return the statements of each article, with the account of what was asked and left out."""
        return [
            self._check(article.parsed.document, article.rows[ANSWERS][0], article.rows["quotes"], codebook)
            for article in articles
        ]

    def _check(self, document: Document, answer: dict[str, Any], quotes: Rows, codebook: Codebook) -> Result:
        account = {**answer["account"], "left_out": Counter(answer["account"]["left_out"])}
        verifier = Verifier([document], codebook, "s")
        for position in answer["positions"]:
            fault = find_fault(position, document, quotes, codebook)
            if fault:
                account["left_out"][fault] += 1
                continue
            start, end = position["start"], position["end"]
            values = {
                **position,
                "doc_id": document.doc_id,
                "evidence": document.text[start:end],
                "reason": f"shown by {position['shown_by']}",
                "confidence": CERTAIN if position["certain"] else UNCERTAIN,
            }
            verifier.add(document.doc_id, self.asked.coder, values)
        rows = [{**row, "quote_id": find_quote(row, quotes)} for row in verifier.verified.rows]
        return Result(rows, verifier.verified.problems, account=account)


def build_stages(endpoint: Endpoint, version: str, repetition: int = 0) -> tuple[AnswersStage, ModelStage]:
    """Return the stages that ask a language model and check what it says.

    Args:
        endpoint: the model.
        version: changes whenever answers are checked differently.
        repetition: see ``AnswersStage``.
    """
    asked = AnswersStage(endpoint, repetition)
    return asked, ModelStage(asked, version)
