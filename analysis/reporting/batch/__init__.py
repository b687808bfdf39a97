"""Many reports and one index: planned from corpora and a table, run in parallel, recorded honestly."""
