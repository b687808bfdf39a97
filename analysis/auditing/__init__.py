"""Draw a sample of cells for a person to code blind: codes in, two tables out.

The person's answers measure the coder on the articles at hand, see ``comparing.auditing``.
"""
