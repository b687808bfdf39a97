"""Disputes written and coded by language models: a codebook, and texts with who takes which stance on what.

One JSON file a dispute: ``actors`` and ``issues`` as in a codebook, and either ``items`` (each a ``text``
of a sentence or three with its ``codes``) or one article's ``text`` with its ``codes``. A code has ``actor``,
``issue``, ``stance`` and, if conditional, ``condition`` and ``if_met``; pairs without a code have no stance.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.codebook import Actor, Codebook, Issue, Role
from analysis.documents import Document

Codes = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True)
class Dispute:
    """One file.

    Attributes:
        name: of the file.
        codebook: its actors and issues.
        documents: its texts.
        codes: by document, then by actor and issue.
        is_article: True for one long text.
    """

    name: str
    codebook: Codebook
    documents: tuple[Document, ...]
    codes: Mapping[str, Codes]
    is_article: bool


def disputes(folder: Path) -> Iterator[Dispute]:
    """Read the disputes of a folder, in the order of their names."""
    for path in sorted(folder.glob("*.json")):
        yield _dispute(path.stem, json.loads(path.read_text(encoding="utf-8")))


def _dispute(name: str, content: Mapping[str, Any]) -> Dispute:
    items = content.get("items", [content])
    documents = tuple(
        Document(f"{name}-{number}", item["text"], published=item.get("published"))
        for number, item in enumerate(items, 1)
    )
    codes = {
        document.doc_id: {(code["actor"], code["issue"]): code for code in item["codes"]}
        for document, item in zip(documents, items, strict=True)
    }
    codebook = Codebook(
        tuple(map(_actor, content["actors"])),
        tuple(
            Issue(
                it["name"],
                it.get("proposition", it["name"]),
                tuple(it["terms"]),
                tuple(it.get("against", ())),
            )
            for it in content["issues"]
        ),
    )
    return Dispute(name, codebook, documents, codes, "items" not in content)


def _actor(it: Mapping[str, Any]) -> Actor:
    roles = tuple(Role(role) if isinstance(role, str) else Role(**role) for role in it.get("roles", ()))
    return Actor(
        it["name"], it.get("kind", "person"), tuple(it.get("aliases", ())), it.get("side") or None, roles
    )
