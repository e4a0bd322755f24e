"""Ed25519 (RFC 8032), with the checks of a public key that libraries leave out.

A key of small order verifies signatures that nobody made; a key with two spellings is two keys to
whoever counts them. Both are refused before anything is verified with them.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64

_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_SIGN = 1 << 255
_Y_OF_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL_ORDER_Y = frozenset({0, 1, _P - 1, _Y_OF_ORDER_8, _P - _Y_OF_ORDER_8})
"""The y of the eight points whose order divides the cofactor."""


def flaw_of_key(public_key: bytes) -> str:
    """Return what is wrong with a public key, or nothing.

    Source: RFC 8032 section 5.1.3 (decoding), sections 8.4 and 8.8 (what it leaves open).
    """
    if len(public_key) != PUBLIC_KEY_BYTES:
        return f"it has {len(public_key)} bytes instead of 32"
    y = int.from_bytes(public_key, "little") & ~_SIGN
    if y >= _P:
        return "it is not in its only spelling"
    if y in _SMALL_ORDER_Y:
        return "it is a point of small order"
    # x^2 = (y^2 - 1) / (d y^2 + 1) must have a root; the quotient has one if the product has
    square = (y * y - 1) * (_D * y * y + 1) % _P
    if pow(square, (_P - 1) // 2, _P) != 1:
        return "it is no point of the curve"
    return ""


def is_signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Return whether ``signature`` is that of the key's owner over ``message``.

    ``public_key`` MUST be one in which `flaw_of_key` finds nothing.
    """
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True
