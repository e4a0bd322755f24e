"""The other streams in which a log speaks of itself: each by its key.

What is decided on, holds and erasures, and the digests of reads, are not in the stream that gets an
event with nearly every signed head: whoever decides reads a few events, and is overtaken by none.
"""

from __future__ import annotations

from typing import Final

ERASURES: Final = "erasures"
"""What is kept for how long, what is held, and what was erased."""

CERTIFICATES: Final = "certificates"
"""Which certificates were revoked, and which keys replaced; in the registry's log."""

READS: Final = "reads"
"""The digests of who read what; in the registry's log."""
