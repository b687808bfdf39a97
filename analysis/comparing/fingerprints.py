"""Compute short hashes that show whether two pages rest on the same texts and the same codebook."""

import hashlib
import json
from collections.abc import Iterable

import pyarrow as pa

from analysis.codebook import Codebook

LENGTH = 16


def fingerprint(value: object) -> str:
    """Return the first digits of the SHA-256 hash of a value with a JSON or printed form."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=repr).encode()).hexdigest()[:LENGTH]


def documents_fingerprint(parts: Iterable[pa.Table]) -> str:
    """Return the hash of a documents table, with its texts and metadata, regardless of row order."""
    rows = (row for part in parts for row in part.to_pylist())
    return fingerprint(sorted(map(fingerprint, rows)))


def codebook_fingerprint(codebook: Codebook) -> str:
    """Return the hash of a codebook: its actors and issues, with all names and terms."""
    return fingerprint([codebook.actors, codebook.issues])
