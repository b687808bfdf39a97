"""Run inputs one after another in a process whose CPU time and memory are bounded.

Each line of standard input is a JSON array: what to run, the path, and the seconds of CPU time allowed. The
answer is one line: what was found, as a digest, or what went wrong and where. A process that exceeds its time
is ended by the system, so that no loop in a library can hold up the run.
"""

import hashlib
import json
import os
import re
import resource
import sys
import traceback
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from analysis.errors import StancebookError
from tests.fuzzing.articles import STAGES
from tests.fuzzing.flaws import Flaw
from tests.fuzzing.readers import READERS

MOST_MEMORY = 6 * 1024**3
# where an input lies differs from run to run
TEMPORARY = re.compile(rf"{re.escape(gettempdir())}/tmp\w+")
PACKAGE = Path(__file__).parents[2] / "analysis"


def run(target: str, path: Path) -> dict[str, Any]:
    """Run one input and return the answer."""
    before = _use_time()
    try:
        found = {**READERS, **STAGES}[target](path)
    except StancebookError as error:
        found = {"error": str(error)}
    except (Flaw, Exception) as error:
        return {
            "finding": _locate(error),
            "trace": traceback.format_exc(limit=-25),
            "seconds": _use_time() - before,
        }
    written = TEMPORARY.sub("", json.dumps(found, sort_keys=True))
    digest = hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
    is_refused = isinstance(found, dict) and set(found) == {"error"}
    return {"digest": digest, "seconds": _use_time() - before, "refused": is_refused}


def _use_time() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _locate(error: BaseException) -> str:
    """Name an error by its kind and the innermost line of the package that it came through."""
    if isinstance(error, Flaw):
        return f"{str(error).partition(':')[0][:80]}"
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if str(PACKAGE) in frame.filename]
    where = f"{Path(places[-1].filename).relative_to(PACKAGE)}:{places[-1].lineno}" if places else "tests"
    return f"{type(error).__name__} at {where}"


def main() -> None:
    """Answer until standard input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    for line in sys.stdin:
        target, path, seconds = json.loads(line)
        resource.setrlimit(resource.RLIMIT_CPU, (int(_use_time() + seconds) + 1, resource.RLIM_INFINITY))
        print(json.dumps(run(target, Path(path))), file=answers, flush=True)


if __name__ == "__main__":
    main()
