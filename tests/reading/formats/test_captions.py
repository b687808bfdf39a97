"""Captions of films and broadcasts, read as running text."""

import pytest

from analysis.documents import Document

SRT = """1
00:00:01,000 --> 00:00:03,500
The council of Eastmere
voted on Monday.

2
00:00:03,600 --> 00:00:05,000
<i>The toll</i> is {\\an8}agreed.

3
00:00:09,000 --> 00:00:11,000
It begins in May.
"""


def text_of(reading, *cues: str, name: str = "a.vtt", head: str = "WEBVTT\n\n") -> str:
    """Return the text of captions of two seconds each, one right after the other."""
    timed = [
        f"00:{2 * number:02}.000 --> 00:{2 * number + 2:02}.000\n{cue}\n" for number, cue in enumerate(cues)
    ]
    return reading(name, head + "\n".join(timed)).document.text


def test_captions_are_joined_to_paragraphs(reading):
    """Lines are joined over captions, without numbers, times and markup; a long pause ends a paragraph."""
    assert reading("news.srt", SRT).document == Document(
        "news", "The council of Eastmere voted on Monday. The toll is agreed.\n\nIt begins in May."
    )


def test_no_pause_divides_a_sentence(reading):
    """A pause within a sentence is no end of a paragraph."""
    assert "\n" not in reading("a.srt", SRT.replace("agreed.", "agreed,").replace("It", "it")).document.text


def test_without_blank_lines_a_number_is_no_text(reading):
    """Some programs leave out the blank lines between captions."""
    assert "3" not in reading("a.srt", SRT.replace("\n\n", "\n")).document.text


def test_notes_styles_and_settings_are_no_text(reading):
    """A WebVTT file has a head, notes, styles, names of captions and their places."""
    head = "WEBVTT - News\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE by Desk 4\n\nintro\n"
    text = reading(
        "a.vtt", f"{head}00:01.000 --> 00:02.000 align:start position:0%\nAT&amp;T &lt;agrees&gt;.\n"
    )
    assert text.document.text == "AT&T <agrees>."


def test_named_voices_are_labels(reading):
    """A voice is written before its words, once for all of its captions that follow each other."""
    text = text_of(
        reading, "<v Ines Falk>We agree", "<v Ines Falk>to the toll.</v>", "<v.loud Bo Lind>Never!"
    )
    assert text == "Ines Falk: We agree to the toll.\n\nBo Lind: Never!"


@pytest.mark.parametrize("mark", [">> ", ">>", "&gt;&gt; ", "- ", "– "])
def test_marks_of_another_speaker_begin_a_paragraph(reading, mark):
    """A turn without a name keeps a mark: it is not said by whoever is named before."""
    text = text_of(reading, f"{mark}FALK: We agree.", f"{mark}Do you?\n{mark}We do", "indeed.")
    assert text == "FALK: We agree.\n\n>> Do you?\n\n>> We do indeed."


def test_captions_that_scroll_are_read_once(reading):
    """Live captions show each line twice: as the lower one, then as the upper one."""
    found = reading(
        "a.vtt",
        "WEBVTT\n\n00:00.000 --> 00:02.000\n \nthe<00:01.000><c> council</c> voted\n\n"
        "00:02.000 --> 00:02.010\nthe council voted\n\n"
        "00:02.010 --> 00:04.000\nthe council voted\non<00:03.000><c> Monday</c>\n\n"
        "00:06.000 --> 00:08.000\nit rained\n",
    )
    assert found.document.text == "the council voted on Monday\n\nit rained"


@pytest.mark.parametrize("content", ["Talks began.", "WEBVTT\n", "00:01 --> 00:02\nYes."])
def test_a_file_without_captions_is_told(reading, content):
    """A file without times is no file of captions."""
    assert reading("a.srt", content).problem.message.startswith("No caption was found")


@pytest.mark.parametrize("name", ["sitting.txt", "sitting"])
def test_captions_under_another_name(reading, name):
    """Times above each line tell captions; what somebody wrote above them is kept."""
    document = reading(name, f"Sitting of the council\nRecording: 14\n---\n{SRT}").document
    assert document.text.split("\n\n") == [
        "Sitting of the council\nRecording: 14",
        "The council of Eastmere voted on Monday. The toll is agreed.",
        "It begins in May.",
    ]


def test_an_article_that_quotes_a_time_is_no_captions(reading):
    """One line with times is none of a list of captions."""
    text = "The clip is short:\n00:00:01,000 --> 00:00:03,500\nThe council then voted on the toll."
    assert "-->" in reading("a.txt", text).document.text
