"""Make the seeds: a small sound input for each reader, from which the mutants are made.

``python -m tests.fuzzing.planting`` writes ``seeds/<reader>/`` again, after a format of the project's own has
changed. A seed is a file, or a folder of files that belong together. All articles are invented.
"""

import gzip
import io
import json
import os
import plistlib
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import tomli_w
from openpyxl import Workbook

from analysis.coding import code
from analysis.corpus import Corpus, open_corpus
from analysis.documents import Document
from analysis.exchange.refi import write_qdc
from analysis.reporting.batch.planning import Job
from analysis.reporting.batch.worker import build_failure_record
from analysis.reviewing.recording import Recorder
from analysis.reviewing.session import Session
from tests.coding.llm.conftest import CODEBOOK, LIND, STANCES, TEXT, UNION
from tests.exchange import making as refi
from tests.exchange.databases import DNA2, DNA3, create, sample_2_rows, sample_rows
from tests.exchange.test_taguette import database, highlight, tag
from tests.reading.formats import making
from tests.reading.formats.test_captions import SRT
from tests.reading.formats.test_e_book import STORY, build
from tests.reading.formats.test_e_mail import build as build_mail
from tests.reading.formats.test_feed import ATOM, RSS, SUMMARY
from tests.reading.formats.test_mhtml import PAGE, mhtml
from tests.reading.formats.test_open_sheet import HEADER, NAMESPACES
from tests.reading.formats.test_rich_text import HEAD
from tests.reading.formats.test_warc import ALL, warc
from tests.reading.layouts import test_europresse, test_factiva, test_nexis, test_nexis_uni, test_proquest

SEEDS = Path(__file__).parent / "seeds"
HARBOUR = Path(__file__).parents[2] / "data" / "harbour-tunnel"
ROWS: list[dict[str, Any]] = [
    {
        "id": f"a{number}", "title": title, "outlet": "The Lantern", "published": f"2025-03-0{number}",
        "author": "Ada Finch", "url": f"https://lantern.example/{number}", "text": text,
    }
    for number, (title, text) in enumerate(
        (
            ("Toll agreed", "“We agree,” Mayor Lind said on Monday.\n\nThe Harbour Union rejected the toll."),
            ("Tunnel, again", "Mara Lind wants the tunnel; the dockers' union would accept it if jobs stay."),
            ("Ferry", "The ferry stopped on 3 March 2025. Residents demanded a new one by May."),
        ),
        1,
    )
]  # fmt: skip
COLUMNS = list(ROWS[0])
TUNNEL = Corpus(
    "Tunnel", Path("tunnel"), (Document("tunnel", TEXT, "A tunnel?", published="2025-03-01"),), CODEBOOK
)


def list_articles() -> Iterator[tuple[str, str | bytes]]:
    """Yield the name and content of a file in each format of articles."""
    first, title = ROWS[0]["text"], ROWS[0]["title"]
    head = "---\ntitle: Toll agreed\ndate: 2025-03-01\noutlet: The Lantern\n---\n"
    yield "plain.txt", f"{title}\n\n{first}\n"
    yield "marked.md", f"{head}# {title}\n\n{first}\n\n> *No*, she [said](https://x.example).\n\n- one\n"
    yield "page.html", PAGE
    yield "saved.mhtml", mhtml(PAGE)
    resource = {
        "WebResourceData": PAGE.encode("utf-16"),
        "WebResourceURL": "https://lantern.example/bridge",
        "WebResourceTextEncodingName": "UTF-16",
    }
    yield "saved.webarchive", plistlib.dumps({"WebMainResource": resource}, fmt=plistlib.FMT_BINARY)
    yield "crawl.warc", warc(ALL)
    yield "packed.warc.gz", warc(ALL, packed=True)
    yield "lantern.rss", RSS.format(more=SUMMARY)
    yield "beacon.atom", ATOM
    yield "film.srt", SRT
    yield "film.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\nThe toll is agreed.\n"
    yield "letter.eml", build_mail(first).as_bytes()
    yield "report.rtf", HEAD + r"The council {\i agreed}.\par \u8220?Yes,\rdblquote  she said.\'e9}"
    yield "report.docx", making.build_word(f"<w:p><w:r><w:t>{first}</w:t></w:r></w:p>")
    yield "report.odt", making.build_open_document(f"<text:p>{first}</text:p><text:p>Bo left.</text:p>")
    lines = ["The council of Eastmere voted on Monday", "and agreed to a toll on the bridge."]
    yield "paper.pdf", making.build_pdf([[(60, 700 - 12 * at, 10, one) for at, one in enumerate(lines)]])
    yield "issue.epub", build({"a": f"<h1>Rain</h1><p>{STORY}</p>", "b": f"<h2>Toll</h2><p>{STORY}</p>"})
    yield from _list_tables()
    yield from _list_packed()
    yield "nexis.txt", f"{test_nexis.COVER}{test_nexis.FIRST}{test_nexis.SECOND}"
    yield "nexis-uni.txt", f"{test_nexis_uni.COVER}{test_nexis_uni.FIRST}{test_nexis_uni.SECOND}"
    yield "factiva.txt", test_factiva.CODED
    yield "printed.txt", test_factiva.PRINTED
    yield (
        "proquest.txt",
        f"{test_proquest.RULE}{test_proquest.FIRST}{test_proquest.RULE}{test_proquest.SECOND}",
    )
    yield "europresse.txt", test_europresse.NEW


def _list_tables() -> Iterator[tuple[str, str | bytes]]:
    quoted = [[str(value).replace('"', '""') for value in row.values()] for row in ROWS]
    listed = [COLUMNS, *quoted]
    yield "table.csv", "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in listed)
    flat = [[cell.replace("\n", " ") for cell in row] for row in listed]
    yield "table.tsv", "".join("\t".join(row) + "\n" for row in flat)
    yield "table.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
    yield "table.json", json.dumps({"status": "ok", "articles": ROWS}, indent=1)
    table = pa.table({**{name: [row[name] for row in ROWS] for name in COLUMNS},
                      "published": [date(2025, 3, 1), None, date(2025, 3, 3)]})  # fmt: skip
    written = io.BytesIO()
    pq.write_table(table, written)
    yield "table.parquet", written.getvalue()
    book = Workbook()
    for row in (COLUMNS, *(list(row.values()) for row in ROWS)):
        book.active.append(row)
    saved = io.BytesIO()
    book.save(saved)
    yield "table.xlsx", saved.getvalue()
    cells = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in flat[1][::3])
    body = (
        f'<table:table table:name="S1">{HEADER}</table:table-row><table:table-row>{cells}</table:table-row>'
    )
    yield (
        "table.ods",
        making.pack(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet>"
                f"{body}</table:table></office:spreadsheet></office:body></office:document-content>",
            }
        ),
    )


def _list_packed() -> Iterator[tuple[str, bytes]]:
    parts = {"a.txt": ROWS[0]["text"], "more/b.md": "# Toll\n\nBo left.", "c.csv": "id,text\n1,Bo came.\n"}
    yield "articles.zip", making.pack(parts)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, content in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(content.encode())
            tar.addfile(member, io.BytesIO(content.encode()))
    yield "articles.tar", packed.getvalue()
    yield "plain.txt.gz", gzip.compress(ROWS[0]["text"].encode())


def plant_projects(folder: Path) -> None:
    """Write project files of other tools."""
    create(folder / "dispute.dna", DNA3, sample_rows())
    create(folder / "older.dna", DNA2, sample_2_rows())
    text = "Lind said no to the toll. Berg wants it."
    refi.one_text(folder / "tunnel.qdpx", text, refi.selection(1, 0, 24, refi.TOLL, memo="why?"))
    words = highlight(1, 0, 12, "Lind said no")
    database(folder / "tunnel.sqlite3", "<p>Lind said no to the toll.</p>", words, tag(1, 1))


def plant_codebooks(folder: Path) -> None:
    """Write codebooks."""
    shutil.copy(HARBOUR / "codebook.toml", folder)
    write_qdc(folder / "codes.qdc", CODEBOOK)


def plant_corpus(folder: Path) -> None:
    """Write a corpus with all that a corpus may have."""
    corpus = folder / "harbour"
    shutil.copytree(HARBOUR, corpus)
    (corpus / "events.csv").write_text(
        "event_id,description,type,mode,status,actors,place,earliest,latest,urls,reason,coder\n"
        "E1,The council meets,CONSULT,,occurred,Mara Lind; Ola Brandt,Sundvik,2025-03-01,2025-03-02,"
        "https://x.example/1,it was told,human:ann\n"
        "E2,Talks,CONSULT,phone,planned,Mara Lind,,2025-04-01,,,,human:ann\n",
        encoding="utf-8",
    )
    _review(corpus, corpus / "codings", "cleo")
    (corpus / "audit.csv").write_text(
        "cell,article,actor,issue,stance,note\n1,x,Mara Lind,Tunnel,support,\n2,x,Ola Brandt,Toll,none,\n"
    )
    (corpus / "audit.machine.csv").write_text(
        "cell,doc_id,actor,issue,stratum,size,probability,machine\n"
        "1,01-council,Mara Lind,Tunnel,found,3,0.5,support\n2,02-strike,Ola Brandt,Toll,none,9,0.1,none\n"
    )
    (corpus / "origin.json").write_text(
        json.dumps({"format": "dna", "tables": {"REGEXES": [{"Label": "x"}]}})
    )
    settings = {
        "title": "Tunnel", "language": "en", "outlet": "The Lantern", "published": "2025-03-01",
        "documents": ["articles/*.md"], "codebook": "codebook.toml", "codings": ["codings/*.csv"],
        "chronology": "events.csv", "audit": "audit.csv", "origin": "origin.json",
        "metadata": {"01-council": {"outlet": "The Beacon"}},
    }  # fmt: skip
    (corpus / "corpus.toml").write_text(tomli_w.dumps(settings), encoding="utf-8")


def plant_batches(folder: Path) -> None:
    """Write tables of reports, and the manifest of a batch."""
    (folder / "reports.csv").write_text("corpus,name,actors\ndata/x,one,Mara Lind\ndata/y,two,\n")
    rows = [{"corpus": "data/x", "name": "one", "actors": ["Mara Lind"]}, {"corpus": "data/y"}]
    (folder / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "reports.toml").write_text(tomli_w.dumps({"report": rows}))
    record = build_failure_record(Job("one", "out", "data/x", {"actors": ["Mara Lind"]}), "It failed.")
    record |= {"finished": "2025-03-01", "package": "", "commit": ""}
    lines = [
        record | {"notebook": name, "status": "ok", "error": None, "page": f"one/{name}.html"}
        for name in ("timeline", "accounts")
    ]
    (folder / "manifest.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def plant_reviews(folder: Path) -> None:
    """Write the tables of reviews."""
    with TemporaryDirectory() as made:
        corpus = Path(made) / "harbour"
        shutil.copytree(HARBOUR, corpus)
        _review(corpus, folder, "dora")


def _review(corpus: Path, folder: Path, person: str) -> None:
    """Decide on the first codes of a corpus, as a person would."""
    for of, ending in (("statements", ""), ("events", ".events"), ("attributions", ".attributions")):
        session = Session(code(open_corpus(corpus)), Recorder(folder / f"{person}{ending}.csv", of))
        for action in ("right", "reject", "flag"):
            session.act(action, "why?" if action == "flag" else "")


def plant_replies(folder: Path) -> None:
    """Write replies of a language model's server to the two questions about an article."""
    answers = (
        ("passages", {"positions": [LIND, UNION], "last_speaker": "Mara Lind"}),
        ("stances", {"stances": STANCES}),
    )
    for name, answer in answers:
        message = {"role": "assistant", "content": json.dumps(answer, ensure_ascii=False)}
        usage = {"prompt_tokens": 100, "completion_tokens": 20}
        reply = {"model": "m-1", "choices": [{"message": message, "finish_reason": "stop"}], "usage": usage}
        (folder / f"{name}.json").write_text(json.dumps(reply, ensure_ascii=False), encoding="utf-8")


def plant_own(folder: Path) -> None:
    """Write what only Stancebook itself reads, as it writes it now: a cache, a report, a collection.

    The cache is copied whole, so it must be one of this run alone.
    """
    from analysis import partitions, table_files, tables
    from analysis.coding import cache
    from analysis.comparing.selecting import Selection
    from analysis.comparing.snapshot import build_snapshot
    from analysis.comparing.timeline import timeline

    codes = code(TUNNEL)
    (folder / "cache").mkdir(parents=True)
    with closing(sqlite3.connect(cache.path())) as database:
        database.execute("VACUUM INTO ?", [str(folder / "cache" / "codes.sqlite3")])
    report = folder / "reports" / "tunnel"
    report.mkdir(parents=True)
    manifest = {"title": "Tunnel", "status": "ok", "pages": [], "coders": [], "versions": {"pandas": "3"}}
    (report / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    snapshot = build_snapshot(codes, Selection(), timeline(codes))
    (report / "codes.json").write_text(json.dumps(snapshot), encoding="utf-8")
    collection = folder / "collections" / "tunnel"
    arrow = {name: table_files.to_arrow(name, codes[name]) for name in tables.SCHEMAS}
    summary = {"key": "k", "documents": 1, "problems": [], "failed": [], "accounts": []}
    partitions.write_part(collection, 0, arrow, summary)
    partitions.write_head(collection, partitions.Head("Tunnel", codes.coder, "key", codes.codebook, ("k",)))


def main() -> None:
    """Write all seeds."""
    shutil.rmtree(SEEDS, ignore_errors=True)
    with TemporaryDirectory() as own:
        os.environ["XDG_CACHE_HOME"] = own
        for name, content in list_articles():
            file = SEEDS / "articles" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        for plant in (plant_projects, plant_codebooks, plant_corpus, plant_batches, plant_reviews,
                      plant_replies):  # fmt: skip
            folder = SEEDS / plant.__name__.removeprefix("plant_")
            folder.mkdir(parents=True)
            plant(folder)


if __name__ == "__main__":
    main()
