"""Pages and commands say what the model was asked, what was left out, and how stable it is."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.coding import code
from analysis.comparing.answers import sum_answers
from analysis.corpus import open_corpus
from analysis.drawing.methods import describe_methods
from analysis.drawing.overview import overview
from analysis.drawing.provenance import measured_error, provenance
from tests.coding.llm.conftest import GOOD, LIND, PRICES, STANCES, TEXT, UNION, Asker, position, reply
from tests.coding.llm.scripted_server import Answer, Body, is_probe, read_data, scripted_server

CODEBOOK = """
[[actors]]
name = "Mara Lind"
aliases = ["Mayor Lind"]

[[actors]]
name = "Harbour Union"
kind = "organisation"

[[issues]]
name = "Toll"
proposition = "The bridge toll should be introduced."
terms = ["toll"]

[[issues]]
name = "Tunnel"
proposition = "The harbour tunnel should be built."
terms = ["tunnel"]
"""


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a corpus of four articles to be coded by a language model, with a cache of its own."""
    # also for the kernels of notebooks
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"Number {number}. {TEXT}", encoding="utf-8")
    (folder / "codebook.toml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "corpus.toml").write_text('coder = "llm"\ncodebook = "codebook.toml"\n', encoding="utf-8")
    monkeypatch.setenv("STANCEBOOK_LLM_MODEL", "tiny")
    return folder


def test_the_methods_paragraph_has_what_a_reviewer_asks_for(ask: Asker) -> None:
    """Model, prompts, day, tokens, what was left out and that nobody measured the error."""
    given = [
        LIND,
        UNION,
        position("somebody else", "Toll", "x"),
        position("Mara Lind", "Toll", "I never said this"),
    ]
    codes = ask(reply(given, STANCES))
    said = describe_methods(codes)
    for part in (
        f"the language model {codes.coder} (the server called it tiny-2026-01-01)",
        "passages of 1 article show a position",
        "2 requests, 200 tokens sent, 20 received",
        "Of 4 positions that it gave, 2 were kept",
        "1 position is of somebody outside the codebook",
        "Left out: 1 with evidence that is not in the article word for word",
        "The model’s error was not measured on this corpus.",
    ):
        assert part in said


def test_no_figure_of_the_built_in_coder_appears_under_a_models_statements(ask: Asker) -> None:
    """Neither the banner nor the section on errors shows how good the rules are at positions."""
    codes = ask()
    page = overview(codes).html + provenance(codes).html + measured_error(codes).html
    assert "The model’s error was not measured on this corpus." in page
    assert "On real news" not in page
    assert "Positions on real news" not in page


def test_names_from_a_server_are_escaped(ask: Asker) -> None:
    """A model's name is data from outside."""
    codes = ask()
    hostile = replace(codes, accounts=({**codes.accounts[0], "model": "<script>alert(1)</script>"},))
    assert "<script>" not in provenance(hostile).html + measured_error(hostile).html


def test_answers_are_summed_over_articles(ask: Asker) -> None:
    """Requests, tokens, positions and reasons are those of all articles together."""
    answers = sum_answers(ask(GOOD, (TEXT, f"Second. {TEXT}")))
    assert answers is not None
    assert (answers.articles, answers.requests, answers.positions, answers.kept) == (2, 4, 4, 4)
    assert answers.first_day == answers.last_day


def test_agreement_with_people_is_shown_where_there_is_any(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where people coded articles of the corpus, pages say how far the model agrees with them."""
    rows = [
        "doc_id,actor,issue,stance,evidence,coder",
        *(f"{number},Mara Lind,Toll,oppose,was wrong,anna" for number in range(4)),
        *(f"{number},Harbour Union,Tunnel,support,would back the tunnel,anna" for number in range(4)),
    ]
    (corpus / "anna.csv").write_text("\n".join(rows), encoding="utf-8")
    with (corpus / "corpus.toml").open("a", encoding="utf-8") as file:
        file.write('codings = ["anna.csv"]\n')
    with scripted_server(GOOD) as server:
        monkeypatch.setenv("STANCEBOOK_LLM_ADDRESS", server.address)
        codes = code(open_corpus(corpus))
    said = describe_methods(codes)
    assert "Agreement with people on this corpus, for stances and none: with human:anna" in said
    assert "75 % of 16 cells are the same" in said
    assert "was not measured" not in overview(codes).html


def test_a_batch_asks_about_each_corpus_once(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports of a batch share the answers, as they share all codes."""
    rows = ["name,corpus,min_confidence", f"all,{corpus},0", f"sure,{corpus},0.8"]
    (tmp_path / "batch.csv").write_text("\n".join(rows), encoding="utf-8")
    with scripted_server(GOOD) as server:
        monkeypatch.setenv("STANCEBOOK_LLM_ADDRESS", server.address)
        assert main(["batch", "--from", str(tmp_path / "batch.csv"), "--out", str(tmp_path / "batch")]) == 0
        assert len(server.bodies) == 8


def test_the_manifest_records_the_model(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report by a language model has its sums and the methods paragraph in manifest.json."""
    with scripted_server(GOOD) as server:
        monkeypatch.setenv("STANCEBOOK_LLM_ADDRESS", server.address)
        out = tmp_path / "report"
        assert main(["report", str(corpus), "--out", str(out)]) == 0
        asked = len(server.bodies)
    assert asked == 8
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["language_model"]["models"] == ["tiny-2026-01-01"]
    assert manifest["methods"].startswith("Statements were coded by the language model tiny")
    assert "The model’s error was not measured on this corpus." in (out / "index.html").read_text("utf-8")


def test_a_second_run_shows_how_stable_the_answers_are(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``evaluate --again`` codes a share of the articles twice and counts by issue what stays the same."""
    seen: dict[str, int] = {}

    def script(body: Body) -> Answer:
        if is_probe(body) or "article" in read_data(body):
            return GOOD(body)
        question = body["messages"][1]["content"]
        seen[question] = seen.get(question, 0) + 1
        changed = [{**STANCES[0], "stance": "support" if seen[question] == 2 else "oppose"}, STANCES[1]]
        return Answer(json.dumps({"stances": changed}))

    with scripted_server(script) as server:
        monkeypatch.setenv("STANCEBOOK_LLM_ADDRESS", server.address)
        assert main(["evaluate", str(corpus), "--again", "50%", "--out", str(tmp_path / "stability")]) == 0
        assert len(server.bodies) == 8
    said = capsys.readouterr().out
    assert "2 articles coded twice" in said
    assert "Toll: 0 of 2 positions the same, 2 with another stance, 0 found only once" in said
    assert "Tunnel: 2 of 2 positions the same, 0 with another stance, 0 found only once" in said
    assert "all issues: 2 of 4 positions the same" in said
    assert (tmp_path / "stability" / "stability.csv").read_text().splitlines()[
        0
    ] == "issue,positions,same,other,once"


@pytest.mark.parametrize("share", ["0", "101%", "half", "-5%"])
def test_a_share_is_more_than_nothing_and_at_most_all(share: str) -> None:
    """Argparse reports any other share as wrong usage."""
    with pytest.raises(SystemExit) as error:
        main(["evaluate", "corpus", f"--again={share}"])
    assert error.value.code == 2


def test_code_takes_limit_and_budget(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The options of the command bound one run; an estimate sends nothing."""
    settings = (corpus / "corpus.toml").read_text("utf-8")
    prices = ", ".join(f"{key} = {json.dumps(value)}" for key, value in PRICES.items())
    (corpus / "corpus.toml").write_text(f"{settings}[llm]\nprices = {{ {prices} }}\n", encoding="utf-8")
    out = ["code", str(corpus), "--out", str(tmp_path / "tables")]
    with scripted_server(GOOD) as server:
        monkeypatch.setenv("STANCEBOOK_LLM_ADDRESS", server.address)
        # the option sets it for the process, which the test must not leave behind
        monkeypatch.setenv("STANCEBOOK_LLM_BUDGET", "")
        assert main([*out, "--limit", "0"]) == 0
        assert "Nothing was sent." in capsys.readouterr().err
        assert not server.requests
        assert main([*out, "--limit", "1"]) == 0
        assert len(server.bodies) == 2
        assert main([*out, "--budget", "0.0001"]) == 0
        assert len(server.bodies) == 2
        assert "the budget of 0.0001 EUR" in capsys.readouterr().err
        assert main([*out, "--budget", "9"]) == 0
        assert len(server.bodies) == 8
