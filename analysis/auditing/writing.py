"""Write a sample as a table to code blind, and what must stay hidden until then as another."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.auditing.frame import list_frame
from analysis.auditing.naming import Named, Namer
from analysis.auditing.sampling import draw_sample
from analysis.codes import NONE, Codes
from analysis.errors import StancebookError
from analysis.reading.audits import HELPFUL, KEPT, REQUIRED, list_files
from analysis.replacing import replace_atomically
from analysis.spreadsheets import neutralise_table
from analysis.text import clean_line

# characters of the passages beside a cell; most cells of spreadsheet programs hold far more
LONGEST = 3_000
BETWEEN = " […] "
COLUMNS = ["cell", *HELPFUL[:5], "actor", "issue", "proposition", "passages", "stance", "note"]


def write_audit(codes: Codes, out: Path, n: int, seed: int = 0) -> tuple[Path, Path, int]:
    """Draw a sample and write it as a table to fill in, with the file kept with it, see ``reading.audits``.

    Args:
        codes: a corpus coded by a machine.
        out: the table to write; it must not exist.
        n: number of cells to draw.
        seed: seed of the random draw.

    Returns:
        The table, the file kept with it, and the number of cells drawn.

    Raises:
        StancebookError: if a file exists already, or the machine coded nothing that could be audited.
    """
    table, kept = list_files(out)
    for path in (table, kept):
        if path.exists():
            raise StancebookError(f"{path} exists already; choose another file with --out.")
    frame = list_frame(codes)
    if not codes.coder or not len(frame):
        raise StancebookError(f"{codes.title}: there are no machine codes to audit.")
    sample = draw_sample(frame, n, seed)
    drawn = sample[sample["cell"] > 0].sort_values("cell")
    rows = pd.DataFrame(_build_rows(codes, drawn), columns=COLUMNS)
    _write(rows, table)
    is_kept = (sample["cell"] > 0) | (sample["machine"] != NONE)
    hidden = sample[is_kept].assign(cell=sample["cell"].astype("object").where(sample["cell"] > 0, ""))
    _write(hidden[list(KEPT)], kept)
    return table, kept, len(drawn)


def _write(rows: pd.DataFrame, path: Path) -> None:
    with replace_atomically(path) as draft:
        neutralise_table(rows).to_csv(draft, index=False)


def _build_rows(codes: Codes, drawn: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows of the table to fill in; they say nothing of the machine's answers."""
    documents = codes["documents"].set_index("doc_id")
    namer = Namer(codes.codebook)
    for row in drawn.to_dict("records"):
        document = documents.loc[row["doc_id"]]
        yield {
            "cell": row["cell"],
            "article": row["doc_id"],
            **{name: document[name] for name in ("title", "outlet", "published", "url")},
            **{name: row[name] for name in REQUIRED[1:3]},
            "proposition": codes.codebook.issue(row["issue"]).proposition,
            "passages": _choose_passages(namer.find(document["text"]), row["actor"], row["issue"]),
        }


def _choose_passages(named: Named, actor: str, issue: str) -> str:
    """Return paragraphs that name the actor or the issue, those with both first, in their order."""
    by, about = named.actors.get(actor, set()), named.issues.get(issue, set())
    chosen: list[int] = []
    room = LONGEST
    for place in sorted(by | about, key=lambda place: (place not in by or place not in about, place)):
        room -= len(named.paragraphs[place])
        if room >= 0 or not chosen:
            chosen.append(place)
    return clean_line(BETWEEN.join(named.paragraphs[place] for place in sorted(chosen)), LONGEST)
