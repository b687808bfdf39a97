"""Discourse networks: who says the same, who says the opposite, about what (Leifeld 2017).

From a table of statements to a network whose every cell leads back to its statements. Formulas, definitions
and where they differ from Discourse Network Analyzer are in ``docs/networks.md``.
"""
