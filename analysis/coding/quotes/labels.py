"""Read the labels that name speakers before their words in a transcript.

The layouts are a name and a colon ("MAYOR LIND, NORTHPORT: ..."), a title, a name and a full stop as in the
Congressional Record ("Mr. LIND of Ohio. ..."), and a name alone on its line, perhaps with the time
("Mara Lind  0:12"). One label proves nothing: all of them together decide whether an article is a transcript.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.coding.lexicon import get_words

TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?"
# marks of a list, a quotation or bold type, then the time or the number of a question
BEFORE = rf"[\s“\"*_#>\[-]*(?P<before>[\[(]?{TIME}[\])]?[\s|–—-]+)?(?:[QT]?\d{{1,3}}\.\s+)?[*_]*"
WORD = r"[^\W\d_][\w'.&-]*"
NAME = rf"(?P<name>(?:{WORD}[ \t\u00a0]+){{0,7}}(?:{WORD}|\d{{1,2}}(?![\d:])))\]?"
REMARKS = r"(?P<remarks>(?:\s*[(\[][^()\[\]]{1,80}[)\]]){0,3})"
PLACE = r"(?P<place>,\s[^:()\[\]“”\"]{1,80}?)?(?:\s*\([^()]{1,80}\))?"
COLON = re.compile(rf"{BEFORE}{NAME}{REMARKS}{PLACE}\s?[*_]*(?P<sign>:|\.\s?[–—-]+)[*_]*(?=\s|$)\s*")
# "Mara Lind — I support it.", but not "Mara Lind — Vice President, Lind Inc."
DASH = re.compile(
    rf"{BEFORE}{NAME}{REMARKS}(?P<place>)\s(?P<sign>--?|–|—)[*_]*\s+"
    r"(?=[\"“‘'(\[]?[A-Z].*[.!?…][”’\"')*_]*\s*$)(?!.*\b(?:Inc|Corp|Co|Ltd|Jr|Sr)\.\s*$)",
    re.DOTALL,
)
ALONE = re.compile(
    rf"{BEFORE}{NAME}{REMARKS}(?:{PLACE}|\s(?:--?|–|—|\|)\s[^:“”\"]{{1,60}}?)"
    rf"[\s|,–—-]*(?P<sign>[\[(]?{TIME}[\])]?)?[\s*_]*"
)
# words of a name before a full stop, which are no abbreviations
PLAIN, LAST = r"(?:[^\W\d_][\w'-]*|[A-Z]\.)\s", r"[^\W\d_][\w'-]+"
STOP = re.compile(
    rf"{BEFORE}(?P<name>[QA]|(?:Mr|Mrs|Ms|Miss|Dr|Sen|Rep|Gov|Hon)\.?\s(?:{PLAIN}){{0,3}}{LAST}"
    rf"|[A-Z][a-z]+\s{LAST}|(?:The|Madam)\s(?:{PLAIN}){{0,3}}{LAST})"
    r"(?P<remarks>(?:\s\([^()]{1,80}\))?)(?P<place>)(?P<sign>\.)(?:\s?[–—-]+)?\s+(?=[\"“(\[]?[A-Z])"
)
# "The Minister for Ports (Mara Lind): ..."
HOLDER = re.compile(rf"\s*\({NAME}\)")
# a label that follows a sentence within a paragraph
SENTENCE_END = re.compile(r"[.!?…\])”\"]\s+(?=[A-Z])")


@dataclass(frozen=True)
class Label:
    """A possible speaker's label; offsets count from the start of the paragraph.

    Attributes:
        start: offset at which the label begins.
        name: span of the name, with its titles.
        sign: span of the mark or the time that ends the label; of the name if it stands alone.
        end: offset at which the words begin.
        words: the words of the name in lower case, without titles.
        is_alone: True if the label fills its paragraph.
        is_bare: True if nothing but its own line shows that a name is a label.
        is_explicit: True for a layout that only transcripts have.
        is_personal: True if it is written as a speaker's: in capitals, with a title, or a party in brackets.
    """

    start: int
    name: tuple[int, int]
    sign: tuple[int, int]
    end: int
    words: tuple[str, ...]
    is_alone: bool
    is_bare: bool
    is_explicit: bool
    is_personal: bool


def read_labels(text: str) -> list[Label]:
    """Return the label that a paragraph begins with, and those that follow in the same paragraph."""
    stopped = STOP.match(text)
    if stopped is not None and _is_stopped(stopped["name"]):
        return [_build_label(stopped, is_stopped=True)]
    first = COLON.match(text) or DASH.match(text) or ALONE.fullmatch(text)
    if first is None or not _is_name(first["name"]):
        return []
    label = _build_label(first, is_stopped=False)
    # a name with a full stop of its own is a short sentence
    is_sentence = label.is_bare and first["name"].endswith(".")
    return [] if is_sentence else [label, *_find_inner_labels(text, first.end())]


def _find_inner_labels(text: str, start: int) -> Iterator[Label]:
    for sentence in SENTENCE_END.finditer(text, start):
        found = COLON.match(text, sentence.end())
        if found is not None and _is_name(found["name"]):
            yield _build_label(found, is_stopped=False)


def find_heading_mark(text: str) -> range:
    """Return the offsets of the colon after capitals that begin a paragraph; empty if there is none."""
    found = COLON.match(text)
    is_capital = found is not None and len(found["name"]) > 1 and found["name"].isupper()
    return range(*found.span("sign")) if found is not None and is_capital else range(0)


def is_unnamed(name: str) -> bool:
    """Return whether a label names nobody: "Q", "UNIDENTIFIED MALE", "Speaker 2"."""
    words = split_words(name)
    return bool(words) and all(
        word in get_words("transcripts", "unnamed") or word.isdigit() for word in words
    )


def split_words(name: str) -> list[str]:
    """Return the words of a name in lower case, without dots and articles."""
    return [word for piece in name.lower().split() if (word := piece.strip(".,:()[]*_")) not in ("the", "")]


def drop_titles(words: list[str]) -> list[str]:
    """Return the words of a name without the titles before it; a title alone is kept."""
    titles = get_words("transcripts", "titles")
    first = next((index for index, word in enumerate(words) if word not in titles), 0)
    return words[first:]


def _build_label(match: re.Match[str], *, is_stopped: bool) -> Label:
    start, end = match.span("name")
    holder = HOLDER.match(match["remarks"]) if _is_chair(match["name"]) else None
    if holder is not None and _is_name(holder["name"]):
        start, end = (match.start("remarks") + offset for offset in holder.span("name"))
    name, sign = match.string[start:end], match["sign"]
    words = split_words(name)
    has_time = match["before"] is not None or bool(re.search(TIME, match["remarks"] + (sign or "")))
    is_explicit = is_stopped or has_time or is_unnamed(name)
    has_title = len(drop_titles(words)) < len(words) or _is_chair(match["name"])
    has_remark = any(character.isalpha() for character in match["remarks"])
    is_alone = match.end() == len(match.string)
    return Label(
        match.start(),
        (start, end),
        match.span("sign") if sign else (start, end),
        match.end(),
        tuple(drop_titles(words)),
        is_alone,
        is_alone and sign is None and match["before"] is None,
        is_explicit,
        is_explicit or has_title or has_remark or name.isupper(),
    )


def _is_name(name: str) -> bool:
    """Return whether words can be a name: capitals, joined by particles, and no heading among them."""
    words, particles = name.split(), get_words("transcripts", "particles")
    is_written = all(word[0].isupper() or word[0].isdigit() or word.lower() in particles for word in words)
    is_heading = not get_words("cues", "headings").isdisjoint(split_words(name))
    # "The" and marks alone name nobody
    is_named = bool(split_words(name)) and is_written and not is_heading
    return words[0][0].isupper() and (is_unnamed(name) or is_named)


def _is_stopped(name: str) -> bool:
    """Return whether words before a full stop are a label: a title with a name, a chair, Q or A."""
    words = split_words(name)
    titles = get_words("transcripts", "titles")
    return (
        name in ("Q", "A")
        or _is_chair(name)
        or (bool(words) and words[0] in titles and words[-1] not in titles and _is_name(name))
    )


def _is_chair(name: str) -> bool:
    """Return whether a label is an office that presides or answers: "The CHAIRMAN", "Madam Speaker"."""
    first, *rest = name.lower().split()
    offices = get_words("transcripts", "chairs")
    return first in ("the", "madam", "mr.", "mr") and not offices.isdisjoint(rest)
