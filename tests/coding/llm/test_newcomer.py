"""From nothing to a report by docs/llm.md alone: its commands run as printed, against a scripted server."""

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.coding.llm.conftest import GOOD, TEXT
from tests.coding.llm.scripted_server import Answer, Body, read_data, scripted_server

ROOT = Path(__file__).parents[3]
DOCS = (ROOT / "docs" / "llm.md").read_text(encoding="utf-8")
# not run: what needs the network, and what needs people's codings
NOT_RUN = ("pip install", "stancebook evaluate my-dispute ")
LISTED = {
    "actors": [
        {"name": "Mara Lind", "kind": "person", "aliases": ["Mayor Lind"], "side": ""},
        {"name": "Harbour Union", "kind": "organisation", "aliases": [], "side": ""},
    ],
    "issues": [
        {
            "name": name,
            "proposition": f"The {name.lower()} should come.",
            "terms": [name.lower()],
            "example": "",
        }
        for name in ("Toll", "Tunnel")
    ],
}


def script(body: Body) -> Answer:
    """Suggest a codebook, merge it, and code."""
    if "lists" in read_data(body):
        issues = [{**one, "merged": [one["name"]]} for one in LISTED["issues"]]
        return Answer(json.dumps({**LISTED, "issues": issues}))
    if "actors" in json.dumps(body.get("format", {})):
        return Answer(json.dumps(LISTED))
    return GOOD(body)


def test_the_printed_commands_lead_to_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stancebook_here, shared_kernels
) -> None:
    """Each command of the page succeeds in order, and the report has the model's statements."""
    (tmp_path / "articles").mkdir()
    for number in range(3):
        text = f"Mara Lind spoke. Number {number}. {TEXT}"
        (tmp_path / "articles" / f"{number}.txt").write_text(text, encoding="utf-8")
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```$", DOCS, re.MULTILINE | re.DOTALL)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    commands = [line for line in lines if line and (not f"{line} ".startswith(NOT_RUN) or "--again" in line)]
    assert len(commands) == 9
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    said = ""
    with scripted_server(script) as server:
        for command in commands:
            program, *arguments = shlex.split(command.replace("http://localhost:11434", server.address))
            if program == "export":
                monkeypatch.setenv(*arguments[0].split("=", 1))
                continue
            assert program == "stancebook"
            done = stancebook_here(*arguments, cwd=tmp_path)
            assert done.returncode == 0, done.stderr
            said += done.stderr
        assert {path for path, _, _ in server.requests} == {"/api/chat"}
    assert "Nothing was sent." in said
    assert "Would send 3 articles" in said
    page = (tmp_path / "reports" / "my-dispute" / "stance-comparison.html").read_text("utf-8")
    assert "would back the tunnel if wages rise" in page
