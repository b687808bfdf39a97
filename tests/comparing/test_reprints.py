"""Reprints of one text, and counting their statements once."""

import random

import numpy as np
import pytest

from analysis.comparing.reprints import CANDIDATES, group_texts, reprints
from analysis.comparing.stances import stance_matrix

VOCABULARY = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("", "n", "r", "st", "ld", "nk")]


def article(seed: int, words: int) -> list[str]:
    """Return the words of a random article, with word frequencies as in natural language."""
    weights = [1 / (place + 1) for place in range(len(VOCABULARY))]
    return random.Random(seed).choices(VOCABULARY, weights, k=words)


def edited(words: list[str], share: float) -> list[str]:
    """Return words of which a share has been replaced."""
    chosen = random.Random(0)
    return [chosen.choice(VOCABULARY) if chosen.random() < share else word for word in words]


def are_one(one: list[str], other: list[str]) -> bool:
    """Tell whether two articles are found to be versions of one text."""
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
def test_versions_of_a_text_share_a_group(version) -> None:  # type: ignore[no-untyped-def]
    """A reprint may be shortened, extended and lightly edited."""
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
def test_independent_texts_stay_separate(other: list[str]) -> None:
    """Articles that only share a quotation, or report the same news in other words, are independent."""
    assert not are_one(article(1, 400), other)


def test_short_texts_are_never_reprints() -> None:
    """A byline that occurs in a longer article does not make it a reprint."""
    words = article(1, 400)
    assert not are_one(words, words[:20])


def test_parts_of_one_text_share_its_group() -> None:
    """The two halves of a text have nothing in common except the full text."""
    words = article(1, 400)
    first, last, whole = (" ".join(part) for part in (words[:200], words[200:], words))
    assert [place for place, _ in group_texts([first, last, whole])] == [2, 2, 2]


def test_a_row_for_each_article(make_coder) -> None:  # type: ignore[no-untyped-def]
    """Each has its group, named after the longest version, and its similarity to that."""
    words = article(1, 100)
    texts = {"a": words[:60], "b": words, "c": article(2, 100)}
    coder = make_coder({name: " ".join(listed) for name, listed in texts.items()})
    found = reprints(coder.codes())
    assert found.to_numpy().tolist() == [["a", "b", 1.0], ["b", "b", 1.0], ["c", "c", 1.0]]
    assert reprints(make_coder({}).codes()).empty


def test_comparisons_grow_with_texts_not_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many copies of one text, or shared boilerplate, do not require comparing all pairs."""
    compared = []

    def intersect(*pair, **options):  # type: ignore[no-untyped-def]
        compared.append(pair)
        return intersect1d(*pair, **options)

    intersect1d = np.intersect1d
    monkeypatch.setattr(np, "intersect1d", intersect)
    tail = article(5, 40)
    texts = [" ".join([*article(1, 200), *tail]) for _ in range(1000)]
    texts += [" ".join([*article(seed, 200), *tail]) for seed in range(100, 1100)]
    found = group_texts(texts)
    assert len(compared) <= CANDIDATES * len(texts)
    assert {place for place, _ in found[:1000]} == {0}
    assert len({place for place, _ in found[1000:]}) == 1000


def test_a_statement_in_reprints_counts_once(make_coder) -> None:  # type: ignore[no-untyped-def]
    """Of three copies in two outlets, the fullest counts if requested; another article counts too."""
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


def test_sites_replace_unknown_outlets(coder) -> None:  # type: ignore[no-untyped-def]
    """An event has the sites of its sources; an article without an outlet has the site of its address."""
    coder.document = {"url": "https://www.paper.example/truce"}
    coder.statement("Ann", "truce", "support", "Ann wants a truce")
    coder.dated("c1", "Ann", None, urls=["https://paper.example/1", "https://sun.example/2", "no address"])
    coder.statement("Ann", "truce", "support", "Ann wants", doc_id="c1")
    (cell,) = stance_matrix(coder.codes()).to_dict("records")
    assert (cell["n"], cell["documents"], cell["outlets"]) == (2, 2, 2)
