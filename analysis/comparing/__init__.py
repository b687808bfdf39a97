"""From codes to comparisons: matrices, agreement, accounts and timelines, as DataFrames."""
