"""What a form brings as evidence: a file, of which the digest counts, or the digest itself."""

from __future__ import annotations

import hashlib
from typing import Final

from api.web.forms import Form

EVIDENCE_BYTES: Final = 32 * 1024 * 1024
"""How large a file may be of which only the digest is wanted."""
FORM_BYTES: Final = EVIDENCE_BYTES + 64 * 1024


def digest_in(form: Form, name: str = "evidence") -> str:
    """Return the SHA-256 of the file in a field, or what stands in the field of its digest."""
    content = form.files.get(name, b"")
    return hashlib.sha256(content).hexdigest() if content else form.text(f"{name}_sha256").lower()
