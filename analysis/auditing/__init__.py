"""Draw a sample of cells for a person to code blind: codes in, two tables out.

The person's answers measure the coder on the articles at hand, see ``comparing.auditing``.
"""

from analysis.auditing.frame import list_frame
from analysis.auditing.sampling import draw_sample
from analysis.auditing.writing import write_audit

__all__ = ["draw_sample", "list_frame", "write_audit"]
