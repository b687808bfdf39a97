"""Measurements, not tests: run with ``make bench``."""
