"""Kernels forked from the warmed parent, behind the interface of ``jupyter_client``."""

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from analysis.reporting.kernels.forking import ADDRESS, fork

# by this name the package's metadata announce the provisioner
NAME = "stancebook-forking"
# the module that a kernel of this Python runs as
LAUNCHER = "ipykernel_launcher"


class ForkingProvisioner(LocalProvisioner):
    """Starts a kernel by a fork; all else is as with a kernel that is a process of its own."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork the kernel and return how to reach it."""
        options = {"env": kwargs["env"], "cwd": str(kwargs.get("cwd") or os.getcwd())}
        child = fork("analysis.reporting.kernels.provisioner:run_kernel", cmd, **options)
        self.process, self.pid, self.pgid = child, child.pid, child.pid  # type: ignore[assignment]
        return self.connection_info


class FastKernelManager(AsyncKernelManager):
    """Manages kernels of this Python by forks, where there is a warmed parent, and all others as usual."""

    @cached_property
    def kernel_spec(self) -> KernelSpec:
        """The kernel's specification."""
        spec: KernelSpec = self.kernel_spec_manager.get_kernel_spec(self.kernel_name)
        if ADDRESS in os.environ and is_this_python(spec):
            spec.metadata["kernel_provisioner"] = {"provisioner_name": NAME}
        return spec

    async def _async_interrupt_kernel(self) -> None:
        """Do nothing: a kernel that is asked to end has done its work, or is killed."""

    interrupt_kernel = _async_interrupt_kernel


def is_this_python(spec: KernelSpec) -> bool:
    """Tell whether a kernel would be the interpreter that runs this, and ipykernel in it."""
    program, *rest = spec.argv or [""]
    same = Path(program) == Path(sys.executable) or Path(program).name == program == "python"
    return same and LAUNCHER in rest


def run_kernel(command: list[str]) -> None:
    """Be a kernel: what ``python -m ipykernel_launcher`` does in a process of its own.

    Args:
        command: how that process would have been started.
    """
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = command[command.index(LAUNCHER) :]
    # it ends when its parent does
    own = f"--IPKernelApp.parent_handle={os.getppid()}"
    IPKernelApp.launch_instance(argv=[*sys.argv[1:], own])
