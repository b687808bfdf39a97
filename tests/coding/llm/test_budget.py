"""What a corpus may cost, how many requests run at a time, and what a stopped run keeps."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from analysis.coding.cache import open_cache
from analysis.coding.llm.purse import BudgetSpentError, Purse, Usage
from analysis.endpoint import Endpoint, Prices
from analysis.errors import StancebookError
from tests.coding.llm.conftest import GOOD, PRICES, TEXT, Asker
from tests.coding.llm.scripted_server import Answer, Body, is_probe, pack, scripted_server

ROOT = Path(__file__).parents[3]
# what one request of the scripted server costs: 100 tokens sent, 10 received
COST = (100 * PRICES["input"] + 10 * PRICES["output"]) / 1_000_000
MANY = tuple(f"Number {number}. {TEXT}" for number in range(12))


def test_at_most_the_budget_is_spent(ask: Asker) -> None:
    """Before each request its highest price must be left; what cannot be paid for is not asked about."""
    codes = ask(GOOD, MANY, prices=PRICES, budget=0.3)
    spent = COST * len(ask.server.requests)
    assert 0 < spent <= 0.3
    asked = codes["statements"]["doc_id"].nunique()
    assert 0 < asked < len(MANY)
    warning = next(one for one in codes.problems if "not coded by tiny" in one.message)
    assert f"{len(MANY) - asked} articles not coded" in warning.message
    assert "the budget of 0.30 EUR does not allow for more" in warning.message


def test_the_budget_is_that_of_all_runs(ask: Asker) -> None:
    """A second run does not begin anew, and a higher budget goes on where the first one stopped."""
    with scripted_server(GOOD) as server:
        first = ask(GOOD, MANY, prices=PRICES, budget=0.3, address=server.address)
        before = len(server.requests)
        ask(GOOD, MANY, prices=PRICES, budget=0.3, address=server.address)
        assert COST * len(server.requests) <= 0.3
        last = ask(GOOD, MANY, prices=PRICES, budget=5.0, address=server.address)
        assert len(server.requests) > before
    assert last["statements"]["doc_id"].nunique() == len(MANY) > first["statements"]["doc_id"].nunique()
    assert not last.failed


def test_a_reserved_price_counts_until_it_is_settled(ask: Asker) -> None:
    """What was under way when a process was killed counts in full in the next one."""
    endpoint = Endpoint("http://localhost", "m", budget=1.0, prices=Prices(1.0, 1.0, "EUR"))
    with open_cache() as cache:
        purse = Purse(cache, "corpus", endpoint)
        entry = purse.reserve(Usage(600_000, 0))
        with pytest.raises(BudgetSpentError):
            purse.reserve(Usage(600_000, 0))
        assert Purse(cache, "corpus", endpoint).left == pytest.approx(0.4)
        purse.settle(entry, Usage(100_000, 0))
        assert purse.left == Purse(cache, "corpus", endpoint).left == pytest.approx(0.9)
        assert Purse(cache, "another", endpoint).left == 1.0


def test_a_limit_asks_about_so_many_articles(ask: Asker) -> None:
    """The rest is reported as not asked about, and asked about by the next run."""
    with scripted_server(GOOD) as server:
        codes = ask(GOOD, MANY, most_asked=3, address=server.address)
        assert codes["statements"]["doc_id"].nunique() == 3
        assert "9 articles not coded" in codes.problems[0].message
        ask(GOOD, MANY, address=server.address)
        assert len(server.bodies) == 2 * len(MANY)


def test_a_limit_of_zero_only_estimates(ask: Asker, capsys: pytest.CaptureFixture[str]) -> None:
    """Number of requests, tokens and price are told, and nothing is sent, not even the probe."""
    ask(GOOD, MANY, most_asked=0, prices=PRICES)
    assert not ask.server.requests
    said = capsys.readouterr().err
    assert "Would send 12 articles to tiny" in said
    assert "about 24 requests" in said
    assert "EUR" in said
    assert "Nothing was sent." in said


def test_as_many_requests_run_at_a_time_as_the_settings_say(ask: Asker) -> None:
    """The server sees the set number of requests together, and never more."""
    running, most = [0], [0]
    lock = threading.Lock()

    def script(body: Body) -> Answer:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.05)
        with lock:
            running[0] -= 1
        return GOOD(body)

    ask(script, MANY, concurrency=5)
    assert most[0] == 5


def test_replies_without_a_count_cost_the_most_that_they_can(ask: Asker) -> None:
    """A server that does not count tokens must not make a budget worthless."""

    def script(body: Body) -> Answer:
        answer = GOOD(body)
        raw = pack(answer.content).replace('"usage"', '"other"')
        return answer if is_probe(body) else Answer(raw, is_raw=True)

    codes = ask(script, MANY, prices=PRICES, budget=0.3)
    assert codes["statements"]["doc_id"].nunique() < 3


KILLED = """
import sys
from pathlib import Path
from tests.coding.llm.conftest import CODEBOOK, TEXT
from analysis.coding import code
from analysis.corpus import Corpus
from analysis.documents import Document
documents = tuple(Document(f"d{n}", f"Number {n}. {TEXT}") for n in range(12))
llm = {"address": sys.argv[1], "model": "tiny", "concurrency": 2}
code(Corpus("C", Path(sys.argv[2]), documents, CODEBOOK, coder="llm", llm=llm))
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_stopped_loses_no_finished_article(tmp_path: Path, how: signal.Signals) -> None:
    """After a kill or Ctrl-C the next run asks only about what has no answer."""
    finished = threading.Event()
    count: dict[str, int] = {}

    def script(body: Body) -> Answer:
        if not is_probe(body):
            question = body["messages"][1]["content"]
            count[question] = count.get(question, 0) + 1
            if len(count) > 12:
                finished.set()
        return Answer(GOOD(body).content, delay=0.03)

    with scripted_server(script) as server:
        command = [sys.executable, "-c", KILLED, server.address, str(tmp_path)]
        environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as process:
            assert finished.wait(120)
            process.send_signal(how)
            process.wait(20)
        assert process.returncode != 0
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stderr=subprocess.DEVNULL)
    # of each article the first question; the two under way may have been asked twice
    assert sum(number - 1 for number in count.values()) <= 2 * 2


def test_a_budget_needs_prices(ask: Asker) -> None:
    """Without prices nobody can say what a request costs; the message shows how to give them."""
    with pytest.raises(StancebookError, match=r"a budget needs prices.*currency"):
        ask(budget=1.0)
