"""Keep account of what a corpus has cost, and stop before a budget is exceeded.

Before each request its highest possible price is written down, and after the reply the actual one. So the
sum never exceeds the budget, even if the process is killed: what was under way then counts in full.
"""

import threading
from dataclasses import dataclass

from analysis.coding.cache import Cache
from analysis.endpoint import Endpoint


class BudgetSpentError(Exception):
    """The next request might cost more than what is left of the budget."""


@dataclass(frozen=True)
class Usage:
    """Tokens of requests.

    Attributes:
        sent, received: tokens, by the server's own count where it gives one.
    """

    sent: int = 0
    received: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        """Return the sum."""
        return Usage(self.sent + other.sent, self.received + other.received)


class Purse:
    """What a corpus may cost, and has cost so far, in all runs. Several threads may use it.

    Args:
        cache: where the account is kept; nobody else may use this connection.
        account: the name of the account: one for each corpus.
        endpoint: the prices and the budget.
    """

    def __init__(self, cache: Cache, account: str, endpoint: Endpoint) -> None:
        self._cache = cache
        self._account = account
        self._endpoint = endpoint
        self._lock = threading.Lock()
        self._total = cache.sum_payments(account)
        self._is_closed = False
        self.usage = Usage()
        self.cost = 0.0

    def close(self) -> None:
        """Note nothing more: the cache may be closed while requests are under way, which count in full."""
        with self._lock:
            self._is_closed = True

    @property
    def left(self) -> float | None:
        """What is left of the budget; None without a budget."""
        return None if self._endpoint.budget is None else max(0.0, self._endpoint.budget - self._total)

    def reserve(self, highest: Usage) -> tuple[int, float]:
        """Reserve the price of a request and return the entry; raise BudgetSpentError if too little is left.

        Args:
            highest: the most tokens that the request can send and receive.
        """
        price = self._endpoint.price(highest.sent, highest.received)
        with self._lock:
            if self._is_closed or (self.left is not None and price > self.left):
                raise BudgetSpentError
            self._total += price
            return self._cache.add_payment(self._account, price), price

    def settle(self, entry: tuple[int, float], usage: Usage) -> None:
        """Replace a reserved price by that of the tokens that were used."""
        number, reserved = entry
        price = self._endpoint.price(usage.sent, usage.received)
        with self._lock:
            if self._is_closed:
                return
            self._total += price - reserved
            self.usage += usage
            self.cost += price
            self._cache.correct_payment(number, price)
