"""One bit turned over, anywhere: never a yes; and a no, but where a name of trust is changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from keyring import flipped
from msgspec.structs import replace
from proven import ONE_OF_TWO, POLICY, evidence
from proving import ORIGIN

from ledger.evidence.bundle import bundle_bytes
from ledger.evidence.container import container_bytes, parse_container
from ledger.evidence.manifest import FORMAT
from ledger.evidence.verdict import Outcome
from ledger.evidence.verifier import verify_evidence
from ledger.proof.policy import Policy

SMALL = bundle_bytes(evidence())
MEMBERS = parse_container(SMALL)
ONE = replace(POLICY, witnesses=POLICY.witnesses[:1], groups=(), quorum="notary-chamber")
NOBODY = replace(POLICY, witnesses=(), groups=(), quorum="none")
LARGE = bundle_bytes(evidence(60))


def at(member: str, text: str) -> Iterator[tuple[str, int]]:
    """Yield each place of a text in a member."""
    begin = MEMBERS[member].index(text.encode())
    for offset in range(begin, begin + len(text.encode())):
        yield member, offset


def lines_of_witnesses() -> Iterator[tuple[str, int]]:
    """Yield where a head says which key of a witness made a line: its name and key id."""
    for member in ("checkpoint", "checkpoint-earlier"):
        for name in ("witness.chamber.example.org/1", "witness.regulator.example.org/1"):
            yield from at(member, name)
            line = MEMBERS[member].index(f"{name} ".encode()) + len(name) + 1
            # the 4 bytes of the key id are 5 digits of base64, and two bits of the sixth
            yield from ((member, offset) for offset in range(line, line + 6))


NAMES = {
    *at("manifest.json", FORMAT),
    *at("checkpoint", ORIGIN),
    *at("checkpoint-earlier", ORIGIN),
    *lines_of_witnesses(),
}
"""Where a flip may leave open whether a bundle is valid: format, origin, names and ids of keys."""


def outcome(octets: bytes) -> Outcome:
    return verify_evidence(octets, POLICY).outcome


def test_the_bundles_are_valid_as_they_are() -> None:
    assert outcome(SMALL) is outcome(LARGE) is Outcome.VALID


@pytest.mark.parametrize("part", range(8))
def test_any_bit_of_a_file_that_is_turned_over_is_a_no(part: int) -> None:
    for bit in range(part, len(SMALL) * 8, 8):
        assert outcome(flipped(SMALL, bit)) is Outcome.TAMPERED, bit


@pytest.mark.parametrize("member", MEMBERS)
def test_any_bit_of_a_member_in_a_container_made_anew_is_no_yes(member: str) -> None:
    for bit in range(len(MEMBERS[member]) * 8):
        changed = {**MEMBERS, member: flipped(MEMBERS[member], bit)}
        found = outcome(container_bytes(changed))
        if (member, bit // 8) in NAMES:
            assert found is not Outcome.VALID, bit
        else:
            assert found is Outcome.TAMPERED, bit


def test_no_place_is_listed_that_decides() -> None:
    for member, offset in NAMES:
        content = MEMBERS[member]
        found = {
            outcome(container_bytes({**MEMBERS, member: flipped(content, offset * 8 + bit)}))
            for bit in range(8)
        }
        assert Outcome.CANNOT_DECIDE in found, (member, offset)


def test_a_witness_that_is_not_needed_is_not_passed_over() -> None:
    for member, offset in lines_of_witnesses():
        changed = {**MEMBERS, member: flipped(MEMBERS[member], offset * 8)}
        found = verify_evidence(container_bytes(changed), ONE_OF_TWO).outcome
        assert found is not Outcome.VALID, offset


@pytest.mark.parametrize("member", ["manifest.json", "checkpoint", "checkpoint-earlier"])
@pytest.mark.parametrize("policy", [ONE, NOBODY])
def test_the_line_of_a_witness_whom_nobody_knows_is_not_passed_over(
    member: str, policy: Policy
) -> None:
    content = MEMBERS[member]
    for bit in range(content.find(b"witness") * 8, len(content) * 8):
        changed = {**MEMBERS, member: flipped(content, bit)}
        found = verify_evidence(container_bytes(changed), policy).outcome
        assert found is not Outcome.VALID, bit


def test_the_bytes_of_the_container_of_a_large_bundle_are_all_looked_at() -> None:
    for bit in range(0, len(LARGE) * 8, 8 * 97 + 1):
        assert outcome(flipped(LARGE, bit)) is Outcome.TAMPERED, bit


@pytest.mark.parametrize("part", range(4))
def test_any_byte_around_the_members_of_a_large_bundle_is_looked_at(part: int) -> None:
    for offset in [*around_members(LARGE)][part::16]:
        assert outcome(flipped(LARGE, offset * 8 + offset % 8)) is Outcome.TAMPERED, offset


def around_members(octets: bytes) -> Iterator[int]:
    """Yield the place of each byte of a container that is in no member."""
    offset = 0
    for name, content in parse_container(octets).items():
        yield from range(offset, offset + 30 + len(name))
        offset += 30 + len(name) + len(content)
    yield from range(offset, len(octets))
