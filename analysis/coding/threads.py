"""Coding computes in one thread."""

from collections.abc import Iterator
from contextlib import contextmanager

from threadpoolctl import threadpool_limits


@contextmanager
def one_thread() -> Iterator[None]:
    """Let numerical libraries compute in one thread; use as a decorator or in a ``with`` statement.

    The matrices of an article are small: further threads spend their time waiting for each other.
    Environment variables would have to be set before numpy is loaded, which a library cannot know.
    """
    with threadpool_limits(1, user_api="blas"):
        yield
