"""What messages say, from ``api/sentences/mail.toml``. None names a deal or a term."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal, TypeAlias

import msgspec

from api.errors import Language, tell

Kind: TypeAlias = Literal[
    "invitation",
    "recovery",
    "guest",
    "recovery_opened",
    "undelivered",
    "deal_invited",
    "approval_asked",
    "signature_asked",
    "translation_asked",
    "deadline_near",
    "deal_stale",
    "webhook_disabled",
    "desk_received",
    "desk_done",
    "email_confirm",
    "email_asked",
    "email_changed",
    "outside_linked",
    "outside_unlinked",
    "colleague_email",
    "post_awaits",
    "receipt",
]


class Enclosed(msgspec.Struct, frozen=True):
    """A small text file that comes with a message."""

    name: str
    text: str


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One message to one address. ``link`` is empty where there is nothing to open."""

    id: str
    kind: Kind
    language: Language
    address: str
    link: str
    until: datetime | None = None
    facts: dict[str, str] = {}
    enclosed: Enclosed | None = None

    def __repr__(self) -> str:
        """Return neither address nor link."""
        return f"Letter(id={self.id!r}, kind={self.kind!r})"


def composed(letter: Letter, sender: str, at: datetime) -> EmailMessage:
    """Return the message as it is sent: plain text in UTF-8, with an id that names no person.

    Source: RFC 5322; ``Auto-Submitted`` keeps answering machines quiet (RFC 3834 section 5).
    """
    message = EmailMessage(policy=SMTP)
    facts = {"link": letter.link, "until": letter.until or "", **letter.facts}
    message["From"] = f"Counterseal <{sender}>"
    message["To"] = letter.address
    message["Subject"] = tell("mail", f"{letter.kind}_subject", {}, letter.language)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    body = tell("mail", f"{letter.kind}_body", facts, letter.language) + "\n"
    # as it is where it may be: quoted-printable would break links that are read undecoded
    message.set_content(body, cte="7bit" if body.isascii() else None)
    message["Content-Language"] = letter.language
    if letter.enclosed is not None:
        # as octets: no server on the way may change the end of a line
        message.add_attachment(
            letter.enclosed.text.encode(),
            "application",
            "octet-stream",
            filename=letter.enclosed.name,
        )
    return message


def return_address(letter: Letter, sender: str) -> str:
    """Return where a message comes back to that cannot be delivered: it says which one it was."""
    local, _, domain = sender.rpartition("@")
    return f"{local}+{letter.id}@{domain}"
