"""Build discourse networks: actors linked by the issues on which they agree or differ (Leifeld 2017).

Each cell of a network can be traced back to its statements. Formulas, definitions and differences from
Discourse Network Analyzer (DNA) are in ``docs/networks.md``.
"""
