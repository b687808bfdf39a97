"""Simulate reviews: precision and recall of the positions by the number of decisions.

The simulated person knows the reference positions and the words that each rests on, and decides on what the
screen shows: right, another stance, or not a position. A stance that the machine did not see is set only if
those words are on the screen. Two kinds of person are simulated: one does nothing else; the other also uses
the keys a, i and m for a missed position that rests on the words shown. Each step that is recorded is one
decision. Afterwards the articles are coded again with the table of decisions.

Articles of ``gold/news`` have a codebook each, so that a corpus of them is one queue over several codebooks.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

import pandas as pd

from analysis.codebook import Codebook, read_codebook
from analysis.codes import Cell, Codes, list_cells
from analysis.coding import code
from analysis.comparing.positions import SIDES, match_positions, select_positions
from analysis.comparing.stances import MIXED
from analysis.corpus.coded_articles import read_coded_articles
from analysis.corpus.collecting import Corpus
from analysis.documents import Document
from analysis.reading.codings import Coding, read_codings
from analysis.reviewing import statements
from analysis.reviewing.queue import Item, list_items
from analysis.reviewing.recording import Recorder
from analysis.reviewing.session import Session
from analysis.settings import RULES
from tests.benchmarks.gold import read_rows

OPEN = Path(__file__).parents[2] / "gold" / "news"
# decisions after which the positions are counted: 10, 20 and 30 minutes at 10 seconds each
STOPS = (60, 120, 180)


@dataclass(frozen=True)
class Position:
    """A position of the reference, and where the words are that it rests on; "" if in the headline."""

    stance: str
    start: int = 0
    words: str = ""

    def agrees(self, stance: str) -> bool:
        """Tell whether a stance is right; of a mixed position, support and oppose both are."""
        return stance == self.stance or (self.stance == MIXED and stance in SIDES)

    @property
    def answer(self) -> str:
        """Return the stance that a person sets."""
        return SIDES[0] if self.stance == MIXED else self.stance


Reference = Mapping[Cell, Position]


@dataclass(frozen=True)
class Task:
    """Articles to review in one queue: the corpora with a codebook each, and the reference positions."""

    name: str
    corpora: tuple[Corpus, ...]
    reference: Reference


@dataclass(frozen=True)
class Count:
    """What is in the matrix: positions shown, those that are right, and those of the reference."""

    shown: int
    right: int
    in_texts: int

    def __str__(self) -> str:
        """Return precision and recall."""
        precision, recall = self.right / (self.shown or 1), self.right / (self.in_texts or 1)
        return f"precision {precision:.3f} ({self.right} of {self.shown}), recall {recall:.3f}"


def measure() -> Iterator[str]:
    """Yield what a review of the part of ``gold/news`` achieves that training leaves out."""
    yield from report([read_held_out()])


def measure_corpora(folder: Path) -> Iterator[str]:
    """Yield what reviews of the corpora in ``news/dev`` of a folder achieve: each alone, and all as one."""
    tasks = read_corpora(folder / "news" / "dev")
    whole = {cell: position for task in tasks for cell, position in task.reference.items()}
    together = Task("all as one", tuple(one for task in tasks for one in task.corpora), whole)
    yield from report([*tasks, together])


def report(tasks: Iterable[Task]) -> Iterator[str]:
    """Yield a line for each corpus, kind of person and number of decisions."""
    for task in tasks:
        articles = sum(len(corpus.documents) for corpus in task.corpora)
        yield f"{task.name}: {articles} articles, {len(task.reference)} positions"
        for name, adds in (("decides", False), ("decides and adds", True)):
            unreviewed: Count | None = None
            for done, count in review(task, adds):
                unreviewed = unreviewed or count
                yield f"  {name}, {done} decisions: {count}, {count.right / (unreviewed.right or 1):.2f} x"


def read_held_out() -> Task:
    """Return the part ``test`` of ``gold/news`` as one corpus."""
    articles, _ = read_coded_articles(OPEN)
    labels = {row["doc"]: row for row in read_rows(OPEN / "labels" / "wikinews.jsonl")}
    chosen = [article for article in articles if article.split == "test"]
    reference = {
        (article.document.doc_id, row["actor"], row["issue"]): _read_position(row, article.document)
        for article in chosen
        for row in labels[article.document.doc_id.split("/")[-1]]["positions"]
    }
    corpora = tuple(article.open(OPEN, RULES) for article in chosen)
    return Task("gold/news, the held-out fifth", corpora, reference)


def _read_position(row: Mapping[str, Any], document: Document) -> Position:
    start = row.get("start", 0)
    return Position(row["stance"], start, document.text[start : row.get("end", 0)])


def read_corpora(folder: Path) -> list[Task]:
    """Return the corpora of a folder, each with ``articles.jsonl``, ``codebook.toml`` and positions."""
    return [_read_corpus(path.parent) for path in sorted(folder.glob("*/positions.jsonl"))]


def _read_corpus(folder: Path) -> Task:
    documents = tuple(
        Document(row["id"], row["text"], row["title"], row["outlet"], published=row["date"], url=row["url"])
        for row in read_rows(folder / "articles.jsonl")
    )
    corpus = Corpus(folder.name, folder, documents, read_codebook(folder / "codebook.toml"))
    texts = {document.doc_id: document.text for document in documents}
    reference = {}
    for row in read_rows(folder / "positions.jsonl"):
        start = texts[row["doc"]].find(row["evidence"])
        position = Position(row["stance"], start, row["evidence"] if start >= 0 else "")
        reference[row["doc"], row["actor"], row["issue"]] = position
    return Task(folder.name, (corpus,), reference)


def review(task: Task, adds: bool) -> Iterator[tuple[int, Count]]:
    """Review a corpus and yield the number of decisions and what is in the matrix then, first and at STOPS.

    Args:
        task: the corpus.
        adds: whether the person also uses the keys a, i and m.
    """
    coded = [code(corpus) for corpus in task.corpora]
    items = [item for codes in coded for item in list_items(codes)]
    with (
        tempfile.TemporaryDirectory() as name,
        mock.patch.object(statements, "list_items", return_value=items),
    ):
        table = Path(name) / "reference.csv"
        shown = Session(_join(coded), Recorder(table))
        known = list_cells(select_positions(pd.concat([codes["statements"] for codes in coded])))
        person = Person(shown, items, task, known, adds)
        yield 0, count_positions(task, table)
        for done in STOPS:
            before = person.decided
            while person.decided < done and person.decide():
                pass
            if person.decided > before:
                yield person.decided, count_positions(task, table)


def _join(coded: list[Codes]) -> Codes:
    """Return codes of several corpora as those of one; of two actors or issues of one name, the last."""
    frames = {name: pd.concat([codes[name] for codes in coded]) for name in coded[0].tables}
    actors = {actor.name: actor for codes in coded for actor in codes.codebook.actors}
    issues = {issue.name: issue for codes in coded for issue in codes.codebook.issues}
    codebook = Codebook(tuple(actors.values()), tuple(issues.values()))
    return replace(coded[0], tables=frames, codebook=codebook)


class Person:
    """A person who knows the reference and decides on one screen after the other.

    Args:
        shown: the review.
        items: what is in its queue.
        task: the corpus.
        known: cells with a position in the matrix.
        adds: whether the person also uses the keys a, i and m.
    """

    def __init__(
        self, shown: Session, items: Iterable[Item], task: Task, known: Iterable[Cell], adds: bool
    ) -> None:
        self.decided = 0
        self._session = shown
        self._items = {item.key: item for item in items}
        self._reference = task.reference
        self._adds = adds
        self._known = set(known)

    def decide(self) -> bool:
        """Decide on what is on the screen, and add what is missed in its words; False if nothing is left."""
        screen = self._session.describe()
        if screen["item"] is None:
            return False
        item = self._items[screen["item"]]
        cell = item.cells["doc_id"], item.cells["actor"], item.cells["issue"]
        passage = "\n".join("".join(words for words, _ in piece) for piece in screen["passage"])
        missed = self._list_missed(item, cell) if self._adds else []
        position = self._reference.get(cell)
        if position is not None and position.agrees(item.cells["stance"]):
            self._act(cell, "right")
        elif position is not None and position.words and position.words in passage:
            self._act(cell, "stance", position.answer)
        elif near := [other for other in missed if cell[1] == other[1] or cell[2] == other[2]]:
            missed.remove(near[0])
            self._correct(near[0])
        else:
            self._act(None, "reject")
        for other in missed:
            while self._session.describe()["item"] != item.key:
                self._session.act("previous")
            self._session.act("missing")
            self._correct(other)
        return True

    def _list_missed(self, item: Item, cell: Cell) -> list[Cell]:
        """Return the positions that rest on the words of an item, have another cell and are not known yet."""
        start, end = int(item.cells["start"]), int(item.cells["end"])
        return [
            other
            for other, position in self._reference.items()
            if other[0] == cell[0]
            and other != cell
            and other not in self._known
            and position.start < end
            and start < position.start + len(position.words)
        ]

    def _correct(self, cell: Cell) -> None:
        self._session.act("actor", cell[1])
        self._session.act("issue", cell[2])
        self._act(cell, "stance", self._reference[cell].answer)

    def _act(self, cell: Cell | None, action: str, value: str = "") -> None:
        self._session.act(action, value)
        self.decided += 1
        if cell is not None:
            self._known.add(cell)


def count_positions(task: Task, table: Path) -> Count:
    """Code the articles again with a table of decisions, and count positions as ``make bench ONLY=news``."""
    rows = [row for row in read_codings(table) if isinstance(row, Coding)] if table.exists() else []
    coded = []
    for corpus in task.corpora:
        documents = {document.doc_id for document in corpus.documents}
        own = tuple(row for row in rows if dict(row.cells)["doc_id"] in documents)
        coded.append(code(replace(corpus, codings=own))["statements"])
    reference = pd.DataFrame(
        [(*cell, position.stance, "") for cell, position in task.reference.items()],
        columns=["doc_id", "actor", "issue", "stance", "how"],
    )
    matched = match_positions(reference, select_positions(pd.concat(coded)))
    shown, in_texts = (int(matched[column].notna().sum()) for column in ("found", "reference"))
    return Count(shown, int(matched["right"].sum()), in_texts)
