"""Documents that the registry did not certify, or not as it should."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable

import msgspec
from forgery.attack import Attack, only, stopped_by
from forgery.attacks.signers import ANDES
from forgery.octets import replaced_in_update
from forgery.pen import Trick, sign
from forgery.scene import SEATS, TERMS, Scene, sheet_of
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from aggregates.signing_sheet import sheet_bytes
from aggregates.terms import terms_bytes
from signing.verify.case import Case
from signing.verify.pdf.form import LONGEST_ATTACHMENT


@only("base", "not_certified")
def without_the_registry(scene: Scene) -> Case:
    """The companies make a document of their own, and certify and sign it themselves."""
    selfmade = Scene(scene.registry, scene.at, seats=SEATS[1:])
    return selfmade.case(selfmade.good)


@only("base", "not_certified")
def of_another_office(scene: Scene) -> Case:
    """The certification is of another office below the same root."""
    trust = msgspec.structs.replace(scene.trust, identifier="GOVCN-9999")
    return scene.case(scene.good, trust)


@only("base", "not_certified")
def certified_again(scene: Scene) -> bytes:
    """A signer certifies the document, too, and so allows what may come after."""
    identity, before = scene.identity("andes"), scene.revisions[ANDES - 1]
    request = msgspec.structs.replace(scene.request(before, "andes", identity), certify=True)
    signed = sign(before, request, identity, scene.registry.time_stamps)
    return scene.from_then_on(signed, "andes")


@stopped_by("base", "not_certified")
def certified_for_more(scene: Scene) -> Case:
    """The certification allows notes to be added."""
    trick = Trick(retouch=lambda gap: replaced_in_update(gap, b"/P 2\n", b"/P 3\n"))
    lax = Scene(scene.registry, scene.at)
    certified = lax.sign(lax.base, "registry", trick=trick)
    return lax.case(lax.from_then_on(certified, "registry"))


@stopped_by("base", "not_certified")
def certified_last(scene: Scene) -> Case:
    """The registry certifies what a party has signed before."""
    registry, *others = SEATS
    late = Scene(scene.registry, scene.at, seats=(others[0], registry, *others[1:]))
    return late.case(late.good)


def _certified(about: str, code: str, change: Callable[[Pdf], None]) -> Attack:
    def forge(scene: Scene) -> Case:
        careless = Scene(scene.registry, scene.at, change=change)
        return careless.case(careless.good)

    return Attack(
        about=f"The certified document {about}", step="base", code=code, alone=False, forge=forge
    )


def _packed(name: str, packed: bytes) -> Callable[[Pdf], None]:
    """Return what puts other octets in the place of a file."""

    def change(pdf: Pdf) -> None:
        _specification(pdf, name).EF.F.write(packed, filter=Name.FlateDecode)

    return change


def _terms(content: bytes) -> Callable[[Pdf], None]:
    return _packed("agreement.json", zlib.compress(content))


def seats_of(content: bytes) -> Callable[[Pdf], None]:
    """Return what puts other octets in the place of ``signing.json``."""
    return _packed("signing.json", zlib.compress(content))


def _specification(pdf: Pdf, name: str) -> Object:
    return next(one for one in pdf.Root.AF.as_list() if str(one.F) == name)


def _branched(pdf: Pdf) -> None:
    tree = pdf.Root.Names.EmbeddedFiles
    pdf.Root.Names.EmbeddedFiles = Dictionary(Kids=Array([pdf.make_indirect(tree)]))


def _third(pdf: Pdf) -> None:
    tree = pdf.Root.Names.EmbeddedFiles
    tree.Names = Array([*tree.Names.as_list(), String("terms.json"), pdf.Root.AF[0]])


def _exchanged(pdf: Pdf) -> None:
    pdf.Root.AF = Array(reversed(pdf.Root.AF.as_list()))


def _second_name(pdf: Pdf) -> None:
    _specification(pdf, SHEET).UF = String("agreement.json")


def _second_content(pdf: Pdf) -> None:
    files = _specification(pdf, SHEET).EF
    files.UF = pdf.make_stream(b"{}")


def _unpacked(pdf: Pdf) -> None:
    _specification(pdf, SHEET).EF.F.write(b"{}")


def _no_stream(pdf: Pdf) -> None:
    nothing = pdf.make_indirect(Dictionary())
    _specification(pdf, SHEET).EF = Dictionary(F=nothing, UF=nothing)


def _predicted(pdf: Pdf) -> None:
    _specification(pdf, SHEET).EF.F.DecodeParms = Dictionary(Predictor=12)


SHEET = "signing.json"
OTHER_TERMS = terms_bytes(msgspec.structs.replace(TERMS, forum="none"))
SPACED_TERMS = json.dumps(json.loads(terms_bytes(TERMS)), ensure_ascii=False).encode()
SPACED_SEATS = json.dumps(json.loads(sheet_bytes(sheet_of(TERMS))), ensure_ascii=False).encode()
SEATS_ELSEWHERE = sheet_bytes(msgspec.structs.replace(sheet_of(TERMS), deal="deal-0148"))
UNCLEAR = "attachments_unclear"
CERTIFIED = (
    _certified("holds other terms", "terms_of_another", _terms(OTHER_TERMS)),
    _certified("holds seats of another deal", "terms_of_another", seats_of(SEATS_ELSEWHERE)),
    _certified("holds terms spelled otherwise", "terms_unreadable", _terms(SPACED_TERMS)),
    _certified("holds terms that are none", "terms_unreadable", _terms(b"{}")),
    _certified("holds seats spelled otherwise", "sheet_unreadable", seats_of(SPACED_SEATS)),
    _certified("holds seats that are none", "sheet_unreadable", seats_of(b"\xff")),
    _certified("lists its files in a tree", UNCLEAR, _branched),
    _certified("lists a third file", UNCLEAR, _third),
    _certified("associates its files otherwise", UNCLEAR, _exchanged),
    _certified("has a file of two names", UNCLEAR, _second_name),
    _certified("has a file of two contents", UNCLEAR, _second_content),
    _certified("has a file that is not packed", UNCLEAR, _unpacked),
    _certified("has a file without contents", UNCLEAR, _no_stream),
    _certified("has a file that does not unpack", UNCLEAR, _packed(SHEET, b"no zlib")),
    _certified("has a file that unpacks in two", UNCLEAR, _packed(SHEET, 2 * zlib.compress(b"{}"))),
    _certified("has a file too large", UNCLEAR, seats_of(bytes(LONGEST_ATTACHMENT + 1))),
    _certified("has a file packed in a special way", UNCLEAR, _predicted),
)


@only("seats", "fields_differ")
def two_of_a_name(scene: Scene) -> Case:
    """The certified document has two fields, and two seats, of one name."""
    again = msgspec.structs.replace(sheet_of(TERMS), seats=(*SEATS, SEATS[4]))

    def doubled(pdf: Pdf) -> None:
        seats_of(sheet_bytes(again))(pdf)
        widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("witness"))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(widget))

    careless = Scene(scene.registry, scene.at, change=doubled)
    pdf = careless.base
    for field in ("registry", "linghai-1", "linghai-2", "andes", "official"):
        pdf = careless.sign(pdf, field)
    return careless.case(pdf)
