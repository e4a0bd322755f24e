"""A signature laid into a PDF, and the refusals to make one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import msgspec
import pikepdf
import pytest
from papers import all_fields, blank, stamp
from pikepdf import Array, Dictionary, Name
from registries import DAY, NOON, official, signatory
from validators import embedded, openssl_cms

from signing.cms.algorithms import verify
from signing.cms.identity import Identity, SoftwareKey
from signing.errors import SignatureError
from signing.pades.gap import CONTENTS_OCTETS, Gap
from signing.pades.prepare import Prepared, complete, prepare
from signing.pades.request import SignatureRequest
from signing.pades.sign import sign
from signing.registry.office import Service
from signing.registry.registry import Registry
from signing.timestamp.token import read_token


def asked(field: str = "wen", *, certify: bool = False, drawn: bytes = b"") -> SignatureRequest:
    return SignatureRequest(field=field, at=NOON, certify=certify, stamp=drawn)


def signed(registry: Registry, pdf: bytes, request: SignatureRequest) -> bytes:
    return sign(pdf, request, registry.assist(signatory(), NOON), registry.time_stamps)


@contextmanager
def field_of(pdf: bytes, name: str) -> Iterator[pikepdf.Object]:
    with pikepdf.open(BytesIO(pdf)) as read:
        fields = read.Root.AcroForm.Fields.as_list()
        yield next(field for field in fields if str(field.T) == name)


def test_a_signature_is_an_update_that_leaves_every_octet_before_it(registry: Registry) -> None:
    base = blank("wen", "rojas")
    once = signed(registry, base, asked("wen"))
    twice = signed(registry, once, asked("rojas"))
    assert once.startswith(base)
    assert twice.startswith(once)


def test_the_signature_dictionary_is_that_of_pades(registry: Registry) -> None:
    request = SignatureRequest(field="wen", at=NOON, reason="For Linghai")
    with field_of(signed(registry, blank("wen"), request), "wen") as field:
        assert field.V.Filter == Name("/Adobe.PPKLite")
        assert field.V.SubFilter == Name("/ETSI.CAdES.detached")
        assert str(field.V.M) == "D:20260908120000Z"
        assert str(field.V.Reason) == "For Linghai"
        assert "/Cert" not in field.V


def test_the_certification_allows_to_fill_in_and_to_sign(registry: Registry) -> None:
    pdf = sign(
        blank("registry"), asked("registry", certify=True), registry.seal, registry.time_stamps
    )
    with pikepdf.open(BytesIO(pdf)) as read:
        assert read.Root.Perms.DocMDP.Reference[0].TransformParams.P == 2
        assert read.Root.Extensions.ESIC.ExtensionLevel == 1


def test_a_signature_says_nothing_new_of_the_document(registry: Registry) -> None:
    base = blank("wen")
    pdf = signed(registry, base, asked(drawn=stamp()))
    with pikepdf.open(BytesIO(base)) as before, pikepdf.open(BytesIO(pdf)) as after:
        assert dict(after.docinfo) == dict(before.docinfo)
        assert "/Metadata" not in after.Root


def test_the_stamp_becomes_the_appearance_of_the_field(registry: Registry) -> None:
    pdf = signed(registry, blank("wen"), asked(drawn=stamp("Wen")))
    with field_of(pdf, "wen") as field:
        assert [int(edge) for edge in field.AP.N.BBox.as_list()] == [0, 0, 200, 80]
        assert b"(Wen) Tj" in field.AP.N.read_bytes()


def test_without_a_stamp_the_appearance_stays(registry: Registry) -> None:
    pdf = signed(registry, blank("wen"), asked())
    with field_of(pdf, "wen") as field:
        assert field.AP.N.read_bytes() == b""


def test_the_officials_signature_locks_all_fields_without_permissions(registry: Registry) -> None:
    base = blank("official", locking="official")
    identity = registry.assist(official(), NOON)
    pdf = sign(base, asked("official"), identity, registry.time_stamps)
    with field_of(pdf, "official") as field:
        (reference,) = field.V.Reference.as_list()
        assert reference.TransformMethod == Name.FieldMDP
        assert reference.TransformParams.Action == Name.All
        assert "/P" not in reference.TransformParams


@pytest.mark.parametrize(
    ("lock", "certify"),
    [
        (Dictionary(Type=Name.SigFieldLock, Action=Name.All, P=1), False),
        (Dictionary(Type=Name.SigFieldLock, Action=Name.Include, Fields=Array()), False),
        (all_fields(), True),
    ],
)
def test_another_lock_is_refused(registry: Registry, lock: Dictionary, *, certify: bool) -> None:
    base = blank("wen", locking="wen", lock=lock)
    with pytest.raises(SignatureError) as refused:
        signed(registry, base, asked(certify=certify))
    assert (refused.value.code, refused.value.facts) == ("lock_unusable", {"field": "wen"})


def test_a_field_that_is_not_there_can_not_be_signed(registry: Registry) -> None:
    with pytest.raises(SignatureError) as refused:
        signed(registry, blank("wen"), asked("rojas"))
    assert (refused.value.code, refused.value.facts) == ("field_unknown", {"field": "rojas"})


def test_a_field_is_signed_once(registry: Registry) -> None:
    once = signed(registry, blank("wen"), asked())
    with pytest.raises(SignatureError) as refused:
        signed(registry, once, asked())
    assert (refused.value.code, refused.value.facts) == ("field_signed", {"field": "wen"})


def test_the_certification_must_come_first(registry: Registry) -> None:
    once = signed(registry, blank("wen", "registry"), asked())
    with pytest.raises(SignatureError, match="certified_too_late"):
        signed(registry, once, asked("registry", certify=True))


def test_what_is_no_pdf_is_not_signed(registry: Registry) -> None:
    with pytest.raises(SignatureError, match="pdf_unreadable"):
        signed(registry, b"%PDF-1.7\nnothing", asked())


def test_a_stamp_that_is_no_pdf_is_refused(registry: Registry) -> None:
    with pytest.raises(SignatureError, match="pdf_unreadable"):
        signed(registry, blank("wen"), asked(drawn=b"an image"))


@pytest.fixture(scope="module")
def identity(registry: Registry) -> Identity:
    return registry.assist(signatory(), NOON)


@pytest.fixture(scope="module")
def prepared(identity: Identity) -> Prepared:
    return prepare(blank("wen"), asked(), identity.certificate, identity.chain)


@pytest.fixture(scope="module")
def signature(identity: Identity, prepared: Prepared) -> bytes:
    return identity.key.sign(prepared.to_be_signed)


def token_for(registry: Registry, signature: bytes, hours: int = 0) -> bytes:
    digest = hashlib.sha256(signature).digest()
    return registry.time_stamps.stamp(digest, NOON + hours * DAY / 24)


def test_what_is_signed_commits_to_all_of_the_pdf_but_the_gap(prepared: Prepared) -> None:
    gap = prepared.gap
    digest = hashlib.sha256(gap.pdf[: gap.start] + gap.pdf[gap.end :]).digest()
    assert prepared.gap.digest == digest
    assert digest in prepared.to_be_signed
    assert len(gap.pdf[gap.start : gap.end]) == 2 * CONTENTS_OCTETS + 2


def test_a_prepared_signature_is_completed_later(
    registry: Registry, identity: Identity, prepared: Prepared, signature: bytes
) -> None:
    verify(identity.certificate.public_key, signature, prepared.to_be_signed)
    pdf = complete(prepared, signature, token_for(registry, signature))
    assert pdf[: prepared.gap.start] == prepared.gap.pdf[: prepared.gap.start]
    assert pdf[prepared.gap.end :] == prepared.gap.pdf[prepared.gap.end :]
    assert signature in bytes.fromhex(pdf[prepared.gap.start + 1 : prepared.gap.end - 1].decode())


def test_a_prepared_signature_can_be_stored(prepared: Prepared) -> None:
    stored = msgspec.json.decode(msgspec.json.encode(prepared), type=Prepared)
    assert stored == prepared
    assert stored.to_be_signed == prepared.to_be_signed


def test_a_signature_over_something_else_is_not_embedded(
    registry: Registry, prepared: Prepared
) -> None:
    other = registry.assist(signatory(), NOON).key.sign(prepared.to_be_signed)
    with pytest.raises(SignatureError, match="signature_wrong"):
        complete(prepared, other, token_for(registry, other))


def test_a_pdf_that_was_changed_after_it_was_prepared_is_not_completed(
    registry: Registry, prepared: Prepared, signature: bytes
) -> None:
    gap = prepared.gap
    changed = Gap(gap.pdf.replace(b"%%EOF", b"%%EOG"), gap.start, gap.end)
    other = Prepared(changed, prepared.certificate, prepared.chain)
    with pytest.raises(SignatureError, match="signature_wrong"):
        complete(other, signature, token_for(registry, signature))


def test_a_time_stamp_over_another_signature_is_not_embedded(
    registry: Registry, prepared: Prepared, signature: bytes
) -> None:
    with pytest.raises(SignatureError, match="time_stamp_of_another"):
        complete(prepared, signature, token_for(registry, b"another"))


def test_a_time_stamp_after_the_certificate_expired_is_not_embedded(
    registry: Registry, prepared: Prepared, signature: bytes
) -> None:
    with pytest.raises(SignatureError, match="certificate_not_valid"):
        complete(prepared, signature, token_for(registry, signature, hours=1))


def test_nothing_is_prepared_for_a_certificate_that_expired(identity: Identity) -> None:
    late = SignatureRequest(field="wen", at=NOON + DAY)
    with pytest.raises(SignatureError, match="certificate_not_valid"):
        prepare(blank("wen"), late, identity.certificate)


def test_a_message_that_does_not_fit_is_refused(
    registry: Registry, prepared: Prepared, signature: bytes
) -> None:
    crowded = Prepared(prepared.gap, prepared.certificate, prepared.chain * 20)
    with pytest.raises(SignatureError) as refused:
        complete(crowded, signature, token_for(registry, signature))
    assert refused.value.code == "contents_too_long"
    assert refused.value.facts["room"] == CONTENTS_OCTETS


def test_the_key_of_one_signature_does_not_sign_a_second_paper(registry: Registry) -> None:
    once = registry.assist(signatory(), NOON)
    sign(blank("wen"), asked(), once, registry.time_stamps)
    with pytest.raises(SignatureError, match="key_spent"):
        sign(blank("wen"), asked(), once, registry.time_stamps)
    assert not isinstance(once.key, SoftwareKey)


def test_openssl_accepts_the_message_as_of_the_time_stamp_when_its_certificate_is_long_expired(
    registry: Registry, tmp_path: Path
) -> None:
    (signature,) = embedded(signed(registry, blank("wen"), asked()))
    root = registry.certificate(Service.ROOT).pem()
    proven = read_token(signature.token).at
    assert openssl_cms(signature, root, tmp_path, proven)
    assert not openssl_cms(signature, root, tmp_path, proven + DAY)
