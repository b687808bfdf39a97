"""A codebook is suggested from a stated sample of a large corpus, and what was parsed for it is coded."""

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.coding import cache, code, completing, parses, stages
from analysis.coding.cache import PackedParagraph, open_cache
from analysis.coding.stages import draw_sample
from analysis.corpus import Corpus
from analysis.documents import Document
from analysis.language.parsing import load
from tests.coding.test_coding import LINES, assert_same

MANY = [Document(f"d{number}", f"Text {number}.") for number in range(1_000)]


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """Four articles without a codebook; the cache is empty."""
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache")
    return Corpus("Toll", tmp_path, tuple(Document(f"a{number}", line) for number, line in enumerate(LINES)))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the language pipeline has read, in order."""
    read: list[str] = []
    nlp = load()
    pipe = nlp.pipe

    def note(docs: list[object], **options: object) -> object:
        read.extend(str(doc) for doc in docs)
        return pipe(docs, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(nlp, "pipe", note)
    return read


def test_a_small_corpus_is_read_whole() -> None:
    """Up to 200 articles are all read, in their order."""
    assert draw_sample(MANY[: stages.SAMPLE]) == MANY[: stages.SAMPLE]


def test_a_sample_is_spread_over_the_corpus() -> None:
    """Of 1,000 articles, 200 are read, in their order, and each fifth of the corpus has its share."""
    drawn = draw_sample(MANY)
    places = [MANY.index(document) for document in drawn]
    assert len(drawn) == stages.SAMPLE
    assert places == sorted(places)
    fifths = [sum(place // 200 == number for place in places) for number in range(5)]
    assert all(25 <= count <= 55 for count in fifths)


def test_a_new_article_hardly_changes_the_sample() -> None:
    """An article that is added takes the place of at most one other."""
    before = draw_sample(MANY)
    after = draw_sample([*MANY, Document("new", "A new text.")])
    assert len(set(before) - set(after)) <= 1


def test_a_note_tells_the_size_of_the_sample(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus of which only some articles were read for its codebook has a note with both numbers."""
    notes = [problem for problem in code(corpus).problems if problem.item == "codebook"]
    assert notes == []
    monkeypatch.setattr(stages, "SAMPLE", 3)
    monkeypatch.setattr(completing, "SAMPLE", 3)
    (note,) = [problem for problem in code(corpus).problems if problem.item == "codebook"]
    assert note.severity == "note"
    assert "3 of 4 articles" in note.message


def test_each_article_is_parsed_once(corpus: Corpus, parsed: list[str]) -> None:
    """Coding takes the parses that suggesting made, and then they are gone."""
    code(corpus)
    assert sorted(text for text in parsed if text in LINES) == sorted(LINES)
    with open_cache() as kept:
        assert kept.take_parses([stages.hash_parse(document) for document in corpus.documents]) == {}


def test_codes_from_a_kept_parse_are_those_of_a_new_one(corpus: Corpus) -> None:
    """A parse that was stored and restored gives the same codes."""
    kept = code(corpus)
    again = code(replace(corpus, codebook=kept.codebook))
    with open_cache() as store:
        store.clear()
    assert_same(again, code(replace(corpus, codebook=kept.codebook)))
    assert len(kept["quotes"])
    assert len(kept["events"])


def test_a_parse_that_nobody_takes_is_dropped(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """A parse waits for a day; then the next suggestion deletes it."""
    with open_cache() as kept:
        kept.keep_parse("new", [PackedParagraph(0, "A text.", b"parse")])
        kept.drop_unused_parses()
        assert kept.take_parses(["new"]) == {"new": [(0, "A text.", b"parse")]}
        assert kept.take_parses(["new"]) == {}
        kept.keep_parse("old", [PackedParagraph(0, "A text.", b"parse")])
        now = cache.time.time()
        monkeypatch.setattr(cache.time, "time", lambda: now + 2 * cache.UNUSED)
        kept.drop_unused_parses()
        assert kept.take_parses(["old"]) == {}


def test_an_article_is_restored_as_it_was_parsed(corpus: Corpus) -> None:
    """Words, labels, trees, names and vectors are the same."""
    (article,) = parses.parse_others(corpus.documents[:1], {})
    with open_cache() as kept:
        parses.keep_parse(kept, article)
        packed = kept.take_parses([stages.hash_parse(article.document)])
    (restored,) = parses.parse_others(corpus.documents[:1], packed)
    names = ("text", "tag_", "dep_", "lemma_", "ent_type_", "is_sent_start")
    for one, other in zip(article.paragraphs, restored.paragraphs, strict=True):
        assert (one.start, one.written) == (other.start, other.written)
        for name in names:
            values, again = ([getattr(token, name) for token in part.doc] for part in (one, other))
            assert values == again
        assert [token.head.i for token in one.doc] == [token.head.i for token in other.doc]
        assert [name.text for name in one.doc.ents] == [name.text for name in other.doc.ents]
        assert (one.doc.parse.tensor == other.doc.parse.tensor).all()
