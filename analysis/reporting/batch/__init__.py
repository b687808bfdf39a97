"""Run many reports in parallel, record their results and write an index."""
