"""Opening a review: where it writes, what it advises, and what its decisions do to the results."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import analysis as sb
from analysis.errors import StancebookError
from analysis.reviewing import advise_listing, review
from tests.reviewing.conftest import read_rows

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tunnel(tmp_path: Path) -> Path:
    """Return the invented dispute without its human codings, with a table of a review to be listed."""
    folder = tmp_path / "tunnel"
    shutil.copytree(ROOT / "data" / "harbour-tunnel", folder, ignore=shutil.ignore_patterns("codings"))
    settings = 'title = "T"\ndocuments = ["articles/*.md"]\ncodebook = "codebook.toml"\n'
    (folder / "corpus.toml").write_text(f'{settings}codings = ["codings/anna.csv"]\n', encoding="utf-8")
    return folder


def test_a_review_changes_the_matrix(tunnel: Path) -> None:
    """A confirmed mark is checked, a rejected one gone, and the next review begins with the others."""
    codes = sb.code(sb.open_corpus(tunnel))
    before = {path: path.read_bytes() for path in tunnel.rglob("*") if path.is_file()}
    widget = review(codes, name="anna")
    total = sum(widget.screen["left"].values())
    marks = []
    for action in ("right", "reject"):
        while widget.screen["part"] != "would change a mark":
            widget.receive(None, {"turn": widget.screen["turn"], "action": "next", "value": ""})
        actor, issue = (text.partition(":")[0] for name, _, text in widget.screen["slots"][:2])
        marks.append((actor, issue))
        widget.receive(None, {"turn": widget.screen["turn"], "action": action, "value": ""})
    again = sb.code(sb.open_corpus(tunnel))
    matrix = sb.stance_matrix(again)
    checked = matrix[[any(listed) for listed in matrix["checked"]]]
    assert list(zip(checked["actor"], checked["issue"], strict=True)) == marks[:1]
    assert len(matrix) == len(sb.stance_matrix(codes)) - 1
    assert {decision.coder for decision in again.decisions} == {"human:anna"}
    reopened = review(again, name="anna")
    assert sum(reopened.screen["left"].values()) == total - 2
    for turn, action in enumerate(("previous", "right")):
        reopened.receive(None, {"turn": turn, "action": action, "value": ""})
    assert len(sb.stance_matrix(sb.code(sb.open_corpus(tunnel)))) == len(sb.stance_matrix(codes))
    reopened.receive(None, {"turn": 2, "action": "undo", "value": ""})
    after = {path: path.read_bytes() for path in tunnel.rglob("*") if path.is_file()}
    table = tunnel / "codings" / "anna.csv"
    assert after == before | {table: table.read_bytes()}


def test_each_kind_has_its_table(tunnel: Path) -> None:
    """Events and attributions have their own tables beside that of the statements, by the same person."""
    codes = sb.code(sb.open_corpus(tunnel))
    for of in ("events", "attributions"):
        widget = review(codes, name="a.b", of=of)
        assert f'"codings/a.b.{of}.csv"' in widget.notice
        widget.receive(None, {"turn": 0, "action": "right", "value": ""})
        (row,) = read_rows(tunnel / "codings" / f"a.b.{of}.csv")
        assert row["coder"] == "human:a.b"
        assert review(codes, name="a.b", of=of).screen["decided"] == 1


def test_decisions_whose_words_are_gone_are_named(tunnel: Path) -> None:
    """The notice counts them and quotes their words."""
    codes = sb.code(sb.open_corpus(tunnel))
    widget = review(codes, name="anna", of="events")
    widget.receive(None, {"turn": 0, "action": "reject", "value": ""})
    table = tunnel / "codings" / "anna.events.csv"
    (row,) = read_rows(table)
    table.write_text(
        table.read_text(encoding="utf-8").replace(row["evidence"], "It rained"), encoding="utf-8"
    )
    notice = review(codes, name="anna", of="events").notice
    assert "not in the articles any more: 1. They remain in anna.events.csv: “It rained” in" in notice


def test_a_key_pressed_before_the_screen_was_shown_does_nothing(tunnel: Path) -> None:
    """Two keys in a row decide once: the second was meant for what is no longer on the screen."""
    widget = review(sb.code(sb.open_corpus(tunnel)), name="anna")
    for _ in range(2):
        widget.receive(None, {"turn": 0, "action": "reject", "value": ""})
    assert widget.screen["decided"] == 1


def test_a_table_that_cannot_be_written_is_reported(tunnel: Path) -> None:
    """Where the folder for the table is a file, the decision is not counted and the screen says so."""
    codes = sb.code(sb.open_corpus(tunnel))
    (tunnel / "codings").write_text("in the way", encoding="utf-8")
    widget = review(codes, name="anna")
    before = widget.screen["item"]
    widget.receive(None, {"turn": 0, "action": "reject", "value": ""})
    assert widget.screen["message"].startswith("Not recorded")
    assert (widget.screen["decided"], widget.screen["item"]) == (0, before)


@pytest.mark.parametrize(
    ("settings", "advice"),
    [
        ('codings = ["codings/anna.csv"]', ""),
        ('codings = ["codings/*.csv"]', ""),
        ('codings = ["*.csv"]', 'codings = ["*.csv", "codings/anna.csv"]'),
        ('codings = ["codings/ben.csv"]', 'codings = ["codings/ben.csv", "codings/anna.csv"]'),
        ("", 'codings = ["codings/anna.csv"]'),
        (None, "and review that."),
    ],
)
def test_a_table_that_is_not_listed_is_pointed_out(tmp_path: Path, settings, advice) -> None:
    """The whole line is given, with what is listed already; nothing is said if the table is listed."""
    if settings is not None:
        (tmp_path / "corpus.toml").write_text(settings, encoding="utf-8")
    assert advise_listing(tmp_path, "anna.csv").endswith(advice)
    assert bool(advise_listing(tmp_path, "anna.csv")) == bool(advice)


def test_without_anywidget_the_command_to_install_it_is_given(tunnel: Path, monkeypatch) -> None:
    """The extra is named in a form that can be pasted."""
    codes = sb.code(sb.open_corpus(tunnel))
    monkeypatch.delitem(sys.modules, "analysis.reviewing.widget", raising=False)
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(StancebookError, match=r"pip install 'stancebook\[review\]'"):
        review(codes, name="anna")


def test_wrong_names_and_codes_without_a_corpus_are_refused(tunnel: Path) -> None:
    """A name must not lead out of the folder; codes read from elsewhere have no folder."""
    codes = sb.code(sb.open_corpus(tunnel))
    with pytest.raises(StancebookError, match="expected a name"):
        review(codes, name="../anna")
    with pytest.raises(StancebookError, match="Did you mean 'events'"):
        review(codes, name="anna", of="event")
    with pytest.raises(StancebookError, match="no corpus on disk"):
        review(replace(codes, path=None), name="anna")


def test_names_that_would_be_mixed_up_are_refused(tunnel: Path) -> None:
    """A table of statements must not have the name of Anna's table of events."""
    codes = sb.code(sb.open_corpus(tunnel))
    with pytest.raises(StancebookError, match="end like this"):
        review(codes, name="anna.events")


def test_a_table_that_cannot_be_read_is_reported(tunnel: Path) -> None:
    """Where a folder has the name of the table, the review says so instead of failing."""
    (tunnel / "codings" / "anna.csv").mkdir(parents=True)
    with pytest.raises(StancebookError, match=r"anna\.csv cannot be read"):
        review(sb.code(sb.open_corpus(tunnel)), name="anna")
