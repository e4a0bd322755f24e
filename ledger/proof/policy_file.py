"""Policy files: lines of ``log``, ``witness``, ``group`` and ``quorum`` (C2SP tlog-policy).

Stricter than its source: a file must be UTF-8, keys must be Ed25519, and no log is a witness.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ledger.errors import LedgerError
from ledger.proof.encoding import decimal
from ledger.proof.policy import NO_QUORUM, Group, Log, Policy, Witness
from ledger.proof.vkey import Algorithm, VerifierKey, parse_vkey, vkey_of

POLICY_BYTES_MAX = 2**16
DEFINITIONS_MAX = 256
"""Of logs, witnesses and groups together; the source asks for 96 at least."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BLANK = re.compile(r"[ \t]+")


def parse_policy(octets: bytes) -> Policy:
    """Return what a policy file says.

    Raises:
        LedgerError: ``policy_malformed`` with the line, from 1; ``key_malformed`` and
            ``key_unsupported`` for a key that is not sound, or not ours to verify.
    """
    if len(octets) > POLICY_BYTES_MAX:
        raise _malformed(0, f"the file has more than {POLICY_BYTES_MAX} bytes")
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        raise _malformed(0, "the file is not in UTF-8") from None
    lines = text.split("\n")
    if lines.pop():
        raise _malformed(len(lines) + 1, "no newline ends it")
    reading = _Reading()
    for number, line in enumerate(lines, start=1):
        if _CONTROL.search(line):
            raise _malformed(number, "it holds a control character")
        reading.take(number, _BLANK.sub(" ", line).strip(" "))
    return reading.policy()


def policy_text(policy: Policy) -> str:
    """Return a file that says this policy."""
    return "".join(
        (
            *(_line("log", vkey_of(log.key), log.url) for log in policy.logs),
            *(_line("witness", w.name, vkey_of(w.key), w.url) for w in policy.witnesses),
            *(_line("group", g.name, str(g.threshold), *g.members) for g in policy.groups),
            _line("quorum", policy.quorum),
        )
    )


def _line(*items: str) -> str:
    return " ".join(item for item in items if item) + "\n"


class _Reading:
    """What the lines so far have defined."""

    def __init__(self) -> None:
        self._logs: list[Log] = []
        self._witnesses: list[Witness] = []
        self._groups: list[Group] = []
        self._quorum: str | None = None
        self._number = 0
        self._used: set[str] = set()

    def take(self, number: int, line: str) -> None:
        """Read one line, its blanks reduced to single spaces."""
        if not line or line.startswith("#"):
            return
        self._number = number
        keyword, *items = line.split(" ")
        readers: dict[str, Callable[[Sequence[str]], None]] = {
            "log": self._log,
            "witness": self._witness,
            "group": self._group,
            "quorum": self._set_quorum,
        }
        if keyword not in readers:
            raise self._wrong("it begins with none of log, witness, group, quorum")
        readers[keyword](items)
        if len(self._logs) + len(self._witnesses) + len(self._groups) > DEFINITIONS_MAX:
            raise self._wrong(f"there are more than {DEFINITIONS_MAX} logs, witnesses and groups")

    def policy(self) -> Policy:
        """Return the policy when every line was read."""
        if self._quorum is None:
            raise _malformed(0, "no line sets the quorum")
        return Policy(tuple(self._logs), tuple(self._witnesses), tuple(self._groups), self._quorum)

    def _log(self, items: Sequence[str]) -> None:
        if len(items) not in {1, 2}:
            raise self._wrong("a log is written: log vkey [url]")
        key = self._key(items[0], Algorithm.ED25519)
        self._logs.append(Log(key, *items[1:]))

    def _witness(self, items: Sequence[str]) -> None:
        if len(items) not in {2, 3}:
            raise self._wrong("a witness is written: witness name vkey [url]")
        key = self._key(items[1], Algorithm.COSIGNATURE)
        self._witnesses.append(Witness(self._new(items[0]), key, *items[2:]))

    def _group(self, items: Sequence[str]) -> None:
        if len(items) < 3:
            raise self._wrong("a group is written: group name all|any|number name...")
        name, written, *members = items
        threshold = {"any": 1, "all": len(members)}.get(written) or decimal(written)
        if threshold is None or not 1 <= threshold <= len(members):
            raise self._wrong("the number is not from 1 to the number of members")
        for member in members:
            self._require_defined(member)
            if member in self._used:
                raise self._wrong(f"{member} is a member already")
            self._used.add(member)
        self._groups.append(Group(self._new(name), threshold, tuple(members)))

    def _set_quorum(self, items: Sequence[str]) -> None:
        if len(items) != 1:
            raise self._wrong("the quorum is written: quorum name")
        if self._quorum is not None:
            raise self._wrong("the quorum is set already")
        if items[0] != NO_QUORUM:
            self._require_defined(items[0])
        self._quorum = items[0]

    def _key(self, vkey: str, algorithm: Algorithm) -> VerifierKey:
        key = parse_vkey(vkey)
        if key.algorithm is not algorithm:
            raise self._wrong("the key is of the other kind: logs sign, witnesses cosign")
        # nobody counts twice, and no log is its own witness
        named = (*(log.key for log in self._logs), *(one.key for one in self._witnesses))
        if any(key.public_key == one.public_key for one in named):
            raise self._wrong("another log or witness has this key")
        return key

    def _new(self, name: str) -> str:
        if name == NO_QUORUM or name in self._names():
            raise self._wrong(f"the name {name} is taken")
        return name

    def _require_defined(self, name: str) -> None:
        if name not in self._names():
            raise self._wrong(f"nothing above is called {name}")

    def _names(self) -> set[str]:
        return {witness.name for witness in self._witnesses} | {g.name for g in self._groups}

    def _wrong(self, reason: str) -> LedgerError:
        return _malformed(self._number, reason)


def _malformed(line: int, reason: str) -> LedgerError:
    return LedgerError("policy_malformed", line=line, reason=reason)
