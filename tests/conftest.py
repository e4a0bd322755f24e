"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# how long one example takes says more about the machine and its other work than about the code
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")
