"""Fork kernels from the warm parent behind the interface of ``jupyter_client``."""

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from analysis.reporting.kernels.forking import ADDRESS, fork

# the entry point in pyproject.toml registers the provisioner under this name
NAME = "stancebook-forking"
# the module that starts a Python kernel
LAUNCHER = "ipykernel_launcher"


class ForkingProvisioner(LocalProvisioner):
    """Starts a kernel by forking; otherwise behaves as the provisioner of separate processes."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork the kernel and return its connection information."""
        options = {"env": kwargs["env"], "cwd": str(kwargs.get("cwd") or os.getcwd())}
        child = fork("analysis.reporting.kernels.provisioner:run_kernel", cmd, **options)
        self.process, self.pid, self.pgid = child, child.pid, child.pid  # type: ignore[assignment]
        return self.connection_info


class FastKernelManager(AsyncKernelManager):
    """Forks kernels of this Python interpreter if there is a warm parent; starts all others as usual."""

    @cached_property
    def kernel_spec(self) -> KernelSpec:
        """The kernel's specification."""
        spec: KernelSpec = self.kernel_spec_manager.get_kernel_spec(self.kernel_name)
        if ADDRESS in os.environ and is_this_python(spec):
            spec.metadata["kernel_provisioner"] = {"provisioner_name": NAME}
        return spec

    async def _async_interrupt_kernel(self) -> None:
        """Do nothing: a kernel is shut down only after its notebook has finished, or it is killed."""

    interrupt_kernel = _async_interrupt_kernel


def is_this_python(spec: KernelSpec) -> bool:
    """Return whether a kernel specification starts ipykernel in the current interpreter."""
    program, *rest = spec.argv or [""]
    is_same = Path(program) == Path(sys.executable) or Path(program).name == program == "python"
    return is_same and LAUNCHER in rest


def run_kernel(command: list[str]) -> None:
    """Run a kernel in this process, as ``python -m ipykernel_launcher`` would in a separate one.

    Args:
        command: the command line that would start the separate process.
    """
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = command[command.index(LAUNCHER) :]
    # the kernel ends when its parent ends
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    IPKernelApp.launch_instance(argv=[*sys.argv[1:], parent])
