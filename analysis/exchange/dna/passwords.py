"""Hash coders' passwords as DNA stores them: salted, iterated SHA-256 in the format of Jasypt."""

import base64
import hashlib
import unicodedata
from functools import cache

ITERATIONS, SALT_BYTES = 100_000, 16


@cache
def hash_password(password: str) -> str:
    """Return the stored form of a password, which DNA compares with the entered one.

    The salt is derived from the password, which keeps the written file reproducible. Use it only for the
    documented default password, which protects nothing.
    """
    normal = unicodedata.normalize("NFC", password).encode()
    salt = hashlib.sha256(normal).digest()[:SALT_BYTES]
    digest = salt + normal
    for _ in range(ITERATIONS):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()
