"""Run the stages of coding on documents, in order, and assemble their results into tables.

This module must not import the language pipeline until something is coded.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from analysis import tables
from analysis.codebook import Codebook
from analysis.coding.cache import PackedParagraph, Result, Rows
from analysis.coding.stages import BUILT_IN, Asking, Stage
from analysis.coding.threads import one_thread
from analysis.documents import Document, Problem

# articles that are coded together: their parses are in memory at the same time
BATCH = 32
# files that decide how tables are assembled from results
ASSEMBLY = ("codebook.py", "coding/running.py", "table_files.py", "tables.py")
CODED = ("quotes", "statements", "tones", "dates", "events")


class Outcome(NamedTuple):
    """What is to be said of coding documents.

    Attributes:
        problems: problems found.
        failed: identifiers of the documents on which the coder of statements failed, or was not asked.
        accounts: for each document about which a language model was asked, what it answered.
    """

    problems: tuple[Problem, ...]
    failed: tuple[str, ...]
    accounts: tuple[Mapping[str, Any], ...]


def summarise(
    documents: Sequence[Document], results: Sequence[Mapping[str, Result]], stages: Sequence[Stage]
) -> Outcome:
    """Return what is to be said of the results of documents."""
    every = [result for found in results for result in found.values()]
    failed = (
        document.doc_id
        for document, found in zip(documents, results, strict=True)
        if len(found) < len(stages) or any(result.failed for result in found.values())
    )
    problems = (problem for result in every for problem in result.problems)
    return Outcome(tuple(problems), tuple(failed), tuple(one.account for one in every if one.account))


def list_waiting(stages: Sequence[Stage], found: Mapping[str, Result]) -> list[Stage]:
    """Return the stages to run on a document: those without a result whose needs are there or will be.

    Nothing is run for stages that only ask ahead, nor for those that need their answers if there are none.
    """
    usable = {name for name, result in found.items() if not result.failed}
    waiting = []
    for stage in stages:
        if stage.name not in found and not isinstance(stage, Asking) and usable.issuperset(stage.needs):
            waiting.append(stage)
            usable.add(stage.name)
    return waiting


@one_thread()
def run_stages(
    documents: Sequence[Document],
    codebook: Codebook,
    stages: Sequence[Stage],
    known: Sequence[Mapping[str, Result]] | None = None,
    kept: Mapping[str, Sequence[PackedParagraph]] = MappingProxyType({}),
) -> list[dict[str, Result]]:
    """Run the stages on documents, without the cache.

    Args:
        documents: the documents to code, few enough to keep all their parses in memory.
        codebook: the actors and issues to code.
        stages: the stages, in order.
        known: for each document, the results that are there already, by stage.
        kept: the parses that were kept of some of them, by ``hash_parse``.

    Returns:
        For each document, the new results by stage.
    """
    # the language pipeline takes seconds to import and is not needed for cached codes
    from analysis.coding.article import ArticleInProgress
    from analysis.coding.parses import parse_others
    from analysis.language.parsing import Article

    parsed = {article.document: article for article in parse_others(documents, kept)}
    given = known or [{}] * len(documents)
    articles = [
        ArticleInProgress(
            parsed.get(document, Article(document, [])),
            codebook,
            {name: result.rows for name, result in found.items()},
        )
        for document, found in zip(documents, given, strict=True)
    ]
    waiting = [list_waiting(stages, found) for found in given]
    results: list[dict[str, Result]] = [{} for _ in documents]
    for stage in stages:
        places = [
            place
            for place, own in enumerate(waiting)
            if stage in own and not _has_failed(stage.needs, results[place])
        ]
        for place, result in zip(
            places, stage.code([articles[place] for place in places], codebook), strict=True
        ):
            articles[place].rows[stage.name] = result.rows
            results[place][stage.name] = result
    return results


def _has_failed(needs: Sequence[str], found: Mapping[str, Result]) -> bool:
    return any(name in found and found[name].failed for name in needs)


def code_documents(
    documents: Sequence[Document], codebook: Codebook, stages: Sequence[Stage] = BUILT_IN
) -> tables.Tables:
    """Code documents without the cache and return the six validated tables.

    Raises:
        StancebookError: if a table does not fit its schema (a defect of the coder).
    """
    results: list[dict[str, Result]] = []
    for start in range(0, len(documents), BATCH):
        results += run_stages(documents[start : start + BATCH], codebook, stages)
    listed = tables.build("documents", (vars(document) for document in documents))
    return {"documents": tables.check("documents", listed), **assemble(results, codebook)}


def assemble(results: Sequence[Mapping[str, Result]], codebook: Codebook) -> tables.Tables:
    """Assemble the results of documents into validated tables, with probable misattributions marked.

    Raises:
        StancebookError: if a table does not fit its schema (a defect of the coder).
    """
    rows: dict[str, Rows] = {name: [] for name in CODED}
    for found in results:
        doubts = found["misattribution"].rows if "misattribution" in found else []
        marked = {name: result.rows for name, result in found.items() if name in rows}
        if doubts:
            reasons = {doubt["quote_id"]: doubt["reason"] for doubt in doubts}
            marked["quotes"] = [{**row, "doubt": reasons.get(row["quote_id"])} for row in marked["quotes"]]
            marked["statements"] = [
                {**row, "doubt": _find_doubt(row, doubts, codebook)} for row in marked.get("statements", ())
            ]
        for name, own in marked.items():
            rows[name] += own
    return {name: tables.check(name, tables.build(name, found)) for name, found in rows.items()}


def _find_doubt(statement: Mapping[str, Any], doubts: Rows, codebook: Codebook) -> str | None:
    """Return the reason of a probable misattribution to the actor's side, if one overlaps a statement."""
    side = codebook.side(statement["actor"])
    for doubt in doubts:
        overlaps = doubt["start"] < statement["end"] and statement["start"] < doubt["end"]
        if overlaps and doubt["actor"] is not None and codebook.side(doubt["actor"]) == side:
            return str(doubt["reason"])
    return None
