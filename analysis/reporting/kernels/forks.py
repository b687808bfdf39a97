"""Fork processes safely, and end them with all that they have started, also what has left their group.

Only for Linux. Which processes may fork is decided by the warm parent: those that it has forked itself.
"""

import ctypes
import os
import random
import signal
import sys
from collections.abc import Collection
from pathlib import Path

# options of prctl, from linux/prctl.h
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
_is_allowed = False


def allow_forks() -> None:
    """Let this process fork; it has been forked from the warm parent, and nothing else runs in it."""
    global _is_allowed
    _is_allowed = True


def can_fork_here() -> bool:
    """Return whether this process may fork now: no thread has been started in it."""
    return _is_allowed and _count_threads() == 1


def fork_process() -> int:
    """Fork, or raise if other threads run, because a child could never release their locks.

    Random numbers in the child differ from those in this process and its other children. The child is killed
    if this process is.
    """
    starter = os.getpid()
    if (threads := _count_threads()) > 1:
        raise RuntimeError(f"This process has {threads} threads, expected 1: it cannot fork safely.")
    pid = os.fork()
    if pid == 0:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != starter:
            os._exit(1)
        random.seed()
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed()
    return pid


def _count_threads() -> int:
    return len(os.listdir("/proc/self/task"))


def adopt_orphans() -> None:
    """Become the parent of all descendants whose own parent ends."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def kill_orphans(known: Collection[int] = ()) -> None:
    """Kill the children that this process has adopted, those that they leave to it, and so on.

    Args:
        known: the running children that it has started itself.
    """
    while orphans := [pid for pid in _list_children() if pid not in known]:
        for pid in orphans:
            os.kill(pid, signal.SIGKILL)
        for pid in orphans:
            os.waitpid(pid, 0)


def _list_children() -> list[int]:
    try:
        return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
    except OSError:
        # a kernel without this file
        return []


def kill_group(pid: int, number: int = signal.SIGKILL) -> None:
    """Send a signal to a process that leads a group, and to its group."""
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        return
