"""The page that verifies evidence bundles in a browser: one file, made without any of our code.

It is written from docs/reference alone, so that two programs agree on what a bundle shows. Nothing
that it loads or calls is outside of it, and it says so to the browser by its own policy.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')


@cache
def verifier_page() -> bytes:
    """Return the file, as it is opened from a disk."""
    return (files("api") / "assets" / "verifier.html").read_bytes()


@cache
def verifier_policy() -> str:
    """Return what the page allows itself (CSP level 3), and what only a header can say."""
    (allowed,) = _POLICY.findall(verifier_page().decode())
    return f"{allowed}; frame-ancestors 'none'"
