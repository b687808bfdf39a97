"""Analyse the syntax of parsed sentences: clauses, phrases and tenses, independent of any output table."""
