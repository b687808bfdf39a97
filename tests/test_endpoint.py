"""The settings of a language model: where they come from, and what is refused."""

from pathlib import Path
from typing import Any

import pytest

from analysis.endpoint import Endpoint, Prices, read_endpoint
from analysis.errors import StancebookError

BASIC = {"address": "http://localhost:11434/", "model": "tiny"}


def read(settings: dict[str, Any], **environment: str) -> Endpoint:
    """Read settings with these variables, without their prefix, as the only ones."""
    named = {f"STANCEBOOK_LLM_{name.upper()}": value for name, value in environment.items()}
    return read_endpoint(settings, Path(), named)


def test_settings_of_the_corpus_are_used() -> None:
    """Whatever is not set has a sensible value."""
    prices = {"input": 1, "output": 2.5, "currency": "EUR"}
    found = read({**BASIC, "prices": prices, "budget": 3})
    assert found == Endpoint("http://localhost:11434", "tiny", prices=Prices(1.0, 2.5, "EUR"), budget=3)


def test_the_environment_takes_precedence() -> None:
    """The server belongs to the machine, not to the corpus."""
    found = read(BASIC, address="https://example.org/v1", concurrency="16")
    assert (found.address, found.model, found.concurrency) == ("https://example.org/v1", "tiny", 16)


def test_a_key_goes_only_to_the_address_of_the_environment() -> None:
    """A corpus by a stranger cannot have the key sent elsewhere, and the key is never shown."""
    found = read({"model": "tiny"}, address="https://example.org/v1", key="secret")
    assert found.key == "secret"
    assert "secret" not in repr(found)
    with pytest.raises(StancebookError, match="The key is sent only to an address that you name yourself"):
        read(BASIC, key="secret")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "needs address and model"),
        ({"model": "tiny"}, "address is None"),
        ({"address": "http://localhost"}, "model is None"),
        ({**BASIC, "model": 7}, "model is 7"),
        ({**BASIC, "adress": "x"}, "Did you mean 'address'"),
        ({**BASIC, "key": "secret"}, "Unknown key of"),
        ({**BASIC, "address": "localhost:11434"}, "expected an address such as"),
        ({**BASIC, "address": "file:///etc/passwd"}, "expected an address such as"),
        ({**BASIC, "address": "http://user:pw@localhost"}, "without user name"),
        ({**BASIC, "wire": "grpc"}, "Known: ollama, openai"),
        ({**BASIC, "concurrency": 0}, "a whole number from 1"),
        ({**BASIC, "concurrency": True}, "a whole number from 1"),
        ({**BASIC, "timeout": -1}, "a number of seconds"),
        ({**BASIC, "budget": 5}, "a budget needs prices"),
        ({**BASIC, "prices": {"input": 1}}, "expected prices of a million tokens"),
        ({**BASIC, "prices": {"input": "1", "output": 2, "currency": "EUR"}}, "expected prices"),
        ({**BASIC, "mask": "yes"}, "expected true or false"),
        ({**BASIC, "prompts": "nowhere"}, "expected a folder beside corpus.toml"),
    ],
)
def test_wrong_settings_say_what_is_expected(settings: dict[str, Any], message: str) -> None:
    """Every message names the setting and what it should be."""
    with pytest.raises(StancebookError, match=message.replace("(", r"\(")):
        read(settings)


def test_a_variable_that_is_no_number_is_named() -> None:
    """The message names the variable."""
    with pytest.raises(StancebookError, match="STANCEBOOK_LLM_BUDGET: expected a number, got 'much'"):
        read(BASIC, budget="much")
