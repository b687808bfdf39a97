"""From notebooks to executed notebooks and pages that work from a file, without network or script."""
