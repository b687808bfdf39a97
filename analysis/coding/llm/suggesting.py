"""Have a language model propose a codebook: from each article of a sample, and then merged.

Names must occur in the articles, and the merged codebook may use only what was listed; anything else is
dropped.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any, get_args

from analysis.codebook import ActorKind, Codebook, parse_codebook
from analysis.coding.cache import open_cache
from analysis.coding.llm.asking import build_object
from analysis.coding.llm.prompts import CODEBOOK, MERGING, Prompts, enclose
from analysis.coding.llm.purse import BudgetSpentError, Purse
from analysis.coding.llm.wire import RequestError, Server
from analysis.coding.llm.working import work
from analysis.coding.verification import find_places
from analysis.documents import Document
from analysis.endpoint import Endpoint
from analysis.errors import StancebookError
from analysis.progress import show_progress, tell

# articles of the sample, spread over the corpus; characters of each; examples kept for an issue
ARTICLES, LONGEST, EXAMPLES = 30, 12_000, 3
TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
KIND = {"type": "string", "enum": [*get_args(ActorKind)]}
ACTOR = {"name": TEXT, "kind": KIND, "aliases": TEXTS, "side": TEXT}
ISSUE = {"name": TEXT, "proposition": TEXT, "terms": TEXTS}
FORM = (
    '{"actors": [{"name": "…", "kind": "person | state | organisation | group", "aliases": ["…"], '
    '"side": "…"}], "issues": [{"name": "…", "proposition": "…", "terms": ["…"], %s}]}'
)
LISTED_FORM, MERGED_FORM = (
    FORM % '"example": "…"',
    FORM % '"merged": ["names of the issues that became this one"]',
)

Entry = dict[str, Any]


def suggest(
    documents: Sequence[Document], endpoint: Endpoint, account: str
) -> tuple[Codebook, dict[str, tuple[str, ...]]]:
    """Return the codebook that a model proposes, and example sentences by the name of an issue.

    Args:
        documents: the articles, of which a sample is sent.
        endpoint: the model.
        account: the corpus whose budget it is.

    Raises:
        StancebookError: if the model cannot be asked, or the budget does not allow it.
    """
    sample = documents[:: -(-len(documents) // ARTICLES) or 1]
    tell(f"Asking {endpoint.model} at {endpoint.address} for a codebook, from {len(sample)} articles.")
    with (
        open_cache() as cache,
        closing(Purse(cache, account, endpoint)) as purse,
        closing(Server(endpoint, purse)) as server,
    ):
        prompts = Prompts(endpoint.prompts)
        try:
            listed = _list_all(server, prompts, sample, endpoint.concurrency)
            merged = _merge(server, prompts, listed) if len(sample) > 1 else _drop_examples(listed)
        except BudgetSpentError:
            message = "The budget in [llm] does not allow for suggesting a codebook. Raise it."
            raise StancebookError(message) from None
    examples = {issue["name"]: _find_examples(issue, listed["issues"]) for issue in merged["issues"]}
    for issue in merged["issues"]:
        issue.pop("merged", None)
    try:
        codebook = parse_codebook({**merged, "suggested": True})
    except StancebookError as error:
        raise StancebookError(
            f"The codebook that {endpoint.model} proposes cannot be used: {error}"
        ) from error
    return codebook, examples


def _list_all(
    server: Server, prompts: Prompts, sample: Sequence[Document], workers: int
) -> dict[str, list[Entry]]:
    """Return the actors and issues of each article, one after another; articles that fail are skipped."""

    def ask(document: Document) -> dict[str, list[Entry]]:
        text = document.text[:LONGEST]
        question = enclose("article", f"{document.title or ''}\n\n{text}".strip())
        example = {**ISSUE, "example": TEXT}
        reply = server.ask(prompts.fill(CODEBOOK, form=LISTED_FORM), question, _build_schema(example))
        return {
            "actors": [
                one for one in _read(reply.content, "actors", ACTOR) if find_places(question, one["name"])
            ],
            "issues": [
                {**one, "example": one["example"] if find_places(text, one["example"]) else ""}
                for one in _read(reply.content, "issues", example)
            ],
        }

    found: dict[str, list[Entry]] = {"actors": [], "issues": []}
    failure: RequestError | None = None
    with show_progress(len(sample), "Suggesting a codebook", "articles") as bar:
        for _, answer in work(ask, sample, workers):
            bar.update()
            if isinstance(answer, BudgetSpentError):
                raise answer
            if isinstance(answer, RequestError):
                failure = answer
                continue
            for name, entries in answer.items():
                found[name] += entries
    if failure is not None and not found["actors"]:
        raise failure
    return found


def _merge(server: Server, prompts: Prompts, listed: Mapping[str, Sequence[Entry]]) -> dict[str, list[Entry]]:
    """Return one codebook from many lists; whatever is in none of them is dropped."""
    content = json.dumps(listed, ensure_ascii=False)
    issue = {**ISSUE, "merged": TEXTS}
    reply = server.ask(
        prompts.fill(MERGING, form=MERGED_FORM), enclose("lists", content), _build_schema(issue)
    )
    names = {name for one in listed["actors"] for name in (one["name"], *one["aliases"])}
    issues = {one["name"] for one in listed["issues"]}
    return {
        "actors": [
            {**one, "aliases": [alias for alias in one["aliases"] if alias in names and alias != one["name"]]}
            for one in _read(reply.content, "actors", ACTOR)
            if one["name"] in names
        ],
        "issues": [
            one for one in _read(reply.content, "issues", issue) if issues.intersection(one["merged"])
        ],
    }


def _find_examples(issue: Entry, listed: Sequence[Entry]) -> tuple[str, ...]:
    names = issue.get("merged", [issue["name"]])
    return tuple(one["example"] for one in listed if one["name"] in names and one["example"])[:EXAMPLES]


def _drop_examples(listed: Mapping[str, Sequence[Entry]]) -> dict[str, list[Entry]]:
    issues = [{key: value for key, value in one.items() if key != "example"} for one in listed["issues"]]
    return {"actors": [dict(one) for one in listed["actors"]], "issues": issues}


def _build_schema(issue: Mapping[str, Any]) -> dict[str, Any]:
    return build_object({
        "actors": {"type": "array", "items": build_object(ACTOR)},
        "issues": {"type": "array", "items": build_object(issue)},
    })  # fmt: skip


def _read(content: Any, key: str, fields: Mapping[str, Any]) -> Iterator[Entry]:
    """Yield the entries of a list that have all fields, with texts stripped and empty ones dropped."""
    entries = content.get(key) if isinstance(content, dict) else None
    seen: set[str] = set()
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict) or not all(
            _fits(entry.get(name), kind) for name, kind in fields.items()
        ):
            continue
        cleaned = {name: _clean(entry[name]) for name in fields}
        if cleaned["name"] and cleaned["name"] not in seen and cleaned.get("proposition", True):
            seen.add(cleaned["name"])
            yield {
                name: value
                for name, value in cleaned.items()
                if value or name in ("terms", "aliases", "example")
            }


def _fits(value: Any, kind: Mapping[str, Any]) -> bool:
    if kind["type"] == "array":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, str) and value in kind.get("enum", (value,))


def _clean(value: str | list[str]) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    return list(dict.fromkeys(filter(None, (" ".join(one.split()) for one in value))))
