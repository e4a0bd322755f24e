"""Somebody at the fair who signs with a key of their own, over HTTP, step by step."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from http_deal import Negotiation
from http_fair import Person, Said

from aggregates.vocabulary import Role
from api.accounts.administrators import appoint_administrator
from signing.own.held import HeldKey
from signing.own.offered import Offered, Shown, signed_if_honest
from signing.own.proof import Possession, prove
from signing.pki.certificate import Certificate


class Holder:
    """A signatory of a deal with a key, and the administrator of their organisation."""

    def __init__(self, deal: Negotiation, who: Person, field: str, held: HeldKey) -> None:
        self.deal, self.who, self.field, self.held = deal, who, field, held
        self.organisation = who.actor.organisation
        self.edition = deal.fair.edition
        self.ring = f"/editions/{self.edition}/organisations/{self.organisation}"
        house = deal.fair.house
        self.head = deal.fair.person(Role.LEAD, organisation=self.organisation)
        head = self.head.actor.person
        visitor = house.visitor()
        appoint_administrator(house.accounts, house.registrar, self.organisation, head, visitor)

    def offer(self, **changes: object) -> Said:
        """Show that the key is held."""
        given = self.who.get(f"/editions/{self.edition}/key_challenge").then().body
        said = Possession(
            edition=self.edition,
            organisation=self.organisation,
            person=self.who.actor.person,
            mandate=self.who.mandate,
            challenge=given["challenge"],
        )
        proof = prove(self.held, said)
        body = {
            "mandate": self.who.mandate,
            "public_key": in_base64(self.held.public.der),
            "challenge": given["challenge"],
            "signature": in_base64(proof.signature),
        }
        return self.who.post(f"/editions/{self.edition}/offer_key", {**body, **changes})

    def certify(self, by: Person | None = None) -> Said:
        """Have the administrator say yes, having shown anew who they are."""
        head = by or self.head
        head.shows_presence("certify_key", "")
        body = {"key": self.held.public.sha256, "mandate": self.who.mandate}
        return head.post(f"{self.ring}/certify_key", body)

    def enrol(self) -> Holder:
        """Offer the key and have it certified."""
        self.offer().then()
        self.certify().then()
        return self

    @property
    def certificate(self) -> Certificate:
        """The certificate of the key."""
        path = f"{self.ring}/own_keys/{self.held.public.sha256}/certificates/{self.who.mandate}"
        return Certificate(self.who.get(path).then().response.content)

    def withdraw(self, by: Person | None = None, ground: str = "key_compromise") -> Said:
        """Withdraw the key."""
        body = {"key": self.held.public.sha256, "ground": ground}
        return (by or self.who).post(f"{self.ring}/withdraw_key", body)

    def prepare(self, **changes: object) -> Said:
        """Have the signature prepared."""
        body = {
            **self.deal.consent(self.deal.leading),
            "field": self.field,
            "key": self.held.public.sha256,
            "pdf_sha256": self.deal.signing(self.deal.leading)["pdf_sha256"],
        }
        return self.deal.does("prepare_signature", self.who, **{**body, **changes})

    @property
    def waiting(self) -> Said:
        """What waits for the signature."""
        path = f"/instruments/{self.deal.leading}/prepared_signature"
        return self.deal.reads(self.who, path)

    def document(self, digest: str) -> bytes:
        """A file of the deal."""
        found: bytes = self.deal.reads(self.who, f"/documents/{digest}").then().response.content
        return found

    def signature(self, waiting: dict[str, Any]) -> bytes:
        """The raw signature over what waits, made as an honest client makes it."""
        shown = Shown(
            pdf=self.document(waiting["previous_pdf_sha256"]),
            field=self.field,
            certificate=self.certificate,
        )
        offered = Offered(
            pdf=self.document(waiting["pdf_sha256"]),
            contents_start=waiting["contents_start"],
            contents_end=waiting["contents_end"],
            attributes=b64decode(waiting["signed_attributes"]),
            certificate=Certificate(b64decode(waiting["certificate"])),
        )
        return signed_if_honest(self.held, shown, offered, self.deal.fair.house.clock())

    def complete(self, waiting: dict[str, Any], signature: bytes, **headers: str) -> Said:
        """Send the signature back."""
        body = {
            "instrument": self.deal.leading,
            "field": self.field,
            "pdf_sha256": waiting["pdf_sha256"],
            "signature": in_base64(signature),
        }
        path = f"/deals/{self.deal.deal}/complete_signature"
        return self.who.post(path, body, **headers)

    def sign(self) -> Said:
        """Do all of it."""
        self.prepare().then()
        waiting = self.waiting.then().body
        return self.complete(waiting, self.signature(waiting))


def in_base64(octets: bytes) -> str:
    """Return octets as they are sent."""
    return b64encode(octets).decode()
