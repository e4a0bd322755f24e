"""What a bundle tells a person who opens it: how to check it by hand, without this program.

The text is part of the format: a bundle with another one is refused.
"""

from __future__ import annotations

from typing import Final

RECIPE_TEXT: Final = """\
# Evidence of one history

This archive proves what happened in one stream of a log: that each event was recorded as it stands
here, that none is missing up to a position, and by when. Whom to believe is not in here: you need
the key of the log and those of witnesses, as a policy file, from somebody whom you trust.

With Counterseal:  counterseal verify THIS-FILE --policy YOUR-POLICY

By hand, with any tool for SHA-256, Ed25519 and AES-256-GCM. Integers are big-endian, | joins bytes,
0x00, 0x01, 0x02, 0x03 are single bytes. manifest.json writes 32 bytes as hexadecimal digits.

1. `checkpoint` is a C2SP signed note: origin, size, root of a Merkle tree. Verify the signature of
   the log, and the cosignatures of as many witnesses as you ask for; each tells its second.
2. For each event of manifest.json, in order, with prev = 32 zero bytes for the first and the leaf
   before for each other:
   opening = "counterseal/event/v1" 0x00 | log (16 bytes) | stream (16 bytes) | version (8 bytes)
           | recorded_at (8 bytes) | length of type (2 bytes) | type | SHA-256(events/N.payload)
           | SHA-256(events/N.meta) | prev | salt
   leaf = SHA-256(0x00 | SHA-256(opening))
   Versions are 1, 2, 3 without a gap; positions and times never go back.
3. events/N.inclusion is a row of hashes of 32 bytes. They lead from the leaf at index position - 1
   to the root (RFC 9162 section 2.1.3.2).
4. head-map/payload is 0x00 | JSON, in which `root` is that of the head map through the position
   `through_position`. Make its leaf as in 2, with type "ledger.head_mapped.v1" and the prev that is
   given, and check its inclusion as in 3. Its stream is that of the log itself: the first 16 bytes
   of SHA-256("counterseal/stream/v1" 0x00 | log | "ledger" 0x00 "log"), with the version set to 8
   and the variant to that of RFC 9562.
5. key = SHA-256("counterseal/head-key/v1" 0x00 | stream)
   value = SHA-256("counterseal/head/v1" 0x00 | last version (8 bytes) | last leaf)
   Start from SHA-256(0x02 | key | value). head-map/proof is 0x00 | depth (2 bytes) | siblings, the
   lowest first; join each by SHA-256(0x03 | left | right), on the left where the bit of the key at
   that depth is 1. The end is the root of the head map.
6. With an event_key, a payload opens: 0x01 | kid (16) | nonce (12) | commitment (32) | ciphertext
   and tag; commitment = SHA-256("counterseal/key/v1" 0x00 | event_key); AES-256-GCM with the
   associated data log | stream | version (8 bytes) | type. Without one, the payload stays closed,
   and is proved all the same. What is shown of a person: SHA-256("counterseal/field/v1" 0x00 | salt
   | text) is the commitment in the opened event.
7. The SHA-256 of each file is its name, and stands in an opened event. Verify a PDF's own
   signatures with any PAdES validator.
"""
