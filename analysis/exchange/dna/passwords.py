"""Passwords of coders as DNA stores them: iterated and salted SHA-256, as Jasypt does it."""

import base64
import hashlib
import unicodedata

TIMES, SALT = 100_000, 16


def stored(password: str, coder: str) -> str:
    """Return what DNA compares a password with.

    Args:
        password: the password.
        coder: whose it is. The salt comes from this name, so that the same database is the same bytes:
            the password of a new database is written in the documentation and protects nothing.
    """
    salt = hashlib.sha256(coder.encode("utf-8", errors="replace")).digest()[:SALT]
    digest = salt + unicodedata.normalize("NFC", password).encode()
    for _ in range(TIMES):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()
