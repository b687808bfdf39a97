"""Read and write databases of Discourse Network Analyzer (DNA)."""

from analysis.exchange.dna.events import event_list
from analysis.exchange.dna.reading import read_dna
from analysis.exchange.dna.writing import write_dna

__all__ = ["event_list", "read_dna", "write_dna"]
