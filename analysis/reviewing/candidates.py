"""Find passages in which the machine may have missed a position, and estimate how likely each holds one.

The estimate is a logistic regression on what can be seen without a parse. It was fitted to the 161 Wikinews
articles of the training part of ``gold/news``, to the likeliest passage of each cell in which the machine had
coded nothing: does the reference have a position there that rests on words in its paragraph, or in the one
before or after? In the held-out articles, 34 of Wikinews and 88 of other sources, it has one in .17 of 1,128
passages with a chance of .1 to .2, in .28 of 520 up to .4, and in .56 of 256 above.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, product
from typing import Any

from analysis.codes import Cell, Codes, list_cells
from analysis.reviewing.sentences import Reader, Sentence

# added to the log-odds that a passage holds a position, by what is true of it
BASE = -4.9
WEIGHTS = {
    (SPEAKS := "the actor speaks"): 1.9,
    (NAMED := "the actor is named and does not speak"): 0.7,
    (ON := "the issue is named"): 2.4,
    (NEAR := "only the paragraph names the issue"): 1.2,
    (MOST := "no other issue shares more words"): 0.9,
    (OTHER := "only another actor speaks"): -1.0,
    (DIRECT := "the actor speaks directly"): 0.5,
    (MODAL := "something must, should or will be"): 0.3,
}
# for each sentence of the article that names the issue, up to MOST_NAMED
PER_NAMED, MOST_NAMED = -0.09, 6
# passages less likely to hold a position are not listed, nor more than the likeliest MOST_LISTED of a corpus
LEAST, MOST_LISTED = 0.05, 2_000


@dataclass(frozen=True)
class Passage:
    """A passage that may hold a position of an actor on an issue.

    Attributes:
        cell: the document, the actor and the issue.
        start: its first offset: of a sentence or, where the actor speaks, of what is said in it.
        end: the offset just after it.
        why: why it may hold a position, in words.
        chance: how likely it does, from 0 to 1.
        is_said_of_it: whether the actor speaks in it and it names the issue.
    """

    cell: Cell
    start: int
    end: int
    why: str
    chance: float
    is_said_of_it: bool


def find_passages(codes: Codes) -> list[Passage]:
    """Return the passage of each cell that is most likely to hold a position without a code; likeliest first.

    A cell is an article, an actor and an issue of the codebook. There must be a paragraph in which the actor
    is named or speaks, and in which the issue is named or shares words with the sentence. In a cell that has
    a code, only other words of the actor that name the issue are taken; where a person found none, nothing.
    """
    settled = {cell for _, cell in codes.none}
    coded: dict[Cell, list[tuple[int, int]]] = defaultdict(list)
    for frame in (codes["statements"], codes.machine):
        for cell, start, end in zip(list_cells(frame), frame["start"], frame["end"], strict=True):
            coded[cell].append((start, end))
    best: dict[Cell, Passage] = {}
    for passage in _list_all(codes):
        spans = coded.get(passage.cell)
        is_coded = spans is not None and (not passage.is_said_of_it or _overlaps(passage, spans))
        if passage.chance < LEAST or is_coded or passage.cell in settled:
            continue
        if passage.cell not in best or passage.chance > best[passage.cell].chance:
            best[passage.cell] = passage
    return sorted(best.values(), key=lambda passage: -passage.chance)[:MOST_LISTED]


def _overlaps(passage: Passage, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < passage.end and passage.start < end for start, end in spans)


def _list_all(codes: Codes) -> Iterator[Passage]:
    known = {actor.name for actor in codes.codebook.actors}
    spoken: dict[str, list[Any]] = defaultdict(list)
    for quote in codes["quotes"].to_dict("records"):
        if quote["actor"] in known:
            spoken[quote["doc_id"]].append(quote)
    reader = Reader(codes.codebook)
    documents = codes["documents"]
    for doc_id, text in zip(documents["doc_id"], documents["text"], strict=True):
        yield from _list_passages(doc_id, reader.read(text), spoken[doc_id])


def _list_passages(doc_id: str, sentences: list[Sentence], quotes: list[Any]) -> Iterator[Passage]:
    named = Counter(issue for sentence in sentences for issue in sentence.issues)
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        paragraph = list(group)
        near = frozenset[str]().union(*(sentence.issues for sentence in paragraph))
        said = [_find_speakers(sentence, quotes) for sentence in paragraph]
        actors = sorted({actor for sentence in paragraph for actor in sentence.actors}.union(*said))
        for sentence, speakers in zip(paragraph, said, strict=True):
            for actor, issue in product(actors, sorted(sentence.about | near)):
                signs = _list_signs(sentence, near, speakers, actor, issue)
                odds = BASE + sum(WEIGHTS[sign] for sign in signs) + PER_NAMED * min(named[issue], MOST_NAMED)
                yield Passage(
                    (doc_id, actor, issue),
                    *_cut_words(sentence, speakers.get(actor)),
                    _explain(actor, SPEAKS in signs, ON in signs),
                    1 / (1 + math.exp(-odds)),
                    SPEAKS in signs and ON in signs,
                )


def _list_signs(
    sentence: Sentence, near: frozenset[str], speakers: Mapping[str, Any], actor: str, issue: str
) -> list[str]:
    """Return which of WEIGHTS are true of a sentence.

    Args:
        sentence: the sentence.
        near: the issues that its paragraph names.
        speakers: the attributions in it, by actor.
        actor: the actor who may take a position.
        issue: the issue that it may be on.
    """
    speaks, is_on = actor in speakers, issue in sentence.issues
    signs = {
        SPEAKS: speaks,
        NAMED: actor in sentence.actors and not speaks,
        ON: is_on,
        NEAR: issue in near and not is_on,
        MOST: issue in sentence.most,
        OTHER: not speaks and bool(speakers),
        DIRECT: speaks and speakers[actor]["directness"] == "direct",
        MODAL: sentence.has_modal,
    }
    return [sign for sign, is_true in signs.items() if is_true]


def _find_speakers(sentence: Sentence, quotes: list[Any]) -> dict[str, Any]:
    """Return the attributions that a sentence is part of, or holds, by actor."""
    return {
        quote["actor"]: quote
        for quote in reversed(quotes)
        if quote["start"] < sentence.end and sentence.start < quote["end"]
    }


def _cut_words(sentence: Sentence, quote: Mapping[str, Any] | None) -> tuple[int, int]:
    if quote is None:
        return sentence.start, sentence.end
    return max(sentence.start, quote["start"]), min(sentence.end, quote["end"])


def _explain(actor: str, speaks: bool, is_on: bool) -> str:
    what = "speaks" if speaks else "is named"
    where = ("of it" if speaks else "with it") if is_on else "near it"
    return f"{actor} {what} {where} here, and nothing is coded"
