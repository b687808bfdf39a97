"""Read and write REFI-QDA codebooks (``.qdc``), which tools exchange without the texts."""

from pathlib import Path

from analysis.codebook import Codebook
from analysis.errors import StancebookError
from analysis.exchange.refi.code_writing import write_codes
from analysis.exchange.refi.codes import read_codes
from analysis.exchange.refi.markup import CODEBOOK, ORIGIN, Node, parse, serialise
from analysis.files import read_article_bytes
from analysis.replacing import replace_atomically


def read_qdc(path: Path) -> Codebook:
    """Read a codebook of another tool.

    Args:
        path: a ``.qdc`` file.

    Returns:
        Its actors and issues; see ``codes`` for the treatment of codes that Stancebook did not write.

    Raises:
        StancebookError: when it is missing, not XML, or not a codebook.
    """
    try:
        data = read_article_bytes(path)
    except StancebookError as error:
        raise StancebookError(f"{path.name}: {error}") from error
    except OSError as error:
        raise StancebookError(f"{path}: the file could not be opened ({error.strerror}).") from error
    return read_codes(parse(data, "CodeBook", path.name).first("Codes").all("Code")).codebook


def write_qdc(path: Path, codebook: Codebook) -> None:
    """Write a codebook for another tool.

    Args:
        path: the ``.qdc`` file; an existing file is replaced once the new one is complete.
        codebook: its actors and issues.
    """
    root = Node("CodeBook", {"origin": ORIGIN}, children=[Node("Codes")])
    write_codes(root.first("Codes"), codebook)
    with replace_atomically(path) as draft:
        draft.write_bytes(serialise(root, CODEBOOK))
