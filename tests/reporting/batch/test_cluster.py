"""Batches on a Dask cluster have the same records and survive the death of a worker."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from analysis.errors import StancebookError
from analysis.reporting.batch.batch import Order, plan_jobs, run_batch


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    """Start a scheduler and two workers, each a process."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as cluster:
        yield cluster


@pytest.mark.filterwarnings("ignore")
def test_a_worker_that_is_killed_loses_nothing(
    cluster: LocalCluster, tmp_path: Path, corpora: list[str], books
) -> None:
    """One of two workers is killed midway: all reports are complete, each recorded once."""
    notebooks = books(one="import time; time.sleep(1); print('well')")
    order = Order(
        tuple(corpora), out=tmp_path / "out", notebooks=notebooks, cluster=cluster.scheduler_address
    )
    victim = cluster.workers[0].pid

    def kill() -> None:
        while not (order.out / "manifest.jsonl").is_file() or not (order.out / "manifest.jsonl").read_text():
            time.sleep(0.05)
        os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    made = run_batch(order, plan_jobs(order), lambda *_: None)
    killer.join()
    assert made.counts == {"ok": 4}
    records = [json.loads(line) for line in made.manifest.read_text().splitlines()]
    assert sorted(record["report"] for record in records) == [f"corpus-{number}" for number in range(4)]
    for page in order.out.glob("corpus-*/one.html"):
        assert "well" in page.read_text()
        assert page.read_text().rstrip().endswith("</html>")


@pytest.mark.filterwarnings("ignore")
def test_missing_scheduler_is_an_error(tmp_path: Path, monkeypatch) -> None:
    """The message names the address if no scheduler answers."""
    from analysis.coding import parallel

    monkeypatch.setattr(parallel, "TIMEOUT", "1s")
    (tmp_path / "a.txt").write_text("Ann Lee rejected sanctions.")
    order = Order((str(tmp_path / "a.txt"),), out=tmp_path / "out", cluster="tcp://127.0.0.1:9")
    with pytest.raises(StancebookError, match=r"tcp://127\.0\.0\.1:9: no Dask scheduler answers"):
        run_batch(order, plan_jobs(order), lambda *_: None)
