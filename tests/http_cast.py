"""Everybody who could ask: each role at a deal, what they stand to it, and how they come in.

What somebody stands to a deal is written down here by who they were made to be. It is never asked
of the code that is tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, TypeAlias

import msgspec
from http_deal import Negotiation
from http_fair import Fair, Person

from aggregates.vocabulary import Actor, Role
from api import ids
from api.accounts.guests import Asked, invite_guest, sign_in_by_link
from api.accounts.keys import Wanted, make_key
from api.accounts.people import Acts
from api.accounts.sessions import session_of
from api.accounts.spoken_codes import speak_code
from api.http.acting import COMMAND, COOKIE, READ, SCOPES, SIGN
from api.http.rule import Relation

NONE: frozenset[Relation] = frozenset()
PRINCIPAL = frozenset({Relation.PRINCIPAL})
MEMBER = frozenset({Relation.MEMBER})
MEMBER_OF: Mapping[str, frozenset[Relation]] = dict.fromkeys(
    ("organisation", "person", "mandate", "project"), MEMBER
)
"""How the side that opened the deal stands to what is its own beside the deal."""

RELATION: Mapping[str, Relation] = {
    "timeline": Relation.GRANTED_TIMELINE,
    "terms": Relation.GRANTED_TERMS,
    "papers": Relation.GRANTED_PAPERS,
}
GRANTED = {f"granted_{scope}": (scope,) for scope in RELATION}
"""Participants who are granted one part of the deal each."""


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """Ids for an address: of a deal, and of what belongs to the side that opened it.

    ``colleague`` is whom changes to people are tried on, so that nobody else is hurt.
    """

    deal: str
    organisation: str
    person: str
    colleague: str
    mandate: str
    project: str
    version: int = 0

    def place(self, *, change: bool) -> dict[str, str]:
        """Return the ids by the names that addresses have for them."""
        found = {name: getattr(self, name) for name in ("deal", "organisation", "mandate")}
        return {**found, "project": self.project, "person": (self.person, self.colleague)[change]}


class Reader(msgspec.Struct, kw_only=True):
    """Somebody who asks: how they come in, and how they stand to the deal that is theirs.

    ``comes_in`` returns a header that says who they are. ``role`` is none of who is not signed in.
    ``present``: they have shown anew who they are. ``guest_of`` is a guest's one deal.
    """

    name: str
    role: Role | None
    comes_in: Callable[[], dict[str, str]]
    standing: Mapping[str, frozenset[Relation]] = {}
    scopes: frozenset[str] = SCOPES
    present: bool = True
    guest_of: str = ""
    headers: dict[str, str] = {}

    def stands_to(self, kind: str) -> frozenset[Relation]:
        """Return how they stand to a thing of this kind on the ground that is theirs."""
        return self.standing.get(kind, NONE)


class Sponsored(Negotiation):
    """A deal on a project of the side that opens it, with a sponsor."""

    def __init__(self, fair: Fair, sponsor: str) -> None:
        super().__init__(fair)
        self.project = ids.new_id()
        self.sponsor = sponsor
        self.colleague = fair.house.person(Role.LAWYER, organisation=self.lin.actor.organisation)
        listed = {
            "project": self.project,
            "title": "Harbour crane works",
            "owner": self.lin.actor.organisation,
            "sponsor": sponsor,
            "industry": "C2816",
            "destination": "CN-FJ",
            "amount": {"amount": "500000000", "currency": "CNY"},
        }
        organiser = fair.person(Role.ORGANISER)
        organiser.post(f"/editions/{fair.edition}/projects/list_project", listed).then()

    def opening(self) -> dict[str, Any]:
        """Return what is sent to open the deal."""
        return {**super().opening(), "project": self.project}

    @property
    def ground(self) -> Ground:
        """The ids of this deal and of its first side."""
        return Ground(
            deal=self.deal,
            organisation=self.lin.actor.organisation,
            person=self.lin.actor.person,
            colleague=self.colleague.person,
            mandate=self.lin.mandate,
            project=self.project,
            version=self.version,
        )


MakeDeal: TypeAlias = Callable[[Fair, str], Sponsored]
"""Makes a deal with a sponsor."""


def nowhere() -> Ground:
    """Return ids of nothing."""
    deal, organisation, person, mandate, project = (ids.new_id() for _ in range(5))
    return Ground(
        deal=deal,
        organisation=organisation,
        person=person,
        colleague=person,
        mandate=mandate,
        project=project,
    )


class Cast:
    """A deal in which every relation occurs, one of others, and everybody who could ask."""

    def __init__(self, fair: Fair, own: MakeDeal = Sponsored, others: MakeDeal = Sponsored) -> None:
        self.fair = fair
        self.sponsor = fair.person(Role.LEAD)
        self.deal = own(fair, self.sponsor.actor.organisation)
        self.deal.open().engage().agree()
        self.others = others(fair, fair.house.organisation())
        self.others.open()
        self.readers = {one.name: one for one in self._everybody()}
        self.own, self.other = self.deal.ground, self.others.ground
        self.refresh()

    def refresh(self) -> None:
        """Let everybody in anew whose session has ended, and show anew who they are."""
        for one in self.readers.values():
            cookie = one.headers.get("cookie", "").partition("=")[2]
            if not one.headers or (cookie and self._ended(cookie)):
                one.headers = one.comes_in()
        # all at once: shown one after another, the first would be too long ago after the last
        until = self.fair.house.clock() + timedelta(hours=8)
        for one in self.readers.values():
            cookie = one.headers.get("cookie", "").partition("=")[2]
            if session := session_of(self.fair.house.accounts, cookie) if cookie else None:
                self.fair.house.shows(session, until if one.present else None)

    def _ended(self, token: str) -> bool:
        return session_of(self.fair.house.accounts, token) is None

    def _everybody(self) -> Iterator[Reader]:
        yield Reader(name="nobody", role=None, comes_in=dict, present=False)
        yield from self._first_side()
        yield from self._around_the_table()
        yield from self._offices()
        yield self._reader("stranger", self.fair.person(Role.LEAD))
        yield from self._keys()
        yield self._guest()

    def _first_side(self) -> Iterator[Reader]:
        own = self.deal.lin.actor.organisation
        standing = {"deal": PRINCIPAL, **MEMBER_OF}
        themselves = {name: MEMBER | {Relation.SELF} for name in ("person", "mandate")}
        yield self._reader("lead", self.deal.lin, {**standing, **themselves})
        absent = self._reader("lead_absent", self.fair.person(Role.LEAD, own), standing)
        yield msgspec.structs.replace(absent, present=False)
        sides = (Role.NEGOTIATOR, Role.LAWYER, Role.INTERPRETER, Role.APPROVER, Role.SIGNATORY)
        for role in (*sides, Role.AUDITOR):
            yield self._reader(f"{role.value}_of_side", self.fair.person(role, own), standing)

    def _around_the_table(self) -> Iterator[Reader]:
        """Yield who stands to the deal otherwise; the deal comes to have each of them."""
        deal, person = self.deal, self.fair.person
        yield self._reader("lead_across", deal.ana, {"deal": PRINCIPAL})
        sponsor = {"deal": frozenset({Relation.SPONSOR}), "project": MEMBER}
        yield self._reader("sponsor", self.sponsor, sponsor)
        invited, approver, witness = (
            person(role) for role in (Role.LEAD, Role.APPROVER, Role.WITNESS)
        )
        yield from self._participants()
        asked = {"organisation": invited.actor.organisation}
        deal.does("invite_party", deal.lin, **asked).then()
        yield self._reader("invited", invited, _to_deal(Relation.INVITED))
        self._approved(approver)
        yield self._reader("asked_approver", approver, _to_deal(Relation.APPROVER))
        self._seated(witness)
        yield self._reader("seated", witness, _to_deal(Relation.SEATED))

    def _participants(self) -> Iterator[Reader]:
        """Yield who takes part and is granted nothing, each part alone, and none any more."""
        deal = self.deal
        for name, granted in {"participant": (), **GRANTED, "revoked": ("terms", "papers")}.items():
            person = self.fair.person(Role.LAWYER)
            organisation = person.actor.organisation
            body = {"organisation": organisation, "scopes": granted}
            deal.does("add_participant", deal.lin, organisation=organisation, role="adviser").then()
            deal.does("grant_access", deal.lin, **body).then()
            if name == "revoked":
                deal.does("revoke_access", deal.lin, **body).then()
            found = {Relation.PARTICIPANT, *(RELATION[scope] for scope in GRANTED.get(name, ()))}
            yield self._reader(name, person, {"deal": frozenset(found)})

    def _offices(self) -> Iterator[Reader]:
        for role in (Role.OFFICIAL, Role.ORGANISER, Role.REGISTRY, Role.AUDITOR):
            yield self._reader(role.value, self.fair.person(role))

    def _approved(self, approver: Person) -> None:
        deal, terms = self.deal, self._terms()
        about = {"instrument": deal.leading, "terms_sha256": terms}
        request = {"kind": "board", "approver": approver.actor.person, **about}
        approval = deal.does("request_approval", deal.lin, **request).then().body["ids"]["approval"]
        granted = {**about, "approval": approval, "mandate": self.fair.mandate_of(approver)}
        deal.does("grant_approval", approver, **granted).then()

    def _seated(self, witness: Person) -> None:
        deal = self.deal
        seat = {"field": "witness", "role": "witness", "of": witness.actor.organisation}
        deal.does(
            "open_signing",
            deal.lin,
            instrument=deal.leading,
            terms_sha256=self._terms(),
            seats=[*deal.seats(), {**seat, "number": 1, "turn": 2}],
            expires_at=deal.deadline(days=5),
        ).then()

    def _terms(self) -> str:
        return self.deal.reads(self.deal.lin, "/matrix").body["terms_sha256"]

    def _keys(self) -> Iterator[Reader]:
        standing, lin = {"deal": PRINCIPAL, **MEMBER_OF}, self.deal.lin.actor
        themselves = {name: MEMBER | {Relation.SELF} for name in ("person", "mandate")}
        for name, scope in (("key_that_reads", READ), ("key_that_commands", COMMAND)):
            yield Reader(
                name=name,
                role=Role.LEAD,
                comes_in=lambda scope=scope: self._key(lin, scope),
                standing={**standing, **themselves},
                scopes=frozenset({scope}),
                present=False,
            )

    def _key(self, actor: Actor, scope: str) -> dict[str, str]:
        house, acts = self.fair.house, Acts(organisation=actor.organisation, role=actor.role)
        expires = house.clock() + timedelta(days=30)
        wanted = Wanted(label="walk", scopes=(scope,), expires_at=expires)
        made = make_key(house.accounts, actor.person, acts, wanted, house.visitor())
        return {"authorization": f"Bearer {made.secret}"}

    def _guest(self) -> Reader:
        across = self.deal.ana.actor.organisation
        guest = self.fair.house.person(Role.SIGNATORY, organisation=across)
        return Reader(
            name="guest",
            role=Role.SIGNATORY,
            comes_in=lambda: self._by_link(guest),
            standing={"deal": PRINCIPAL},
            scopes=frozenset({READ, SIGN}),
            guest_of=self.deal.deal,
        )

    def _by_link(self, guest: Actor) -> dict[str, str]:
        house, acts = self.fair.house, Acts(organisation=guest.organisation, role=guest.role)
        asked = Asked(person=guest.person, acts=acts, deal=self.deal.deal, language="en")
        invite_guest(house.accounts, house.registrar, asked)
        code = speak_code(house.accounts, house.registrar.person, guest.person, house.visitor())
        token = house.token_to(guest.person)
        signed_in = sign_in_by_link(house.accounts, token, code, house.visitor())
        return {"cookie": f"{COOKIE}={signed_in.token}"}

    def _reader(
        self, name: str, person: Person, standing: Mapping[str, frozenset[Relation]] | None = None
    ) -> Reader:
        return Reader(
            name=name,
            role=person.role,
            comes_in=lambda: person.cookie,
            standing=standing or {},
        )


def _to_deal(relation: Relation) -> Mapping[str, frozenset[Relation]]:
    return {"deal": frozenset({relation})}
