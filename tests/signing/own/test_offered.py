"""What a dishonest server could ask to be signed, and what an honest one asks."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from forgery.scene import MINUTE, Scene
from msgspec.structs import replace
from pikepdf import Dictionary, Name, Pdf
from pyhanko.pdf_utils.generic import pdf_string
from registries import MANDATE, NOON, ROJAS, signatory

from signing.cms.attributes import DATA, attribute, signed_attributes
from signing.der import write
from signing.errors import SignatureError
from signing.own.held import HeldKey, held_in_memory
from signing.own.offered import Offered, Shown, signed_if_honest
from signing.pades.layout import _fill
from signing.pades.objects import catalogue_of, rewrite_catalogue
from signing.pades.prepare import Prepared, complete, prepare
from signing.pades.request import SignatureRequest
from signing.pades.updating import Update
from signing.pki.certificate import Certificate
from signing.registry.registry import Registry

FIELD = "linghai-1"
AT = NOON + 2 * MINUTE


class Table(msgspec.Struct, frozen=True):
    """A certified paper, a key of a signatory, its certificate, and what an honest server asks."""

    certified: bytes
    held: HeldKey
    certificate: Certificate
    prepared: Prepared

    @property
    def shown(self) -> Shown:
        """What the signatory knows."""
        return Shown(pdf=self.certified, field=FIELD, certificate=self.certificate)

    @property
    def offered(self) -> Offered:
        """What an honest server asks."""
        return as_offered(self.prepared)

    def refuses(self, offered: Offered, shown: Shown | None = None, at: datetime = AT) -> str:
        """Return the code with which the key is not used."""
        with pytest.raises(SignatureError) as refused:
            signed_if_honest(self.held, shown or self.shown, offered, at)
        return refused.value.code


def as_offered(prepared: Prepared) -> Offered:
    gap = prepared.gap
    return Offered(
        pdf=gap.pdf,
        contents_start=gap.start,
        contents_end=gap.end,
        attributes=prepared.to_be_signed,
        certificate=prepared.certificate,
    )


@pytest.fixture(scope="module")
def table(scene: Scene, registry: Registry) -> Table:
    held = held_in_memory(ec.generate_private_key(ec.SECP256R1()))
    certificate = registry.enrol(signatory(), held.public.key, NOON)
    certified = scene.revisions[0]
    request = SignatureRequest(field=FIELD, at=AT)
    return Table(certified, held, certificate, prepare(certified, request, certificate))


def test_what_an_honest_server_asks_is_signed(table: Table, registry: Registry) -> None:
    signature = signed_if_honest(table.held, table.shown, table.offered, AT)
    token = registry.time_stamps.stamp(hashlib.sha256(signature).digest(), AT)
    assert complete(table.prepared, signature, token).startswith(table.certified)


def test_another_document_is_refused(table: Table) -> None:
    whole = table.offered.pdf
    other = replace(table.offered, pdf=whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    assert table.refuses(other) == "offer_of_another_revision"


def test_a_revision_in_between_is_refused(table: Table, scene: Scene) -> None:
    request = SignatureRequest(field="linghai-2", at=AT)
    upon = prepare(scene.revisions[1], request, table.certificate)
    shown = replace(table.shown, field="linghai-2")
    assert table.refuses(as_offered(upon), shown) == "offer_of_another_revision"


def test_another_seat_is_refused(table: Table) -> None:
    request = SignatureRequest(field="andes", at=AT)
    elsewhere = prepare(table.certified, request, table.certificate)
    assert table.refuses(as_offered(elsewhere)) == "offer_for_another_field"


def test_an_update_that_changes_more_than_the_field_is_refused(table: Table) -> None:
    update = Update(table.certified)
    catalogue_of(update)["/Lang"] = pdf_string("zz")
    rewrite_catalogue(update)
    gap = _fill(update, SignatureRequest(field=FIELD, at=AT))
    changed = as_offered(Prepared(gap, table.certificate))
    assert table.refuses(changed) == "changed_after_signing"


def test_a_paper_that_acts_is_refused(table: Table, registry: Registry) -> None:
    def act(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")

    scene = Scene(registry, NOON, change=act)
    request = SignatureRequest(field=FIELD, at=AT)
    acting = prepare(scene.revisions[0], request, table.certificate)
    shown = replace(table.shown, pdf=scene.revisions[0])
    assert table.refuses(as_offered(acting), shown) == "active_content"


def test_room_that_is_not_empty_or_not_the_one_that_the_file_says_is_refused(
    table: Table,
) -> None:
    start = table.offered.contents_start
    whole = table.offered.pdf
    filled = replace(table.offered, pdf=whole[: start + 9] + b"7" + whole[start + 10 :])
    assert table.refuses(filled) == "offer_covers_otherwise"
    wider = replace(table.offered, contents_end=table.offered.contents_end + 2)
    assert table.refuses(wider) == "offer_covers_otherwise"


def test_another_certificate_for_the_same_key_is_refused(table: Table, registry: Registry) -> None:
    wider = replace(MANDATE, id="mandate-2", limit=None)
    signer = replace(signatory(), mandate=wider)
    twin = registry.enrol(signer, table.held.public.key, NOON)
    prepared = Prepared(table.prepared.gap, twin)
    assert table.refuses(as_offered(prepared)) == "certificate_not_yours"


def test_a_certificate_of_another_key_is_refused(table: Table, registry: Registry) -> None:
    other = held_in_memory(ec.generate_private_key(ec.SECP256R1()))
    theirs = registry.enrol(signatory(ROJAS), other.public.key, NOON)
    shown = replace(table.shown, certificate=theirs)
    prepared = as_offered(Prepared(table.prepared.gap, theirs))
    assert table.refuses(prepared, shown) == "certificate_not_yours"


def test_a_certificate_that_is_over_signs_nothing(table: Table) -> None:
    late = table.certificate.not_after + timedelta(seconds=1)
    assert table.refuses(table.offered, at=late) == "certificate_not_valid"


def test_attributes_of_another_file_are_refused(table: Table) -> None:
    other = signed_attributes(DATA, bytes(32), table.certificate)
    assert table.refuses(replace(table.offered, attributes=other)) == "attributes_strange"


def test_attributes_that_name_another_certificate_are_refused(
    table: Table, registry: Registry
) -> None:
    twin = registry.enrol(signatory(), table.held.public.key, NOON)
    other = signed_attributes(DATA, table.prepared.gap.digest, twin)
    assert table.refuses(replace(table.offered, attributes=other)) == "attributes_strange"


def test_attributes_that_say_more_are_refused(table: Table) -> None:
    signing_time = attribute("1.2.840.113549.1.9.5", write.generalized_time(AT))
    honest = table.offered.attributes
    parts = honest[honest[1] - 0x80 + 2 if honest[1] & 0x80 else 2 :]
    more = write.encode(write.SET, parts + signing_time)
    assert table.refuses(replace(table.offered, attributes=more)) == "attributes_strange"
