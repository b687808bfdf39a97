"""Kernels that open in a moment: copies of one process that has already imported what notebooks use."""
