"""REFI-QDA, the exchange format of qualitative tools: projects (``.qdpx``) and codebooks (``.qdc``)."""

from analysis.exchange.refi.qdc import read_qdc, write_qdc
from analysis.exchange.refi.reading import read_qdpx, unused
from analysis.exchange.refi.writing import write_qdpx

__all__ = ["read_qdc", "read_qdpx", "unused", "write_qdc", "write_qdpx"]
