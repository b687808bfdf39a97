"""Read tables with one article per row: what each column is, the order of day and month, the cells."""
