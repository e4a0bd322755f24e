"""Cases, changed at random: bytes, lines and values of a member, a receipt or a policy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from conforming.kept import Kept
from msgspec.structs import replace

from ledger.evidence.container import container_bytes, parse_container

ODD = (
    b"\n",
    b" ",
    b"0",
    b"+",
    b'"',
    b"\\u0041",
    "\u2014".encode(),
    b"\xc2\x85",
    b"\xff",
    b"=",
    b"\0",
)
VALUES: tuple[Any, ...] = (None, True, False, 0, 1, -1, 2**53, 1.5, "", "x", [], {}, "00" * 32)
KEYS = ("x", "__proto__", "constructor", "earlier", "files", "shown", "event_key", "witnesses")


def mutated(case: Kept, random: Random) -> Kept:
    """Return a case with something changed in what is handed in."""
    if case.policy is not None and random.random() < 0.25:
        return replace(case, policy=_bytes(case.policy, random))
    if case.is_receipt:
        return replace(case, file=_bytes(case.file, random))
    members = parse_container(case.file)
    name = random.choice([*members, "manifest.json", "manifest.json", "checkpoint"])
    change = _values if name == "manifest.json" and random.random() < 0.7 else _bytes
    members[name] = change(members[name], random)
    return replace(case, file=container_bytes(members))


def _bytes(octets: bytes, random: Random) -> bytes:
    """Return octets with a bit, a byte, a piece or a line changed."""
    at, lines = random.randrange(len(octets) + 1), octets.split(b"\n")
    end = at + random.choice((1, 4, 40))
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    flipped = bytes(byte ^ (1 << random.randrange(8)) for byte in octets[at : at + 1])
    changes: tuple[Callable[[], bytes], ...] = (
        lambda: octets[:at] + flipped + octets[at + 1 :],
        lambda: octets[:at] + random.choice(ODD) + octets[at:],
        lambda: octets[:at] + octets[end:],
        lambda: octets[:at] + octets[at:end] + octets[at:],
        lambda: b"\n".join(lines),
    )
    return random.choice(changes)()


def _values(written: bytes, random: Random) -> bytes:
    """Return a manifest, in its spelling, that says something else somewhere."""
    says = json.loads(written)
    within, key = random.choice([*_places(says)])
    kind = random.randrange(4)
    if kind == 0 and isinstance(within, dict):
        within[random.choice(KEYS)] = random.choice(VALUES)
    elif kind == 1 and isinstance(within, dict):
        del within[key]
    elif kind == 2 and isinstance(within[key], int):
        within[key] += random.choice((-1, 1))
    else:
        within[key] = random.choice(VALUES)
    return json.dumps(says, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each place of a value: what it is in, and its key there."""
    keys = [*value] if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])
