"""What one of the signers can bring along with their own signature.

Whatever it is, their own signature is right over it, and those after them sign it, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from forgery import updates
from forgery.attack import Attack, only, stopped_by
from forgery.octets import ends, replaced_in_update
from forgery.pen import Trick, Update, sign
from forgery.scene import Scene
from pyhanko.pdf_utils.generic import IndirectObject
from pyhanko.pdf_utils.generic import NameObject as Name

from signing.pades.gap import Gap
from signing.pades.request import SignatureRequest
from signing.verify.case import Case

ANDES = 3
"""Where the dishonest signer comes in the order of signatures."""


def signed_with(scene: Scene, trick: Trick) -> bytes:
    """Return the file in which Andes signed with ``trick``, and all others honestly."""
    return scene.from_then_on(scene.sign(scene.revisions[ANDES - 1], "andes", trick=trick), "andes")


def _brought(code: str, change: Callable[[Update], None], about: str) -> Attack:
    return Attack(
        about=f"A signer's own update {about}",
        step="changes",
        code=code,
        alone=True,
        forge=lambda scene: signed_with(scene, Trick(meddle=change)),
    )


OTHER = "linghai-1"
CHANGED = "changed_after_signing"
BROUGHT_ALONG = (
    _brought(CHANGED, updates.other_page, "gives a page another text"),
    _brought(CHANGED, updates.pages_swapped, "swaps two pages"),
    _brought(CHANGED, updates.page_dropped, "leaves out a page"),
    _brought(CHANGED, updates.annotation, "lays a note over a page"),
    _brought("active_content", updates.script, "adds a script"),
    _brought(CHANGED, updates.other_appearance(OTHER), "redraws the stamp of another"),
    _brought(CHANGED, updates.moved(OTHER), "moves the field of another"),
    _brought(CHANGED, updates.unsigned(OTHER), "takes out the signature of another"),
    _brought(CHANGED, updates.field_removed(OTHER), "takes the field of another out of the form"),
    _brought(CHANGED, updates.field_doubled(OTHER), "doubles the field of another"),
    _brought(CHANGED, updates.field_added, "adds a field"),
    _brought(CHANGED, updates.other_font, "exchanges a font program"),
    _brought(CHANGED, updates.other_attachment("signing.json"), "exchanges `signing.json`"),
    _brought(CHANGED, updates.other_attachment("agreement.json"), "exchanges `agreement.json`"),
    _brought(CHANGED, updates.other_metadata, "changes the metadata"),
    _brought(CHANGED, updates.other_title, "changes the title"),
    _brought("field_changed", updates.moved("andes"), "moves its own field over a page"),
    _brought("field_changed", updates.hidden("andes"), "hides its own field"),
    _brought("more_than_a_signature", updates.unused_object, "brings an object for later use"),
)


def _drawn(code: str, old: bytes, new: bytes, about: str) -> Attack:
    trick = Trick(retouch=lambda gap: replaced_in_update(gap, old, new))
    return Attack(
        about=f"A signer's own stamp {about}",
        step="changes",
        code=code,
        alone=True,
        forge=lambda scene: signed_with(scene, trick),
    )


DRAWN = (
    _drawn("field_changed", b"/BBox", b"/Matrix [ 9 0 0 9 0 0 ]\n/BBox", "is enlarged"),
    _drawn("field_changed", b"/Subtype /Form", b"/Subtype /Image", "is no drawing"),
    _drawn("field_changed", b"/AP <<\n", b"/AP <<\n/D 9 0 R\n", "has a second appearance"),
    _drawn("field_changed", b"/Font <<\n", b"/XObject << /X 9 0 R >>\n/Font <<\n", "is a picture"),
    _drawn("more_than_a_signature", b"/Font <<\n", b"/Font <<\n/F 9 0 R\n", "leads to the pages"),
)


@only("changes", "field_changed")
def stamp_without_contents(scene: Scene) -> bytes:
    """A signer's own stamp is a form without contents."""
    before, identity = scene.revisions[-2], scene.identity("official")
    request = SignatureRequest(field="official", at=scene.when("official"))
    trick = Trick(meddle=updates.empty_appearance("official"))
    return sign(before, request, identity, scene.registry.time_stamps, trick)


@only("changes", "changed_after_signing")
def catalogue_changed(scene: Scene) -> Case:
    """The certification changes the language of the document on the way."""
    careless = Scene(scene.registry, scene.at)
    certified = careless.sign(careless.base, "registry", trick=Trick(meddle=updates.other_language))
    return careless.case(careless.from_then_on(certified, "registry"))


@stopped_by("bytes", "signed_twice")
def two_fields(scene: Scene) -> bytes:
    """A signer puts one signature into two fields."""
    unknown = b"/V 99999 0 R"

    def filled(update: Update) -> None:
        widget = updates.field_of(update, "witness")
        widget[Name("/V")] = IndirectObject(99999, 0, update)
        update.update_container(widget)

    def pointed(gap: Gap) -> Gap:
        own = re.search(rb"/V \d{1,4} 0 R", gap.pdf[ends(gap.pdf)[-2] :])
        return replaced_in_update(gap, unknown, own[0] if own else unknown)

    trick = Trick(meddle=filled, retouch=pointed)
    return scene.sign(scene.sign(scene.revisions[ANDES - 1], "andes", trick=trick), "official")
