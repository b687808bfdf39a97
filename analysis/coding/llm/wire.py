"""Send requests to a language model's server, in one of two formats, and bound what comes back.

Nothing is sent to any address but the named one: redirections are refused. A reply is data from outside; it
is bounded in size and time and parsed as JSON, never executed.
"""

import json
import math
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import httpx
import tenacity

from analysis.coding.llm.purse import Purse, Usage
from analysis.endpoint import Endpoint
from analysis.errors import StancebookError

# attempts per request, and the seconds to wait between them: doubled each time, unless the server names them
ATTEMPTS, FIRST_WAIT, LONGEST_WAIT = 5, 1.0, 60.0
# bytes of a reply, tokens that the model may write, seed
LARGEST_REPLY, MOST_TOKENS, SEED = 1_000_000, 4096, 0
# statuses after which the same request may succeed
TEMPORARY = (408, 409, 425, 429, 500, 502, 503, 504, 529)
REFUSED = (400, 422)
# parameters that some servers refuse, and what to send instead
REPLACED: Mapping[str, str | None] = {
    "max_tokens": "max_completion_tokens", "temperature": None, "seed": None, "response_format": None
}  # fmt: skip
# Ollama cuts longer prompts without a word unless it is told their size; characters of a token, at least
OLLAMA_LEAST_CONTEXT, SHORTEST_TOKEN = 8192, 2
# what models write before they answer
THOUGHTS = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
FENCE = re.compile(r"^\s*```(?:json)?\s*(.*?)\s*```\s*$", re.DOTALL)


Answer = TypeVar("Answer")


class RequestError(StancebookError):
    """A request that failed for good, with what to do."""


class _TemporaryError(Exception):
    """A failure after which the same request may succeed."""

    def __init__(self, message: str, wait: float | None = None, *, is_free: bool = False) -> None:
        super().__init__(message)
        self.wait = wait
        self.is_free = is_free


@dataclass(frozen=True)
class Reply:
    """A reply of the model.

    Attributes:
        content: the parsed JSON.
        usage: the tokens.
        model: the model's exact name, as the server gives it.
    """

    content: Any
    usage: Usage
    model: str


class Server:
    """A language model's server. Several threads may use it.

    Args:
        endpoint: where it is and how it is asked.
        purse: pays for the requests.
    """

    def __init__(self, endpoint: Endpoint, purse: Purse) -> None:
        self._endpoint = endpoint
        self._purse = purse
        self._refused: set[str] = set()
        self._closing = threading.Event()
        # uncompressed, so that the limit of size holds
        headers = {"Accept-Encoding": "identity"}
        if endpoint.key:
            headers["Authorization"] = f"Bearer {endpoint.key}"
        limits = httpx.Limits(
            max_connections=endpoint.concurrency, max_keepalive_connections=endpoint.concurrency
        )
        self._client = httpx.Client(
            timeout=endpoint.timeout, follow_redirects=False, headers=headers, limits=limits
        )

    def close(self) -> None:
        """Start no further request, and close the connections."""
        self._closing.set()
        self._client.close()

    def ask(self, instructions: str, question: str, schema: Mapping[str, Any]) -> Reply:
        """Return the model's reply to a question.

        Args:
            instructions: what the model is to do.
            question: the data.
            schema: the JSON schema of the reply. Servers that do not enforce it are only asked to obey.

        Raises:
            RequestError: if the server cannot be used, keeps failing, or replies with something else.
            BudgetSpentError: before a request that might exceed the budget.
        """
        return self._repeat(self._ask_once, instructions, question, schema)

    def probe(self, instructions: str, question: str, schema: Mapping[str, Any]) -> tuple[str, Usage]:
        """Return a reply as the model wrote it, and the tokens, and learn which parameters are refused.

        For the arguments and errors see ``ask``.
        """
        text, usage, _ = self._repeat(partial(self._send, is_probe=True), instructions, question, schema)
        return text, usage

    def _repeat(self, once: Callable[..., Answer], *question: Any) -> Answer:
        """Ask until there is an answer or no hope of one."""
        attempts = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_TemporaryError),
            stop=tenacity.stop_after_attempt(ATTEMPTS) | tenacity.stop_when_event_set(self._closing),
            wait=_choose_wait,
            sleep=tenacity.sleep_using_event(self._closing),
            reraise=True,
        )
        try:
            return attempts(once, *question)
        except _TemporaryError as error:
            raise RequestError(f"{error} ({ATTEMPTS} attempts)") from None

    def _ask_once(self, *question: Any) -> Reply:
        text, usage, model = self._send(*question)
        return Reply(_parse(text), usage, model)

    def _send(
        self, instructions: str, question: str, schema: Mapping[str, Any], *, is_probe: bool = False
    ) -> tuple[str, Usage, str]:
        """Ask once; parameters that the server refuses in a probe are left out from then on."""
        highest = Usage(len((instructions + question).encode()) + len(json.dumps(schema)), MOST_TOKENS)
        while True:
            path, body = self._build(instructions, question, schema)
            entry = self._purse.reserve(highest)
            try:
                status, wait, content = self._post(path, body)
            except _TemporaryError as error:
                if error.is_free:
                    self._purse.settle(entry, Usage())
                raise
            refused = self._find_refused(body, content) if is_probe and status in REFUSED else None
            if refused is None:
                break
            self._purse.settle(entry, Usage())
            self._refused.add(refused)
        if status != httpx.codes.OK:
            # a server that broke down may have done its work all the same
            if status < httpx.codes.INTERNAL_SERVER_ERROR:
                self._purse.settle(entry, Usage())
            self._raise(status, wait, content)
        text, usage, model = self._open(content, highest)
        self._purse.settle(entry, usage)
        return text, usage, model

    def _post(self, path: str, body: Mapping[str, Any]) -> tuple[int, float | None, bytes]:
        """Return status, seconds to wait if the server names them, and content."""
        deadline = time.monotonic() + self._endpoint.timeout
        slow = f"{self._endpoint.address} did not answer within {self._endpoint.timeout:g} seconds"
        content = bytearray()
        try:
            with self._client.stream("POST", f"{self._endpoint.address}{path}", json=body) as answer:
                for piece in answer.iter_raw():
                    content += piece
                    if len(content) > LARGEST_REPLY:
                        raise RequestError(
                            f"the reply is larger than {LARGEST_REPLY:,} bytes; is it a model’s server?"
                        )
                    if time.monotonic() > deadline:
                        raise _TemporaryError(slow)
        except httpx.TimeoutException:
            raise _TemporaryError(slow) from None
        except httpx.HTTPError as error:
            raise _TemporaryError(
                f"{self._endpoint.address} cannot be reached ({error or type(error).__name__}); is the "
                "server running?",
                is_free=isinstance(error, httpx.ConnectError),
            ) from None
        return answer.status_code, _read_wait(answer.headers), bytes(content)

    def _build(
        self, instructions: str, question: str, schema: Mapping[str, Any]
    ) -> tuple[str, dict[str, Any]]:
        """Return the path and body of a request."""
        messages = [{"role": "system", "content": instructions}, {"role": "user", "content": question}]
        body: dict[str, Any] = {"model": self._endpoint.model, "messages": messages}
        if self._endpoint.wire == "ollama":
            needed = math.ceil(len(instructions + question) / SHORTEST_TOKEN) + MOST_TOKENS
            size = max(OLLAMA_LEAST_CONTEXT, 2 ** math.ceil(math.log2(needed)))
            options = {"temperature": 0, "seed": SEED, "num_predict": MOST_TOKENS, "num_ctx": size}
            return "/api/chat", {**body, "stream": False, "format": schema, "options": options}
        form = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}
        wanted = {"max_tokens": MOST_TOKENS, "temperature": 0, "seed": SEED, "response_format": form}
        for name, value in wanted.items():
            used = REPLACED[name] if name in self._refused else name
            if used is not None:
                body[used] = value
        return "/chat/completions", body

    def _find_refused(self, body: Mapping[str, Any], content: bytes) -> str | None:
        """Return the parameter that a server refuses: the one that it names, or the schema."""
        optional = [name for name in REPLACED if name in body]
        named = [name for name in optional if name.encode() in content]
        return next(iter(named), "response_format" if "response_format" in optional else None)

    def _raise(self, status: int, wait: float | None, content: bytes) -> None:
        said = " ".join(content.decode(errors="replace").split())[:200]
        address, model = self._endpoint.address, self._endpoint.model
        if status in TEMPORARY:
            raise _TemporaryError(f"{address} answered with status {status}: {said}", wait)
        if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise RequestError(
                f"{address} refused the key (status {status}). Set STANCEBOOK_LLM_KEY. It said: {said}"
            )
        if status == httpx.codes.NOT_FOUND:
            raise RequestError(
                f"{address} has no such path, or no model {model!r} (status {status}). Check address, model "
                f"and wire in [llm]. It said: {said}"
            )
        if httpx.codes.is_redirect(status):
            raise RequestError(
                f"{address} redirects to another address, which is not followed. Name the final address in "
                "[llm]."
            )
        raise RequestError(f"{address} answered with status {status}: {said}")

    def _open(self, content: bytes, highest: Usage) -> tuple[str, Usage, str]:
        """Return the text, the tokens and the exact name of the model of a reply; raise if it is no reply."""
        try:
            reply = json.loads(content)
            if self._endpoint.wire == "ollama":
                text, reason = reply["message"]["content"], reply.get("done_reason")
                counted = (reply.get("prompt_eval_count"), reply.get("eval_count"))
            else:
                choice, used = reply["choices"][0], reply.get("usage") or {}
                text, reason = choice["message"]["content"], choice.get("finish_reason")
                counted = (used.get("prompt_tokens"), used.get("completion_tokens"))
            model = str(reply.get("model") or self._endpoint.model)[:200]
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
            raise _TemporaryError(
                f"the reply of {self._endpoint.address} is not in the format {self._endpoint.wire!r}"
            ) from None
        if not isinstance(text, str):
            raise _TemporaryError("the model gave no answer")
        usage = Usage(*(
            count if type(count) is int and count >= 0 else most
            for count, most in zip(counted, (highest.sent, highest.received), strict=True)
        ))  # fmt: skip
        if reason == "length":
            raise RequestError(
                f"the model did not finish within {MOST_TOKENS:,} tokens; use one that does not think aloud"
            )
        return text, usage, model


def _choose_wait(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    named = error.wait if isinstance(error, _TemporaryError) else None
    doubled = tenacity.wait_exponential_jitter(multiplier=FIRST_WAIT, max=LONGEST_WAIT, jitter=FIRST_WAIT)(
        state
    )
    return min(doubled if named is None else named, LONGEST_WAIT)


def _read_wait(headers: Mapping[str, str]) -> float | None:
    """Return the seconds after which a server wants to be asked again."""
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None


def _parse(text: str) -> Any:
    """Return the JSON of a reply, without thoughts before it and fences around it."""
    bare = THOUGHTS.sub("", text)
    fenced = FENCE.match(bare)
    try:
        return json.loads(fenced[1] if fenced else bare)
    except (ValueError, RecursionError):
        raise _TemporaryError("the model's reply is not valid JSON") from None
