"""A language model's server that does what a test says: good answers, and every way of failing."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = Mapping[str, Any]
DATA = re.compile(r"<((\w+)-[0-9a-f]{8})>\n(.*?)\n</\1>", re.DOTALL)


@dataclass(frozen=True)
class Answer:
    """What the server sends.

    Attributes:
        content: the model's text, or the raw body if ``is_raw``.
        status: the status.
        headers: further headers.
        delay: seconds before the answer.
        drip: seconds between its halves.
        is_raw: whether the content is the whole body.
    """

    content: str = "{}"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0
    is_raw: bool = False


@dataclass
class Scripted:
    """A running server.

    Attributes:
        address: its base address.
        requests: path, headers and body of each request so far.
    """

    address: str
    requests: list[tuple[str, Mapping[str, str], Body]] = field(default_factory=list)

    @property
    def bodies(self) -> list[Body]:
        """The bodies of the requests about articles, without the probe."""
        return [body for _, _, body in self.requests if not is_probe(body)]


def read_data(body: Body) -> dict[str, str]:
    """Return the marked parts of the question: ``about``, ``article``, ``passages`` or ``lists``."""
    return {kind: content for _, kind, content in DATA.findall(body["messages"][1]["content"])}


def is_probe(body: Body) -> bool:
    """Tell whether a request is the first one, which asks about no article."""
    return not read_data(body)


def pack(text: str, *, is_ollama: bool = False, sent: int = 100, received: int = 10) -> str:
    """Return a model's text in the format of a server."""
    if is_ollama:
        counts = {"prompt_eval_count": sent, "eval_count": received}
        return json.dumps({"model": "tiny:1", "message": {"content": text}, "done_reason": "stop", **counts})
    usage = {"prompt_tokens": sent, "completion_tokens": received}
    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return json.dumps({"model": "tiny-2026-01-01", "choices": [choice], "usage": usage})


@contextmanager
def scripted_server(script: Callable[[Body], Answer]) -> Iterator[Scripted]:
    """Start a server that answers each request as a script says, and yield it."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # headers and content leave together, as servers send them
        wbufsize = -1

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                server.requests.append((self.path, dict(self.headers), body))
            answer = script(body)
            time.sleep(answer.delay)
            content = answer.content
            if not answer.is_raw and answer.status == 200:
                content = pack(content, is_ollama=self.path == "/api/chat")
            data = content.encode()
            try:
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                for half in (data[: len(data) // 2], data[len(data) // 2 :]) if answer.drip else (data,):
                    self.wfile.write(half)
                    self.wfile.flush()
                    time.sleep(answer.drip)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    lock = threading.Lock()
    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = Scripted(f"http://127.0.0.1:{http.server_port}")
    threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
