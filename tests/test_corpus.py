"""A corpus on disk: a folder with its settings, a folder of articles, one article, a table."""

from pathlib import Path

import pytest

from analysis.corpus import open_corpus, write_corpus
from analysis.errors import StancebookError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, one of them in a folder of its own, and files that are none."""
    (tmp_path / "sub").mkdir()
    for name, text in (("b.txt", "Second."), ("a.txt", "First."), ("sub/c.txt", "Third.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "README.txt").write_text("Not an article.", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    return tmp_path


def configure(folder: Path, settings: str) -> Path:
    """Write the settings of a corpus."""
    (folder / "corpus.toml").write_text(settings, encoding="utf-8")
    return folder


def test_a_folder_of_articles_is_a_corpus(folder: Path) -> None:
    """Articles come in the order of their names; what is no article is passed over."""
    corpus = open_corpus(folder)
    assert [document.text for document in corpus.documents] == ["First.", "Second.", "Third."]
    assert corpus.codebook is None


def test_one_article_is_a_corpus(folder: Path) -> None:
    """Its title is its file's name, and nothing about it is invented."""
    corpus = open_corpus(folder / "a.txt")
    (document,) = corpus.documents
    assert (corpus.title, document.published, document.outlet) == ("a", None, None)


def test_a_table_is_a_corpus(tmp_path: Path) -> None:
    """Each row of a table of documents is an article."""
    (tmp_path / "t.csv").write_text("id,text,published\nx,One.,2025-05-09\ny,Two.,\n", encoding="utf-8")
    documents = open_corpus(tmp_path / "t.csv").documents
    assert [(one.doc_id, one.text, one.published) for one in documents] == [
        ("x", "One.", "2025-05-09"),
        ("y", "Two.", None),
    ]


def test_settings_fill_in_what_documents_do_not_say(folder: Path) -> None:
    """A document's own metadata wins over its entry, its entry over the defaults."""
    (folder / "b.txt").write_text("---\noutlet: Own\n---\nSecond.", encoding="utf-8")
    settings = """
    title = "Three"
    outlet = "Default"
    published = 2025-05-09
    documents = ["*.txt"]
    [metadata.a]
    outlet = "Entry"
    """
    corpus = open_corpus(configure(folder, settings))
    assert {one.doc_id: one.outlet for one in corpus.documents} == {"a": "Entry", "b": "Own"}
    assert {one.published for one in corpus.documents} == {"2025-05-09"}
    assert corpus.title == "Three"


def test_documents_that_are_missing_are_told(folder: Path) -> None:
    """One wrong entry leaves the others in."""
    corpus = open_corpus(configure(folder, 'documents = ["a.txt", "z.txt", "a.*"]'))
    assert [document.doc_id for document in corpus.documents] == ["a"]
    assert [problem.item for problem in corpus.problems] == ["z.txt"]


def test_two_documents_of_one_id_stay_two(folder: Path) -> None:
    """The later one gets another id, and the reader is told."""
    (folder / "sub/a.txt").write_text("Fourth.", encoding="utf-8")
    corpus = open_corpus(folder)
    assert len({document.doc_id for document in corpus.documents}) == 4
    assert [problem.severity for problem in corpus.problems] == ["warning"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("titel = 'x'", "Did you mean 'title'"),
        ("documents = 'a.txt'", "a list of paths"),
        ("published = 'May'", "2025-05-20"),
        ("outlet = 3", "expected a text"),
        ("[metadata.a]\nautor = 'x'", "Did you mean 'author'"),
        ("codebook = 3", "expected a path"),
        ("[metadata]\na = 3", "expected .metadata"),
        ("published = 2199-01-01", "in the future"),
        ("title = ", "not valid TOML"),
        ("documents = ['*.pdf']", "no article"),
    ],
)
def test_a_wrong_setting_is_told(folder: Path, settings: str, message: str) -> None:
    """Each error says what was expected, and in which file."""
    with pytest.raises(StancebookError, match=message):
        open_corpus(configure(folder, settings))


def test_a_path_that_is_not_there_names_the_nearest(folder: Path) -> None:
    """A slip in a path is answered with the right name."""
    with pytest.raises(StancebookError, match=r"Did you mean 'b\.txt'"):
        open_corpus(folder / "bb.txt")


def test_the_example_opens_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The project's own corpora are found from any working directory."""
    monkeypatch.chdir(tmp_path)
    corpus = open_corpus("data/putin-trump-call")
    assert len(corpus.documents) == 1
    assert corpus.codebook is not None
    assert corpus.table()["published"].isna().all()


def test_a_new_corpus_names_articles_where_they_are(folder: Path) -> None:
    """What is written for an editor opens again, codebook and all."""
    new = folder / "new corpus"
    file = write_corpus(new, [folder / "a.txt", folder / "sub"])
    (new / "codebook.toml").write_text("", encoding="utf-8")
    assert [document.doc_id for document in open_corpus(file).documents] == ["a", "c"]


def test_there_is_one_title(folder: Path) -> None:
    """The corpus's own, else its codebook's, else the folder's name."""
    new = folder / "new corpus"
    file = write_corpus(new, [folder / "a.txt"])
    book = new / "codebook.toml"
    book.write_text("", encoding="utf-8")
    assert open_corpus(new).title == "new corpus"
    book.write_text('title = "The toll"', encoding="utf-8")
    assert open_corpus(new).title == "The toll"
    file.write_text('title = "Mine"\n' + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert open_corpus(new).title == "Mine"


@pytest.mark.parametrize("settings", [None, 'documents = ["a.txt"]'])
def test_a_codebook_beside_articles_is_used(folder: Path, settings: str | None) -> None:
    """Nobody has to name ``codebook.toml`` for it to count; it heads the reports too."""
    if settings:
        (folder / "corpus.toml").write_text(settings, encoding="utf-8")
    (folder / "codebook.toml").write_text(
        'title = "The toll"\n[[actors]]\nname = "Ann"\n[[issues]]\nname = "Toll"\n'
        'proposition = "All should pay."\nterms = ["toll"]\n',
        encoding="utf-8",
    )
    corpus = open_corpus(folder)
    assert corpus.title == "The toll"
    assert corpus.codebook is not None
    assert not corpus.codebook.suggested
    assert [issue.name for issue in corpus.codebook.issues] == ["Toll"]


def test_documents_of_another_kind_are_told(folder: Path) -> None:
    """A PDF beside the articles is left out with a word on what to do, and the articles go on."""
    (folder / "d.pdf").write_bytes(b"%PDF-1.7")
    corpus = open_corpus(folder)
    assert [document.doc_id for document in corpus.documents] == ["a", "b", "c"]
    assert [(problem.item, problem.severity) for problem in corpus.problems] == [("d.pdf", "left out")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Der Präsident sagte am Montag, dass die Gespräche über den Waffenstillstand weitergehen. " * 5,
            True,
        ),
        ("总统周一表示停火谈判将继续进行。" * 20, True),
        ("The president said on Monday that the talks on a ceasefire will go on. " * 5, False),
        ("Talks stall.", False),
    ],
)
def test_another_language_is_a_warning(tmp_path: Path, text: str, told: bool) -> None:
    """An article that does not look English stays in the corpus and is told."""
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    corpus = open_corpus(tmp_path)
    assert len(corpus.documents) == 1
    assert [problem.severity for problem in corpus.problems] == ["warning"] * told


def test_an_empty_path_is_refused() -> None:
    """An unset shell variable must not start work on the folder one happens to stand in."""
    with pytest.raises(StancebookError, match="empty"):
        open_corpus("")


def test_metadata_of_no_document_is_told(folder: Path) -> None:
    """A misspelt document in corpus.toml names the nearest one."""
    corpus = open_corpus(configure(folder, "documents = ['a.txt']\n[metadata.aa]\noutlet = 'The Paper'"))
    assert "Did you mean 'a'?" in corpus.problems[0].message


ROW = "event_id,description,type,status,coder,actors\n{},They met,CONSULT,occurred,human:ann,{}\n"


def test_a_chronology_alone_is_a_corpus(tmp_path: Path) -> None:
    """Dated events need no article, and the default of documents does not complain."""
    (tmp_path / "events.csv").write_text(ROW.format("e", "Ann; Bob"))
    corpus = open_corpus(configure(tmp_path, 'chronology = "events.csv"'))
    assert ([event.actors for event in corpus.chronology], corpus.documents, corpus.problems) == (
        [("Ann", "Bob")], (), (),
    )  # fmt: skip


def test_a_chronology_stands_beside_articles(folder: Path) -> None:
    """The articles of the folder are read, the chronology is not taken for a table of articles."""
    (folder / "events.csv").write_text(ROW.format("e", ""))
    corpus = open_corpus(configure(folder, 'chronology = "events.csv"'))
    assert (len(corpus.documents), len(corpus.chronology), corpus.problems) == (3, 1, ())


def test_whom_a_chronology_names_is_known(tmp_path: Path) -> None:
    """Aliases are one actor; a name that is not in the codebook is added, and told as a possible slip."""
    (tmp_path / "events.csv").write_text(ROW.format("e", "Annie; Bbo"))
    (tmp_path / "codebook.toml").write_text(
        '[[actors]]\nname = "Ann"\naliases = ["Annie"]\n[[actors]]\nname = "Bob"'
    )
    corpus = open_corpus(configure(tmp_path, 'chronology = "events.csv"\ncodebook = "codebook.toml"'))
    assert corpus.codebook is not None
    assert [actor.name for actor in corpus.codebook.actors] == ["Ann", "Bob", "Bbo"]
    (problem,) = corpus.problems
    assert problem.severity == "warning"
    assert "Unknown actor 'Bbo'. Did you mean 'Bob'?" in problem.message


def test_an_event_cannot_be_called_as_one_of_an_article(folder: Path) -> None:
    """An identifier that coding gives to an article's event is left out, and told."""
    (folder / "events.csv").write_text(ROW.format("a-e1", ""))
    corpus = open_corpus(configure(folder, 'chronology = "events.csv"'))
    assert corpus.chronology == ()
    assert "give it another" in corpus.problems[0].message


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('chronology = "none.csv"', "no such chronology"),
        ("chronology = 3", "chronology: expected a path"),
        ('chronology = "bad.csv"', "needs one named 'type'"),
    ],
)
def test_a_chronology_that_cannot_be_read_is_told(tmp_path: Path, settings: str, message: str) -> None:
    """Where nothing else is in the corpus, the reason is in the error."""
    (tmp_path / "bad.csv").write_text("event_id,description\n")
    with pytest.raises(StancebookError, match=message):
        open_corpus(configure(tmp_path, settings))


def test_the_second_example_opens() -> None:
    """All 49 facts are read without a warning, each with at least two sources."""
    corpus = open_corpus("data/ukraine-talks-2025")
    assert (len(corpus.chronology), corpus.documents, corpus.problems) == (49, (), ())
    assert all(len(event.urls) >= 2 for event in corpus.chronology)
    assert {event.event_id for event in corpus.chronology if event.extent == "throughout"} == {
        "UA25-14", "UA25-23", "UA25-32",
    }  # fmt: skip
