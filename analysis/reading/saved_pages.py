"""Name the pages whose images and frames a browser saves in a folder beside them."""

_FOLDERS = ("_files", "-Dateien", "_fichiers", "_archivos", "_file", "-filer", "_bestanden", ".files")
_PAGES = (".html", ".htm", ".xhtml")


def list_pages(folder: str) -> list[str]:
    """Return the names of the pages that a folder with this name may belong to.

    >>> list_pages("Vote_files")
    ['Vote.html', 'Vote.htm', 'Vote.xhtml']
    """
    stems = (folder.removesuffix(end) for end in _FOLDERS if folder.endswith(end))
    return [f"{stem}{suffix}" for stem in stems for suffix in _PAGES]
