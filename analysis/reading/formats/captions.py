"""Read the captions of films and broadcasts (.srt, .vtt) as running text."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import read_article_bytes
from analysis.reading.decoding import decode
from analysis.reading.formats.format import Format
from analysis.reading.normalising import normalise_characters
from analysis.reading.texts import read_text

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{2})[,.](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}.*")
_OPENING = re.compile(rf"\ufeff?\s*(?:WEBVTT\b.*|\d+|{_TIMES.pattern})")
_RULE = re.compile(r"\W+")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^<>]+)>")
_MARKUP = re.compile(r"</?[a-z0-9][^<>]*>|\{\\[^{}]*\}", re.IGNORECASE)
_TURN = re.compile(r"(?:>>|&gt;&gt;|[-–—](?=\s|[A-Z“\"'‘]))\s*")
_LABEL = re.compile(r"(?:[A-Z][\w.'’-]*\s){0,4}[A-Z][\w.'’-]*(?:\s\([^()]{1,40}\))?:\s")
_SENTENCE_END = re.compile(r"[.?!…][\"”’»)\]]*$")
_PAUSE, _LONG_PAUSE = 1.0, 3.0
"""Seconds of silence that end a paragraph: in captions without punctuation, and after a full sentence."""
_TOUCHING = 0.05
_TIMES_LINE = re.compile(rb"^(?:\d+:)?\d{1,2}:\d\d[,.]\d{3} --> (?:\d+:)?\d{1,2}:\d\d[,.]\d{3}", re.MULTILINE)
_FEWEST = 3
"""Lines with times by which captions are recognised under another extension."""


class _Cue(NamedTuple):
    start: float
    end: float
    lines: list[str]


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read captions: a paragraph for each turn of a speaker and after each long pause, without the times.

    A speaker who is named is written before the words, "Name: …"; marks of another speaker are kept as ">> ".
    What stands above the captions, except the header of the format, is a paragraph of its own.

    Yields:
        The document and its warnings, or one problem.

    Raises:
        StancebookError: if the file is empty, too big, not text or has no captions.
        OSError: if the file cannot be opened.
    """
    lines = normalise_characters(decode(read_article_bytes(path))).split("\n")
    cues = list(_drop_repeats(_find_cues(lines)))
    if not cues:
        raise StancebookError(
            "No caption was found in it; expected times such as 00:00:01,000 --> 00:00:04,000 above each."
        )
    yield from read_text(path, "\n\n".join([*_list_above(lines), *_join_turns(cues)]), {})


def _list_above(lines: list[str]) -> list[str]:
    """Return what somebody wrote above the captions, as one paragraph, if anything."""
    first = next(number for number, line in enumerate(lines) if _OPENING.fullmatch(line))
    above = "\n".join(line for line in lines[:first] if line.strip() and not _RULE.fullmatch(line))
    return [above] if above else []


def _find_cues(lines: list[str]) -> Iterator[_Cue]:
    """Yield the captions: what stands below a line with times, up to a blank line or the next times."""
    times: re.Match[str] | None = None
    shown: list[str] = []
    for line in [*lines, ""]:
        found = _TIMES.fullmatch(line)
        if times and (found or not line.strip()):
            if found and shown and shown[-1].strip().isdigit():
                shown.pop()
            parts = times.groups()
            if shown:
                yield _Cue(_to_seconds(*parts[:4]), _to_seconds(*parts[4:]), shown)
            times, shown = None, []
        if found:
            times = found
        elif times:
            shown.append(line.strip())


def _to_seconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _drop_repeats(cues: Iterator[_Cue]) -> Iterator[_Cue]:
    """Clean the lines of the captions and drop those that only scroll up: live ones show each line twice."""
    last, last_end = "", -1.0
    for cue in cues:
        lines = [clean for line in cue.lines if (clean := _clean(line))]
        is_scrolling = cue.start - last_end <= _TOUCHING and (
            len(lines) > 1 or cue.end - cue.start < 2 * _TOUCHING
        )
        if lines and lines[0] == last and is_scrolling:
            lines = lines[1:]
        last_end = cue.end
        if lines:
            last = lines[-1]
            yield cue._replace(lines=lines)


def _clean(line: str) -> str:
    named = _VOICE.sub(lambda match: f">> {match[1].strip()}: ", line)
    return " ".join(unescape(_MARKUP.sub("", named)).split())


def _join_turns(cues: list[_Cue]) -> list[str]:
    """Return the paragraphs: the lines of each turn, joined."""
    ends = sum(bool(_SENTENCE_END.search(cue.lines[-1])) for cue in cues)
    is_punctuated = ends > len(cues) / 10
    turns: list[str] = []
    last_end, speaker = 0.0, ""
    for cue in cues:
        pause = cue.start - last_end
        last_end = cue.end
        for number, line in enumerate(cue.lines):
            mark = _TURN.match(line)
            words = line[mark.end() :] if mark else line
            label = _LABEL.match(words)
            is_paused = number == 0 and _is_paused(turns, pause, is_punctuated)
            if label and label[0] == speaker and mark and not is_paused and turns:
                turns[-1] += f" {words[label.end() :]}"
            elif mark or label or is_paused or not turns:
                turns.append(words if label or not mark else f">> {words}")
            else:
                turns[-1] += f" {words}"
            speaker = label[0] if label else "" if mark else speaker
    return turns


def _is_paused(turns: list[str], pause: float, is_punctuated: bool) -> bool:
    if not turns:
        return False
    if not is_punctuated:
        return pause >= _PAUSE
    return pause >= _LONG_PAUSE and _SENTENCE_END.search(turns[-1][-9:]) is not None


def _recognise(head: bytes) -> bool:
    return len(_TIMES_LINE.findall(head)) >= _FEWEST


FORMAT = Format("captions", (".srt", ".vtt"), read_documents, _recognise)
