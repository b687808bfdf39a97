"""Read disputes written and coded by language models: a codebook, and texts with coded stances.

Each dispute is a JSON file with ``actors`` and ``issues`` as in a codebook, and either ``items`` (each a
``text`` of one to three sentences with its ``codes``) or the ``text`` of a single article with its ``codes``.
A code has ``actor``, ``issue``, ``stance`` and, if conditional, ``condition`` and ``if_met``; pairs without a
code have no stance.
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
    """The content of one file.

    Attributes:
        name: name of the file, without its extension.
        codebook: its actors and issues.
        documents: its texts.
        codes: the codes, by document, then by actor and issue.
        is_article: True for a single long text.
    """

    name: str
    codebook: Codebook
    documents: tuple[Document, ...]
    codes: Mapping[str, Codes]
    is_article: bool


def read_disputes(folder: Path) -> Iterator[Dispute]:
    """Read the disputes in a folder, in the order of their names."""
    for path in sorted(folder.glob("*.json")):
        yield _build_dispute(path.stem, json.loads(path.read_text(encoding="utf-8")))


def _build_dispute(name: str, content: Mapping[str, Any]) -> Dispute:
    items = content.get("items", [content])
    documents = tuple(
        Document(f"{name}-{number}", item["text"], published=item.get("published"))
        for number, item in enumerate(items, 1)
    )
    codes = {
        document.doc_id: {(code["actor"], code["issue"]): code for code in item["codes"]}
        for document, item in zip(documents, items, strict=True)
    }
    return Dispute(name, build_codebook(content), documents, codes, "items" not in content)


def build_codebook(content: Mapping[str, Any]) -> Codebook:
    """Return the codebook given by ``actors`` and ``issues``."""
    return Codebook(
        tuple(map(_build_actor, content["actors"])),
        tuple(
            Issue(
                issue["name"],
                issue.get("proposition", issue["name"]),
                tuple(issue["terms"]),
                tuple(issue.get("against", ())),
            )
            for issue in content["issues"]
        ),
    )


def _build_actor(entry: Mapping[str, Any]) -> Actor:
    roles = tuple(Role(role) if isinstance(role, str) else Role(**role) for role in entry.get("roles", ()))
    aliases = tuple(entry.get("aliases", ()))
    return Actor(entry["name"], entry.get("kind", "person"), aliases, entry.get("side") or None, roles)
