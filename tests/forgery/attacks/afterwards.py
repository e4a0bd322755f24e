"""Updates that somebody without any key adds to a signed file: what editors do, too."""

from __future__ import annotations

from collections.abc import Callable

from forgery import updates
from forgery.attack import Attack, stopped_by
from forgery.pen import Update, sign
from forgery.people import stranger
from forgery.scene import Scene
from forgery.updates import updated
from registries import DAY

from signing.cms.identity import Identity, SoftwareKey
from signing.pades.request import SignatureRequest


def _unsigned(about: str, change: Callable[[Update], None], code: str = "not_covered") -> Attack:
    return Attack(
        about=f"{about} afterwards",
        step="bytes",
        code=code,
        alone=False,
        forge=lambda scene: updated(scene.good, change),
    )


ADDED_AT_THE_END = (
    _unsigned("A page is given another text", updates.other_page),
    _unsigned("Two pages are swapped", updates.pages_swapped),
    _unsigned("A page is left out", updates.page_dropped),
    _unsigned("A note is laid over a page", updates.annotation),
    _unsigned("A script is added", updates.script),
    _unsigned("Another stamp is drawn in a signed field", updates.other_appearance("andes")),
    _unsigned("A signed field is moved", updates.moved("andes")),
    _unsigned("A signature is taken out of its field", updates.unsigned("andes")),
    _unsigned("A signed field is taken out of the form", updates.field_removed("andes")),
    _unsigned("A signed field is doubled", updates.field_doubled("andes")),
    _unsigned("An empty field is added", updates.field_added),
    _unsigned("A font program is exchanged", updates.other_font),
    _unsigned("`signing.json` is exchanged", updates.other_attachment("signing.json")),
    _unsigned("`agreement.json` is exchanged", updates.other_attachment("agreement.json")),
    _unsigned("The metadata are changed", updates.other_metadata),
    _unsigned("The title is changed", updates.other_title),
    _unsigned(
        "A store of certificates is added", updates.store_of_certificates, "archive_incomplete"
    ),
    _unsigned("An object is added to which nothing leads", updates.unused_object),
)


@stopped_by("bytes", "not_covered")
def field_of_a_stranger(scene: Scene) -> bytes:
    """A stranger adds a field, shown over a page, and signs it with a certificate of their own."""
    shown = updated(scene.good, updates.field_added)
    request = SignatureRequest(field="approval", at=scene.at + DAY / 2)
    certificate, key = stranger(scene)
    identity = Identity(certificate, (), SoftwareKey(key))
    return sign(shown, request, identity, scene.registry.time_stamps)


@stopped_by("bytes", "range_wrong")
def signature_copied(scene: Scene) -> bytes:
    """A field that is signed already is given a copy of its signature."""
    return updated(scene.good, updates.signature_copied("andes"))
