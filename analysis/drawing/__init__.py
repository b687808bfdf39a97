"""From comparisons to figures and evidence: nothing is computed here, everything links to its source."""
