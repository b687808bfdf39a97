"""Open a language model's server: probe it, and tell what will be sent where, and at what cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from analysis.codebook import Codebook
from analysis.coding.llm.asking import PASSAGES_FORM, STANCES_FORM, build_object
from analysis.coding.llm.parts import cut
from analysis.coding.llm.prompts import PASSAGES, STANCES, Prompts, list_lines
from analysis.coding.llm.purse import Usage
from analysis.coding.llm.wire import Server
from analysis.documents import Document
from analysis.endpoint import Endpoint
from analysis.text import format_count

# a word that a model says only if the server makes it obey the schema
ODD_WORD = "quorlbex"
PROBE = "Greet the reader in one short sentence."
# characters of a token, if the server does not count; tokens of the replies about an article; share of the
# text that is sent again with the second question
TOKEN, REPLIES, AGAIN = 4.0, 500, 0.5


@dataclass(frozen=True)
class Probe:
    """What a first request showed.

    Attributes:
        is_enforced: whether the server makes the model obey a schema that the prompt does not mention.
        token: characters of a token, by the server's count.
    """

    is_enforced: bool
    token: float = TOKEN


def probe(server: Server) -> Probe:
    """Ask a server for a form that the prompt does not mention.

    Raises:
        RequestError: if the server does not answer.
    """
    schema: dict[str, Any] = build_object({"word": {"type": "string", "enum": [ODD_WORD]}})
    text, usage = server.probe(PROBE, PROBE, schema)
    # a handful of tokens frames each message
    token = 2 * len(PROBE) / (usage.sent - 10) if usage.sent > 12 else TOKEN
    return Probe(ODD_WORD in text, min(max(token, 2.0), 6.0))


def estimate(
    articles: Iterable[tuple[Document, Codebook]], prompts: Prompts, token: float = TOKEN
) -> tuple[int, Usage]:
    """Return about how many requests the coding of articles needs, and how many tokens."""
    requests, sent, received = 0, 0.0, 0
    lengths: dict[int, int] = {}
    for document, codebook in articles:
        if id(codebook) not in lengths:
            lengths[id(codebook)] = _measure_prompts(codebook, prompts)
        parts = len(cut(document.text))
        requests += parts + 1
        sent += (parts * lengths[id(codebook)] + (1 + AGAIN) * len(document.text)) / token
        received += parts * REPLIES
    return requests, Usage(round(sent), received)


def _measure_prompts(codebook: Codebook, prompts: Prompts) -> int:
    """Return the characters of the instructions of both questions."""
    actors = list_lines({actor.name: ", ".join(actor.aliases) for actor in codebook.actors})
    issues = list_lines({issue.name: issue.proposition for issue in codebook.issues})
    return len(prompts.fill(PASSAGES, actors=actors, issues=issues, form=PASSAGES_FORM)) + len(
        prompts.fill(STANCES, issues=issues, form=STANCES_FORM)
    )


def describe_plan(endpoint: Endpoint, articles: int, requests: int, usage: Usage, left: float | None) -> str:
    """State what will be sent where, and about what it costs."""
    price = endpoint.price(usage.sent, usage.received)
    cost = f", about {format_money(price, endpoint)}" if endpoint.prices else ""
    said = (
        f"{format_count(articles, 'article')} to {endpoint.model} at {endpoint.address}, and nowhere else: "
        f"about {requests:,} requests, {usage.sent:,} tokens sent and {usage.received:,} received{cost}."
    )
    if left is None:
        return said
    budget = f" {format_money(left, endpoint)} of the budget is left."
    return said + budget + (" It will not be enough for all." if price > left else "")


def format_money(amount: float, endpoint: Endpoint) -> str:
    """Return an amount with its currency, to the cent or, if it is less than that, to the second digit."""
    digits = f"{amount:,.2f}" if amount >= 0.01 or not amount else f"{amount:.2g}"
    return f"{digits} {endpoint.prices.currency}" if endpoint.prices else digits
