"""Public keys that verify what nobody signed, or have two spellings, are refused.

The curve is computed here with the plain formulas of RFC 8032 section 5.1, to find the points.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from ledger.proof.ed25519 import flaw_of_key, is_signed

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

Point = tuple[int, int]
NEUTRAL: Point = (0, 1)


def _add(a: Point, b: Point) -> Point:
    product = D * a[0] * b[0] * a[1] * b[1] % P
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + product, -1, P)
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, P)
    return x % P, y % P


def _times(number: int, point: Point) -> Point:
    result = NEUTRAL
    for digit in f"{number:b}":
        result = _add(result, result)
        result = _add(result, point) if digit == "1" else result
    return result


def _point(y: int) -> Point | None:
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    return (x, y) if x * x % P == square else None


def _spelled(y: int, sign: int) -> bytes:
    return (y | sign << 255).to_bytes(32, "little")


def _small_points() -> set[Point]:
    """Return the points of order 1, 2, 4 and 8: the multiples of one of order 8."""
    candidates = (_times(ORDER, point) for y in range(2, 99) if (point := _point(y)))
    generator = next(point for point in candidates if _times(4, point) != NEUTRAL)
    return {_times(number, generator) for number in range(8)}


def test_there_are_eight_points_of_small_order_and_none_is_taken() -> None:
    points = _small_points()
    assert len(points) == 8
    for x, y in points:
        assert flaw_of_key(_spelled(y, x & 1)) == "it is a point of small order"


def test_a_second_spelling_is_refused() -> None:
    for y in range(19):
        for sign in (0, 1):
            assert flaw_of_key(_spelled(y + P, sign)) == "it is not in its only spelling"
    for y in (1, P - 1):  # x is 0, and so has no sign
        assert flaw_of_key(_spelled(y, 1))


@given(st.integers(0, P - 1), st.integers(0, 1))
def test_a_key_is_a_point_of_the_curve(y: int, sign: int) -> None:
    flaw = flaw_of_key(_spelled(y, sign))
    assert (flaw == "it is no point of the curve") == (_point(y) is None)


@given(st.binary(min_size=32, max_size=32))
def test_every_key_that_is_made_is_taken(seed: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public = key.public_key().public_bytes_raw()
    assert not flaw_of_key(public)
    assert is_signed(public, b"text", key.sign(b"text"))
    assert not is_signed(public, b"test", key.sign(b"text"))


def test_a_key_of_another_length_is_refused() -> None:
    assert flaw_of_key(bytes(31)) == "it has 31 bytes instead of 32"
    assert flaw_of_key(b"") == "it has 0 bytes instead of 32"


def test_a_signature_has_one_spelling_and_one_length() -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"text")
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    second = signature[:32] + scalar.to_bytes(32, "little")
    for wrong in (second, signature[:-1], signature + b"\0", b""):
        assert not is_signed(public, b"text", wrong)


def test_a_key_of_small_order_would_verify_what_nobody_signed() -> None:
    neutral = _spelled(1, 0)
    assert is_signed(neutral, b"any text", neutral + bytes(32))
    assert flaw_of_key(neutral)
