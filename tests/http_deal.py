"""A deal over HTTP, from its opening to its seal, step by step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from http_fair import Fair, Person, Said

from aggregates.vocabulary import Role

CLAUSE = {
    "id": "c1",
    "values": {"price": {"type": "money", "amount": "480000000", "currency": "CNY"}},
    "texts": {"en": {"title": "Price", "body": "The price is CNY 480,000,000."}},
}


def frame(*clauses: str, title: str = "Agreement on the cable plant") -> dict[str, Any]:
    """Return a frame with these clauses."""
    return {
        "values": {
            "title": {"type": "wording", "texts": {"en": title}},
            "amount": {"type": "money", "amount": "480000000", "currency": "CNY"},
        },
        "authentic_languages": ["en"],
        "governing_law": "CN",
        "forum": "CIETAC",
        "clause_ids": list(clauses),
    }


class Negotiation:
    """A deal between Linghai, whose lead opened it, and Aster, whose lead was invited."""

    def __init__(self, fair: Fair) -> None:
        self.fair = fair
        self.lin, self.ana = fair.lead("Linghai Cable Co., Ltd."), fair.lead("Aster Capital S.A.")
        self.deal = self.leading = self.letter = ""

    def does(self, name: str, who: Person, *, if_match: str = "", **body: object) -> Said:
        """Send a command of the deal as somebody, decided on the deal as it stands."""
        version = if_match or f'"{self.version}"'
        return who.post(f"/deals/{self.deal}/{name}", body, if_match=version)

    def reads(self, who: Person, what: str = "", **headers: str) -> Said:
        """Read the deal, or a part of it, as somebody."""
        return who.get(f"/deals/{self.deal}{what}", **headers)

    @property
    def version(self) -> int:
        """The version of the deal now."""
        return self.reads(self.lin).body["version"] if self.deal else 0

    def deadline(self, **after: float) -> dict[str, str]:
        """Return a deadline so long after now."""
        at = self.fair.house.clock() + timedelta(**(after or {"days": 20}))
        return {"at": at.isoformat().replace("+00:00", "Z"), "zone": "Asia/Shanghai"}

    def opening(self) -> dict[str, Any]:
        """Return what is sent to open the deal."""
        return {
            "project": self.fair.project,
            "title": "Cable plant",
            "leading_kind": "agreement",
            "tier": "contract",
            "classification": {
                "direction": "inbound",
                "mode": "joint_venture",
                "industry": "C2732",
                "origin": "FR",
                "destination": "CN-FJ",
                "code_lists": "ISIC Rev.4",
                "made_by": self.lin.actor.person,
            },
            "expires_at": self.deadline(days=60),
        }

    def open(self) -> Negotiation:
        """Open the deal, and let the other side join."""
        path = f"/editions/{self.fair.edition}/deals/open_deal"
        opened = self.lin.post(path, self.opening()).then()
        self.deal, self.leading = opened.body["ids"]["deal"], opened.body["ids"]["leading"]
        aster = self.ana.actor.organisation
        invited = self.does("invite_party", self.lin, organisation=aster).then()
        invitation = invited.body["ids"]["invitation"]
        self.does("join_deal", self.ana, invitation=invitation, accede={}).then()
        return self

    def engage(self) -> Negotiation:
        """Send the letter of intent, and accept it."""
        drafted = self.does("draft_instrument", self.lin, kind="letter_of_intent", tier="intention")
        self.letter = drafted.then().body["ids"]["instrument"]
        self.lin.shows_presence("submit_intent", "", self.deal)
        self.does("submit_intent", self.lin, **self.letter_body()).then()
        signing = self.signing(self.letter)
        self.ana.shows_presence("accept_intent", signing["base_pdf_sha256"], self.deal)
        self.does("accept_intent", self.ana, **self.consent(self.letter)).then()
        return self

    def letter_body(self) -> dict[str, Any]:
        """Return what is sent to send the letter."""
        return {
            "instrument": self.letter,
            "frame": frame("c1", title="Letter of intent"),
            "clauses": [CLAUSE],
            "bindingness": "not_binding",
            "seats": self.seats(),
            "expires_at": self.deadline(days=10),
            "language": "en",
        }

    def agree(self) -> Negotiation:
        """Table an offer, accept it, lock it."""
        self.table().then()
        self.accept().then()
        self.does("lock_terms", self.ana, instrument=self.leading).then()
        return self

    def table(self, **changes: object) -> Said:
        """Table the first offer."""
        body = {
            "instrument": self.leading,
            "expected_offer_no": 0,
            "frame": frame("c1"),
            "clauses": [CLAUSE],
            "expires_at": self.deadline(),
        }
        return self.does("table_offer", self.lin, **{**body, **changes})

    def accept(self, **changes: object) -> Said:
        """Accept every row as the matrix shows it."""
        matrix = self.reads(self.ana, "/matrix").then().body
        body = {
            "instrument": self.leading,
            "cited": {row["row"]: row["sha256"] for row in matrix["rows"]},
            "parties_sha256": matrix["parties_sha256"],
        }
        return self.does("accept_clauses", self.ana, **{**body, **changes})

    def open_signing(self, **changes: object) -> Said:
        """Open the signing of the agreement."""
        terms = self.reads(self.lin, "/matrix").body["terms_sha256"]
        body = {
            "instrument": self.leading,
            "terms_sha256": terms,
            "seats": self.seats(),
            "expires_at": self.deadline(days=5),
        }
        return self.does("open_signing", self.lin, **{**body, **changes})

    def sign(self, who: Person, field: str) -> Said:
        """Show presence, and sign."""
        base = self.signing(self.leading)["base_pdf_sha256"]
        who.shows_presence("sign", base, self.deal, field)
        return self.does("sign", who, field=field, **self.consent(self.leading))

    def seats(self) -> list[dict[str, Any]]:
        """Return a seat for each side."""
        return [
            {
                "field": field,
                "role": "signatory",
                "of": who.actor.organisation,
                "number": 1,
                "turn": 1,
                "sitters": [{"person": who.actor.person, "mandate": who.mandate}],
            }
            for field, who in (("linghai", self.lin), ("aster", self.ana))
        ]

    def consent(self, instrument: str) -> dict[str, Any]:
        """Return that somebody has read the terms, in the file as it was opened."""
        signing = self.signing(instrument)
        return {
            "instrument": instrument,
            "terms_sha256": signing["terms_sha256"],
            "base_pdf_sha256": signing["base_pdf_sha256"],
            "language": "en",
        }

    def signing(self, instrument: str) -> dict[str, Any]:
        """Return the signing of an instrument as it stands."""
        instruments = self.reads(self.lin).then().body["instruments"]
        return next(one["signing"] for one in instruments if one["id"] == instrument)

    def stranger(self, role: Role = Role.LEAD) -> Person:
        """Bring in somebody who has nothing to do with the deal."""
        return self.fair.person(role)
