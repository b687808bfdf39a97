"""Resolve the names, offices and pronouns of an article to the actors of a codebook."""
