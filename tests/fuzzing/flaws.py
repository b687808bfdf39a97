"""What no part of the product may do, found by the fuzz suite."""


class Flaw(Exception):  # noqa: N818
    """Something that no reader, stage or page may return or do; the message begins with its kind."""
