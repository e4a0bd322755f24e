"""The digests of the sample documents, for the manifest they were rendered with.

``PYTHONPATH=tests python -m paper.golden`` writes them anew: do so only with another ``RENDERER``.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from paper.samples import ALL, full_sheet, upon

from signing.render import current_manifest, manifest_sha256, render

GOLDEN = Path(__file__).with_name("golden.json")


def digests() -> dict[str, str]:
    """Return the digest of each sample as it is rendered here."""
    manifest = current_manifest()
    return {
        name: hashlib.sha256(render(terms, full_sheet(terms), manifest, upon(terms))).hexdigest()
        for name, terms in ALL.items()
    }


def main() -> None:
    """Write what is rendered here and now."""
    found = {"manifest": manifest_sha256(current_manifest()), "documents": digests()}
    GOLDEN.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
