"""Open documents that are zip archives of XML parts: Word, OpenDocument and EPUB files.

They come from outside: the parts are bounded in size, and no entity is expanded and nothing is fetched.
"""

import lzma
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from analysis.errors import StancebookError
from analysis.files import ARTICLE_LIMIT, MEGABYTE, check_file
from analysis.reading.binary import HEAD, ZIP, binary_error

if TYPE_CHECKING:
    from lxml.etree import _Element

ZIP_DAMAGE = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)
"""What a damaged zip archive makes the library raise, beside ``OSError``, when it is opened or unpacked."""
_DAMAGED = "open it in the program that wrote it and save it again, or save it as plain text (.txt)"
_ENCRYPTED = 0x1


@contextmanager
def open_package(path: Path) -> Iterator[ZipFile]:
    """Open a document that is a zip archive.

    Raises:
        StancebookError: if the file is empty, too big or damaged.
        OSError: if the file cannot be opened.
    """
    check_file(path, 4 * ARTICLE_LIMIT)
    with path.open("rb") as file:
        head = file.read(HEAD)
        if not head.startswith(ZIP) and (error := binary_error(head)):
            raise error
        try:
            with ZipFile(file) as package:
                yield package
        except ZIP_DAMAGE as error:
            raise StancebookError(f"It is damaged ({error}); {_DAMAGED}.") from error


def encrypted_error() -> StancebookError:
    """Return the error for a document that cannot be read without its password or key."""
    return StancebookError("It is encrypted; save it without a password or protection.")


def read_part(package: ZipFile, name: str) -> bytes | None:
    """Return the content of a part, or None if the package has no such part.

    Raises:
        StancebookError: if the part is encrypted or too big.
    """
    try:
        info = package.getinfo(name)
    except KeyError:
        return None
    if info.flag_bits & _ENCRYPTED:
        raise encrypted_error()
    with package.open(info) as part:
        content = part.read(ARTICLE_LIMIT + 1)
    if len(content) > ARTICLE_LIMIT:
        raise StancebookError(
            f"Its part {name} unpacks to more than {ARTICLE_LIMIT // MEGABYTE} MB; split the document."
        )
    return content


def parse_part(package: ZipFile, name: str) -> "_Element | None":
    """Return the root element of a part in XML, or None if the package has no such part.

    Raises:
        StancebookError: if the part is encrypted, too big or not XML.
    """
    # lxml is slow to import, and most folders have no such documents
    from lxml import etree

    content = read_part(package, name)
    if content is None:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise StancebookError(f"Its part {name} is not valid XML ({error.msg}); {_DAMAGED}.") from error


def require_part(package: ZipFile, name: str) -> "_Element":
    """Return the root element of a part that a document of the format must have.

    Raises:
        StancebookError: if the part is missing, encrypted, too big or not XML.
    """
    root = parse_part(package, name)
    if root is None:
        raise StancebookError(f"It has no part {name}, so it is no such document; {_DAMAGED}.")
    return root
