"""Ask many questions at a time."""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from analysis.coding.llm.purse import BudgetSpentError
from analysis.coding.llm.wire import RequestError

Item = TypeVar("Item")


def work(ask: Callable[[Item], Any], items: Sequence[Item], workers: int) -> Iterator[tuple[Item, Any]]:
    """Yield each item with what is answered, as answers come.

    An item that cannot be answered, or paid for, comes with the RequestError or BudgetSpentError.

    The threads are daemons: a run that is interrupted does not wait for slow replies.

    Args:
        ask: called in several threads.
        items: what to ask about.
        workers: number of threads.

    Raises:
        Exception: any other exception of ``ask``; nothing further is asked then.
    """
    waiting: queue.SimpleQueue[Item] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[Item, Any, Exception | None]] = queue.SimpleQueue()
    for item in items:
        waiting.put(item)

    def run() -> None:
        while True:
            try:
                item = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                done.put((item, ask(item), None))
            except Exception as error:
                done.put((item, None, error))

    for _ in range(min(workers, len(items))):
        threading.Thread(target=run, daemon=True).start()
    try:
        for _ in items:
            item, answer, error = done.get()
            if error is not None and not isinstance(error, RequestError | BudgetSpentError):
                raise error
            yield item, error or answer
    finally:
        while not waiting.empty():
            waiting.get_nowait()
