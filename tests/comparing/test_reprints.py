"""Articles that are one text, and counting what stands in them once."""

import random
import time

import pytest

from analysis.comparing.reprints import group_texts, reprints
from analysis.comparing.stances import stance_matrix

VOCABULARY = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("", "n", "r", "st", "ld", "nk")]


def article(seed: int, words: int) -> list[str]:
    """Return the words of an article that nobody wrote, frequent ones first as in any language."""
    weights = [1 / (place + 1) for place in range(len(VOCABULARY))]
    return random.Random(seed).choices(VOCABULARY, weights, k=words)


def edited(words: list[str], share: float) -> list[str]:
    """Return words of which a share was exchanged."""
    chosen = random.Random(0)
    return [chosen.choice(VOCABULARY) if chosen.random() < share else word for word in words]


def are_one(one: list[str], other: list[str]) -> bool:
    """Tell whether two articles are found to be one text."""
    (first, _), (second, _) = group_texts([" ".join(one), " ".join(other)])
    return first == second


@pytest.mark.parametrize(
    "version",
    [
        lambda words: words,
        lambda words: words[: len(words) // 3],
        lambda words: [*article(7, 40), *words, *article(8, 20)],
        lambda words: [*words, *article(9, len(words))],
        lambda words: edited(words, 0.04),
        lambda words: edited(words[: len(words) // 2], 0.04),
        lambda words: [word.upper() for word in words],
    ],
    ids=[
        "copy",
        "cut to a third",
        "new lead and tail",
        "as much added",
        "edited",
        "cut and edited",
        "capitals",
    ],
)
def test_versions_of_a_text_are_one(version) -> None:  # type: ignore[no-untyped-def]
    """A reprint may be shortened, added to and lightly edited."""
    words = article(1, 400)
    assert are_one(words, version(words))


@pytest.mark.parametrize(
    "other",
    [
        article(2, 400),
        [*article(3, 200), *article(1, 400)[100:140], *article(4, 200)],
        edited(article(1, 400), 0.3),
    ],
    ids=["another text", "a quotation of 40 words", "rewritten"],
)
def test_texts_of_their_own_stay_apart(other: list[str]) -> None:
    """Who only quotes the same words, or tells the same anew, wrote a text of their own."""
    assert not are_one(article(1, 400), other)


def test_short_texts_are_never_one() -> None:
    """A byline that stands in a longer article does not make the two one."""
    words = article(1, 400)
    assert not are_one(words, words[:20])


def test_parts_of_one_text_are_found_through_it() -> None:
    """The first and the last half have nothing in common but the whole, whose group they are."""
    words = article(1, 400)
    first, last, whole = (" ".join(part) for part in (words[:200], words[200:], words))
    assert [place for place, _ in group_texts([first, last, whole])] == [2, 2, 2]


def test_a_row_for_each_article(make_coder) -> None:  # type: ignore[no-untyped-def]
    """Each has its group, named by its longest text, and how similar it is to that."""
    words = article(1, 100)
    texts = {"a": words[:60], "b": words, "c": article(2, 100)}
    coder = make_coder({name: " ".join(listed) for name, listed in texts.items()})
    found = reprints(coder.codes())
    assert found.to_numpy().tolist() == [["a", "b", 1.0], ["b", "b", 1.0], ["c", "c", 1.0]]
    assert reprints(make_coder({}).codes()).empty


def test_thousands_of_copies_of_one_text_take_seconds() -> None:
    """Neither many copies of one text nor boilerplate that all share make pairs of everything."""
    tail = article(5, 40)
    texts = [" ".join([*article(1, 200), *tail]) for _ in range(1000)]
    texts += [" ".join([*article(seed, 200), *tail]) for seed in range(100, 1100)]
    started = time.monotonic()
    found = group_texts(texts)
    assert time.monotonic() - started < 15
    assert {place for place, _ in found[:1000]} == {0}
    assert len({place for place, _ in found[1000:]}) == 1000


def test_a_statement_in_reprints_counts_once(make_coder) -> None:  # type: ignore[no-untyped-def]
    """Of three copies by two outlets the fullest counts where asked; another article counts as well."""
    words = " ".join(article(1, 100))
    coder = make_coder(
        {"a": f"Yes. {words}", "b": f"Yes. Indeed. {words}", "c": f"{words} Yes.", "d": "Yes."}
    )
    for doc, said in (("a", "Yes"), ("b", "Yes"), ("b", "Indeed"), ("c", "Yes"), ("d", "Yes")):
        coder.statement("Ann", "truce", "support", said, doc)
    coder.statement("Bob", "truce", "oppose", "Yes", "c")
    codes = coder.codes()
    codes["documents"]["outlet"] = ["Echo", "Echo", "Sun", None]
    counted = ["actor", "n", "documents", "outlets"]
    assert stance_matrix(codes)[counted].to_numpy().tolist() == [["Ann", 5, 4, 2], ["Bob", 1, 1, 1]]
    assert stance_matrix(codes, reprints_once=True)[counted].to_numpy().tolist() == [
        ["Ann", 3, 2, 1], ["Bob", 1, 1, 1],
    ]  # fmt: skip
    assert stance_matrix(codes, reprints_once=True)["statements"][0] == ["b-s2", "b-s3", "d-s5"]


def test_sites_stand_for_outlets_that_nobody_named(coder) -> None:  # type: ignore[no-untyped-def]
    """An event has the sites of its sources, an article without an outlet that of its address."""
    coder.document = {"url": "https://www.paper.example/truce"}
    coder.statement("Ann", "truce", "support", "Ann wants a truce")
    coder.dated("c1", "Ann", None, urls=["https://paper.example/1", "https://sun.example/2", "no address"])
    coder.statement("Ann", "truce", "support", "Ann wants", doc_id="c1")
    (cell,) = stance_matrix(coder.codes()).to_dict("records")
    assert (cell["n"], cell["documents"], cell["outlets"]) == (2, 2, 2)
