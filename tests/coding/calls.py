"""Sentences of calling, refusing, blocking, wishing and doubting, and how rightly they are read."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from analysis.codebook import read_codebook
from analysis.coding.pipeline import code_documents
from analysis.comparing.stances import is_firm
from analysis.documents import Document

FOLDER = Path(__file__).parents[1] / "gold" / "calls"
SEED = 14


@dataclass(frozen=True)
class Call:
    """A sentence with the right answers.

    Attributes:
        text: the sentence.
        word: which verb or noun it tries.
        issue: what it is about.
        answers: by actor the stances that are right; "none" where the sentence shows none.
    """

    text: str
    word: str
    issue: str
    answers: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Reading:
    """What one actor of one sentence was read to hold: ``found`` is "none" without a firm statement."""

    call: Call
    actor: str
    found: str

    @property
    def is_right(self) -> bool:
        """Tell whether the answer is one of the right ones."""
        return self.found in self.call.answers[self.actor]


def calls() -> list[Call]:
    """Return the sentences in the order of the file."""
    lines = (FOLDER / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Call(
            row["text"], row["word"], row["issue"], {who: tuple(told) for who, told in row["answers"].items()}
        )
        for row in map(json.loads, lines)
    ]


def halves() -> tuple[list[Call], list[Call]]:
    """Return a random half to work with and the one that is held back, always the same."""
    drawn = calls()
    Random(SEED).shuffle(drawn)
    return drawn[: len(drawn) // 2], drawn[len(drawn) // 2 :]


def readings(sentences: Iterable[Call]) -> Iterator[Reading]:
    """Code each sentence with its own actors and issue, and yield what each actor was read to hold."""
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
                yield Reading(call, actor, str(found.get(actor, "none")))


def figures(read: Iterable[Reading]) -> tuple[float, float, Counter[str]]:
    """Return the share of answers that are right, that of stances told which get one, and the counts."""
    count: Counter[str] = Counter()
    for one in read:
        is_told, is_answered = "none" not in one.call.answers[one.actor], one.found != "none"
        count["told"] += is_told
        count["told and answered"] += is_told and is_answered
        count["answered"] += is_answered
        count["answered rightly"] += is_answered and one.is_right
    right = count["answered rightly"] / max(count["answered"], 1)
    return right, count["told and answered"] / max(count["told"], 1), count
