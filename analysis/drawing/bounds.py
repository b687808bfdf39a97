"""What a page says where it shows only part of what was found."""


def all_in(found: int, file: str) -> str:
    """Say where all of something is, of which a page shows a part.

    Args:
        found: how many there are.
        file: the table, among the files of a report, that has them.
    """
    return f"All {found:,} are in {file}, which “stancebook report” writes beside its pages."


def partly(most: int, found: int, what: str, file: str) -> str:
    """Return a paragraph that says how much a table shows; nothing where it shows all.

    Args:
        most: rows that the table has at most: the first ones.
        found: how many there are.
        what: they are, in the plural.
        file: as of ``all_in``.
    """
    if found <= most:
        return ""
    return f"<p>The table lists the first {most:,} of {found:,} {what}. {all_in(found, file)}</p>"
