"""Train the shipped weights; not part of the installed package."""
