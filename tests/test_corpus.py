"""Opening a corpus: a folder with or without settings, a single article, or a table."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.corpus import Corpus, open_corpus, write_corpus
from analysis.documents import Problem
from analysis.errors import StancebookError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with three articles, one in a subfolder, and files that are not articles."""
    (tmp_path / "sub").mkdir()
    for name, text in (("b.txt", "Second."), ("a.txt", "First."), ("sub/c.txt", "Third.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "README.txt").write_text("Not an article.", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    return tmp_path


def list_problems(corpus: Corpus, severity: str = "left out") -> list[Problem]:
    """Return the problems of one severity."""
    return [problem for problem in corpus.problems if problem.severity == severity]


def configure(folder: Path, settings: str) -> Path:
    """Write the settings of a corpus."""
    (folder / "corpus.toml").write_text(settings, encoding="utf-8")
    return folder


def test_a_folder_of_articles_is_a_corpus(folder: Path) -> None:
    """Articles are sorted by name; what a person wrote about the folder is no article."""
    corpus = open_corpus(folder)
    assert [document.text for document in corpus.documents] == ["First.", "Second.", "Third."]
    assert corpus.codebook is None


def test_one_article_is_a_corpus(folder: Path) -> None:
    """The title of a single article is its file name, and no metadata is guessed."""
    corpus = open_corpus(folder / "a.txt")
    (document,) = corpus.documents
    assert (corpus.title, document.published, document.outlet) == ("a", None, None)


def test_a_table_is_a_corpus(tmp_path: Path) -> None:
    """Each row of a table of documents is an article."""
    (tmp_path / "t.csv").write_text("id,text,published\nx,One.,2025-05-09\ny,Two.,\n", encoding="utf-8")
    documents = open_corpus(tmp_path / "t.csv").documents
    assert [(document.doc_id, document.text, document.published) for document in documents] == [
        ("x", "One.", "2025-05-09"),
        ("y", "Two.", None),
    ]


def test_settings_fill_in_missing_metadata(folder: Path) -> None:
    """A document's own metadata takes precedence over its entry, and its entry over the defaults."""
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
    assert {document.doc_id: document.outlet for document in corpus.documents} == {"a": "Entry", "b": "Own"}
    assert {document.published for document in corpus.documents} == {"2025-05-09"}
    assert corpus.title == "Three"


def test_missing_documents_are_reported(folder: Path) -> None:
    """A missing document is reported; the others are read."""
    corpus = open_corpus(configure(folder, 'documents = ["a.txt", "z.txt", "a.*"]'))
    assert [document.doc_id for document in corpus.documents] == ["a"]
    assert [problem.item for problem in list_problems(corpus)] == ["z.txt"]


def test_documents_with_the_same_id_stay_separate(folder: Path) -> None:
    """The later of two documents with one id gets a new id, with a warning."""
    (folder / "sub/a.txt").write_text("Fourth.", encoding="utf-8")
    corpus = open_corpus(folder)
    assert len({document.doc_id for document in corpus.documents}) == 4
    assert [problem.item for problem in list_problems(corpus, "warning")] == ["a"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("titel = 'x'", "Did you mean 'title'"),
        ("documents = 'a.txt'", "a list of paths"),
        ("published = 'May'", "2025-05-20"),
        ("outlet = 3", "expected a text"),
        ('file_names = "{day}"', "name in a pattern of file names"),
        ('file_names = "{date}{title}"', "characters between"),
        ("[metadata.a]\nautor = 'x'", "Did you mean 'author'"),
        ("codebook = 3", "expected a path"),
        ("[metadata]\na = 3", "expected .metadata"),
        ("published = 2199-01-01", "in the future"),
        ("title = ", "not valid TOML"),
        ("documents = ['*.pdf']", "no article"),
    ],
)
def test_a_wrong_setting_is_reported(folder: Path, settings: str, message: str) -> None:
    """Each error says what was expected and in which file."""
    with pytest.raises(StancebookError, match=message):
        open_corpus(configure(folder, settings))


def test_an_unknown_path_suggests_the_nearest(folder: Path) -> None:
    """The error for a misspelt path suggests the right name."""
    with pytest.raises(StancebookError, match=r"Did you mean 'b\.txt'"):
        open_corpus(folder / "bb.txt")


def test_corpora_of_the_project_open_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative paths of the shipped corpora work in any working directory."""
    monkeypatch.chdir(tmp_path)
    corpus = open_corpus("data/putin-trump-call")
    assert len(corpus.documents) == 1
    assert corpus.codebook is not None
    assert corpus.table()["published"].isna().all()


def test_a_new_corpus_refers_to_articles_in_place(folder: Path) -> None:
    """A new corpus lists the articles at their location and can be opened with its codebook."""
    new = folder / "new corpus"
    file = write_corpus(new, [folder / "a.txt", folder / "sub"])
    (new / "codebook.toml").write_text("", encoding="utf-8")
    assert [document.doc_id for document in open_corpus(file).documents] == ["a", "c"]


def test_title_comes_from_corpus_codebook_or_folder(folder: Path) -> None:
    """The title is that of the corpus, else of its codebook, else the folder name."""
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
    """``codebook.toml`` is used without a setting, and its title is the title of the corpus."""
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


def test_every_other_file_is_named_with_its_reason(folder: Path) -> None:
    """An image and a codebook are left out, each with its reason; a README is only noted."""
    (folder / "scheme.qdc").write_text("<CodeBook/>", encoding="utf-8")
    corpus = open_corpus(folder)
    assert {problem.item: problem.message[:16] for problem in list_problems(corpus)} == {
        "picture.png": "It is a PNG imag",
        "scheme.qdc": "It is a codebook",
    }
    assert any("README.txt" in problem.message for problem in list_problems(corpus, "note"))


def test_files_of_a_saved_page_and_of_reports_are_no_articles(tmp_path: Path) -> None:
    """Frames that a browser saved beside a page, and pages that Stancebook wrote, are counted, not read."""
    page = "<html><body><article><h1>Vote</h1><p>The parliament of Ostmark postponed the vote.</p></article>"
    (tmp_path / "Vote.html").write_text(page, encoding="utf-8")
    (tmp_path / "Vote_files").mkdir()
    (tmp_path / "Vote_files" / "frame.html").write_text(page, encoding="utf-8")
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "index.html").write_text(page, encoding="utf-8")
    (tmp_path / "report" / "manifest.json").write_text('{"codebook": 1, "coders": 1, "pages": 1}')
    (tmp_path / "._Vote.html").write_text("", encoding="utf-8")
    corpus = open_corpus(tmp_path)
    assert [document.doc_id for document in corpus.documents] == ["Vote"]
    assert list_problems(corpus) == []
    notes = " ".join(problem.message for problem in list_problems(corpus, "note"))
    assert "1 file of saved web pages" in notes
    assert "2 files written by Stancebook" in notes


def test_files_that_the_settings_do_not_list_are_noted(folder: Path) -> None:
    """A list of documents is a choice; the note names what it leaves unread."""
    corpus = open_corpus(configure(folder, 'documents = ["a.txt"]'))
    assert any("2 files not listed" in problem.message for problem in list_problems(corpus, "note"))


def test_texts_without_day_outlet_or_title_are_counted(folder: Path) -> None:
    """The note for the missing day says what follows from it."""
    (folder / "b.txt").write_text("---\npublished: 2025-03-03\noutlet: Post\n---\nSecond.", encoding="utf-8")
    notes = [problem.message for problem in list_problems(open_corpus(folder), "note")]
    assert any(
        note.startswith("2 of 3 texts have no publication day, so days such as “on Monday” stay open: a, c.")
        for note in notes
    )
    assert any(note.startswith("2 of 3 texts have no outlet: a, c.") for note in notes)
    assert any(note.startswith("3 of 3 texts have no title: a, b, c.") for note in notes)


NAMES = (
    "2025-03-03 - Ostmark Post - Nils Brandt - Vote postponed",
    "2025-03-04 - Lenne Echo - Ida Holm - Boats",
)


def test_days_in_file_names_are_offered(tmp_path: Path) -> None:
    """They are not used unasked: the day may be that of the download. The note says how to use them."""
    for name in NAMES:
        (tmp_path / f"{name}.txt").write_text("The vote is postponed.", encoding="utf-8")
    corpus = open_corpus(tmp_path)
    assert {document.published for document in corpus.documents} == {None}
    assert any('file_names = "{date} - {title}"' in problem.message for problem in corpus.problems)


def test_a_pattern_reads_metadata_from_file_names(tmp_path: Path) -> None:
    """A text's own metadata takes precedence; a name that does not fit is reported."""
    for name in NAMES:
        (tmp_path / f"{name}.txt").write_text("The vote is postponed.", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("The boats are back.", encoding="utf-8")
    corpus = open_corpus(configure(tmp_path, 'file_names = "{date} - {outlet} - {author} - {title}"'))
    assert [(one.published, one.outlet, one.author, one.title) for one in corpus.documents] == [
        ("2025-03-03", "Ostmark Post", "Nils Brandt", "Vote postponed"),
        ("2025-03-04", "Lenne Echo", "Ida Holm", "Boats"),
        (None, None, None, None),
    ]
    assert [problem.message for problem in list_problems(corpus, "warning")] == [
        "1 file name does not fit the pattern `file_names`: notes."
    ]


@pytest.mark.parametrize("column", ["file", "Filename", "doc"])
def test_a_table_beside_the_texts_gives_their_metadata(folder: Path, column: str) -> None:
    """It is recognised by the names of the files in it; a row without a file and other columns are told."""
    (folder / "metadata.csv").write_text(
        f"{column};date;outlet;title;mood\na.txt;2025-03-03;Ostmark Post;Vote;calm\n"
        "sub\\c.txt;13/03/2025;Lenne Echo;Boats;calm\nz.txt;14/03/2025;Lenne Echo;Nets;calm\n",
        encoding="utf-8",
    )
    (folder / "b.txt").write_text("---\noutlet: Own\n---\nSecond.", encoding="utf-8")
    corpus = open_corpus(folder)
    assert [(one.doc_id, one.published, one.outlet, one.title) for one in corpus.documents] == [
        ("a", "2025-03-03", "Ostmark Post", "Vote"),
        ("b", None, "Own", None),
        ("c", "2025-03-13", "Lenne Echo", "Boats"),
    ]
    told = [problem.message for problem in corpus.problems if problem.item == "metadata.csv"]
    assert told[0] == f"It gives the metadata of 2 texts, by {column!r}."
    assert told[1] == "1 row of it names no text in the folder: z.txt."
    assert "Columns not used: 'mood'." in told[2]


def test_a_workbook_beside_the_texts_gives_their_metadata(folder: Path) -> None:
    """A table of metadata may be kept in Excel, whose cells hold days."""
    book = Workbook()
    for row in [["Datei", "Datum", "Zeitung"], ["a", date(2025, 3, 3), "Ostmark Post"]]:
        book.active.append(row)
    book.save(folder / "Liste.xlsx")
    documents = {one.doc_id: one for one in open_corpus(folder).documents}
    assert (documents["a"].published, documents["a"].outlet) == ("2025-03-03", "Ostmark Post")
    assert documents["c"].published is None


def test_files_of_the_same_name_have_their_own_metadata(folder: Path) -> None:
    """The folders in the table tell them apart; a row without them is used for neither and told."""
    (folder / "sub" / "a.txt").write_text("Fourth.", encoding="utf-8")
    (folder / "list.csv").write_text(
        f"path,outlet\nC:\\press\\sub\\a.txt,Lenne Echo\n{folder.name}/a.txt,Ostmark Post\n", encoding="utf-8"
    )
    outlets = {one.text: one.outlet for one in open_corpus(folder).documents}
    assert (outlets["First."], outlets["Fourth."]) == ("Ostmark Post", "Lenne Echo")
    (folder / "list.csv").write_text("path,outlet\na.txt,Lenne Echo\nb.txt,Post\n", encoding="utf-8")
    corpus = open_corpus(folder)
    assert {one.text: one.outlet for one in corpus.documents if one.outlet} == {"Second.": "Post"}
    assert any(
        "names more than one text; write their folders too: a.txt." in p.message for p in corpus.problems
    )


def test_a_spreadsheet_makes_numbers_of_file_names(tmp_path: Path) -> None:
    """Row 7 of a table is about 007.txt; a single number is no name."""
    for name in ("007", "008"):
        (tmp_path / f"{name}.txt").write_text("The boats are back.", encoding="utf-8")
    (tmp_path / "list.csv").write_text("id,outlet\n7,Lenne Echo\n8,Post\n", encoding="utf-8")
    assert [one.outlet for one in open_corpus(tmp_path).documents] == ["Lenne Echo", "Post"]
    (tmp_path / "list.csv").write_text("count,outlet\n7,Lenne Echo\n", encoding="utf-8")
    assert [one.outlet for one in open_corpus(tmp_path).documents] == [None, None]


def test_a_table_of_other_things_gives_no_metadata(folder: Path) -> None:
    """A table that names none of the files is left out with its reason, and no wrong column is advised."""
    (folder / "prices.csv").write_text("place,sum\nLenne,3\n", encoding="utf-8")
    (problem,) = [one for one in list_problems(open_corpus(folder)) if one.item == "prices.csv"]
    assert "no column with the articles" in problem.message
    assert "rename" not in problem.message


def test_hyphens_in_file_names_stand_for_spaces(tmp_path: Path) -> None:
    """``{date}_{outlet}_{title}`` reads names without spaces."""
    (tmp_path / "20250303_Ostmark-Post_Vote-postponed.txt").write_text("The vote.", encoding="utf-8")
    (one,) = open_corpus(configure(tmp_path, 'file_names = "{date}_{outlet}_{title}"')).documents
    assert (one.published, one.outlet, one.title) == ("2025-03-03", "Ostmark Post", "Vote postponed")


def test_many_files_with_the_same_problem_are_reported_together(tmp_path: Path) -> None:
    """Twelve images are one line, with their number and the first names."""
    (tmp_path / "a.txt").write_text("First.", encoding="utf-8")
    for number in range(12):
        (tmp_path / f"{number:02}.png").write_bytes(b"\x89PNG")
    (problem,) = list_problems(open_corpus(tmp_path))
    assert problem.item == "12 items"
    assert problem.message.startswith("00.png, 01.png, 02.png, 03.png, 04.png and 7 more: It is a PNG image")


def test_what_is_said_of_a_file_stands_together(tmp_path: Path) -> None:
    """Two files with the same problem, and another one each, are listed file by file."""
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(f"text,{name[0]}\nThe vote.,1\n,2\n", encoding="utf-8")
    items = [problem.item for problem in open_corpus(tmp_path).problems]
    files = [item[:5] for item in items if item.startswith(("a.csv", "b.csv"))]
    assert files == sorted(files)
    assert files.count("a.csv") > 2


def test_the_number_of_articles_is_said_once(tmp_path: Path) -> None:
    """An archive's export is described with its number of articles."""
    article = (
        "{0} of 2 DOCUMENTS\n\nHarbour Times\n\nMarch {0}, 2025\n\nVote\n\nLENGTH: 2 words\n\nA vote.\n\n"
    )
    export = article.format(1) + article.format(2)
    (tmp_path / "export.txt").write_text(export, encoding="utf-8")
    said = [problem for problem in open_corpus(tmp_path).problems if "2 articles" in problem.message]
    assert len(said) == 1


@pytest.mark.parametrize(
    ("text", "is_warned"),
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
def test_another_language_is_a_warning(tmp_path: Path, text: str, is_warned: bool) -> None:
    """An article that does not look English stays in the corpus, with a warning."""
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    corpus = open_corpus(tmp_path)
    assert len(corpus.documents) == 1
    assert len(list_problems(corpus, "warning")) == is_warned


def test_an_empty_path_is_refused() -> None:
    """An unset shell variable must not make the command work on the current folder."""
    with pytest.raises(StancebookError, match="empty"):
        open_corpus("")


def test_metadata_of_an_unknown_document_is_reported(folder: Path) -> None:
    """The warning for a misspelt document in corpus.toml suggests the nearest one."""
    corpus = open_corpus(configure(folder, "documents = ['a.txt']\n[metadata.aa]\noutlet = 'The Paper'"))
    (warning,) = list_problems(corpus, "warning")
    assert "Did you mean 'a'?" in warning.message


ROW = "event_id,description,type,status,coder,actors\n{},They met,CONSULT,occurred,human:ann,{}\n"


def test_a_corpus_may_consist_of_a_chronology(tmp_path: Path) -> None:
    """A corpus with a chronology needs no articles."""
    (tmp_path / "events.csv").write_text(ROW.format("e", "Ann; Bob"))
    corpus = open_corpus(configure(tmp_path, 'chronology = "events.csv"'))
    assert ([event.actors for event in corpus.chronology], corpus.documents, corpus.problems) == (
        [("Ann", "Bob")], (), (),
    )  # fmt: skip


def test_a_corpus_may_have_articles_and_a_chronology(folder: Path) -> None:
    """The articles of the folder are read; the chronology is not mistaken for a table of articles."""
    (folder / "events.csv").write_text(ROW.format("e", ""))
    corpus = open_corpus(configure(folder, 'chronology = "events.csv"'))
    assert (len(corpus.documents), len(corpus.chronology)) == (3, 1)
    assert not any(problem.item == "events.csv" for problem in corpus.problems)


def test_actors_of_a_chronology_are_in_the_codebook(tmp_path: Path) -> None:
    """Aliases resolve to one actor; an unknown name is added and reported as possibly misspelt."""
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


def test_an_event_cannot_have_the_identifier_of_a_code(folder: Path) -> None:
    """An event whose identifier could also be assigned to a coded event is left out and reported."""
    (folder / "events.csv").write_text(ROW.format("a-e1", ""))
    corpus = open_corpus(configure(folder, 'chronology = "events.csv"'))
    assert corpus.chronology == ()
    assert any("is also the identifier of a code" in one.message for one in list_problems(corpus))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('chronology = "none.csv"', "no such chronology"),
        ("chronology = 3", "chronology: expected a path"),
        ('chronology = "bad.csv"', "Missing column 'type'"),
    ],
)
def test_an_unreadable_chronology_is_reported(tmp_path: Path, settings: str, message: str) -> None:
    """If the corpus contains nothing else, the error gives the reason."""
    (tmp_path / "bad.csv").write_text("event_id,description\n")
    with pytest.raises(StancebookError, match=message):
        open_corpus(configure(tmp_path, settings))


def test_the_second_example_opens() -> None:
    """All 49 events are read without a warning, each with at least two sources."""
    corpus = open_corpus("data/ukraine-talks-2025")
    assert (len(corpus.chronology), corpus.documents, corpus.problems) == (49, (), ())
    assert all(len(event.urls) >= 2 for event in corpus.chronology)
    assert {event.event_id for event in corpus.chronology if event.extent == "throughout"} == {
        "UA25-14", "UA25-23", "UA25-32",
    }  # fmt: skip


def test_a_footer_of_several_articles_is_no_part_of_the_corpus(folder: Path) -> None:
    """What at least three articles repeat at their end is left out of everything, with a note."""
    for number, first in enumerate(("The mill closed.", "Rain fell on Norwell.", "Lind left the council.")):
        text = f"{first}\n\nNobody was hurt on day {number}, he said.\n\nHelp us to keep the press free!\n"
        (folder / f"footed{number}.txt").write_text(text, encoding="utf-8")
    corpus = open_corpus(folder)
    assert not any("Help us" in document.text for document in corpus.documents)
    assert any("3 paragraphs left out" in problem.message for problem in list_problems(corpus, "note"))


@pytest.mark.parametrize("settings", [None, 'documents = ["*.md"]', 'documents = ["."]'])
def test_a_table_of_decisions_is_never_read_as_articles(tmp_path: Path, settings: str | None) -> None:
    """A review writes it beside the articles; unless it is listed, one line says that it is not used."""
    article = "---\ntitle: Talks\noutlet: Post\npublished: 2024-03-19\n---\n\nTalks began in Oslo.\n"
    (tmp_path / "a.md").write_text(article, encoding="utf-8")
    table = tmp_path / "codings" / "eve.attributions.csv"
    table.parent.mkdir()
    table.write_text("doc_id,content,source,actor,sourcing,coder\na,Talks began,Ann,,named,human:eve\n")
    if settings:
        (tmp_path / "corpus.toml").write_text(settings)
    corpus = open_corpus(tmp_path)
    assert [document.doc_id for document in corpus.documents] == ["a"]
    told = [problem for problem in corpus.problems if problem.item == "codings/eve.attributions.csv"]
    assert [problem.message for problem in told] == [
        "It is a table of decisions, not of articles. To use it, add it to `codings` in corpus.toml."
    ]
    (tmp_path / "corpus.toml").write_text('codings = ["codings/*.csv"]')
    listed = open_corpus(tmp_path)
    assert [decision.coder for decision in listed.decisions] == ["human:eve"]
    assert {problem.severity for problem in listed.problems} <= {"note"}
