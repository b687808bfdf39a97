"""Find words that express support or opposition, and what the stance is on."""
