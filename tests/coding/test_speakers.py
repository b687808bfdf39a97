"""Who is given the words where several people speak, and where a speech goes on in later paragraphs."""

from collections.abc import Callable

import pytest

from analysis import tables
from analysis.coding.quotes.colons import find_colon_quotes
from analysis.documents import Document
from analysis.language.parsing import parse

Coded = Callable[..., tables.Tables]

STYLES = ['""', "“”", "‘’", "''", "„“", "„”", "»«", "«»", ("``", "''")]
BRIDGE = "{The bridge is safe and it will open,} said Mayor Ruth Calder."
REST = "{Without it there is no market.}"


def find_speakers(coded: Coded, text: str) -> dict[str, set[str]]:
    """Return the words of each source; a quotation with several parts gives several."""
    quotes = coded(text)["quotes"].dropna(subset="source")
    said: dict[str, set[str]] = {}
    for source, spans in zip(quotes["source"], quotes["content_spans"], strict=True):
        said.setdefault(source, set()).update(text[start:end] for start, end in spans)
    return said


def quote(template: str, style: tuple[str, str] | str) -> str:
    """Put the quotation marks of a style in the places of braces."""
    return template.replace("{", style[0]).replace("}", style[1])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "template",
    [
        "{We trust the bridge,} said Ruth Calder. {We fear the bridge,} said Jonas Pike of the ferries.",
        "{We trust the bridge,} Ruth Calder said. {We fear the bridge,} Jonas Pike said.",
        "{We trust the bridge}, said Ruth Calder. {We fear the bridge}, said Jonas Pike.",
        "Ruth Calder said: {We trust the bridge.} Jonas Pike replied: {We fear the bridge.}",
        "{We trust the bridge,} said Ruth Calder. Dogs barked. {We fear the bridge,} said Jonas Pike.",
        "{We trust the bridge,} Ruth Calder said. A dog barked. Jonas Pike told them: {We fear the bridge.}",
    ],
)
def test_each_of_two_speakers_has_their_own_words(
    coded: Coded, template: str, style: tuple[str, str] | str
) -> None:
    """Two quotations in one paragraph have two speakers, whatever the marks and the order."""
    said = find_speakers(coded, quote(template, style))
    assert {source: words for source, words in said.items() if "bridge" in str(words)} == {
        next(name for name in said if "Calder" in name): {"We trust the bridge"},
        next(name for name in said if "Pike" in name): {"We fear the bridge"},
    }


@pytest.mark.parametrize("style", STYLES[:-1])
def test_words_around_the_speaker_have_one_speaker(coded: Coded, style: tuple[str, str] | str) -> None:
    """A quotation that the speaker's name interrupts is one speaker's, up to the next speaker."""
    template = (
        "{The bridge is safe,} said Ruth Calder, {and it will open.} "
        "{It is not safe,} Jonas Pike said, {and we told her so.}"
    )
    said = find_speakers(coded, quote(template, style))
    assert said["Ruth Calder"] == {"The bridge is safe", "it will open"}
    assert said["Jonas Pike"] == {"It is not safe", "we told her so"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We trust it,” said Ruth Calder. Jonas Pike shook his head: “We fear the bridge.”", "Jonas Pike"),
        ("The pilot, Jonas Pike, smiled: “We fear the bridge.”", "The pilot, Jonas Pike"),
        ("Ruth Calder: “We trust it.” Jonas Pike: “We fear the bridge.”", "Jonas Pike"),
        ("Jonas Pike, who has a ferry, does not: “We fear the bridge.”", "Jonas Pike"),
    ],
)
def test_a_colon_ties_words_to_the_one_person_before_it(coded: Coded, text: str, speaker: str) -> None:
    """A name before a colon and a quotation is the speaker's, without a verb of saying."""
    assert find_speakers(coded, text)[speaker] == {"We fear the bridge"}


@pytest.mark.parametrize(
    "text",
    [
        "Jonas Pike carried a banner: “We fear the bridge!”",
        "Jonas Pike wrote a book: “The Bridge”.",
        "Background: “The bridge was built in 1954.”",
        "Jonas Pike left when Ruth Calder came: “We fear the bridge.”",
    ],
)
def test_a_colon_after_something_to_read_or_two_people_names_nobody(text: str) -> None:
    """What a banner or a title says is not said, and of two people either may speak."""
    (article,) = parse([Document("a", text)])
    assert find_colon_quotes(article, []) == []


@pytest.mark.parametrize(
    "text",
    [
        "“We trust it,” said Ruth Calder. “We fear the bridge,” a banner outside read.",
        "“We trust it,” said Ruth Calder. “Fear the bridge!” cried a ferryman.",
    ],
)
def test_words_that_go_on_are_not_the_last_speakers(coded: Coded, text: str) -> None:
    """What follows a quotation in its own sentence says whose it is."""
    assert "ridge" not in str(find_speakers(coded, text)["Ruth Calder"])


def test_each_of_two_accounts_has_its_own_words(coded: Coded) -> None:
    """“According to X, but ... according to Y” does not make one report the other."""
    text = "It “cannot fall”, according to Ruth Calder, but “it is falling”, according to Jonas Pike."
    said = find_speakers(coded, text)
    assert "is falling" not in str(said["Ruth Calder"])
    assert "is falling" in str(said["Jonas Pike"])


@pytest.mark.parametrize(
    "text",
    [
        "“We trust the bridge,” said Ruth Calder. Jonas Pike was blunter: “We fear the bridge.”",
        "“We trust the bridge,” said Ruth Calder. Not so Jonas Pike: “We fear the bridge.”",
    ],
)
def test_words_after_a_colon_are_not_the_last_speakers(coded: Coded, text: str) -> None:
    """Words that another kind of verb gives to somebody else are nobody's rather than the last speaker's."""
    assert "fear" not in str(find_speakers(coded, text)["Ruth Calder"])


def test_words_within_reported_words_have_both_speakers(coded: Coded) -> None:
    """Who reports what another said is given it as well."""
    said = find_speakers(coded, "Ruth Calder said that Jonas Pike had called the bridge “a trap”.")
    assert "trap" in str(said["Ruth Calder"])


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "template",
    [
        f"{BRIDGE}\n\n{REST}\n\nShe left early.",
        f"{BRIDGE}\n\n{REST[:-1]} We said so in May.\n\n{{Nobody listened.}}",
        f"{BRIDGE} {{It cost little.\n\n{REST}",
        f"Mayor Ruth Calder told the crews:\n\n{{The bridge is safe.}}\n\n{REST}",
    ],
)
def test_a_speech_goes_on(coded: Coded, template: str, style: tuple[str, str] | str) -> None:
    """Paragraphs that are nothing but a quotation, closed or left open, are the last speaker's."""
    text = quote(template, style)
    (spoken,) = [
        words for words in find_speakers(coded, text).values() if any("Without" in each for each in words)
    ]
    assert any("The bridge is safe" in each for each in spoken)
    assert "Nobody listened" not in text or "Nobody listened" in spoken


def test_a_speech_goes_on_after_reported_words(coded: Coded) -> None:
    """Words that follow a report of what somebody said are that person's."""
    said = find_speakers(coded, "Ruth Calder said the bridge was safe.\n\n“Without it there is no market.”")
    assert "Without it there is no market" in said["Ruth Calder"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“It is safe,” said Ruth Calder.\n\nA horn sounded.\n\n“So we hear.”", "So we hear"),
        ("“It is safe,” said Ruth Calder. A horn sounded.\n\n“So we hear.”", "So we hear"),
        ("“Is it safe?” asked Jonas Pike.\n\n“It is.”", "It is"),
        ("“It is,” said Ruth Calder.\n\n“Are you sure?”\n\n“Quite sure.”", "Quite sure"),
        ("“No,” said Jonas Pike.\n\n“Yes,” said Ruth Calder.\n\n“We shall see.”", "We shall see"),
        ("“No,” said Jonas Pike. “Yes,” said Ruth Calder.\n\n“We shall see.”", "We shall see"),
        ("“It is safe,” said Ruth Calder.\n\n“The bridge of sighs”\n\nIt rained.", "The bridge of sighs"),
    ],
    ids=["narrative", "narrative beside", "answer", "questions", "dialogue", "two speakers", "title"],
)
def test_words_of_a_conversation_are_nobodys(coded: Coded, text: str, words: str) -> None:
    """Where people take turns, and after a narrative, a quotation without a name has no speaker."""
    assert not any(words in each for spoken in find_speakers(coded, text).values() for each in spoken)


def test_each_of_two_speeches_goes_on(coded: Coded) -> None:
    """The paragraphs after each speaker are that speaker's."""
    text = (
        "“The bridge is safe,” said Ruth Calder.\n\n“Without it there is no market.”\n\n"
        "“We fear the bridge,” said Jonas Pike.\n\n“Our boats are enough.”"
    )
    said = find_speakers(coded, text)
    assert said["Ruth Calder"] == {"The bridge is safe", "Without it there is no market"}
    assert said["Jonas Pike"] == {"We fear the bridge", "Our boats are enough"}
