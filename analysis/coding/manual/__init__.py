"""What people coded: statements of their own, corrections of the machine’s, and chronologies."""
