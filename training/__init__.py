"""Fitting what ships as weights; not part of the installed package."""
