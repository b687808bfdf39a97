"""The cache of codes, by content; it must not need the language pipeline."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path

from analysis.codebook import Codebook
from analysis.documents import Document
from analysis.reading.chronology import Dated

PACKAGE = Path(__file__).parents[1]
# whatever decides what is coded
RULES = (
    "tables.py",
    "edtf.py",
    "coding/**/*.py",
    "coding/lexicon/*.toml",
    "coding/actors/*.toml",
    "coding/quotes/weights.npz",
    "coding/events/plover/weights.npz",
    "coding/events/plover/*.toml",
    "coding/statements/weights.npz",
    "codebooks/*.toml",
    "language/marks.py",
    "language/parsing.py",
    "language/model/meta.json",
)


def content_hash(
    documents: Iterable[Document],
    codebook: Codebook | None,
    chronology: tuple[Dated, ...] = (),
    coder: str = "",
) -> str:
    """Return the key of a corpus's codes: its documents, codebook and chronology, and what codes them.

    Args:
        documents: what is coded.
        codebook: None where one will be suggested.
        chronology: events that a person coded.
        coder: name and version of what codes the statements; "" for the rules, which are always in it.
    """
    digest = hashlib.sha256(fingerprint().encode())
    for document in documents:
        digest.update(json.dumps(vars(document), sort_keys=True).encode())
    digest.update(repr((codebook, chronology, coder)).encode())
    return digest.hexdigest()[:32]


@cache
def fingerprint() -> str:
    """Return a hash of the rules and of the language pipeline: new rules, new codes."""
    digest = hashlib.sha256()
    for pattern in RULES:
        for path in sorted(PACKAGE.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def folder_of(key: str) -> Path:
    """Return the folder in which the codes of a key are, or would be."""
    return user_cache_path("stancebook") / "codes" / key


@contextmanager
def new(key: str) -> Iterator[Path]:
    """Give a folder to write codes to; it takes its place when all is written, so no half cache is read."""
    folder = folder_of(key)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        yield draft
        os.replace(draft, folder)
    except OSError:
        # another process may have stored the same codes first
        if not folder.is_dir():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
