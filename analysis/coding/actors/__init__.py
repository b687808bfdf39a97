"""Who is meant: names, offices and pronouns of an article, resolved to the actors of a codebook."""
