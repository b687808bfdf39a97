"""``python -m analysis`` is the ``stancebook`` command."""

from analysis.cli import main

raise SystemExit(main())
