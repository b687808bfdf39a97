"""Project files of other tools in and out: documents, codebook, codings, and what no table holds."""
