"""Hostile text in articles, metadata and codes is shown as text and never runs."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from analysis.coding import code
from analysis.corpus import open_corpus
from analysis.reporting.report import report

# attacks on HTML, templates, style sheets, format strings, Markdown and terminals
ATTACKS = (
    "<script>window.hit=1</script>",
    '" onmouseover="window.hit=1" x="',
    "' onfocus='window.hit=1' autofocus x='",
    "</style><img src=x onerror=window.hit=1>",
    "</title></svg><iframe srcdoc='<script>parent.hit=1</script>'>",
    "]]><object data=x></object><!--",
    "{{ 7*7 }}{% raw %}{0.__class__}{style}",
    "[click](javascript:window.hit=1) **bold** `code` # head",
    "\u202eevil\u2066\x1b[31mred\x07",
    "&lt;b&gt;&#106;avascript:window.hit=1",
)
ALL = " ".join(ATTACKS)
WHO = "Ann Lee"
ALLOWED = """
    html head meta title style body a header nav ul ol li main section h1 h2 h3 p strong em small code pre div
    figure figcaption details summary table caption thead tbody tr th td article mark dl dt dd span
    blockquote footer svg defs g path use text desc clipPath rect br
"""
SURVEY = """() => {
    const all = [...document.querySelectorAll('*')]
    return {
        hit: window.hit,
        kinds: [...new Set(all.map(one => one.localName))],
        handlers: all.filter(one => [...one.attributes].some(a => a.name.startsWith('on'))).length,
        addresses: [...new Set(all.flatMap(one => [...one.attributes])
            .filter(a => ['href', 'xlink:href', 'src', 'srcdoc', 'action', 'data'].includes(a.name))
            .map(a => a.value))],
        shown: document.body.textContent,
    }
}"""


def write_table(path: Path, rows: list[dict[str, str]]) -> None:
    """Write rows as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a corpus in which every text from outside contains attacks."""
    folder = tmp_path_factory.mktemp("hostile")
    lines = [f"{WHO} backed the toll {attack} on Monday. Bob Ray called it “{attack}”." for attack in ATTACKS]
    said = f"{WHO} backed the toll"
    article = {
        "id": f"one {ATTACKS[0]}", "title": ALL, "outlet": ALL, "author": ALL,
        "url": "javascript:window.hit=1//" + ATTACKS[1], "text": "\n".join([said + ".", *lines, ALL]),
        "date": "2025-05-20",
    }  # fmt: skip
    # another outlet tells it in other words
    other = {**article, "id": "two", "outlet": ATTACKS[1], "text": f"{WHO} “backed” the toll. {ALL}"}
    lines_of_table = "".join(json.dumps(one) + "\n" for one in (article, other))
    (folder / "articles.jsonl").write_text(lines_of_table, encoding="utf-8")
    actors = [
        {"name": WHO, "aliases": list(ATTACKS), "side": ALL},
        {"name": "Bob Ray", "side": ATTACKS[0]},
        *({"name": f"Actor {attack}"} for attack in ATTACKS),
    ]
    issues = [
        {"name": f"Toll {attack}", "proposition": attack, "terms": ["the toll", attack]} for attack in ATTACKS
    ]
    codebook = {"title": ALL, "actors": actors, "issues": issues}
    (folder / "codebook.toml").write_text(tomli_w.dumps(codebook), encoding="utf-8")
    dated = [
        {
            "event_id": f"e{number} {attack}", "description": f"They met {attack}", "type": "CONSULT",
            "status": "occurred", "coder": f"human:{attack}", "earliest": f"2025-05-{10 + number}",
            "latest": "", "actors": WHO, "place": attack, "reason": attack,
            "urls": "javascript:window.hit=1 https://paper.example/" + attack.replace(" ", "%20"),
        }
        for number, attack in enumerate(ATTACKS)
    ]  # fmt: skip
    write_table(folder / "events.csv", dated)
    coded = [
        {
            "doc_id": article["id"], "actor": WHO, "issue": issue["name"], "stance": "conditional",
            "evidence": said, "condition": "", "reason": attack, "coder": f"human:{attack}",
        }
        for issue, attack in zip(issues, ATTACKS, strict=True)
    ]  # fmt: skip
    write_table(folder / "codings.csv", coded)
    settings = {
        "title": ALL, "documents": ["articles.jsonl"], "codebook": "codebook.toml",
        "chronology": "events.csv", "codings": ["codings.csv"],
    }  # fmt: skip
    (folder / "corpus.toml").write_text(tomli_w.dumps(settings), encoding="utf-8")
    # a decision on a statement of the machine
    rejected = code(open_corpus(folder)).machine.iloc[[0]].assign(stance="").to_dict("records")
    write_table(folder / "decided.csv", rejected)
    settings["codings"] = ["codings.csv", "decided.csv"]
    (folder / "corpus.toml").write_text(tomli_w.dumps(settings), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def hostile_report(hostile: Path, tmp_path_factory: pytest.TempPathFactory, share_kernels) -> Path:
    """Return the folder of the report of the hostile corpus."""
    with share_kernels():
        done = report(hostile, tmp_path_factory.mktemp("made"), say=lambda _: None)
    assert [run.error for run in done.runs] == [None] * 8
    return done.folder


@pytest.mark.parametrize(
    "name",
    [
        "index",
        "stance-comparison",
        "discourse-network",
        "timeline",
        "accounts",
        "coder-agreement",
        "review",
        "outlets",
        "methods",
        "actor-*",
        "issue-*",
    ],
)
def test_hostile_text_never_runs(browser: Any, hostile_report: Path, name: str) -> None:
    """A page has no scripts, dialogs, requests or unexpected elements, and only safe addresses."""
    # bypass the content security policy to test the escaping
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    dialogs, requests = [], []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(min(hostile_report.glob(f"{name}.html")).as_uri())
    page.mouse.move(300, 300)
    page.keyboard.press("Tab")
    found = page.evaluate(SURVEY)
    context.close()
    assert (found["hit"], found["handlers"], dialogs, len(requests)) == (None, 0, [], 1)
    assert set(found["kinds"]) <= set(ALLOWED.split())
    pages = (
        "stance-comparison.",
        "discourse-network.",
        "timeline.",
        "accounts.",
        "coder-",
        "review.",
        "outlets.",
        "methods.",
        "actor-",
        "issue-",
        "summary.",
        "index.",
    )
    own = (*pages, "statements.csv", "quotes.csv", "tones.csv")
    safe = ("#", "https://paper.example/", *own)
    assert [url for url in found["addresses"] if not url.startswith(safe)] == []
    assert not set("\u202e\u2066\x1b\x07") & set(found["shown"])


def test_hostile_text_is_shown(browser: Any, hostile_report: Path) -> None:
    """Every attack is shown as text, without bidirectional and terminal control characters."""
    page = browser.new_page()
    page.goto((hostile_report / "stance-comparison.html").as_uri())
    shown = page.evaluate("document.querySelector('article').textContent")
    page.close()
    for attack in ATTACKS:
        assert attack.translate(dict.fromkeys(map(ord, "\u202e\u2066\x1b\x07"))) in shown


def test_terminal_output_has_no_control_characters(stancebook_here, hostile: Path, tmp_path: Path) -> None:
    """The output of the command line contains no escape sequences."""
    done = stancebook_here("evaluate", hostile, "--out", tmp_path / "out")
    assert "and human:" in done.stdout
    assert not set("\u202e\u2066\x1b\x07") & set(done.stdout + done.stderr)
