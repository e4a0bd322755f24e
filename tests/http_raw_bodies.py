"""How bodies that are no JSON are sent when whatever is sent is tried."""

from __future__ import annotations

import schemathesis
from http_samples import OPERATIONS


@schemathesis.serializer(*sorted({one.takes for one in OPERATIONS.values()} - {""}))
def raw(_: object, text: object) -> bytes:
    """Send a body as it is."""
    return str(text).encode("utf-8", "surrogatepass")
