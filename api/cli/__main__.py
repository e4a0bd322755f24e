"""``python -m api.cli`` is ``counterseal``."""

from __future__ import annotations

from api.cli import main

main()
