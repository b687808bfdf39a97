"""Convert human codes and example sentences to training samples."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from analysis.coding.events.plover.event_context import build_context, find_predicate
from analysis.coding.events.plover.features import extract_features as features
from analysis.coding.events.plover.features import extract_words
from analysis.coding.syntax.extents import find_phrase
from analysis.language.marks import straighten
from analysis.language.parsing import load
from analysis.language.tokens import Doc

PHRASES = Path(__file__).with_name("phrases.toml")
# sources and targets in the example sentences
SOURCES = (
    "Norway",
    "The Indian government",
    "President Adam Keller",
    "Ethiopia",
    "Israel",
    "Ukrainian officials",
)
TARGETS = (
    "France",
    "the Sudanese government",
    "Prime Minister Omar Haddad",
    "Venezuela",
    "rebel groups",
    "Chile",
)
SOURCES_BY_TYPE = {
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
        label: its type, with CONCEDE and RETREAT merged as YIELD.
        full: its features with source and target.
        blind: the features of its trigger alone.
        words: the words of its sentence and their pairs.
    """

    text: str
    label: str
    full: list[str]
    blind: list[str]
    words: list[str]


def read_codes(path: Path) -> list[Sample]:
    """Read a file with one event per line: ``text``, ``source``, ``target`` and the type as ``event``."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return _build_samples([(row["text"], row["source"], row["target"], row["event"]) for row in rows])


def read_examples() -> list[Sample]:
    """Return the example sentences written for this project, by type."""
    rows = []
    for label, text in tomllib.loads(PHRASES.read_text(encoding="utf-8")).items():
        acting = SOURCES_BY_TYPE.get(label, SOURCES)
        for number, line in enumerate(text.strip().splitlines()):
            names = {"S": acting[number % len(acting)], "T": TARGETS[number % len(TARGETS)]}
            clause = " ".join(names.get(word, word) for word in line.split())
            sentence = f"{clause}{ENDINGS[number % len(ENDINGS)]}."
            rows.append((sentence, names["S"], names["T"], label))
    return _build_samples(rows)


def merge_types(label: str) -> str:
    """Return a type as in the human codes, which do not distinguish verbal from material concessions."""
    return "YIELD" if label in ("CONCEDE", "RETREAT") else label


def _build_samples(rows: list[tuple[str, str, str, str]]) -> list[Sample]:
    docs = map(Doc, load().pipe([straighten(row[0]) for row in rows]))
    return [_build_sample(doc, *row) for doc, row in zip(docs, rows, strict=True) if len(doc)]


def _build_sample(doc: Doc, text: str, source: str, target: str, label: str) -> Sample:
    acting, affected = find_phrase(doc[:], straighten(source)), find_phrase(doc[:], straighten(target))
    known = acting or affected
    trigger = find_predicate(acting, affected, known.root.sent if known is not None else doc.sents[0])
    full, blind = (
        features(build_context(trigger, acting, affected)),
        features(build_context(trigger, None, None)),
    )
    return Sample(text, merge_types(label), full, blind, extract_words(doc.text))
