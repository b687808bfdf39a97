"""Corrections of the machine's table: only a person's own decisions count as theirs."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.codes import Codes
from analysis.coding import code, write_codes
from analysis.coding.manual.listing import build_listings, hash_key, read_listing
from analysis.comparing.support import is_firm
from analysis.corpus import open_corpus
from analysis.exporting.folder import write_folder

ROOT = Path(__file__).parents[2]

BOOK = """
[[actors]]
name = "Mara Lind"
aliases = ["Mayor Lind", "Lind"]
[[actors]]
name = "Ola Brandt"
aliases = ["Brandt"]
[[issues]]
name = "Toll"
proposition = "A toll should be levied."
terms = ["toll"]
[[issues]]
name = "Tunnel"
proposition = "The tunnel should be built."
terms = ["tunnel"]
"""
A = (
    "---\ntitle: Toll\noutlet: Post\npublished: 2024-03-19\n---\n\n"
    "Mayor Lind rejected the toll. Brandt backed the harbour tunnel. Lind condemned the toll.\n"
)
B = "---\ntitle: Toll\noutlet: Post\npublished: 2024-03-04\n---\n\nBrandt supports the toll.\n"
LATER = "---\ntitle: Toll\noutlet: Post\npublished: 2024-04-02\n---\n\nMayor Lind supports the tunnel.\n"
# the machine's statements on A and B: article, actor, issue, stance, first word of the evidence
LIND_FIRST = ("a", "Mara Lind", "Toll", "oppose", "Mayor")
LIND_AGAIN = ("a", "Mara Lind", "Toll", "oppose", "Lind")
BRANDT = ("a", "Ola Brandt", "Tunnel", "support", "Brandt")
BRANDT_TOLL = ("b", "Ola Brandt", "Toll", "support", "Brandt")

Rows = list[dict[str, str]]
Edit = Callable[[Rows], Rows]


class Desk:
    """A corpus whose statements table is exported, edited and handed in again."""

    def __init__(self, folder: Path) -> None:
        """Write the articles and the codebook."""
        self.folder = folder
        (folder / "texts").mkdir()
        (folder / "codings").mkdir()
        self.article("a", A)
        self.article("b", B)
        (folder / "codebook.toml").write_text(BOOK, encoding="utf-8")
        self.name()

    def article(self, name: str, text: str) -> None:
        """Write an article."""
        (self.folder / "texts" / f"{name}.md").write_text(text, encoding="utf-8")

    def name(self, *tables: str) -> None:
        """List tables of codings in corpus.toml."""
        listed = ", ".join(f'"codings/{table}.csv"' for table in tables)
        (self.folder / "corpus.toml").write_text(
            f'documents = ["texts/*.md"]\ncodebook = "codebook.toml"\ncodings = [{listed}]\n',
            encoding="utf-8",
        )

    def export(self) -> str:
        """Write the tables and return the statements as CSV."""
        write_codes(open_corpus(self.folder), self.folder / "out")
        return (self.folder / "out" / "statements.csv").read_text(encoding="utf-8")

    def hand_in(self, edit: Edit, person: str = "me", table: str = "", others: tuple[str, ...] = ()) -> Codes:
        """Edit the exported table, save it under a person's name, and code with it."""
        rows = edit(list(csv.DictReader(io.StringIO(table or self.export()))))
        file = io.StringIO()
        columns = list(rows[0]) if rows else ["doc_id", "actor", "issue", "stance"]
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
        (self.folder / "codings" / f"{person}.csv").write_text(file.getvalue(), encoding="utf-8")
        self.name(*others, person)
        return self.code()

    def code(self) -> Codes:
        """Code the corpus."""
        return code(open_corpus(self.folder))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return the corpus."""
    return Desk(tmp_path)


def summarise(frame: Any) -> list[tuple[str, ...]]:
    """Return article, actor, issue, stance and first word of the evidence of every statement."""
    columns = [frame[name] for name in ("doc_id", "actor", "issue", "stance")]
    return sorted(zip(*columns, (words.split()[0] for words in frame["evidence"]), strict=True))


def verdicts(codes: Codes) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return coder, verdict and statement of every decision."""
    machine = codes.machine.set_index("statement_id", drop=False)
    return sorted(
        (decision.coder, decision.verdict, summarise(machine.loc[[decision.statement_id]])[0])
        for decision in codes.decisions
    )


def is_row(row: dict[str, str], place: tuple[str, ...]) -> bool:
    """Return whether an exported row is the given statement."""
    return (row["doc_id"], row["actor"], row["issue"], row["evidence"].split()[0]) == (*place[:3], place[4])


def with_cells(place: tuple[str, ...], **cells: str) -> Edit:
    """Return an edit that changes cells of one row."""
    return lambda rows: [{**row, **cells} if is_row(row, place) else row for row in rows]


def without(*places: tuple[str, ...]) -> Edit:
    """Return an edit that deletes rows."""
    return lambda rows: [row for row in rows if not any(is_row(row, place) for place in places)]


def test_an_unchanged_table_decides_nothing(desk: Desk) -> None:
    """All statements remain the machine's, identical in every column, and no person appears."""
    before = desk.code()["statements"]
    assert summarise(before) == sorted([LIND_FIRST, LIND_AGAIN, BRANDT, BRANDT_TOLL])
    codes = desk.hand_in(lambda rows: rows)
    assert before.equals(codes["statements"])
    assert (len(codes.human), codes.decisions, codes.problems) == (0, (), ())


def test_a_changed_row_is_the_persons_and_its_neighbour_in_the_cell_stays(desk: Desk) -> None:
    """If one of an actor's two statements on an issue is changed, the other remains the machine's."""
    codes = desk.hand_in(with_cells(LIND_AGAIN, stance="neutral"))
    assert summarise(codes.human) == [("a", "Mara Lind", "Toll", "neutral", "Lind")]
    assert LIND_FIRST in summarise(codes["statements"])
    assert LIND_AGAIN not in summarise(codes["statements"])
    assert verdicts(codes) == [("human:me", "replaced", LIND_AGAIN)]
    assert list(codes.human["confidence"]) == [1.0]
    assert list(codes.human["reason"]) == ["corrected by human:me"]


@pytest.mark.parametrize(
    "cells",
    [
        {"actor": "Ola Brandt"}, {"issue": "Tunnel"}, {"evidence": "rejected the toll"},
        {"latest": "2024-03-01"}, {"organisation": "Sundvik"},
        {"stance": "conditional", "condition": "Brandt backed", "if_met": "support"},
    ],
)  # fmt: skip
def test_every_part_of_a_code_can_be_corrected(desk: Desk, cells: dict[str, str]) -> None:
    """Whichever cell of a row is changed, the person's statement replaces the machine's."""
    codes = desk.hand_in(with_cells(LIND_FIRST, **cells))
    (row,) = codes.human.to_dict("records")
    assert {name: value for name, value in cells.items() if value} == {
        name: row[name] for name, value in cells.items() if value
    }
    assert verdicts(codes) == [("human:me", "replaced", LIND_FIRST)]
    assert len(codes["statements"]) == 4


@pytest.mark.parametrize("edit", [without(LIND_AGAIN), with_cells(LIND_AGAIN, stance="")])
def test_a_statement_is_rejected_by_deleting_its_row_or_emptying_its_stance(desk: Desk, edit: Edit) -> None:
    """It does not come back, and the other statement in the cell remains."""
    codes = desk.hand_in(edit)
    assert summarise(codes["statements"]) == sorted([LIND_FIRST, BRANDT, BRANDT_TOLL])
    assert verdicts(codes) == [("human:me", "rejected", LIND_AGAIN)]
    assert len(codes.human) == 0


def test_an_article_whose_rows_are_all_deleted_stays_empty(desk: Desk) -> None:
    """The rows of other articles show which rows were deleted."""
    codes = desk.hand_in(without(BRANDT_TOLL))
    assert "b" not in set(codes["statements"]["doc_id"])


def test_a_table_without_rows_is_reported_and_decides_nothing(desk: Desk) -> None:
    """It does not show which rows were deleted; the warning explains how to reject statements."""
    codes = desk.hand_in(lambda rows: [])
    assert len(codes["statements"]) == 4
    (problem,) = codes.problems
    assert "clear the `stance`" in problem.message


def test_an_added_row_joins_the_machines_of_its_cell(desk: Desk) -> None:
    """A new row in an exported table does not replace statements with other evidence."""
    added = {"doc_id": "a", "actor": "Lind", "issue": "Toll", "stance": "neutral", "evidence": "the harbour"}
    codes = desk.hand_in(lambda rows: [*rows, added])
    assert summarise(codes.human) == [("a", "Mara Lind", "Toll", "neutral", "the")]
    assert (len(codes["statements"]), codes.decisions) == (5, ())


def test_an_added_row_takes_the_place_of_one_on_the_same_words(desk: Desk) -> None:
    """With the same evidence, an actor takes only one position on an issue: the person's counts."""
    added = {
        "doc_id": "a",
        "actor": "Lind",
        "issue": "Toll",
        "stance": "neutral",
        "evidence": "condemned the",
    }
    codes = desk.hand_in(lambda rows: [*rows, added])
    assert verdicts(codes) == [("human:me", "replaced", LIND_AGAIN)]
    assert LIND_FIRST in summarise(codes["statements"])


def test_a_person_vouches_for_a_row_with_their_name(desk: Desk) -> None:
    """The same code is now the person's and replaces the machine's."""
    codes = desk.hand_in(with_cells(BRANDT, coder="human:me"))
    assert summarise(codes.human) == [BRANDT]
    assert len(codes["statements"]) == 4
    assert verdicts(codes) == [("human:me", "replaced", BRANDT)]


def test_an_invalid_correction_does_not_remove_the_machines_statement(desk: Desk) -> None:
    """An error in a corrected row is reported, and the machine's statement is kept."""
    codes = desk.hand_in(with_cells(BRANDT, stance="opose"))
    assert len(codes["statements"]) == 4
    assert codes.decisions == ()
    assert ["Unknown stance 'opose'" in problem.message for problem in codes.problems] == [True]


def test_decisions_outlive_new_articles(desk: Desk) -> None:
    """After a new article is added, the person's decisions remain and the new statements are included."""
    edit = with_cells(BRANDT_TOLL, stance="oppose")
    desk.hand_in(lambda rows: without(LIND_AGAIN)(edit(rows)))
    desk.article("0-later", LATER)
    codes = desk.code()
    assert summarise(codes["statements"]) == sorted(
        [
            ("0-later", "Mara Lind", "Tunnel", "support", "Mayor"),
            LIND_FIRST,
            BRANDT,
            (*BRANDT_TOLL[:3], "oppose", "Brandt"),
        ]
    )
    assert len(codes.human) == 1
    assert codes.problems == ()


def test_rows_of_a_later_export_can_be_added(desk: Desk) -> None:
    """Unchanged rows remain the machine's, even though both exports list them."""
    edit = without(LIND_AGAIN)
    earlier = edit(list(csv.DictReader(io.StringIO(desk.export()))))
    desk.article("0-later", LATER)
    codes = desk.hand_in(lambda rows: [*earlier, *(row for row in rows if row["doc_id"] == "0-later")])
    assert len(codes["statements"]) == 4
    assert verdicts(codes) == [("human:me", "rejected", LIND_AGAIN)]


def test_an_unchanged_row_that_the_machine_no_longer_codes_is_reported(desk: Desk) -> None:
    """It was not the person's decision, so it is omitted."""
    desk.hand_in(lambda rows: rows)
    desk.article("b", B.replace("supports the toll", "went home"))
    codes = desk.code()
    assert len(codes["statements"]) == 3
    assert "omitted because the machine no longer codes them: 1" in codes.problems[0].message


def test_a_rejection_of_words_that_are_gone_is_listed(desk: Desk) -> None:
    """Nothing that a person decided is passed over in silence, even if it has no effect any more."""
    desk.hand_in(with_cells(BRANDT_TOLL, stance=""))
    desk.article("b", B.replace("supports the toll", "went home"))
    (problem,) = desk.code().problems
    assert problem.message == (
        "Rejections of words that are not in the articles any more: “Brandt supports the toll”."
    )


def test_two_people_have_only_their_own_decisions(desk: Desk) -> None:
    """Each edits the machine's table: Anna rejects one statement, Ben replaces another."""
    table = desk.export()
    desk.hand_in(without(LIND_AGAIN), "anna", table)
    edit = with_cells(BRANDT, stance="oppose")
    codes = desk.hand_in(edit, "ben", table, others=("anna",))
    assert verdicts(codes) == [("human:anna", "rejected", LIND_AGAIN), ("human:ben", "replaced", BRANDT)]
    assert summarise(codes["statements"]) == sorted(
        [LIND_FIRST, BRANDT_TOLL, (*BRANDT[:3], "oppose", "Brandt")]
    )


def test_a_corrected_corpus_can_be_exported_and_corrected_again(desk: Desk) -> None:
    """The later table replaces the earlier one, and the earlier decisions remain."""
    first = with_cells(BRANDT, actor="Mara Lind")
    desk.hand_in(lambda rows: without(LIND_AGAIN)(first(rows)))
    codes = desk.hand_in(without(BRANDT_TOLL))
    assert verdicts(codes) == [
        ("human:me", "rejected", LIND_AGAIN), ("human:me", "rejected", BRANDT_TOLL),
        ("human:me", "replaced", BRANDT),
    ]  # fmt: skip
    assert summarise(codes["statements"]) == sorted(
        [LIND_FIRST, ("a", "Mara Lind", "Tunnel", "support", "Brandt")]
    )


def test_a_second_persons_table_does_not_adopt_the_firsts_decisions(desk: Desk) -> None:
    """Ben exports the corpus that Anna has corrected and makes one decision: the others remain hers."""
    desk.hand_in(lambda rows: without(LIND_AGAIN)(with_cells(BRANDT, stance="oppose")(rows)), "anna")
    codes = desk.hand_in(without(BRANDT_TOLL), "ben", others=("anna",))
    assert verdicts(codes) == [
        ("human:anna", "rejected", LIND_AGAIN), ("human:anna", "replaced", BRANDT),
        ("human:ben", "rejected", BRANDT_TOLL),
    ]  # fmt: skip
    assert summarise(codes.human) == [(*BRANDT[:3], "oppose", "Brandt")]


def test_a_table_without_listing_corrects_but_cannot_delete(desk: Desk) -> None:
    """Rows that name the machine are compared with its current statements; the limitation is reported."""
    edit = with_cells(BRANDT, stance="oppose")
    drop = without(LIND_AGAIN)
    codes = desk.hand_in(lambda rows: [{**row, "listing": ""} for row in drop(edit(rows))])
    assert verdicts(codes) == [("human:me", "replaced", BRANDT)]
    assert len(codes["statements"]) == 4
    assert "Deleted rows cannot be detected" in codes.problems[0].message


def test_a_table_of_changed_rows_only_is_reported(desk: Desk) -> None:
    """All other rows count as rejected, which may be unintended."""
    codes = desk.hand_in(without(LIND_FIRST, LIND_AGAIN, BRANDT_TOLL))
    assert summarise(codes["statements"]) == [BRANDT]
    assert "Rows exported: 4; still present: 1." in codes.problems[0].message


def _retype(value: str) -> str:
    """Return a whole number as a spreadsheet program saves it in a decimal column."""
    return f"{value}.0" if value.isdigit() else value


def test_a_coder_without_the_prefix_is_reported(desk: Desk) -> None:
    """A bare name does not vouch for a row, but is allowed in a person's own table."""
    codes = desk.hand_in(with_cells(BRANDT, coder="eve"))
    assert (len(codes.human), codes.decisions) == (0, ())
    assert "rows with eve as coder remain the machine's" in codes.problems[0].message
    own = {
        **dict(zip(("doc_id", "actor", "issue", "stance", "evidence"), BRANDT, strict=True)),
        "coder": "eve",
    }
    codes = desk.hand_in(lambda _: [own], table="x\n")
    assert (list(codes.human["coder"]), codes.decisions, codes.singly) == (["human:me"], (), frozenset())


def test_uncertain_statements_remain_uncertain(tmp_path: Path) -> None:
    """The seed article has uncertain statements; an unchanged table confirms none of them."""
    desk = Desk(tmp_path)
    for name in ("a", "b"):
        (desk.folder / "texts" / f"{name}.md").unlink()
    desk.article("seed", (ROOT / "seeds" / "000_9d2b0e729d22a81c.txt").read_text(encoding="utf-8"))
    shutil.copy(ROOT / "data" / "putin-trump-call" / "codebook.toml", desk.folder)
    unsure = ~is_firm(desk.code()["statements"])
    assert unsure.any()
    assert unsure.equals(~is_firm(desk.hand_in(lambda rows: rows)["statements"]))


def test_a_corrected_corpus_written_as_a_folder_is_the_same(desk: Desk, tmp_path: Path) -> None:
    """Changed and deleted rows are still distinguished from unchanged ones."""
    before = desk.hand_in(lambda rows: without(LIND_AGAIN)(with_cells(BRANDT, stance="oppose")(rows)))
    opened = open_corpus(desk.folder)
    assert opened.codebook is not None
    write_folder(opened, opened.codebook, tmp_path / "again")
    after = code(open_corpus(tmp_path / "again"))
    assert summarise(after["statements"]) == summarise(before["statements"])
    assert verdicts(after) == verdicts(before)
    assert {problem.severity for problem in after.problems} == {"note"}


@pytest.mark.parametrize(
    "cell",
    [
        "row 1 of 2",
        "row 9 of 2 (abcdefgh) among 1 to 2: aaaaaaaa bbbbbbbb",
        f"row {'9' * 5000} of 1 (abcdefgh)",
    ],
)
def test_a_damaged_listing_is_ignored(cell: str) -> None:
    """An inconsistent cell is not a listing."""
    assert read_listing(cell) is None


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from("abcde"), min_size=1, max_size=120), st.lists(st.sampled_from("xyz")))
def test_any_row_records_its_own_key_and_those_near_it(words: list[str], gone: list[str]) -> None:
    """Reading the column returns what was written, in tables of any length."""
    rows = [
        {"doc_id": "a", "actor": "A", "issue": "I", "stance": "oppose", "evidence": word} for word in words
    ]
    keys = [hash_key(row) for row in rows]
    read = [read_listing(cell) for cell in build_listings(pd.DataFrame(rows), [f"-{'a' * 8}" for _ in gone])]
    assert [listing.own for listing in read if listing] == keys
    assert [listing.total for listing in read if listing] == [len(rows)] * len(rows)
    blocks = {listing.first: listing for listing in read if listing}
    assert [key for _, listing in sorted(blocks.items()) for key in listing.near] == keys
    assert sum(len(listing.gone) for listing in blocks.values()) == len(gone)


@pytest.mark.parametrize("form", ["{d}/{m}/{y}", "{m}/{d}/{y}", "{d}.{m}.{y}", "{y}-{m}-{d} 00:00:00"])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_changes_by_a_spreadsheet_program_are_not_decisions(
    desk: Desk, form: str, data: st.DataObject
) -> None:
    """Columns and rows may be reordered, numbers get a decimal point, dates another format."""
    desk.name()
    table = desk.export()

    def saved(rows: Rows) -> Rows:
        columns = data.draw(st.permutations(list(rows[0])))
        saved_rows = []
        for row in data.draw(st.permutations(rows)):
            cells = {name: _retype(row[name]) for name in columns}
            year, month, day = row["latest"].split("-")
            cells["latest"] = form.format(y=year, m=month, d=day)
            saved_rows.append(cells)
        return saved_rows

    codes = desk.hand_in(saved, table=table)
    assert (len(codes.human), codes.decisions, codes.problems) == (0, (), ())
    flipped = desk.hand_in(lambda rows: with_cells(BRANDT, stance="oppose")(saved(rows)), table=table)
    assert (summarise(flipped.human), flipped.problems) == ([(*BRANDT[:3], "oppose", "Brandt")], ())
    assert list(flipped.human["latest"]) == ["2024-03-19"]


def test_semicolons_and_a_byte_order_mark_change_nothing(desk: Desk) -> None:
    """The table as a European spreadsheet program saves it."""
    rows = list(csv.reader(io.StringIO(desk.export())))
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows(rows)
    (desk.folder / "codings" / "me.csv").write_bytes(file.getvalue().encode("utf-8-sig"))
    desk.name("me")
    codes = desk.code()
    assert (len(codes["statements"]), len(codes.human), codes.decisions, codes.problems) == (4, 0, (), ())
