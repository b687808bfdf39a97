"""A review in another tool: the person is a coder of her own there, and owns exactly her statements."""

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from analysis.codes import Codes
from analysis.coding import code
from analysis.converting import convert
from analysis.corpus import open_corpus
from analysis.reviewing.queue import Item, list_items
from analysis.reviewing.recording import Recorder

ARTICLE = (
    "---\ntitle: Toll\noutlet: Post\npublished: 2024-03-19\n---\n\n"
    "Mayor Lind rejected the toll. Brandt backed the harbour tunnel. Lind praised the tunnel. "
    "Brandt supports the toll.\n"
)
BOOK = """
[[actors]]
name = "Mara Lind"
aliases = ["Mayor Lind", "Lind"]
side = "City"
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
Position = tuple[str, str, str]
LIND, BRANDT = "Mara Lind", "Ola Brandt"
# what eve decides on each statement of the machine; the one left out is nobody's
DECIDED: dict[Position, str | None] = {
    (LIND, "Toll", "oppose"): "oppose",
    (BRANDT, "Tunnel", "support"): "neutral",
    (LIND, "Tunnel", "support"): None,
}
HERS = {(LIND, "Toll", "oppose"), (BRANDT, "Tunnel", "neutral")}
LEFT = {(BRANDT, "Toll", "support")}


class Reviewed(NamedTuple):
    """A reviewed corpus."""

    folder: Path
    codes: Codes

    def list_evidence(self, coder: str) -> set[str]:
        """Return the evidence of a coder's statements."""
        made = self.codes["statements"]
        return set(made.loc[made["coder"] == coder, "evidence"])


@pytest.fixture
def reviewed(tmp_path: Path) -> Reviewed:
    """Return a corpus of which eve confirmed a statement, changed one, rejected one and left one."""
    folder = tmp_path / "corpus"
    (folder / "texts").mkdir(parents=True)
    (folder / "texts" / "a.md").write_text(ARTICLE, encoding="utf-8")
    (folder / "codebook.toml").write_text(BOOK, encoding="utf-8")
    settings = 'documents = ["texts/*.md"]\ncodebook = "codebook.toml"\n'
    (folder / "corpus.toml").write_text(settings, encoding="utf-8")
    items = {_place(item): item for item in list_items(code(open_corpus(folder)))}
    recorder = Recorder(folder / "codings" / "eve.csv")
    recorder.match(items.values())
    for position, stance in DECIDED.items():
        item = items[position]
        cells = {"stance": stance or "", "reason": "as I read it", "coder": recorder.coder}
        recorder.record(item, item.cells | cells)
    (folder / "corpus.toml").write_text(f'{settings}codings = ["codings/*.csv"]\n', encoding="utf-8")
    return Reviewed(folder, code(open_corpus(folder)))


def _place(item: Item) -> Position:
    return item.cells["actor"], item.cells["issue"], item.cells["stance"]


def list_positions(path: Path, coder: str) -> set[Position]:
    """Return the positions of a coder that we read from a project file."""
    rows = [dict(one.cells) for one in open_corpus(path).codings if one.coder == coder]
    return {(row["actor"], row["issue"], row["stance"]) for row in rows}


def test_the_review_is_the_persons_in_our_own_tables(reviewed: Reviewed) -> None:
    """What the other tests take for granted."""
    made = reviewed.codes["statements"]
    by_coder = {
        coder: set(group[["actor", "issue", "stance"]].itertuples(index=False, name=None))
        for coder, group in made.groupby("coder")
    }
    assert by_coder.pop("human:eve") == HERS
    assert list(by_coder.values()) == [LEFT]


def test_in_a_dna_database_the_person_is_a_coder_with_exactly_her_statements(
    reviewed: Reviewed, tmp_path: Path
) -> None:
    """As any program sees it, and as we read it back; the machine has another name."""
    out = tmp_path / "out.dna"
    convert(reviewed.folder, out)
    with closing(sqlite3.connect(out)) as database:
        rows = database.execute(
            "SELECT CODERS.Name, substr(DOCUMENTS.Text, STATEMENTS.Start + 1, "
            "STATEMENTS.Stop - STATEMENTS.Start) FROM STATEMENTS "
            "JOIN CODERS ON CODERS.ID = STATEMENTS.Coder JOIN DOCUMENTS ON DOCUMENTS.ID = DocumentId"
        ).fetchall()
    machine = reviewed.codes.coder
    assert sorted(rows) == sorted(
        [("eve", words) for words in reviewed.list_evidence("human:eve")]
        + [(f"machine:{machine}", words) for words in reviewed.list_evidence(machine)]
    )
    assert list_positions(out, "human:eve") == HERS


def test_in_a_refi_project_the_person_is_a_user_with_exactly_her_codings(
    reviewed: Reviewed, tmp_path: Path
) -> None:
    """Selections, codings and cases are hers alone, as any program sees it, and as we read it back."""
    out = tmp_path / "out.qdpx"
    convert(reviewed.folder, out)
    with zipfile.ZipFile(out) as archive:
        project = ElementTree.fromstring(archive.read("project.qde"))
    users = {node.get("guid"): node.get("name") for node in project.findall(".//{*}User")}
    assert sorted(map(str, users.values())) == sorted(["eve", reviewed.codes.coder])
    owned: dict[str, set[str]] = {}
    for selection in project.findall(".//{*}PlainTextSelection"):
        owner = users[selection.get("creatingUser")]
        assert {users[coding.get("creatingUser")] for coding in selection.findall("{*}Coding")} == {owner}
        owned.setdefault(str(owner), set()).add(str(selection.get("name")))
    assert owned["eve"] == reviewed.list_evidence("human:eve")
    assert list_positions(out, "human:eve") == HERS
