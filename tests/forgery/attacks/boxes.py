"""Right signatures in wrong boxes, too few of them, or in a wrong order."""

from __future__ import annotations

import msgspec
from forgery import updates
from forgery.attack import only, stopped_by
from forgery.attacks.signers import ANDES
from forgery.pen import Trick, Update
from forgery.people import Made, made
from forgery.scene import PEOPLE, SEATS, Scene
from pikepdf import Dictionary, Name, Pdf, String
from registries import HE

from aggregates.vocabulary import SeatRole
from signing.registry.registry import Signer
from signing.verify.case import Case


@only("seats", "seat_of_another")
def boxes_exchanged(scene: Scene) -> bytes:
    """Two companies sign, each in the box of the other."""
    pdf = scene.revisions[0]
    sitters = {"linghai-1": "andes", "linghai-2": "linghai-2", "andes": "linghai-1"}
    for field, sitter in sitters.items():
        mandate = msgspec.structs.replace(scene.mandate(sitter), joint=1)
        identity = made(scene, sitter, Made(mandate=mandate, at=scene.when(field)))
        pdf = scene.sign(pdf, field, identity)
    return scene.from_then_on(pdf, "andes")


@only("seats", "seat_of_another")
def witness_as_official(scene: Scene) -> bytes:
    """A witness of the office signs where its official should."""
    witness = Signer(subject=HE, role=SeatRole.WITNESS)
    identity = scene.registry.assist(witness, scene.when("official"))
    return scene.sign(scene.revisions[-2], "official", identity)


@only("seats", "seat_of_another")
def namesake(scene: Scene) -> bytes:
    """A company of the same name, with another registration, signs."""
    subject = msgspec.structs.replace(PEOPLE["andes"], identifier="NTRCL-99999999")
    identity = made(scene, "andes", Made(subject=subject))
    return scene.from_then_on(scene.sign(scene.revisions[ANDES - 1], "andes", identity), "andes")


@only("seats", "seat_of_another")
def renamed(scene: Scene) -> bytes:
    """A company signs under another name than the one in the agreement."""
    subject = msgspec.structs.replace(PEOPLE["andes"], organisation="Minera Andes SpA")
    identity = made(scene, "andes", Made(subject=subject))
    return scene.from_then_on(scene.sign(scene.revisions[ANDES - 1], "andes", identity), "andes")


@only("seats", "out_of_turn")
def out_of_turn(scene: Scene) -> Case:
    """The witness signs before all parties have."""
    *first, andes, witness, official = SEATS
    early = Scene(scene.registry, scene.at, seats=(*first, witness, andes, official))
    return early.case(early.good)


@stopped_by("seats", "signed_twice")
def signed_again(scene: Scene) -> bytes:
    """A signer signs a second time, over their own first signature."""

    def emptied(update: Update) -> None:
        del updates.field_of(update, "andes")["/V"]

    return scene.sign(scene.revisions[ANDES], "andes", trick=Trick(meddle=emptied))


@only("seats", "fields_differ")
def seat_in_no_list(scene: Scene) -> Case:
    """The certified document has a signature field that no seat names."""

    def added(pdf: Pdf) -> None:
        widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("more"))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(widget))

    careless = Scene(scene.registry, scene.at, change=added)
    return careless.case(careless.good)


@only("changes", "signed_after_closing")
def signed_after_the_official(scene: Scene) -> Case:
    """Somebody signs when the official has closed the document."""
    *first, witness, official = SEATS
    late = msgspec.structs.replace(witness, turn="3")
    signing = Scene(scene.registry, scene.at, seats=(*first, official, late))
    return signing.case(signing.good)


@only("changes", "field_not_a_signature")
def other_field(scene: Scene) -> Case:
    """The certified document has a form field that is no signature."""

    def changed(pdf: Pdf) -> None:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields.as_list()}
        fields["witness"].FT = Name.Tx

    careless = Scene(scene.registry, scene.at, change=changed)
    pdf = careless.base
    for field in ("registry", "linghai-1", "linghai-2", "andes", "official"):
        pdf = careless.sign(pdf, field)
    return careless.case(pdf)


@only("changes", "active_content")
def certified_script(scene: Scene) -> Case:
    """The certified document runs a script when it is opened."""

    def scripted(pdf: Pdf) -> None:
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        pdf.pages[0].obj.AA = Dictionary(O=script)

    careless = Scene(scene.registry, scene.at, change=scripted)
    return careless.case(careless.good)
