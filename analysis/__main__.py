"""Run the ``stancebook`` command with ``python -m analysis``."""

from analysis.cli import main

raise SystemExit(main())
