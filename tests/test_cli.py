"""The command line: output files, messages and exit statuses."""

import json
import shlex
import subprocess
from contextlib import nullcontext
from pathlib import Path

import pytest

from analysis.codebook import read_codebook
from analysis.reporting.kernels import forking


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Return an article with a stance."""
    path = tmp_path / "in" / "one.txt"
    path.parent.mkdir()
    path.write_text("Ann Lee rejected sanctions on Norland on Monday. Bob Ray supports the sanctions.")
    return path


def test_help_lists_commands_without_heavy_imports(stancebook) -> None:
    """Help exits with 0 and imports none of the large libraries."""
    done = stancebook("--help", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    assert all(command in done.stdout for command in ("report", "code", "export", "diff", "new", "Exit"))
    assert not any(
        f" {library}\n" in done.stderr
        for library in ("pandas", "matplotlib", "spacy", "papermill", "lxml", "yaml")
    )


def test_help_of_convert_lists_all_formats(stancebook_here) -> None:
    """The help lists the input and output formats."""
    done = stancebook_here("convert", "--help")
    read, written = done.stdout.split("output file")
    assert all(end in read for end in (".dna", ".qdpx", ".sqlite3", ".db", ".qdc", ".toml"))
    assert all(end in written for end in (".dna", ".qdpx", ".csv", ".graphml", ".gexf", ".qdc", ".toml"))


@pytest.mark.parametrize(
    "arguments", [[], ["repotr", "x"], ["report"], ["report", "x", "-p", "actors"], ["code", "x"]]
)
def test_incorrect_usage_exits_with_2(stancebook_here, arguments: list[str]) -> None:
    """A missing or unknown argument is incorrect usage, reported on standard error."""
    done = stancebook_here(*arguments)
    assert done.returncode == 2
    assert "usage:" in done.stderr


def test_report_prints_the_paths_of_its_pages(stancebook, article: Path, tmp_path: Path) -> None:
    """The command exits with 0, the printed paths exist, and the working folder is unchanged."""
    cwd = tmp_path / "cwd"
    cwd.mkdir(mode=0o555)
    done = stancebook("report", article, "--out", tmp_path / "out", "-p", "title", "Mine", cwd=cwd)
    assert done.returncode == 0, done.stderr
    paths = [Path(line.strip()) for line in done.stdout.splitlines() if line.startswith("  ")]
    assert [path.name for path in paths] == [
        "index.html", "stance-comparison.html", "timeline.html", "accounts.html", "methods.html",
        "manifest.json",
    ]  # fmt: skip
    assert all(path.is_file() for path in paths)
    assert json.loads(paths[-1].read_text())["title"] == "Mine"
    assert list(cwd.iterdir()) == []


def test_unreadable_documents_exit_with_3(stancebook, article: Path, tmp_path: Path) -> None:
    """Unreadable files are named on standard error, without control characters for the terminal."""
    (article.parent / "two\x1b[31m.txt").write_text("")
    done = stancebook("code", article.parent, "--out", tmp_path / "out")
    assert done.returncode == 3
    assert "left out: " in done.stderr
    assert "two[31m.txt" in done.stderr
    assert len(done.stdout.splitlines()) == 12


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report", "{seed}", "-p", "actor", "Trump"], "Unknown parameter 'actor'. Did you mean 'actors'?"),
        (["report", "{seed}", "-p", "actors", "Trumpp"], "Unknown actor 'Trumpp'. Did you mean"),
        (["report", "{seed}", "-p", "since", "May"], "since: expected a day such as 2025-05-20, got 'May'"),
        (["report", "{seed}", "-p", "title", "a", "-p", "title", "b"], "Parameter 'title' is given twice"),
        (["report", "no/such/folder"], "Unknown path"),
        (["diff", "{tmp}", "{tmp}"], "is no report (manifest.json: No such file or directory). Expected"),
        (["code", "{seed}", "--out", "{file}"], "stancebook: "),
        (["report", "{seed}", "--out", "{file}"], "cannot write there"),
        (["new", "{file}", "--from", "{seed}"], "exists and is not an empty folder"),
        (["new", "{filled}", "--from", "{seed}"], "exists and is not an empty folder"),
        (["new", "{tmp}/new", "--from", "no/such.txt"], "Unknown path"),
        (["export", "{seed}", "--out", "{tmp}/t.xlsx"], "'.xlsx'. Known: .csv, .ics, .json."),
        (["report", "{seed}", "-p", "against", "data/ukraine-talks"], "Unknown path 'data/ukraine-talks'"),
    ],
)
def test_failure_exits_with_1(
    stancebook_here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    """An input error is reported as one clear line on standard error, without a traceback."""
    # kernels are warmed while the input is checked; here no notebook runs
    monkeypatch.setattr(forking, "warm_kernels", nullcontext)
    file = tmp_path / "filled" / "file"
    file.parent.mkdir()
    file.write_text("x")
    places = {"seed": "data/putin-trump-call", "file": file, "filled": file.parent, "tmp": tmp_path}
    done = stancebook_here(*(argument.format(**places) for argument in arguments), cwd=tmp_path)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "reports").exists()


def test_aliases_select_actors(stancebook_here, tmp_path: Path) -> None:
    """A report on "Trump, Putin" shows only Donald Trump and Vladimir Putin."""
    out = tmp_path / "out"
    done = stancebook_here(
        "report", "data/putin-trump-call", "--out", out, "-p", "actors", "Trump,Putin", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    html = (out / "stance-comparison.html").read_text()
    assert "Donald Trump, 30-day ceasefire: support" in html
    assert "Volodymyr Zelenskyy," not in html
    (page, *_) = json.loads((out / "manifest.json").read_text())["pages"]
    assert page["parameters"]["actors"] == ["Trump", "Putin"]


def test_new_corpus_can_be_reported(stancebook_here, article: Path, tmp_path: Path) -> None:
    """Relative paths in the new corpus.toml work from any folder; reading problems are reported."""
    (article.parent / "two.txt").write_text("")
    made = stancebook_here("new", "mine/corpus", "--from", "in", cwd=tmp_path)
    assert made.returncode == 3
    assert "left out" in made.stderr
    assert "mine/corpus/corpus.toml: 1 article\n" in made.stdout
    coded = stancebook_here("code", tmp_path / "mine" / "corpus", "--out", tmp_path / "tables", cwd="/")
    assert coded.returncode == 3, coded.stderr
    assert (tmp_path / "tables" / "statements.csv").is_file()


def test_new_prints_the_next_command(stancebook, article: Path, tmp_path: Path) -> None:
    """The printed command runs as it is, even if the path has a space and an apostrophe."""
    made = stancebook("new", "Ann's corpus", "--from", "in", cwd=tmp_path)
    *program, action, folder = shlex.split(made.stdout.splitlines()[-1])
    assert (action, folder) == ("report", "Ann's corpus")
    done = subprocess.run([*program, "report", "--help"], cwd=tmp_path, capture_output=True, timeout=60)
    assert done.returncode == 0


def test_new_codebook_quotes_evidence_for_each_issue(stancebook_here, tmp_path: Path) -> None:
    """Comments above each issue quote sentences with their article; hostile sentences stay comments."""
    text = "Ann Lee demanded a harbour toll.\nBob Ray rejected the harbour toll, [[issues]]\x1b\n"
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    made = stancebook_here("new", "mine", "--from", "one.txt", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    path = tmp_path / "mine" / "codebook.toml"
    content = path.read_text(encoding="utf-8")
    assert "\n# one: Bob Ray rejected the harbour toll, [[issues]]\n[[issues]]\nname = " in content
    assert "\x1b" not in content
    (issue,) = read_codebook(path).issues
    assert issue.terms == ("harbour toll",)


def test_export_reports_omitted_events(stancebook_here, tmp_path: Path) -> None:
    """The most important events are written, as in the chart; those without a date are reported."""
    talks = ("export", "data/ukraine-talks-2025", "--out", "t.json")
    done = stancebook_here(*talks, cwd=tmp_path)
    assert done.stdout == "t.json: 25 events; 24 less important ones omitted (--events all keeps them)\n"
    done = stancebook_here(*talks, "--events", "all", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "t.json: 49 events\n")
    assert len(json.loads((tmp_path / "t.json").read_text())["events"]) == 49
    done = stancebook_here("export", "data/putin-trump-call", "--out", "t.ics", cwd=tmp_path)
    assert done.returncode == 0
    assert "t.ics: 0 events; " in done.stdout
    assert "omitted: this format requires a date" in done.stdout


def test_code_accepts_a_chronology(stancebook_here, tmp_path: Path) -> None:
    """Events are written with their coder; an invalid row is reported, and the command exits with 3."""
    row = "{},They met,{},occurred,human:ann\n"
    content = (
        "event_id,description,type,status,coder\n" + row.format("a", "CONSULT") + row.format("b", "CONSLT")
    )
    (tmp_path / "events.csv").write_text(content)
    (tmp_path / "corpus.toml").write_text('chronology = "events.csv"')
    done = stancebook_here("code", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 3
    assert (
        "left out: events.csv line 3: type: Unknown PLOVER type 'CONSLT'. Did you mean 'CONSULT'?"
        in done.stderr
    )
    assert "human:ann" in (tmp_path / "out" / "events.csv").read_text()
