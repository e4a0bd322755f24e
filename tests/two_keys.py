"""The attack that a commitment stops: one AES-GCM ciphertext with a tag that two keys accept.

GHASH is linear in the ciphertext, so one free block is enough to make the tags of both keys agree.
Source of GHASH and its field: NIST SP 800-38D, section 6.
"""

from __future__ import annotations

from functools import reduce

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

REDUCTION = 0xE1 << 120


def opens_under_both(first: bytes, second: bytes, nonce: bytes, aad: bytes) -> bytes:
    """Return a ciphertext of four blocks, and the tag that both keys accept."""
    body = bytes(48)
    lengths = (len(aad) * 8).to_bytes(8, "big") + (64 * 8).to_bytes(8, "big")
    blocks = _blocks(aad) + _blocks(body) + [0] + _blocks(lengths)
    masks = [_mask(key, nonce, blocks) for key in (first, second)]
    squares = [_times(_subkey(key), _subkey(key)) for key in (first, second)]
    free = _times(masks[0] ^ masks[1], _inverse(squares[0] ^ squares[1]))
    tag = masks[0] ^ _times(free, squares[0])
    return body + free.to_bytes(16, "big") + tag.to_bytes(16, "big")


def _mask(key: bytes, nonce: bytes, blocks: list[int]) -> int:
    """Return the tag that ``key`` gives while the free block is zero."""
    subkey = _subkey(key)
    hashed = reduce(lambda total, block: _times(total ^ block, subkey), blocks, 0)
    return hashed ^ _encrypted(key, nonce + b"\0\0\0\1")


def _subkey(key: bytes) -> int:
    return _encrypted(key, bytes(16))


def _encrypted(key: bytes, block: bytes) -> int:
    cipher = Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305 - the raw block function
    return int.from_bytes(cipher.encryptor().update(block), "big")


def _blocks(raw: bytes) -> list[int]:
    pieces = [raw[start : start + 16].ljust(16, b"\0") for start in range(0, len(raw), 16)]
    return [int.from_bytes(piece, "big") for piece in pieces]


def _times(left: int, right: int) -> int:
    product = 0
    for bit in range(127, -1, -1):
        product ^= left if right >> bit & 1 else 0
        left = left >> 1 ^ (REDUCTION if left & 1 else 0)
    return product


def _inverse(element: int) -> int:
    """Return ``element`` to the power of 2**128 - 2."""
    result, power = 1 << 127, element
    for _ in range(127):
        power = _times(power, power)
        result = _times(result, power)
    return result
