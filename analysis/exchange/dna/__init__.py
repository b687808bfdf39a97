"""Databases of Discourse Network Analyzer (DNA), read and written."""
