"""The cells of a corpus, and the two tables of an audit."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.auditing.frame import APART, TOGETHER, UNSURE, list_frame
from analysis.auditing.naming import Namer
from analysis.auditing.writing import write_audit
from analysis.codebook import Actor, Codebook, Issue
from analysis.codes import Codes
from analysis.errors import StancebookError
from analysis.reading.audits import read_audit

TEXTS = {
    "one": "Ann wants a truce. Bob rejects the truce.\n\nCarl came. Nobody expects that all join.",
    "two": "Ann slept.\n\n=1+1 is a truce, Bob said.\n\nDora and Bob met.",
}


@pytest.fixture
def coded(make_coder: Any) -> Codes:
    """Return two articles, with two positions of the machine and one that is too doubtful to count."""
    coder = make_coder(TEXTS)
    coder.actors = [Actor("Ann"), Actor("Bob"), Actor("Carl"), Actor("Dora")]
    coder.statement("Ann", "truce", "support", "Ann wants a truce", "one")
    coder.statement("Bob", "truce", "oppose", "Bob rejects the truce", "one", confidence=0.7)
    coder.statement("Bob", "truce", "support", "a truce", "two", confidence=0.5)
    codes: Codes = coder.codes()
    return replace(codes, machine=codes["statements"], coder="rules-test")


def test_cells_are_sorted_by_answer_and_by_where_their_names_are(coded: Codes) -> None:
    """What nobody names is left out: Dora in the first article, Carl and joining in the second."""
    frame = list_frame(coded)
    found = {(row.doc_id, row.actor, row.issue): row.stratum for row in frame.itertuples()}
    assert found == {
        ("one", "Ann", "truce"): "support, confidence at least 0.8",
        ("one", "Bob", "truce"): "oppose, confidence below 0.8",
        ("two", "Bob", "truce"): UNSURE,
        ("one", "Ann", "join"): APART,
        ("one", "Bob", "join"): APART,
        ("one", "Carl", "truce"): APART,
        ("one", "Carl", "join"): TOGETHER,
        ("two", "Ann", "truce"): APART,
        ("two", "Dora", "truce"): APART,
    }
    assert set(frame.loc[frame["stratum"].isin([UNSURE, APART, TOGETHER]), "machine"]) == {"none"}


def test_an_article_that_was_not_coded_is_left_out(coded: Codes) -> None:
    """The coder returned nothing for it, so it has missed nothing there."""
    frame = list_frame(replace(coded, failed=frozenset({"two"})))
    assert set(frame["stratum"]) & {TOGETHER, APART}
    assert set(frame[frame["stratum"] != UNSURE]["doc_id"]) == {"one"}


def test_names_are_found_in_all_their_forms() -> None:
    """Aliases, family names, adjectives of states and inflected terms name actors and issues."""
    book = Codebook(
        (Actor("Mara Lind"), Actor("Norway", "state"), Actor("Union", "organisation", ("dockers",))),
        (Issue("Withdrawal", "They should leave.", ("withdraw the troops",)),),
    )
    named = Namer(book).find("Lind spoke.\n\nNorwegian dockers saw the withdrawal of troops.\n\nIt rained.")
    assert named.actors == {"Mara Lind": {0}, "Norway": {1}, "Union": {1}}
    assert named.issues == {"Withdrawal": {1}}


def test_the_table_is_blind(coded: Codes, tmp_path: Path) -> None:
    """It has the article's words and empty columns, and nothing of the machine; formulas are disarmed."""
    table, kept, drawn = write_audit(coded, tmp_path / "new" / "audit.csv", 50)
    rows = pd.read_csv(table, keep_default_na=False)
    assert drawn == len(rows) == 9
    assert not {"machine", "stratum", "probability"} & set(rows.columns)
    assert set(rows["stance"]) == set(rows["note"]) == {""}
    assert not rows.drop(columns="passages").isin(["support", "oppose", "none"]).any(axis=None)
    by_cell = rows.set_index(["article", "actor", "issue"])
    assert by_cell.loc[("one", "Ann", "truce"), "passages"] == "Ann wants a truce. Bob rejects the truce."
    assert by_cell.loc[("two", "Dora", "truce"), "passages"].startswith("'=1+1 is a truce")
    assert by_cell.loc[("one", "Ann", "truce"), "proposition"] == "A truce should begin."
    assert kept.name == "audit.machine.csv"


def test_what_was_drawn_is_kept_with_the_answers_of_the_machine(coded: Codes, tmp_path: Path) -> None:
    """Read back, the sample has the machine's positions, also those that were not drawn, and no answers."""
    table, _, _ = write_audit(coded, tmp_path / "audit.csv", 6)
    audit, problems = read_audit(table)
    assert audit is not None
    assert not problems
    assert set(audit.cells["machine"]) == {"support", "oppose", "none"}
    assert audit.cells["answer"].isna().all()
    assert audit.cells["probability"].notna().sum() == 6


def test_long_articles_are_cut_to_what_names_both(coded: Codes, tmp_path: Path) -> None:
    """Paragraphs that name actor and issue come before those that name one of them."""
    filler = "\n\n".join(["Ann slept well. " * 60] * 10)
    documents = coded["documents"].assign(text=[f"{filler}\n\nAnn wants a truce.", TEXTS["two"]])
    codes = replace(coded, tables={**coded.tables, "documents": documents}, machine=coded.machine[:1])
    table, _, _ = write_audit(codes, tmp_path / "audit.csv", 50)
    rows = pd.read_csv(table).set_index(["article", "actor"])
    passages = rows.loc[("one", "Ann"), "passages"]
    assert passages.endswith("Ann wants a truce.")
    assert 1000 < len(passages) <= 3000


def test_nothing_is_overwritten(coded: Codes, tmp_path: Path) -> None:
    """Answers may be in the table already."""
    write_audit(coded, tmp_path / "audit.csv", 50)
    with pytest.raises(StancebookError, match="exists already"):
        write_audit(coded, tmp_path / "audit.csv", 50)


def test_people_s_codes_are_not_audited(coded: Codes, tmp_path: Path) -> None:
    """Without a machine there is nothing to measure."""
    with pytest.raises(StancebookError, match="no machine codes"):
        write_audit(replace(coded, coder=""), tmp_path / "audit.csv", 50)
