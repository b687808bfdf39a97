"""Every span is an exact substring of its document, and no text makes the coder fail."""

import sys
from collections.abc import Callable
from types import FrameType

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import tables

Coded = Callable[..., tables.Tables]
# span columns: text column and the prefix of its offsets
SPANS = {
    "quotes": {"source": "source_", "cue": "cue_", "content": ""},
    "statements": {"evidence": "", "condition": "condition_"},
    "tones": {"expression": ""},
    "dates": {"text": ""},
    "events": {"evidence": ""},
}
ODD = {
    "nothing": "",
    "blanks": " \n\n\t \n",
    "emoji": "“We 👍 the harbour tunnel 🚇,” Brandt said on Friday. Lind’s call for a toll failed.",
    "decomposed letters": "Cafe\u0301 owner Brandt said the tunnel was necessary.",
    "an open quotation": "Brandt said: “The tunnel is necessary.\n\n“We want the toll,” he added.",
    "only closing marks": "””” said Brandt ” on Friday ” he said.",
    "single marks": "‘The workers’ strike was right,’ Brandt said. ‘It’s over.’",
    "wrapped lines": "Brandt said that the harbour tunnel was\nnecessary and that he would back the\ntoll.\n",
    "capitals": "BRANDT REJECTED THE TOLL ON FRIDAY, SAYING THE STRIKE MUST END.",
    "other languages": "Брандт сказал: «Нет». 他说：“谈判将继续。” قال إنه يرفض.",
    "a table": "12\t34.5\t2024\n17\t9.1\t2025\n" * 20,
    "no spaces": "ceasefire" * 200,
    "tabs and hard spaces": "Brandt\u00a0said\tthe tunnel\u2003was necessary.",
}


def assert_exact(codes: tables.Tables) -> None:
    """Compare every text column with its document."""
    documents = codes["documents"].set_index("doc_id")["text"]
    for name, columns in SPANS.items():
        for row in codes[name].to_dict("records"):
            text = documents[row["doc_id"]]
            for column, prefix in columns.items():
                start, end = row[f"{prefix}start"], row[f"{prefix}end"]
                if not pd.isna(start):
                    assert row[column] == text[start:end]
                    assert row[column].strip()
    for row in codes["quotes"].to_dict("records"):
        parts = row["content_spans"]
        assert (parts[0][0], parts[-1][1]) == (row["start"], row["end"])
        assert all(start < end for start, end in parts)


def test_spans_of_the_seed_are_exact(coded: Coded, seed_text: str) -> None:
    """Every evidence, source, cue, condition and expression of the seed is at its offsets."""
    codes = coded(seed_text, published="2025-05-20")
    assert len(codes["quotes"]) > 20
    assert_exact(codes)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_spans_of_odd_texts_are_exact(coded: Coded, text: str) -> None:
    """Whatever the text, spans stay exact and the tables fit their schema."""
    assert_exact(coded(text, published="2025-05-20"))


PIECES = [
    "Brandt", "Mayor Lind", "the union", "said", "rejected", "“", "”", "‘", "’", "'", '"', "the tunnel",
    "a toll", "if", "unless", "on Friday", ",", ".", ":", "\n\n", "that", "he", "not", "👍", "30-day",
]  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_spans_of_scrambled_texts_are_exact(coded: Coded, text: str) -> None:
    """Marks, names and cues in any order break neither a span nor the coder."""
    assert_exact(coded(text, published="2025-05-20"))


LONG = {
    "no spaces": "ceasefire",
    "opening marks": "“",
    "apostrophes": "'",
    "unbalanced marks": "He said “the talks ",
    "one sentence": "Brandt said Lind rejected the toll and ",
    "numbers": "12 34.5 2024 1,234 17/05/2025 99% ",
    "issues": "tunnel, toll, ",
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG.keys())
def test_work_grows_with_the_text_and_not_with_its_square(coded: Coded, piece: str) -> None:
    """Four times the text takes about four times as many function calls, even if it is not prose."""

    def count_calls(length: int) -> int:
        calls = 0

        def count(_frame: FrameType, event: str, _argument: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            coded((piece * length)[:length], published="2025-05-20")
        finally:
            sys.setprofile(None)
        return calls

    count_calls(1_000)
    few, many = count_calls(3_000), count_calls(12_000)
    assert many < 5 * few
