"""The simulated review: the person decides as the reference says, and sees only what is on the screen."""

from pathlib import Path

import pytest

from analysis.codebook import Actor, Codebook, Issue
from analysis.corpus.collecting import Corpus
from analysis.documents import Document
from tests.benchmarks.review import Position, Task, review

WRONG, MISSED, FAR = "Ann Reyes backs the merger", "Tom Falk: a merger, never", "They would fight to the end"
TEXT = f"{WRONG}.\n\n{MISSED}.\n\nOla Sand saw the merger.\n\nTea.\n\n{FAR}."
MERGER = Issue("Merger", "The hospitals should merge.", ("merger",))
BOOK = Codebook((Actor("Ann Reyes"), Actor("Tom Falk"), Actor("Ola Sand"), Actor("Eve Holm")), (MERGER,))


def build_task(positions: dict[str, Position]) -> Task:
    """Return one article with reference positions by actor."""
    corpus = Corpus("Merger", Path("merger"), (Document("paper", TEXT),), BOOK)
    cells = {("paper", actor, "Merger"): position for actor, position in positions.items()}
    return Task("merger", (corpus,), cells)


def find(stance: str, words: str) -> Position:
    """Return a position that rests on words of the text."""
    return Position(stance, TEXT.index(words), words)


@pytest.mark.parametrize("adds", [False, True])
def test_a_review_corrects_what_is_wrong_and_finds_what_is_missing(adds: bool) -> None:
    """Both people end with the reference, whatever the machine found before."""
    task = build_task({"Ann Reyes": find("oppose", WRONG), "Tom Falk": find("oppose", MISSED)})
    (_, before), *_, (decided, after) = review(task, adds)
    assert (before.in_texts, before.right) < (after.in_texts, after.right)
    assert (after.shown, after.right, after.in_texts) == (2, 2, 2)
    assert decided >= 2


def test_what_is_not_on_the_screen_is_not_found() -> None:
    """Ola's position rests on words two paragraphs further down than what the review shows of the merger."""
    (*_, (_, after)) = review(build_task({"Ola Sand": find("oppose", FAR)}), adds=False)
    assert (after.shown, after.right, after.in_texts) == (0, 0, 1)


def test_a_position_in_the_words_shown_is_added_only_by_who_adds() -> None:
    """The words shown for Ann hold a position of Eve too, whom the article does not name."""
    task = build_task({"Ann Reyes": find("support", WRONG), "Eve Holm": find("oppose", WRONG)})
    rights = [list(review(task, adds))[-1][1].right for adds in (False, True)]
    assert rights == [1, 2]
