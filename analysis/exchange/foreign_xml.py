"""Parse untrusted XML: no document type, no entities, no network, limited depth and size."""

import re

from lxml import etree

from analysis.errors import StancebookError

_DOCUMENT_TYPE = "The file has a document type, which no program for coding texts writes; it was not read."
MAX_ATTRIBUTES = 1_000
"""The most attributes of one element; REFI-QDA has about ten. The time to read them grows by the square."""
_PROLOG = re.compile(rb"<[A-Za-z_]")


def parse_xml(data: bytes) -> etree._Element:
    """Parse untrusted XML.

    Args:
        data: the file's bytes.

    Returns:
        The root element, without comments and processing instructions.

    Raises:
        StancebookError: when it is not XML or has a document type.
    """
    prolog = _PROLOG.split(data, maxsplit=1)[0].replace(b"\0", b"")
    if b"<!DOCTYPE" in prolog:
        raise StancebookError(_DOCUMENT_TYPE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        element = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise StancebookError(f"The file is not valid XML ({error}). Export it again.") from error
    # the stubs lack this attribute
    if etree.ElementTree(element).docinfo.doctype:  # type: ignore[attr-defined]
        raise StancebookError(_DOCUMENT_TYPE)
    if any(len(each.attrib) > MAX_ATTRIBUTES for each in element.iter(etree.Element)):
        raise StancebookError(f"It was not read: an element has more than {MAX_ATTRIBUTES:,} attributes.")
    return element
