"""Attributions expressed by layout: labels, signatures, introductions, quotations across paragraphs."""

from collections.abc import Callable

import pytest

from analysis import tables

Coded = Callable[..., tables.Tables]


def said(coded: Coded, text: str) -> dict[str, str]:
    """Return the content of each source."""
    quotes = coded(text)["quotes"]
    return dict(zip(quotes["source"], quotes["content"], strict=True))


def test_speaker_labels_attribute_their_paragraph(coded: Coded) -> None:
    """In a transcript, the whole paragraph is attributed to the name in capitals before it."""
    text = "BRANDT: Wages must rise. We have waited.\n\n“MAYOR LIND: There is no money for that."
    quotes = coded(text)["quotes"]
    spoken = dict(zip(quotes["actor"], quotes["content"], strict=True))
    assert spoken["Ola Brandt"] == "Wages must rise. We have waited"
    assert spoken["Mara Lind"] == "There is no money for that"


@pytest.mark.parametrize(
    "text",
    [
        "NEW DELHI: The harbour was closed.\n\nThe weather was fine.",
        "NOTE: The harbour was closed.\n\nUPDATE: It is open again.",
    ],
)
def test_a_dateline_or_a_heading_is_no_speaker(coded: Coded, text: str) -> None:
    """A single label, or “UPDATE:”, attributes nothing."""
    assert coded(text)["quotes"].empty


@pytest.mark.parametrize(
    "text",
    [
        "“The toll is a bad joke.” ― Ana Ruiz",
        "“The toll is a bad joke.” – Ana Ruiz, shopkeeper\n\n“Nobody asked us.” — Tom de Boer.",
    ],
)
def test_a_signature_names_the_speaker(coded: Coded, text: str) -> None:
    """A quotation, a dash and a name: the name is the source."""
    assert said(coded, text)["Ana Ruiz"] == "The toll is a bad joke"


def test_a_signature_signs_one_quotation(coded: Coded) -> None:
    """Of two signed quotations in a paragraph, the last name does not sign both."""
    text = "“The toll is a joke.” – Ana Ruiz. “It is fair.” – Tom de Boer"
    assert "joke" not in said(coded, text).get("Tom de Boer", "")


def test_an_introduction_names_the_speaker_of_the_next_paragraph(coded: Coded) -> None:
    """A paragraph that ends in “he added:” attributes the one after it."""
    text = "The mayor, Mara Lind, added:\n\nThe tunnel will be built. We have the money."
    (quote,) = coded(text)["quotes"].to_dict("records")
    assert quote["actor"] == "Mara Lind"
    assert quote["cue"] == "added"
    assert quote["content"] == "The tunnel will be built. We have the money"


def test_a_quotation_goes_on_in_the_next_paragraph(coded: Coded) -> None:
    """A quotation left open and opened again in the next paragraph continues; both parts have one speaker."""
    text = (
        "“The harbour tunnel must be built,” Brandt said. “We have waited for ten years.\n\n"
        "“We will not wait for another ten.”\n\nThe union met on Friday."
    )
    (quote,) = coded(text)["quotes"].to_dict("records")
    parts = [text[start:end] for start, end in quote["content_spans"]]
    assert parts[-1] == "We will not wait for another ten"
    assert quote["actor"] == "Ola Brandt"
    assert quote["directness"] == "direct"


def test_a_closed_quotation_does_not_go_on(coded: Coded) -> None:
    """The quotation in the next paragraph has its own speaker, or none."""
    text = "“The tunnel must be built,” Brandt said.\n\n“Nobody wants it,” Lind said."
    assert set(coded(text)["quotes"]["actor"]) == {"Ola Brandt", "Mara Lind"}
