"""Sentences of calling, refusing, blocking, wishing and doubting, and the accuracy of their codes."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from analysis.codebook import read_codebook
from analysis.coding.running import code_documents
from analysis.comparing.support import is_firm
from analysis.documents import Document

FOLDER = Path(__file__).parents[1] / "gold" / "calls"
SEED = 14


@dataclass(frozen=True)
class Call:
    """A sentence with the correct answers.

    Attributes:
        text: the sentence.
        word: the verb or noun that it tests.
        issue: the issue.
        answers: the correct stances by actor; "none" if the sentence expresses none.
    """

    text: str
    word: str
    issue: str
    answers: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Answer:
    """The stance coded for one actor in one sentence: ``found`` is "none" without a firm statement."""

    call: Call
    actor: str
    found: str

    @property
    def is_correct(self) -> bool:
        """Whether the answer is one of the correct ones."""
        return self.found in self.call.answers[self.actor]


def read_calls() -> list[Call]:
    """Return the sentences in the order of the file."""
    lines = (FOLDER / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
    return [_build_call(json.loads(line)) for line in lines]


def _build_call(row: dict[str, Any]) -> Call:
    answers = {actor: tuple(stances) for actor, stances in row["answers"].items()}
    return Call(row["text"], row["word"], row["issue"], answers)


def split_calls() -> tuple[list[Call], list[Call]]:
    """Return a random half for tuning and the held-out half, always the same."""
    drawn = read_calls()
    Random(SEED).shuffle(drawn)
    return drawn[: len(drawn) // 2], drawn[len(drawn) // 2 :]


def code_calls(sentences: Iterable[Call]) -> Iterator[Answer]:
    """Code each sentence with its own actors and issue, and yield the stance of each actor."""
    whole = read_codebook(FOLDER / "codebook.toml")
    alike: dict[tuple[frozenset[str], str], list[Call]] = {}
    for call in sentences:
        alike.setdefault((frozenset(call.answers), call.issue), []).append(call)
    for (names, name), group in alike.items():
        codebook = replace(
            whole,
            actors=tuple(actor for actor in whole.actors if actor.name in names),
            issues=tuple(issue for issue in whole.issues if issue.name == name),
        )
        documents = [Document(str(number), call.text) for number, call in enumerate(group)]
        statements = code_documents(documents, codebook)["statements"]
        statements = statements[is_firm(statements)].sort_values("confidence", kind="stable")
        for document, call in zip(documents, group, strict=True):
            coded = statements[statements["doc_id"] == document.doc_id]
            found = dict(zip(coded["actor"], coded["stance"], strict=True))
            for actor in call.answers:
                yield Answer(call, actor, str(found.get(actor, "none")))


def compute_figures(answers: Iterable[Answer]) -> tuple[float, float, Counter[str]]:
    """Return the precision of the coded stances, the coverage of the expressed ones, and the counts."""
    count: Counter[str] = Counter()
    for answer in answers:
        is_expressed = "none" not in answer.call.answers[answer.actor]
        is_coded = answer.found != "none"
        count["expressed"] += is_expressed
        count["expressed and coded"] += is_expressed and is_coded
        count["coded"] += is_coded
        count["coded correctly"] += is_coded and answer.is_correct
    precision = count["coded correctly"] / max(count["coded"], 1)
    return precision, count["expressed and coded"] / max(count["expressed"], 1), count
