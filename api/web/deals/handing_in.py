"""A file that came with a form, handed in as an annex of its deal."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

from aggregates.vocabulary import Sha256
from api.annexes.names import attachment
from api.http.uploading import COMPLETE, DIGEST, DISPOSITION, LENGTH, OFFSET, PARTIAL
from api.routes.deals_uploads import UploadEnd
from api.web.visit import Visit

FORM_FILE_BYTES: Final = 24 * 1024 * 1024
"""How long a file may be that comes with a form; a longer one is uploaded in parts by a script."""


async def handed_in(visit: Visit, name: str, content: bytes) -> Sha256:
    """Return the digest of a file that is an annex of the deal in the address now.

    Raises:
        CodedError: as ``begin_upload`` and ``append_to_upload``.
    """
    digest = hashlib.sha256(content)
    told = base64.b64encode(digest.digest()).decode()
    begun = await visit.hand_in(
        "begin_upload",
        UploadEnd,
        b"",
        PARTIAL,
        {
            COMPLETE.name.lower(): "?0",
            LENGTH.name.lower(): str(len(content)),
            DIGEST.name.lower(): f"sha-256=:{told}:",
            DISPOSITION.name.lower(): attachment(name),
        },
    )
    said = {COMPLETE.name.lower(): "?1", OFFSET.name.lower(): "0"}
    upload = begun.state.upload
    await visit.hand_in("append_to_upload", UploadEnd, content, PARTIAL, said, upload=upload)
    return digest.hexdigest()
