"""A case for verifiers of evidence bundles and receipts: what is handed in, and the right answer.

How a case ends is in its name: ``_fail`` is TAMPERED, ``_undecided`` is CANNOT DECIDE, any other
is VALID.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec.structs import replace
from proven import DEAL, POLICY, MadeLog, evidence, made_log, with_disclosures
from proving import CHAMBER, REGULATOR

from ledger.evidence.bundle import Bundle, bundle_bytes
from ledger.evidence.container import container_bytes, parse_container
from ledger.proof.policy import Policy
from ledger.proof.policy_file import policy_text

EXITS: Final = {"valid": 0, "tampered": 1, "undecided": 3}
BOTH: Final = (CHAMBER, REGULATOR)
WHOLE: Final = evidence()
"""A deal of three events, its person shown, with its paper, signed and witnessed."""
OCTETS: Final = bundle_bytes(WHOLE)
MEMBERS: Final[Mapping[str, bytes]] = parse_container(OCTETS)
RULES: Final = policy_text(POLICY).encode()
"""The policy that asks for both witnesses."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One case, of a bundle or of a receipt. ``policy`` is None where nobody says whom to trust.

    ``check`` is the first check that is not passed, empty where all are; ``as_of`` is RFC 3339;
    ``leaf``, in hexadecimal digits, is what a receipt must be of, if the reader knows.
    """

    name: str
    about: str
    bundle: bytes = b""
    receipt: bytes | None = None
    policy: bytes | None = RULES
    check: str = ""
    as_of: str = ""
    leaf: str = ""

    @property
    def verdict(self) -> str:
        """Return the answer that is right."""
        ends = {"_fail": "tampered", "_undecided": "undecided"}
        return next((ends[end] for end in ends if self.name.endswith(end)), "valid")

    def files(self) -> dict[str, bytes]:
        """Return the files of the case's directory."""
        said: dict[str, object] = {"about": self.about, "verdict": self.verdict}
        said["exit"] = EXITS[self.verdict]
        said |= {"check": self.check} if self.check else {}
        said |= {"as_of": self.as_of} if self.as_of else {}
        said |= {"leaf": self.leaf} if self.leaf else {}
        files = {"expected.json": json.dumps(said, indent=2).encode() + b"\n"}
        if self.receipt is None:
            files["bundle.evidence.zip"] = self.bundle
        else:
            files["receipt.tlog-proof"] = self.receipt
        return files if self.policy is None else {**files, "log.policy": self.policy}


def octets_of(bundle: Bundle | bytes) -> bytes:
    """Return the file of a bundle, or what is one already."""
    return bundle if isinstance(bundle, bytes) else bundle_bytes(bundle)


def holds(name: str, about: str, bundle: Bundle | bytes = WHOLE, policy: Policy = POLICY) -> Case:
    """Return a case of a bundle that is as it should be."""
    rules = policy_text(policy).encode()
    return Case(name=name, about=about, bundle=octets_of(bundle), policy=rules)


def fails(name: str, check: str, about: str, bundle: Bundle | bytes) -> Case:
    """Return a case of a bundle that this check shows to be wrong."""
    return Case(name=f"{name}_fail", check=check, about=about, bundle=octets_of(bundle))


def stays_open(
    name: str,
    check: str,
    about: str,
    bundle: Bundle | bytes = WHOLE,
    policy: Policy | bytes | None = POLICY,
) -> Case:
    """Return a case in which nobody can decide by this policy."""
    rules = policy_text(policy).encode() if isinstance(policy, Policy) else policy
    octets = octets_of(bundle)
    return Case(name=f"{name}_undecided", check=check, about=about, bundle=octets, policy=rules)


def with_member(name: str, content: bytes) -> bytes:
    """Return the whole bundle with another content of a member, in a container made anew."""
    return container_bytes({**MEMBERS, name: content})


def with_manifest(bundle: Bundle, **changes: object) -> Bundle:
    """Return a bundle whose manifest says something else."""
    return replace(bundle, manifest=replace(bundle.manifest, **changes))


def with_event(bundle: Bundle, number: int, /, **changes: object) -> Bundle:
    """Return a bundle whose manifest says something else of its ``number``-th event."""
    events = list(bundle.entries)
    events[number - 1] = replace(events[number - 1], **changes)
    return with_manifest(bundle, events=tuple(events))


def closed(bundle: Bundle) -> Bundle:
    """Return a bundle of which nothing can be read, and that has no documents."""
    events = tuple(replace(one, event_key="", shown=()) for one in bundle.entries)
    none: dict[str, object] = dict.fromkeys(
        ("files", "certificates", "revocation", "time_stamps"), ()
    )
    return replace(with_manifest(bundle, events=events, **none), attached=())


def bundle_of(log: MadeLog) -> Bundle:
    """Return the evidence of the deal, witnessed by both, as the log stands."""
    return log.bundle(DEAL, *BOTH)


def evidence_of(events: int) -> Bundle:
    """Return the evidence of a deal of so many events, at least three."""
    return with_disclosures(bundle_of(made_log(events)))
