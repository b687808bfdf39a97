"""Order the lines of a page by column."""

from analysis.reading.printed.line import Line

_REACH = 3.0
"""Heights of a line: a line that is farther below the last one of a column begins another."""
_MOST_OPEN = 100


def order_columns(lines: list[Line]) -> list[list[Line]]:
    """Group the lines of a page into columns, in reading order.

    A line continues the column whose last line is just above it. Programs write the columns of a page one
    after the other, or line by line across the page; both give the same columns.

    Args:
        lines: the lines of one page in the order in which the file has them.
    """
    columns: list[list[Line]] = []
    for line in lines:
        recent = reversed(columns[-_MOST_OPEN:])
        column = next((column for column in recent if _continues(column[-1], line)), None)
        if column is None:
            columns.append([line])
        else:
            column.append(line)
    return columns


def _continues(last: Line, line: Line) -> bool:
    gap = last.bottom - line.top
    reach = _REACH * max(last.size, line.size)
    return -0.5 * line.size < gap < reach and last.overlaps(line)
