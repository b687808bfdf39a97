"""Process manual codes: people's own statements, corrections of the machine's, and chronologies."""
