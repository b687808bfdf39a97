"""Transcripts: who is named before which words, how far a turn goes, and which texts are none."""

from collections.abc import Callable

import pytest

from analysis import tables
from analysis.codebook import Actor, Codebook
from analysis.coding.actors.names import get_actor_matcher
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.quotes.transcripts import find_turns
from analysis.documents import Document
from analysis.language.parsing import parse
from tests.coding.conftest import CODEBOOK, code_text

Coded = Callable[..., tables.Tables]
Stances = Callable[..., set[tuple[str, str, str]]]

FOR, AGAINST = "I support the toll, and I will defend it.", "I oppose the toll. We will not pay."
HELD = {("Mara Lind", "Toll", "support"), ("Ola Brandt", "Toll", "oppose")}


def list_turns(text: str) -> list[tuple[str, str]]:
    """Return source and content of each attribution."""
    quotes = code_text(text)["quotes"]
    return list(zip(quotes["source"], quotes["content"], strict=True))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("LIND: ", "BRANDT: "),
        ("Mara Lind: ", "Ola Brandt: "),
        ("Mara Lind (Quayside East) (Con): ", "Ola Brandt (Hillside) (Ind): "),
        ("MAYOR MARA LIND, PORT ELAN: ", "OLA BRANDT, HARBOUR UNION: "),
        ("SEN. MARA LIND (D-OH): ", "REP. OLA BRANDT (R-TX): "),
        ("Hon. Mara Lind (Minister of Ports, Lib.): ", "Mr. Ola Brandt (Hillside): "),
        ("The Minister for Ports (Mara Lind): ", "Mr Brandt: "),
        ("Mara Lind (PPE). – ", "Ola Brandt, on behalf of his group. – "),
        ("Mrs. LIND of Ohio. Madam Speaker, ", "Mr. BRANDT. Mr. Speaker, "),
        ("Chairwoman Lind. ", "Mr. Brandt. "),
        ("[00:12] Mara Lind: ", "[00:16] Ola Brandt: "),
        ("Mara Lind  0:12\n", "Ola Brandt  0:16\n"),
        ("Mara Lind (00:12):\n", "Ola Brandt (00:16):\n"),
        ("00:00:12 Mara Lind\n", "00:00:16 Ola Brandt\n"),
        ("Mara Lind 10:02 AM\n", "Ola Brandt 10:03 AM\n"),
        ("**Mara Lind:** ", "**Ola Brandt**: "),
        (">> MARA LIND: ", ">> OLA BRANDT: "),
        ("**LIND**\n\n", "**BRANDT**\n\n"),
        ("Mara Lind\n", "Ola Brandt\n"),
        ("Mara Lind\n(Quayside East) (Con)\n", "Ola Brandt\n(Hillside) (Ind)\n"),
        ("Mara Lind -- Mayor of Port Elan\n\n", "Ola Brandt -- Analyst\n\n"),
        ("Mara Lind — ", "Ola Brandt — "),
        ("Lind - ", "Brandt - "),
    ],
)
def test_a_label_names_the_speaker_in_every_usual_layout(stances: Stances, first: str, second: str) -> None:
    """What a speaker supports or opposes as “I” is the stance of whom the label names."""
    assert stances(f"{first}{FOR}\n\n{second}{AGAINST}") == HELD


def test_a_turn_goes_on_until_the_next_label(stances: Stances) -> None:
    """All paragraphs before the next label, or the end, are the speaker's."""
    assert stances(f"LIND: Good evening.\n\n{FOR}\n\nBRANDT: Thank you.\n\n{AGAINST}") == HELD


def test_an_office_that_returns_is_a_speaker() -> None:
    """“MODERATOR:” is no place, and unknown speakers who return have turns though nobody says “I”."""
    text = "MODERATOR: Is it safe?\n\nPIKE: The wall is safe.\n\nMODERATOR: Is it old?\n\nPIKE: It is new."
    assert ("PIKE", "It is new") in list_turns(text)


def test_labels_within_a_paragraph_begin_turns(stances: Stances) -> None:
    """Line breaks that were lost do not give one speaker's words to another."""
    assert stances(f"LIND: {FOR} BRANDT: {AGAINST} LIND: Then we wait.") == HELD


def test_the_article_is_not_part_of_the_last_turn() -> None:
    """In an article with an exchange, the speech ends where the article goes on."""
    report = (
        "The two met before three hundred people on Monday, and their exchange was short, sharp and loud."
    )
    end = "The council votes on Friday. Its members are divided over the harbour."
    turns = list_turns(f"{report}\n\nBRANDT: {AGAINST}\n\nLIND: {FOR}\n\nI thank you all.\n\n{end}")
    assert turns[-1][0] == "LIND"
    assert turns[-1][1].endswith("I thank you all")


def test_a_report_after_a_transcript_is_not_spoken() -> None:
    """A paragraph about the speaker, or with a quotation of its own, is the reporter's."""
    turns = list_turns(
        f"BRANDT: {AGAINST}\n\nLIND: {FOR}\n\nAfter that, Lind left the hall and the vote was lost."
    )
    assert ("LIND", FOR.removesuffix(".")) in turns


def test_directions_are_nobody_s_words() -> None:
    """Applause, the marks of clips, times and numbers of columns belong to no turn."""
    text = (
        "LIND: We have waited. (Applause.) We will build.\n\n(BEGIN VIDEO CLIP)\n\nColumn 214\n\n10.15 am\n\n"
        "BRANDT: You will pay. [Laughter]\n\n(CROSSTALK)\n\nLIND: We are [all] ready."
    )
    quotes = code_text(text)["quotes"]
    parts = [[text[start:end] for start, end in spans] for spans in quotes["content_spans"]]
    assert parts == [["We have waited", "We will build"], ["You will pay"], ["We are [all] ready"]]


@pytest.mark.parametrize(
    "label", ["QUESTION", "Q", "UNIDENTIFIED MALE", "UNIDENTIFIED REPORTER", "Speaker 2"]
)
def test_an_unnamed_speaker_is_nobody(coded: Coded, label: str) -> None:
    """A questioner without a name is an anonymous source, and no actor takes the words over."""
    text = f"LIND: Thank you all.\n\n{label}: I oppose the toll.\n\nLIND: I know you do."
    quotes = coded(text)["quotes"].set_index("content")
    assert quotes.loc["I oppose the toll", "sourcing"] == "anonymous"
    assert coded(text)["statements"].empty


@pytest.mark.parametrize("mark", [":", "."])
def test_answers_are_those_of_the_person_interviewed(stances: Stances, mark: str) -> None:
    """“A” is the one person whom the text says was interviewed, and “Q” nobody."""
    text = f"Q{mark} Do you support the toll?\n\nA{mark} {FOR}\n\nQ{mark} Really?\n\nA{mark} You know me."
    named = stances(f"Mayor Mara Lind talked to the Herald.\n\n{text}")
    assert named == {("Mara Lind", "Toll", "support")}


@pytest.mark.parametrize(
    "introduction", ["What to know about the toll", "Mara Lind and Ola Brandt spoke to the Herald."]
)
def test_answers_without_one_person_interviewed_are_nobody_s(stances: Stances, introduction: str) -> None:
    """Nobody, or more than one, could be meant by “A”."""
    text = f"{introduction}\n\nQ: Do you support the toll?\n\nA: {FOR}\n\nQ: Why?\n\nA: We need it."
    assert not stances(text)


def test_initials_are_those_of_a_person_in_the_text(stances: Stances) -> None:
    """An interview that names its speaker by initials."""
    text = f"TG: Do you want the toll?\n\nML: {FOR}\n\nTG: Why?\n\nML: You know."
    assert stances(f"Mara Lind, who runs the port, met us.\n\n{text}") == {("Mara Lind", "Toll", "support")}


@pytest.mark.parametrize("later", ["LIND", "Ms. Lind", "THE MINISTER", "Minister Lind"])
def test_a_later_short_label_is_the_earlier_fuller_one(later: str) -> None:
    """Two actors share a family name; the label means the one who has spoken under the full name."""
    codebook = Codebook(
        actors=(Actor("Mara Lind"), Actor("Per Lind"), Actor("Ola Brandt")), issues=CODEBOOK.issues
    )
    text = f"MARA LIND, MINISTER OF PORTS: Thank you.\n\nBRANDT: {AGAINST}\n\n{later}: {FOR}"
    statements = code_text(text, codebook=codebook)["statements"]
    assert set(zip(statements["actor"], statements["stance"], strict=True)) == {
        ("Mara Lind", "support"),
        ("Ola Brandt", "oppose"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Background: The toll is old.\n\nUpdate: We know more now.\n\nWhat next: You will hear.",
        "Price: 3 euros\n\nPlace: Old Quay\n\nPrice: 4 euros\n\nPlace: Town Hall",
        "Mara Lind: 45 percent\n\nOla Brandt: 35 percent\n\nMara Lind: 46 percent",
        "WHO: Everyone\n\nWHAT: A speech that you should hear\n\nWHERE: The quay",
        "PARIS: Ships were late.\n\nLONDON: Trains stood still.\n\nPARIS: Ships sailed again.",
        "Mara Lind\n\nThe city has a harbour.\n\nOla Brandt\n\nThe union has a hall.",
        "09:30 Mara Lind\nOpening on ports\n\n10:15 Ola Brandt\nKeynote on ships",
        "Editor: Mara Lind\n\nNarrator: Ola Brandt",
        "Why now?\n\nThe toll ends in May.\n\nWho decides?\n\nThe council does.",
        "Mr. Lind left. The hall was empty.\n\nMr. Brandt stayed. The hall was cold.",
    ],
)
def test_headings_lists_and_programmes_are_no_transcripts(text: str) -> None:
    """What only looks like labels attributes no paragraph."""
    (article,) = parse([Document("a", text)])
    assert not find_turns(article, EntityResolver(article, get_actor_matcher(CODEBOOK)))


@pytest.mark.parametrize("label", ["The:", "THE:", "[The]:"])
def test_a_label_without_a_name_is_none(label: str) -> None:
    """An article alone names nobody; such a line is text like any other."""
    turns = list_turns(f"LIND: {FOR}\n{label} {AGAINST}\nBRANDT: {AGAINST}\nLIND: {FOR}")
    assert "LIND" in {source for source, _ in turns}
    assert not any(source.lower().startswith("the") for source, _ in turns)
