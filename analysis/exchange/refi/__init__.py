"""Read and write REFI-QDA, the exchange format of qualitative tools (``.qdpx`` and ``.qdc``)."""

from analysis.exchange.refi.qdc import read_qdc, write_qdc
from analysis.exchange.refi.reading import list_unused_parts, read_qdpx, refuse_qde
from analysis.exchange.refi.writing import write_qdpx

__all__ = ["list_unused_parts", "read_qdc", "read_qdpx", "refuse_qde", "write_qdc", "write_qdpx"]
