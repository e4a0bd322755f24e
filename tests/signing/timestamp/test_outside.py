"""An outside time-stamping authority: believed as far as its answer shows, and no further."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from forgery.scene import Scene
from msgspec.structs import replace
from registries import opened, this_second
from stamping import POLICY, Authority

from signing.anchors import Anchors, AnchorsFile, anchors_in
from signing.cms.attributes import (
    CONTENT_TYPE,
    MESSAGE_DIGEST,
    SIGNING_CERTIFICATE_V2,
    attribute,
    signed_attributes,
    signing_certificate,
)
from signing.der import read, write
from signing.errors import SignatureError
from signing.pki import profile
from signing.registry.archive import archived, require_lasting
from signing.registry.outside import Outside
from signing.registry.trust import lasting_trust
from signing.timestamp.asking import question, token_in
from signing.timestamp.attributes import commit
from signing.timestamp.outside import OutsideUnit, Unanswered
from signing.timestamp.token import TST_INFO, read_token
from signing.timestamp.unit import TimeStampUnit
from signing.verify.case import Case
from signing.verify.verdict import Level
from signing.verify.verifier import verify

DIGEST = bytes(range(32))
Bend = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def at() -> datetime:
    return this_second()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory, at: datetime) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"), at)


def unit_of(
    authority: Authority,
    ask: Bend = lambda asked: asked,
    answer: Bend = lambda answered: answered,
    anchors: Anchors | None = None,
    policies: tuple[str, ...] = (POLICY,),
) -> OutsideUnit:
    """Return the authority as it is asked, with question and answer bent on their way."""
    return OutsideUnit(
        lambda asked: answer(authority.answer(ask(asked))),
        lambda: anchors or authority.anchors,
        policies,
    )


def refusal(unit: OutsideUnit, at: datetime) -> tuple[str, object]:
    with pytest.raises(SignatureError) as refused:
        unit.stamp(DIGEST, at)
    return refused.value.code, next(iter(refused.value.facts.values()), None)


@pytest.mark.parametrize("bits", [0, 3072])
def test_a_token_of_openssl_is_taken(tmp_path: Path, bits: int) -> None:
    now = this_second()
    authority = Authority(tmp_path, now, bits=bits)
    stamp = read_token(unit_of(authority).stamp(DIGEST, now))
    assert (stamp.digest, stamp.policy, stamp.certificate) == (DIGEST, POLICY, authority.unit)


def other(digest: bytes = DIGEST, nonce: int = 7, policy: str = POLICY) -> Bend:
    return lambda _: question(digest, nonce, policy)


def test_a_token_over_something_else_is_refused(authority: Authority) -> None:
    unit = unit_of(authority, ask=other(digest=bytes(32)))
    assert refusal(unit, this_second()) == ("time_stamp_wrong", "imprint")


def test_an_answer_to_an_older_question_is_refused(authority: Authority) -> None:
    assert refusal(unit_of(authority, ask=other()), this_second()) == ("time_stamp_wrong", "nonce")


def test_a_policy_that_nobody_knows_is_refused(authority: Authority) -> None:
    def asked(original: bytes) -> bytes:
        whole = read.whole(original, write.SEQUENCE)
        version, imprint = whole.whole(write.INTEGER), whole.whole(write.SEQUENCE)
        whole.oid()
        rest = whole.whole(write.INTEGER), whole.whole(write.BOOLEAN)
        named = write.oid("1.3.6.1.4.1.99999.2")
        return write.sequence(version, imprint, named, *rest)

    unit = unit_of(authority, ask=asked)
    assert refusal(unit, this_second()) == ("time_stamp_wrong", "policy")


def test_a_unit_below_another_root_is_refused(
    authority: Authority, tmp_path: Path, at: datetime
) -> None:
    strangers = Authority(tmp_path, at).anchors
    unit = unit_of(authority, anchors=strangers)
    assert refusal(unit, this_second()) == ("time_stamp_wrong", "root")
    alone = replace(strangers, issuers=authority.anchors.issuers)
    assert refusal(unit_of(authority, anchors=alone), this_second())[1] == "root"


def own(tmp_path: Path, at: datetime, **changes: object) -> OutsideUnit:
    """Return an authority whose unit is of another kind: ours stamps for it, OpenSSL would not."""
    unit = replace(profile.TIME_STAMPING, **changes)
    authority = Authority(tmp_path, at, unit)
    stamps = TimeStampUnit(authority.identity)

    def answer(asked: bytes) -> bytes:
        del asked
        return write.sequence(write.sequence(write.integer(0)), stamps.stamp(DIGEST, at))

    return OutsideUnit(answer, lambda: authority.anchors, (POLICY,))


def test_a_unit_that_repeats_no_number_is_refused(tmp_path: Path, at: datetime) -> None:
    assert refusal(own(tmp_path, at), at) == ("time_stamp_wrong", "nonce")


@pytest.mark.parametrize(
    "changes",
    [
        {"purposes": (), "purposes_critical": False},
        {"purposes_critical": False},
        {"purposes": (ExtendedKeyUsageOID.CODE_SIGNING.dotted_string,)},
    ],
)
def test_a_unit_that_is_not_for_stamping_alone_is_refused(
    tmp_path: Path, at: datetime, changes: dict[str, object]
) -> None:
    assert refusal(own(tmp_path, at, **changes), at) == ("time_stamp_wrong", "unit")


@pytest.mark.parametrize("minutes", [-5, 5])
def test_a_clock_that_differs_from_ours_is_refused(authority: Authority, minutes: int) -> None:
    then = this_second() + timedelta(minutes=minutes)
    assert refusal(unit_of(authority), then) == ("time_stamp_wrong", "clock")


@pytest.mark.parametrize("content", [b"", b"\x30\x00", b"<html>", b"\x30\x03\x30\x01\x02"])
def test_what_is_no_answer_is_refused(authority: Authority, content: bytes) -> None:
    unit = unit_of(authority, answer=lambda _: content)
    assert refusal(unit, this_second())[0] == "time_stamp_unreadable"


def test_a_token_whose_signature_is_bent_is_refused(authority: Authority) -> None:
    unit = unit_of(authority, answer=lambda answer: answer[:-1] + bytes((answer[-1] ^ 1,)))
    assert refusal(unit, this_second())[0] == "time_stamp_unreadable"


def test_an_authority_that_refuses_is_told_with_its_status() -> None:
    with pytest.raises(SignatureError) as refused:
        token_in(write.sequence(write.sequence(write.integer(2))))
    assert (refused.value.code, refused.value.facts) == ("time_stamp_refused", {"status": 2})


def test_a_key_that_no_reader_takes_is_refused(tmp_path: Path) -> None:
    weak = Authority(tmp_path, this_second(), bits=2048)
    assert refusal(unit_of(weak), this_second()) == ("key_unusable", "rsa2048")


def test_an_agreement_is_signed_and_archived_by_its_time(
    authority: Authority, tmp_path: Path
) -> None:
    unit = unit_of(authority)
    registry = opened(tmp_path, authority.at).with_outside(
        lambda: Outside(time_stamps=unit, stamp_anchors=authority.anchors, stamp_policies=(POLICY,))
    )
    scene = Scene(registry, this_second(), pace=timedelta(0))
    pdf = archived(scene.good, registry, (), this_second())
    require_lasting(pdf, registry, this_second())
    later = this_second() + timedelta(days=300)
    case = Case(pdf=pdf, trust=lasting_trust(registry, later), at=later)
    assert (verify(case).level, len(case.archive)) == (Level.VALID, 1)
    stranger = lasting_trust(opened(tmp_path), later)
    assert verify(Case(pdf=pdf, trust=stranger, at=later)).level is Level.NOT_VALID


def test_anchors_are_roots_and_those_below_them(authority: Authority) -> None:
    anchors = authority.anchors
    assert anchors.roots == (authority.root.certificate,)
    assert anchors.issuers == (authority.between.certificate,)
    assert len(anchors.lists) == 2


def test_units_in_a_file_of_anchors_are_no_authorities(
    authority: Authority, tmp_path: Path
) -> None:
    file, pem = tmp_path / "chain.pem", authority.pem
    file.write_bytes(pem + authority.unit.pem().encode())
    anchors = AnchorsFile(file)
    assert anchors().issuers == (authority.between.certificate, authority.unit)
    assert anchors.authorities() == anchors_in(pem)


@pytest.mark.parametrize("which", ["nothing", "below", "damaged"])
def test_anchors_without_a_root_are_refused(authority: Authority, which: str) -> None:
    pem = {
        "nothing": b"",
        "below": authority.between.certificate.pem().encode(),
        "damaged": authority.pem.replace(b"MII", b"AII"),
    }[which]
    with pytest.raises(SignatureError, match="anchors_unreadable"):
        anchors_in(pem)


NAMED = attribute(CONTENT_TYPE, write.oid(TST_INFO))
DIGESTED = attribute(MESSAGE_DIGEST, write.octets(DIGEST))


def test_attributes_that_say_too_little_or_too_much_do_not_count(authority: Authority) -> None:
    unit = authority.unit
    by_whom = attribute(SIGNING_CERTIFICATE_V2, signing_certificate(unit))
    assert commit(signed_attributes(TST_INFO, DIGEST, unit), TST_INFO, DIGEST, unit)
    empty = attribute(SIGNING_CERTIFICATE_V2, b"")
    for said in (
        (NAMED, DIGESTED),
        (NAMED, DIGESTED, empty),
        (
            NAMED,
            DIGESTED,
            attribute(SIGNING_CERTIFICATE_V2, signing_certificate(authority.root.certificate)),
        ),
        (NAMED, DIGESTED, by_whom, attribute("1.2.3", write.null())),
        (NAMED, DIGESTED, DIGESTED, by_whom),
        (DIGESTED, by_whom),
    ):
        assert not commit(write.set_of(*said), TST_INFO, DIGEST, unit)


def test_whom_to_trust_is_read_again_when_it_changed(tmp_path: Path, authority: Authority) -> None:
    file = tmp_path / "tsa.pem"
    file.write_bytes(authority.pem)
    anchors = AnchorsFile(file)
    first = anchors()
    assert anchors() is first
    (tmp_path / "other").mkdir()
    file.write_bytes(Authority(tmp_path / "other", this_second()).pem)
    assert anchors().roots != first.roots
    file.unlink()
    with pytest.raises(SignatureError, match="anchors_unreadable"):
        anchors()


def test_an_authority_that_does_not_answer_is_away(authority: Authority) -> None:
    def nothing(_: bytes) -> bytes:
        raise Unanswered("it is night there")

    unit = OutsideUnit(nothing, lambda: authority.anchors, (POLICY,))
    assert refusal(unit, this_second()) == ("time_stamp_away", "it is night there")
