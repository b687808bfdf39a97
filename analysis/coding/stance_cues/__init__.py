"""The words that take a stance, for or against, and what they take it on."""
