"""Human codes and example sentences as the classifier learns from them."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from analysis.coding.events.plover.event_context import linking, phrase_of, scene
from analysis.coding.events.plover.features import read as features
from analysis.coding.events.plover.features import words_of
from analysis.language.marks import plain
from analysis.language.parsing import load

PHRASES = Path(__file__).with_name("phrases.toml")
# who acts and who is acted upon in the example sentences
ACTING = (
    "Norway",
    "The Indian government",
    "President Adam Keller",
    "Ethiopia",
    "Israel",
    "Ukrainian officials",
)
AFFECTED = (
    "France",
    "the Sudanese government",
    "Prime Minister Omar Haddad",
    "Venezuela",
    "rebel groups",
    "Chile",
)
OWN_ACTING = {
    "COERCE": ("Police", "The Iranian authorities", "Norway", "A court in Kenya"),
    "ASSAULT": ("Militants", "Syrian troops", "Israel", "The rebels"),
    "PROTEST": ("Thousands of protesters", "Workers", "Students", "Activists"),
    "MOBILIZE": ("Chinese troops", "Russia", "The army", "Pakistan"),
}
ENDINGS = ("", " on Monday", " last week, officials said", " yesterday", " early on Friday", "")


@dataclass(frozen=True)
class Sample:
    """One coded event.

    Attributes:
        text: its sentence.
        label: its type, CONCEDE and RETREAT joined as YIELD.
        full: what is known of it with source and target.
        blind: what is known of its word alone.
        words: those of its sentence, and their pairs.
    """

    text: str
    label: str
    full: list[str]
    blind: list[str]
    words: list[str]


def coded(path: Path) -> list[Sample]:
    """Read a file of events: per line ``text``, ``source``, ``target`` and the type as ``event``."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return _samples([(row["text"], row["source"], row["target"], row["event"]) for row in rows])


def examples() -> list[Sample]:
    """Return the example sentences that this project wrote for each type."""
    rows = []
    for label, text in tomllib.loads(PHRASES.read_text(encoding="utf-8")).items():
        acting = OWN_ACTING.get(label, ACTING)
        for number, line in enumerate(text.strip().splitlines()):
            names = {"S": acting[number % len(acting)], "T": AFFECTED[number % len(AFFECTED)]}
            told = " ".join(names.get(word, word) for word in line.split())
            sentence = f"{told}{ENDINGS[number % len(ENDINGS)]}."
            rows.append((sentence, names["S"], names["T"], label))
    return _samples(rows)


def joined(label: str) -> str:
    """Return a type as human codes have it, where concessions in words and in deeds are one."""
    return "YIELD" if label in ("CONCEDE", "RETREAT") else label


def _samples(rows: list[tuple[str, str, str, str]]) -> list[Sample]:
    docs = load().pipe([plain(row[0]) for row in rows])
    return [_sample(doc, *row) for doc, row in zip(docs, rows, strict=True) if len(doc)]


def _sample(doc: Doc, text: str, source: str, target: str, label: str) -> Sample:
    acting, affected = phrase_of(doc[:], plain(source)), phrase_of(doc[:], plain(target))
    known = acting or affected
    trigger = linking(acting, affected, known.root.sent if known is not None else next(doc.sents))
    full, blind = features(scene(trigger, acting, affected)), features(scene(trigger, None, None))
    return Sample(text, joined(label), full, blind, words_of(doc.text))
