"""Compare codes: stance matrices, agreement, accounts, timelines and networks, as DataFrames."""
