"""Start notebook kernels quickly by forking a process that has already imported their modules."""
