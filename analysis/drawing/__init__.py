"""Draw comparisons as charts, tables and evidence; everything links to its source."""
