"""What a parsed sentence says of itself: its clauses, phrases and tenses; no word list of any table."""
