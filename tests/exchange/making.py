"""Build small REFI-QDA projects for the tests, as other tools write them."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

ANNA = "11111111-1111-1111-1111-111111111111"
TOLL = "22222222-2222-2222-2222-222222222222"
TEXT = "33333333-3333-3333-3333-333333333333"


def guid(number: int) -> str:
    """Return an identifier."""
    return f"00000000-0000-0000-0000-{number:012d}"


def code(identifier: str, name: str, *below: str, description: str = "", codable: bool = True) -> str:
    """Return the XML of a code with its subcodes."""
    about = f"<Description>{escape(description)}</Description>" if description else ""
    flag = str(codable).lower()
    return (
        f'<Code guid="{identifier}" name={quoteattr(name)} isCodable="{flag}">{about}{"".join(below)}</Code>'
    )


def selection(number: int, start: int, end: int, *codes: str, name: str = "", memo: str = "") -> str:
    """Return the XML of a selection that Anna coded on 2 January 2024."""
    made = f'creatingUser="{ANNA}" creationDateTime="2024-01-02T10:00:00Z"'
    codings = "".join(
        f'<Coding guid="{guid(1000 * number + place)}" {made}><CodeRef targetGUID="{one}"/></Coding>'
        for place, one in enumerate(codes)
    )
    about = f"<Description>{escape(memo)}</Description>" if memo else ""
    return (
        f'<PlainTextSelection guid="{guid(number)}" name={quoteattr(name)} startPosition="{start}" '
        f'endPosition="{end}" {made}>{about}{codings}</PlainTextSelection>'
    )


def source(*selections: str, name: str = "Interview", path: str = f"internal://{TEXT}.txt") -> str:
    """Return the XML of a text source."""
    return (
        f'<TextSource guid="{TEXT}" name={quoteattr(name)} plainTextPath={quoteattr(path)}>'
        f"{''.join(selections)}</TextSource>"
    )


def project(
    sources: str, codes: str = "", rest: str = "", *, before: str = "", origin: str = "Tool 1"
) -> str:
    """Return the XML of a project; ``before`` precedes its sources, ``rest`` follows them."""
    book = codes or code(TOLL, "Toll")
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project name="Tunnel" origin={quoteattr(origin)} '
        f'xmlns="urn:QDA-XML:project:1.0"><Users><User guid="{ANNA}" name="anna"/></Users>'
        f"<CodeBook><Codes>{book}</Codes></CodeBook>{before}<Sources>{sources}</Sources>{rest}</Project>"
    )


def qdpx(path: Path, xml: str | bytes, files: Mapping[str, bytes] | None = None) -> Path:
    """Write a project file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", xml)
        for name, content in (files or {}).items():
            archive.writestr(name, content)
    return path


def one_text(
    path: Path, text: str, *selections: str, origin: str = "Tool 1", data: bytes | None = None
) -> Path:
    """Write a project with one text."""
    content = text.encode() if data is None else data
    return qdpx(path, project(source(*selections), origin=origin), {f"sources/{TEXT}.txt": content})
