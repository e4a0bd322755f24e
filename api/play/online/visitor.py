"""One of the people of a play, at a server: how they come in, show who they are, and ask.

Each has a password of their own and an app that makes one-time codes. What a code has opened it
never opens again, so that somebody who needs one at once twice waits for the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, TypeVar

import httpx2
import msgspec
from pyotp.totp import TOTP

from aggregates.vocabulary import Actor, PersonId, Sha256
from api import ids
from api.client import schemas
from api.client.answers import Answered, ProblemError
from api.client.operations import Operations
from api.refusals import ApiError

T = TypeVar("T")

STEP_SECONDS: Final = 30
"""How long an app shows one code (RFC 6238 section 4.1)."""
ATTEMPTS: Final = 6
"""How often to come back when the server went away, or asks who one is."""
IDLE: Final = timedelta(minutes=14)
"""Somebody who was away for so long signs in again before they are signed out."""
SESSION: Final = timedelta(hours=7)
"""However busy they are."""

_COME_IN: Final = frozenset({"not_signed_in", "session_unknown"})


class Waits(msgspec.Struct, frozen=True):
    """The time of the story, and how to wait in it."""

    now: Callable[[], datetime]
    forward: Callable[[timedelta], None]


class Presence(msgspec.Struct, frozen=True, kw_only=True):
    """For what somebody shows anew who they are: a document that they saw, and the seat of a deal.

    What does not apply is empty.
    """

    document_sha256: Sha256 = ""
    deal: str = ""
    seat: str = ""


class Visitor:
    """Somebody with an account, and the session that they are in."""

    def __init__(self, client: Operations, person: PersonId, address: str, waits: Waits) -> None:
        self.client = client
        self.person = person
        self._address = address
        self._waits = waits
        self._password = ids.token()
        self._app: TOTP | None = None
        self._last_step = 0
        self._acting: schemas.ActsAs | None = None
        self._came = self._seen = datetime.min.replace(tzinfo=waits.now().tzinfo)

    def accept(self, token: str) -> None:
        """Make the account that a link offers, and be in."""
        offered = self.ask(lambda: self.client.offer_account(schemas.Token(token=token))).value
        self._app = TOTP(offered.totp_secret)
        accepting = schemas.Accept(token=token, password=self._password, code=self._code())
        try:
            made = self.client.accept_invitation(accepting).value.session
        except httpx2.TransportError:
            self._accept_again(token)
        else:
            self._acting = schemas.ActsAs(organisation=made.organisation, role=made.role)
            self._came = self._seen = self._waits.now()

    def _accept_again(self, token: str) -> None:
        """Come in where the account was made and only the answer was lost; else make it."""
        try:
            self._come_in()
        except ProblemError as problem:
            if problem.code != "credentials_refused":
                raise
            self.accept(token)

    def acts_as(self, actor: Actor) -> None:
        """Be in, and act as ``actor``."""
        wanted = schemas.ActsAs(
            organisation=actor.organisation, role=schemas.Role(actor.role.value)
        )
        if self._is_out():
            self._acting = wanted
            self._come_in()
        elif wanted != self._acting:
            self._acting = wanted
            self.ask(lambda: self.client.switch_acting(wanted))

    def be_in(self) -> None:
        """Be in, as whatever one acts."""
        if self._is_out():
            self._come_in()

    def ask(self, question: Callable[[], Answered[T]]) -> Answered[T]:
        """Return the answer; who turns out to be signed out comes in and asks again.

        ``question`` MUST be one that may be asked twice.

        Raises:
            ProblemError: what the server refuses.
        """
        for _ in range(ATTEMPTS):
            try:
                answer = question()
            except httpx2.TransportError:
                continue
            except ProblemError as problem:
                if problem.code not in _COME_IN:
                    raise
                self._come_in()
            else:
                self._seen = self._waits.now()
                return answer
        raise ApiError("server_lost")

    def shows(self, operation: str, presence: Presence) -> None:
        """Show anew who they are, for one operation on one document, at a seat of a deal.

        Raises:
            ProblemError: what the server refuses.
        """

        def step_up() -> Answered[schemas.SteppedUp]:
            proof = schemas.StepUp(
                operation=operation,
                document_sha256=presence.document_sha256,
                deal=presence.deal,
                seat=presence.seat,
                code=self._code(),
            )
            return self.client.step_up(proof)

        self._patiently(step_up)

    def command(
        self,
        name: str,
        path: str,
        body: object,
        *,
        key: str,
        if_match: int | None,
        shown: Presence | None,
    ) -> Answered[schemas.CommandOutcome]:
        """Send a command; where presence is asked for, ``shown`` says for what.

        Sent again under its key, it happens once. What was shown counts once: when it is lost on
        the way with its answer, it is shown again.

        Raises:
            ProblemError: what the server refuses.
        """
        headers: Mapping[str, object] = {
            "Idempotency-Key": key,
            "If-Match": None if if_match is None else f'"{if_match}"',
        }
        for _ in range(ATTEMPTS):
            if shown is not None:
                self.shows(name, shown)
            try:
                return self.ask(
                    lambda: self.client.sent(
                        "POST", path, schemas.CommandOutcome, body=body, headers=headers
                    )
                )
            except ProblemError as problem:
                if problem.code != "step_up_needed" or shown is None:
                    raise
        raise ApiError("server_lost")

    def _is_out(self) -> bool:
        now = self._waits.now()
        return now - self._seen > IDLE or now - self._came > SESSION

    def _come_in(self) -> None:
        def sign_in() -> Answered[schemas.InSession]:
            return self.client.sign_in(
                schemas.SignIn(
                    address=self._address,
                    password=self._password,
                    code=self._code(),
                    acting=self._acting,
                )
            )

        self._patiently(sign_in)
        self._came = self._seen = self._waits.now()

    def _patiently(self, question: Callable[[], Answered[T]]) -> Answered[T]:
        """Return the answer, asked with another code where the server went away or has enough.

        Raises:
            ProblemError: what the server refuses.
        """
        for _ in range(ATTEMPTS):
            try:
                return question()
            except httpx2.TransportError:
                continue
            except ProblemError as problem:
                if problem.code in _COME_IN:
                    self._come_in()
                elif problem.code == "too_many_requests":
                    self._waits.forward(timedelta(seconds=60))
                else:
                    raise
        raise ApiError("server_lost")

    def _code(self) -> str:
        """Return a code that has not been used: the next one counts half a minute early."""
        if self._app is None:
            raise ApiError("server_lost")
        step = int(self._waits.now().timestamp()) // STEP_SECONDS
        if self._last_step > step:
            self._waits.forward(timedelta(seconds=STEP_SECONDS * (self._last_step - step)))
            step = self._last_step
        self._last_step = max(step, self._last_step + 1)
        return self._app.generate_otp(self._last_step)
