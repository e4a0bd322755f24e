"""What somebody without any key can do to a signed file."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pikepdf
from forgery import updates
from forgery.attack import only, stopped_by
from forgery.messages import joined, remade, signer_of
from forgery.octets import ends, flipped, gaps, inserted, message_of, with_contents
from forgery.scene import SEATS, Scene
from forgery.updates import updated
from pikepdf import ObjectStreamMode

from signing.cms.attributes import attribute
from signing.cms.read import read_message
from signing.der import write
from signing.registry.office import Service
from signing.verify.case import Case, Record

LAST = len(SEATS) - 1


@stopped_by("bytes", "not_one_pdf")
def octets_before(scene: Scene) -> bytes:
    """Octets stand before the file."""
    return b"%junk\n" + scene.good


@stopped_by("bytes", "file_malformed")
def octets_after(scene: Scene) -> bytes:
    """A comment stands after the end."""
    return scene.good + b"% harmless\n"


@stopped_by("bytes", "file_malformed")
def second_file(scene: Scene) -> bytes:
    """A second PDF, with other pages, follows the first."""
    return scene.good + updated(scene.base, updates.other_page)


@stopped_by("bytes", "file_malformed")
def octets_between(scene: Scene) -> bytes:
    """A comment stands between two revisions."""
    return inserted(scene.good, ends(scene.good)[2], b"% harmless\n")


@stopped_by("bytes", "file_malformed")
def cut_off(scene: Scene) -> bytes:
    """The last hundred octets are missing."""
    return scene.good[:-100]


@stopped_by("bytes", "no_signature")
def written_anew(scene: Scene) -> bytes:
    """A PDF program has written the file anew."""
    return _saved(scene.good, object_stream_mode=ObjectStreamMode.disable)


@stopped_by("bytes", "file_malformed")
def written_with_object_streams(scene: Scene) -> bytes:
    """A PDF program has written the file anew, with its objects in streams."""
    return _saved(scene.good, object_stream_mode=ObjectStreamMode.generate)


@stopped_by("bytes", "file_malformed")
def linearised(scene: Scene) -> bytes:
    """A PDF program has rearranged the file for reading over a network."""
    return _saved(scene.good, linearize=True)


@stopped_by("bytes", "file_malformed")
def encrypted(scene: Scene) -> bytes:
    """The file is encrypted, with an empty password."""
    return _saved(scene.good, encryption=pikepdf.Encryption(owner="", user=""))


@stopped_by("bytes", "no_signature")
def rolled_back_to_the_base(scene: Scene) -> bytes:
    """The file is cut back to what it was before anybody signed."""
    return scene.good[: ends(scene.good)[0]]


@only("seats", "seat_empty")
def rolled_back(scene: Scene) -> bytes:
    """The file is cut back to what it was before the official signed."""
    return scene.good[: ends(scene.good)[-2]]


@only("record", "not_the_recorded_file")
def rolled_back_to_a_valid_revision(scene: Scene) -> Case:
    """The last signature, which was not required, is cut off."""
    witnessed = Scene(scene.registry, scene.at, seats=SEATS[:-1])
    cut = witnessed.good[: ends(witnessed.good)[-2]]
    return witnessed.case(cut, record=witnessed.record)


@only("record", "not_recorded")
def unknown_to_the_ledger(scene: Scene) -> Case:
    """Whoever stole the keys of the registry makes a paper of a deal that never was."""
    nothing = Record(base_pdf_sha256="", pdf_sha256="", status_now="not_checked")
    return scene.case(scene.good, record=nothing)


@stopped_by("base", "base_of_another")
def another_agreement(scene: Scene) -> Case:
    """Another valid agreement of the same registry is handed in for the recorded one."""
    other = Scene(scene.registry, scene.at, seats=SEATS[:-1])
    return other.case(other.good, record=scene.record)


@only("signatures", "digest_wrong")
def page_altered(scene: Scene) -> bytes:
    """One bit of a page is turned over."""
    return flipped(scene.good, scene.good.index(b"stream\n", 3000) + 50)


@only("signatures", "digest_wrong")
def claimed_time_altered(scene: Scene) -> bytes:
    """The year in a signature dictionary is another."""
    year = scene.at.year
    return scene.good.replace(rb"/M (D\072%d" % year, rb"/M (D\072%d" % (year - 1), 1)


@only("signatures", "signature_wrong")
def value_of_another(scene: Scene) -> bytes:
    """A signature has the value of the one before it, with its time-stamp."""
    before = read_message(message_of(scene.good, LAST - 1))
    return with_contents(
        scene.good, LAST, lambda message: remade(message, value=before.value, token=before.token)
    )


@only("signatures", "time_stamp_of_another")
def time_stamp_of_another(scene: Scene) -> bytes:
    """A signature has the time-stamp of the one before it."""
    token = read_message(message_of(scene.good, LAST - 1)).token
    return with_contents(scene.good, LAST, lambda message: remade(message, token=token))


@stopped_by("signatures", "no_time_stamp")
def time_stamp_removed(scene: Scene) -> bytes:
    """A signature has lost its time-stamp."""
    return with_contents(scene.good, LAST, lambda message: remade(message, token=b""))


@only("paths", "certificates_differ")
def certificate_added(scene: Scene) -> bytes:
    """A message carries one certificate more than it was made with."""
    more = (scene.registry.certificate(Service.ISSUING), scene.registry.certificate(Service.ROOT))
    return with_contents(scene.good, LAST, lambda message: remade(message, chain=more))


@only("paths", "certificates_differ")
def certificate_removed(scene: Scene) -> bytes:
    """A message has lost the certificate of the issuing authority."""
    return with_contents(scene.good, LAST, lambda message: remade(message, chain=()))


@stopped_by("seats", "message_unreadable")
def certificate_twice(scene: Scene) -> bytes:
    """A message carries its signer's certificate twice."""
    again = read_message(message_of(scene.good, LAST)).certificate.der
    return with_contents(scene.good, LAST, lambda message: joined(message, certificates=again))


@stopped_by("seats", "not_der")
def revocation_list_added(scene: Scene) -> bytes:
    """A message carries a list of revoked certificates."""
    crl = scene.trust.crls[0]
    return with_contents(scene.good, LAST, lambda message: joined(message, lists=crl))


@stopped_by("seats", "message_unreadable")
def signer_added(scene: Scene) -> bytes:
    """A message has a second signer."""
    other = signer_of(message_of(scene.good, 1))
    return with_contents(scene.good, LAST, lambda message: joined(message, signers=other))


@stopped_by("seats", "message_unreadable")
def attribute_added(scene: Scene) -> bytes:
    """A message has an unsigned attribute besides the time-stamp."""
    more = attribute("1.2.840.113549.1.9.16.2.4", write.utf8("without obligation"))
    return with_contents(scene.good, LAST, lambda message: joined(message, unsigned=more))


@stopped_by("seats", "not_der")
def longer_length(scene: Scene) -> bytes:
    """A message says its length in more octets than it needs: BER, which readers accept."""
    return with_contents(scene.good, LAST, lambda message: b"\x30\x83\0" + message[2:])


@stopped_by("seats", "not_der")
def no_length(scene: Scene) -> bytes:
    """A message does not say its length, but marks its end: BER, too."""
    return with_contents(scene.good, LAST, lambda message: b"\x30\x80" + message[4:] + b"\0\0")


@stopped_by("seats", "padding_not_empty")
def room_used(scene: Scene) -> bytes:
    """Something is hidden in the room behind a message."""
    return flipped(scene.good, gaps(scene.good)[LAST][1] - 4)


@stopped_by("bytes", "file_malformed")
def capitals(scene: Scene) -> bytes:
    """A message is spelled with capital digits: the same octets to a reader."""
    start, end = gaps(scene.good)[LAST]
    return scene.good[:start] + scene.good[start:end].upper() + scene.good[end:]


@stopped_by("bytes", "file_malformed")
def wrapped(scene: Scene) -> bytes:
    """What a signature is over is kept, and moved to make room for another page (wrapping)."""
    _, end = gaps(scene.good)[LAST]
    table = int(re.findall(rb"startxref\n(\d+)\n", scene.good)[-1])
    room = b"\n".join((b"", b"900 0 obj", b"<< /Type /Page >>", b"endobj", b""))
    false_table = b"xref\n0 1\n0000000000 65535 f \n900 1\n%010d 00000 n \n" % (end + 1)
    wrapping = room.ljust(table - end) + false_table + b"trailer\n<< /Size 901 /Root 900 0 R >>\n"
    return inserted(scene.good, end, wrapping)


def _saved(pdf: bytes, **how: Any) -> bytes:
    made = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(made, **how)
    return made.getvalue()
