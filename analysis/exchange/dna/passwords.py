"""Passwords of coders as DNA stores them: iterated and salted SHA-256, as Jasypt does it."""

import base64
import hashlib
import unicodedata
from functools import cache

TIMES, SALT = 100_000, 16


@cache
def stored(password: str) -> str:
    """Return what DNA compares a password with.

    The salt comes from the password itself, so that the same database is the same bytes: this is for a
    password that the documentation tells and that protects nothing.
    """
    normal = unicodedata.normalize("NFC", password).encode()
    salt = hashlib.sha256(normal).digest()[:SALT]
    digest = salt + normal
    for _ in range(TIMES):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()
