"""The page that verifies bundles, with the digests in it: of its own parts, and of the recipe.

Its script and its style are allowed by their digests alone, and nothing else is (CSP level 3).
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from house.source import ROOT

from ledger.evidence.recipe import recipe_text

NAME = "api/assets/verifier.html"
_README = re.compile(r'(?<=README_SHA256 = ")[^"]*')
_README_ERASED = re.compile(r'(?<=README_ERASED_SHA256 = ")[^"]*')


def recipe_digest(_: str) -> str:
    """Return the digests of the recipe that bundles hold, for who has no bundle at hand."""
    plain, erased = (_digest(erased=erased) for erased in (False, True))
    return f"`{plain}`, and where something was erased\n`{erased}`"


def _digest(*, erased: bool) -> str:
    return sha256(recipe_text(erased=erased).encode()).hexdigest()


def verifier_file() -> bytes:
    """Return the page as it is, but for digests that are no longer right."""
    page = (ROOT / NAME).read_text(encoding="utf-8")
    page = _README.sub(_digest(erased=False), page)
    page = _README_ERASED.sub(_digest(erased=True), page)
    for part in ("script", "style"):
        found = re.search(f"<{part}>(.*)</{part}>", page, re.DOTALL)
        assert found is not None
        digest = b64encode(sha256(found[1].encode()).digest()).decode()
        page = re.sub(f"(?<={part}-src 'sha256-)[^']*", digest, page)
    return page.encode()
