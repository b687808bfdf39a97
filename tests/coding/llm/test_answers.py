"""A language model's answers become statements only as far as the article's words bear them out."""

import json
from dataclasses import replace

import pytest

from analysis.codebook import Actor
from analysis.coding.cache import open_cache
from analysis.coding.llm.stage import CERTAIN, UNCERTAIN
from analysis.comparing.support import is_firm
from tests.coding.llm.conftest import (
    CODEBOOK,
    GOOD,
    LIND,
    STANCES,
    TEXT,
    UNION,
    Asker,
    position,
    reply,
    stance,
)
from tests.coding.llm.scripted_server import Answer, Body, read_data, scripted_server


def test_two_questions_make_statements(ask: Asker) -> None:
    """The first question finds the passages, the second what they say; spans and conditions are exact."""
    rows = ask()["statements"]
    assert rows[["actor", "issue", "stance"]].to_numpy().tolist() == [
        ["Mara Lind", "Toll", "oppose"],
        ["Harbour Union", "Tunnel", "conditional"],
    ]
    assert [TEXT[start:end] for start, end in zip(rows["start"], rows["end"], strict=True)] == [
        LIND["evidence"],
        UNION["evidence"],
    ]
    assert rows["condition"].tolist()[1] == "if wages rise"
    assert rows["if_met"].tolist()[1] == "support"
    assert len(ask.server.bodies) == 2


def test_ollama_is_asked_in_its_own_format(ask: Asker) -> None:
    """Its path, schema and options differ, and it is told how much context the question needs."""
    assert len(ask(wire="ollama")["statements"]) == 2
    path, _, body = ask.server.requests[1]
    assert path == "/api/chat"
    assert body["format"]["required"] == ["positions", "last_speaker"]
    assert body["options"]["temperature"] == 0
    assert body["options"]["num_ctx"] >= 8192
    assert body["stream"] is False


def test_the_schema_allows_only_names_of_the_codebook(ask: Asker) -> None:
    """Actors and issues are listed in the schema, with one entry for everybody else."""
    ask()
    form = ask.server.bodies[0]["response_format"]["json_schema"]["schema"]
    entry = form["properties"]["positions"]["items"]["properties"]
    assert entry["actor"]["enum"] == ["Mara Lind", "Harbour Union", "somebody else"]
    assert entry["issue"]["enum"] == ["Toll", "Tunnel"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ('the "bridge toll" was wrong', 1),
        ("the “bridge  toll”\nwas wrong", 1),
        ("the “bridge toll” was  very wrong", 0),
        ("The “Bridge Toll” was wrong", 0),
        ("the “bridge toll” was", 1),
        ("the “bridge toll” was wron", 0),
        ("", 0),
        ("…", 0),
    ],
)
def test_evidence_must_be_in_the_article_word_for_word(ask: Asker, given: str, kept: int) -> None:
    """Only quotation marks, hyphens and spaces may differ; what is not there is left out and counted."""
    codes = ask(reply([position("Mara Lind", "Toll", given)], [stance(1, "oppose")]))
    assert len(codes["statements"]) == kept
    left_out = codes.accounts[0]["left_out"]
    assert left_out.get("evidence that is not in the article word for word", 0) == 1 - kept


def test_hyphens_of_any_kind_are_the_same(ask: Asker) -> None:
    """Models write plain hyphens where newspapers use other characters."""
    text = "Mayor Lind called the toll a “half‑baked” plan."
    script = reply([position("Mara Lind", "Toll", 'a "half-baked" plan')], [stance(1, "oppose")])
    assert ask(script, (text,))["statements"]["evidence"].tolist() == ["a “half‑baked” plan"]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({**LIND, "actor": "Mayor Lind"}, "an actor or issue that is not in the codebook"),
        ({**LIND, "issue": "Tolls"}, "an actor or issue that is not in the codebook"),
        ({**LIND, "shown_by": "telepathy"}, "not in the form asked for"),
        ({**LIND, "evidence": 7}, "not in the form asked for"),
        ({"actor": "Mara Lind"}, "not in the form asked for"),
    ],
)
def test_entries_that_do_not_hold_are_left_out_one_by_one(ask: Asker, entry: dict, reason: str) -> None:
    """A wrong entry costs neither the article nor the right entries."""
    codes = ask(reply([entry, UNION], [stance(1, "support")]))
    assert codes["statements"]["actor"].tolist() == ["Harbour Union"]
    assert codes.accounts[0]["left_out"] == {reason: 1}


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (stance(1, "none"), "no position, on second reading"),
        (stance(1, "furious"), "not in the form asked for"),
        (stance(2, "support"), "not in the form asked for"),
        (
            stance(1, "conditional", "if wages rose", "support"),
            "a condition that is not in the article word for word",
        ),
        (stance(1, "conditional", "if wages rise", "furious"), "not in the form asked for"),
    ],
)
def test_a_passage_without_a_usable_stance_is_left_out(ask: Asker, entry: dict, reason: str) -> None:
    """The second answer is checked like the first."""
    codes = ask(reply([UNION], [entry]))
    assert codes["statements"].empty
    assert codes.accounts[0]["left_out"] == {reason: 1}


def test_words_that_the_article_attributes_to_others_are_left_out(ask: Asker) -> None:
    """The quotation of one actor is no evidence for another, whatever the model says."""
    text = "Mayor Lind arrived. “The toll is a disgrace,” the Harbour Union said."
    given = [position("Mara Lind", "Toll", "The toll is a disgrace")]
    codes = ask(reply(given, [stance(1, "oppose")]), (text,))
    assert codes["statements"].empty
    assert codes.accounts[0]["left_out"] == {"words that the article attributes to somebody else": 1}
    given = [position("Harbour Union", "Toll", "The toll is a disgrace")]
    assert len(ask(reply(given, [stance(1, "oppose")]), (f"{text} ",))["statements"]) == 1


def test_an_actor_must_be_named(ask: Asker) -> None:
    """A position of somebody whom the article has not mentioned by then is a guess."""
    book = replace(CODEBOOK, actors=(*CODEBOOK.actors, Actor("Per Dahl")))
    codes = ask(
        reply([position("Per Dahl", "Toll", "We will never pay")], [stance(1, "oppose")]), codebook=book
    )
    assert codes["statements"].empty
    assert codes.accounts[0]["left_out"] == {"an actor whom the article does not name up to there": 1}


def test_positions_of_others_are_counted(ask: Asker) -> None:
    """Who is not in the codebook is no statement, but the page can say how many there were."""
    given = [LIND, position("somebody else", "Toll", "We will never pay")]
    codes = ask(reply(given, STANCES))
    assert len(codes["statements"]) == 1
    assert (codes.accounts[0]["positions"], codes.accounts[0]["others"]) == (2, 1)


def test_an_answer_has_at_most_sixty_passages(ask: Asker) -> None:
    """A model that repeats itself is bounded, and what is beyond is counted."""
    codes = ask(reply([LIND] * 70, STANCES[:1]))
    assert len(codes["statements"]) == 1
    assert codes.accounts[0]["left_out"] == {"more passages than an answer may have": 10}


def test_uncertain_positions_have_a_lower_confidence(ask: Asker) -> None:
    """What the model itself is not sure of can be left out with ``min_confidence``."""
    codes = ask(reply([LIND, UNION], [stance(1, "oppose"), stance(2, "support", certain=False)]))
    assert codes["statements"]["confidence"].tolist() == [CERTAIN, UNCERTAIN]
    assert is_firm(codes["statements"]).all()


def test_codes_carry_model_and_prompts(ask: Asker) -> None:
    """Every statement says which model coded it, and a hash of the prompts that it was given."""
    codes = ask()
    assert codes.coder.startswith("tiny, prompts ")
    assert set(codes["statements"]["coder"]) == {codes.coder}
    assert codes.accounts[0]["model"] == "tiny-2026-01-01"


def test_a_coded_article_is_not_asked_about_again(ask: Asker) -> None:
    """Answers are kept until the article, the codebook, the prompts or the model change."""
    with scripted_server(GOOD) as server:
        first = ask(address=server.address)
        asked = len(server.bodies)
        again = ask(address=server.address)
        assert len(server.bodies) == asked == 2
        assert again["statements"].equals(first["statements"])
        ask(address=server.address, texts=(f"{TEXT} Changed.",))
        assert len(server.bodies) == 4


def test_clearing_the_cache_keeps_answers(ask: Asker) -> None:
    """Answers cost money; clearing the cache only has everything else coded again."""
    with scripted_server(GOOD) as server:
        first = ask(address=server.address)
        with open_cache() as cache:
            cache.clear()
        assert ask(address=server.address)["statements"].equals(first["statements"])
        assert len(server.bodies) == 2


def test_long_articles_are_asked_about_in_parts(ask: Asker) -> None:
    """Each part is a request, which is told how the part before ended and who spoke there."""
    text = f"{TEXT}\n\n" + "\n\n".join(
        f"Paragraph {number} is about the weather." * 20 for number in range(40)
    )

    def script(body: Body) -> Answer:
        if "article" in read_data(body):
            return Answer(json.dumps({"positions": [], "last_speaker": "Mara Lind"}))
        return GOOD(body)

    ask(script, (text,))
    parts = [read_data(body) for body in ask.server.bodies]
    assert len(parts) > 1
    assert "\n\n".join(part["article"] for part in parts) == text
    assert "about" not in parts[0]
    assert "There, the speaker was: Mara Lind" in parts[1]["about"]


def test_the_probe_says_whether_the_form_is_enforced(ask: Asker, capsys: pytest.CaptureFixture[str]) -> None:
    """The first request asks for a form that its words do not mention; the address is told before it."""
    ask()
    said = capsys.readouterr().err
    assert "Asking tiny at http://127.0.0.1:" in said
    assert "does not enforce the form" in said
    ask(lambda body: Answer('{"word": "quorlbex"}') if not read_data(body) else GOOD(body), (f"{TEXT} New.",))
    assert "The server enforces the form" in capsys.readouterr().err
