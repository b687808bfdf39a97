"""Discourse networks as graphs, matrices, tables and sentences; every tie leads to its statements."""
