"""Read and check the settings of a language model as coder: ``[llm]`` of ``corpus.toml`` and the environment.

What the environment says takes precedence, because the server belongs to the machine, not to the corpus. The
key is only ever read from the environment, and is sent only to the address given there: a ``corpus.toml`` by
a stranger must not receive it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from analysis.errors import StancebookError, shorten, unknown_name_error

Wire = Literal["openai", "ollama"]
PREFIX = "STANCEBOOK_LLM_"
# settings that the environment may give, with their types
FROM_ENVIRONMENT: Mapping[str, type] = {
    "address": str, "model": str, "wire": str, "concurrency": int, "timeout": float, "budget": float
}  # fmt: skip
KEYS = (*FROM_ENVIRONMENT, "prices", "mask", "prompts")
MOST_AT_ONCE = 256
EXAMPLE = 'address = "http://localhost:11434", model = "qwen3:14b", wire = "ollama"'


@dataclass(frozen=True)
class Prices:
    """What a server charges.

    Attributes:
        input, output: price of a million tokens that are sent, and received.
        currency: the currency of both.
    """

    input: float
    output: float
    currency: str


@dataclass(frozen=True)
class Endpoint:
    """A language model and the server that runs it.

    Attributes:
        address: the base address, to which the path of the wire format is appended.
        model: the name of the model, as the server knows it.
        wire: ``openai`` for chat completions as OpenAI defined them, also by vLLM and llama.cpp; ``ollama``
            for Ollama's own format.
        concurrency: most requests at a time.
        timeout: seconds within which a request must be answered.
        budget: the most that this corpus may cost, in the currency of the prices, over all runs; None for no
            limit.
        prices: None if nothing is charged.
        mask: whether actors' names are replaced in what is sent, so that the model cannot code from what it
            knows of them.
        prompts: a folder whose files replace the prompts of the same names; None for those of the package.
        key: the secret that the server asks for; "" for none.
    """

    address: str
    model: str
    wire: Wire = "openai"
    concurrency: int = 4
    timeout: float = 300.0
    budget: float | None = None
    prices: Prices | None = None
    mask: bool = False
    prompts: Path | None = None
    key: str = ""

    def __repr__(self) -> str:
        """Show everything but the key."""
        return f"Endpoint({self.model!r} at {self.address!r})"

    def price(self, sent: int, received: int) -> float:
        """Return the price of a number of tokens sent and received; 0 without prices."""
        if self.prices is None:
            return 0.0
        return (sent * self.prices.input + received * self.prices.output) / 1_000_000


def read_endpoint(
    settings: Mapping[str, Any], folder: Path, environment: Mapping[str, str] = os.environ
) -> Endpoint:
    """Return the language model to ask.

    Args:
        settings: the table ``[llm]`` of ``corpus.toml``; empty if there is none.
        folder: the folder of the corpus.
        environment: the environment variables.

    Raises:
        StancebookError: if neither the corpus nor the environment names address and model; for an unknown key
            or a value of the wrong type; for a budget without prices; and for a key without its address.
    """
    for key in settings:
        if key not in KEYS:
            raise unknown_name_error("key of [llm]", key, KEYS)
    values = dict(settings) | _read_environment(environment)
    for key in ("address", "model"):
        if not isinstance(values.get(key), str) or not values[key].strip():
            raise StancebookError(
                f"The coder 'llm' needs address and model of a language model, as texts; {key} is "
                f"{values.get(key)!r}. Name them in corpus.toml under [llm], such as {EXAMPLE}, or in "
                f"{PREFIX}ADDRESS and {PREFIX}MODEL. See docs/llm.md."
            )
    values["address"] = _check_address(values["address"])
    values["key"] = _read_key(values["address"], environment)
    _check_numbers(values)
    if values.setdefault("wire", "openai") not in get_args(Wire):
        raise unknown_name_error("wire of [llm]", values["wire"], get_args(Wire))
    if not isinstance(values.setdefault("mask", False), bool):
        raise StancebookError(f"[llm]: mask: expected true or false, got {values['mask']!r}.")
    if "prices" in values:
        values["prices"] = _parse_prices(values["prices"])
    elif values.get("budget") is not None:
        raise StancebookError(
            "[llm]: a budget needs prices. Add, with the prices of a million tokens of your server: "
            'prices = { input = 0.15, output = 0.60, currency = "USD" }'
        )
    if "prompts" in values:
        values["prompts"] = _find_prompts(values["prompts"], folder)
    return Endpoint(**values)


def _read_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, kind in FROM_ENVIRONMENT.items():
        variable = f"{PREFIX}{name.upper()}"
        given = environment.get(variable, "").strip()
        if not given:
            continue
        try:
            found[name] = kind(given)
        except ValueError:
            raise StancebookError(f"{variable}: expected a number, got {shorten(given)}.") from None
    return found


def _check_address(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
        is_whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        # of a bracket that is not closed, or a port that no machine has
        is_whole = False
    if not is_whole or parts.username or parts.query:
        raise StancebookError(
            f"[llm]: address: expected an address such as http://localhost:11434 or https://example.org/v1, "
            f"without user name or query, got {shorten(address)}."
        )
    return address.strip().rstrip("/")


def _read_key(address: str, environment: Mapping[str, str]) -> str:
    key = environment.get(f"{PREFIX}KEY", "").strip()
    if key and environment.get(f"{PREFIX}ADDRESS", "").strip().rstrip("/") != address:
        raise StancebookError(
            f"{PREFIX}KEY is set, but {PREFIX}ADDRESS is not {address}. The key is sent only to an address "
            f"that you name yourself: set {PREFIX}ADDRESS={address}, or unset the key if none is needed."
        )
    return key


def _check_numbers(values: Mapping[str, Any]) -> None:
    checks: tuple[tuple[str, tuple[type, ...], float, float, str], ...] = (
        ("concurrency", (int,), 1, MOST_AT_ONCE, f"a whole number from 1 to {MOST_AT_ONCE}"),
        ("timeout", (int, float), 0.001, 86_400, "a number of seconds, up to a day"),
        ("budget", (int, float), 0, 10**9, "an amount of money"),
    )
    for name, kinds, least, most, expected in checks:
        if name in values and not (type(values[name]) in kinds and least <= values[name] <= most):
            raise StancebookError(f"[llm]: {name}: expected {expected}, got {shorten(values[name])}.")


def _parse_prices(given: Any) -> Prices:
    expected = 'expected prices of a million tokens, { input = 0.15, output = 0.60, currency = "USD" }'
    if not isinstance(given, Mapping) or set(given) != {"input", "output", "currency"}:
        raise StancebookError(f"[llm]: prices: {expected}, got {shorten(given)}.")
    amounts = [given["input"], given["output"]]
    if not isinstance(given["currency"], str) or not all(
        type(amount) in (int, float) and 0 <= amount < 10**6 for amount in amounts
    ):
        raise StancebookError(f"[llm]: prices: {expected}, got {shorten(given)}.")
    return Prices(float(amounts[0]), float(amounts[1]), given["currency"])


def _find_prompts(given: Any, folder: Path) -> Path:
    if not isinstance(given, str) or not (path := folder / given).is_dir():
        raise StancebookError(f"[llm]: prompts: expected a folder beside corpus.toml, got {shorten(given)}.")
    return path
