"""Limit coding to one numerical thread."""

from collections.abc import Iterator
from contextlib import contextmanager

from threadpoolctl import threadpool_limits


@contextmanager
def one_thread() -> Iterator[None]:
    """Limit numerical libraries to one thread; use as a decorator or in a ``with`` statement.

    The matrices of an article are small, so more threads would only wait for each other. Environment
    variables would have to be set before numpy is loaded, which a library cannot ensure.
    """
    with threadpool_limits(1, user_api="blas"):
        yield
