"""Some of a played fair's people can sign in: one for each thing that there is to see."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from aggregates.vocabulary import OrganisationId, PersonId, Role
from api import ids
from api.accounts.accounts import NOWHERE, Accounts
from api.accounts.invitations import Accepting, accept, offer
from api.accounts.links import Issue, issue
from api.accounts.people import Acts
from api.accounts.totp import STEP, code_of
from api.dealfile.document import DealFile
from api.fair.deal_files import AUDITOR, ORGANISER
from api.fair.story import OFFICIAL, REGISTRAR, VERIFIER
from api.play.cast import Cast
from ledger.private_files import read_private, write_new

FILE: Final = "fair-accounts.json"
"""Beside the ledger's files: how the people of a played fair sign in. Only its owner reads it."""

PASSWORD_LENGTH: Final = 16
"""Of 64 letters, digits and signs: 96 bits."""

_LEADS: Final = ("yunqi", "salar-azul", "tsukimori", "qiaoyuan", "brackholm", "savannaleaf")
"""The first two sit at one table, whose terms are being negotiated."""
_NAMES: Final = (
    *(f"{name}-lead" for name in _LEADS),
    "yunqi-board",
    OFFICIAL,
    VERIFIER,
    ORGANISER,
    REGISTRAR,
    AUDITOR,
)


class Entrant(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who can sign in, with a password and the codes of an app that has ``secret``."""

    name: str
    organisation: str
    role: Role
    email: str
    password: str
    secret: str

    def __repr__(self) -> str:
        """Return nothing of it."""
        return f"Entrant({self.email!r})"

    def code(self, at: datetime) -> str:
        """Return the code that an app shows ``at``."""
        return code_of(self.secret, at)

    def following_code(self, at: datetime) -> str:
        """Return the code after that one: it counts ``at`` too, and nobody has used it up."""
        return code_of(self.secret, at + STEP)


def let_in(accounts: Accounts, deal_file: DealFile, cast: Cast) -> tuple[Entrant, ...]:
    """Make accounts for some of the people in ``deal_file``, all with one new password.

    Raises:
        ApiError: as `accept`.
    """
    password = ids.token()[:PASSWORD_LENGTH]
    return tuple(_entrant(accounts, deal_file, cast, name, password) for name in _NAMES)


def remember(folder: Path, entrants: tuple[Entrant, ...]) -> None:
    """Keep how they sign in.

    Raises:
        LedgerError: ``file_unwritable``.
    """
    write_new(folder / FILE, msgspec.json.encode(entrants))


def remembered(folder: Path) -> tuple[Entrant, ...]:
    """Return who can sign in; nobody where no fair was played.

    Raises:
        LedgerError: as `read_private`.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    return msgspec.json.decode(read_private(path), type=tuple[Entrant, ...])


def _entrant(
    accounts: Accounts, deal_file: DealFile, cast: Cast, name: str, password: str
) -> Entrant:
    person = deal_file.people[name]
    office = deal_file.offices.get(person.organisation)
    body = office or deal_file.organisations[person.organisation]
    secret = _account(
        accounts, cast.id(name), cast.id(person.organisation), person.roles[0], password
    )
    return Entrant(
        name=person.native_name,
        organisation=body.legal_name,
        role=person.roles[0],
        email=person.email,
        password=password,
        secret=secret,
    )


def _account(
    accounts: Accounts, person: PersonId, body: OrganisationId, role: Role, password: str
) -> str:
    """Make an account by a link, as everybody's is made, and return the secret of its codes."""
    token = ids.token()
    wanted = Issue(
        kind="account",
        person=person,
        acts=Acts(organisation=body, role=role),
        by=person,
        language="en",
    )
    with accounts.operations.transaction() as connection:
        issue(connection, accounts, wanted, token)
    secret = offer(accounts, token, NOWHERE).totp_secret
    code = code_of(secret, accounts.clock())
    accept(accounts, token, Accepting(password=password, code=code), NOWHERE)
    return secret
