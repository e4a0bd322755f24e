"""Handing messages to an SMTP server (RFC 5321), under TLS, with bounds for every wait."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Final

import msgspec

from api.refusals import ApiError
from api.settings import Settings

PERMANENT: Final = 500
"""From this reply code on, trying again would not help (RFC 5321 section 4.2.1)."""


class UndeliverableError(Exception):
    """The server will never take this message for this address; ``reason`` is its reply code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MailServer(msgspec.Struct, frozen=True, kw_only=True):
    """The server that takes messages, and how to talk to it."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str
    timeout_seconds: float
    context: ssl.SSLContext

    def __repr__(self) -> str:
        """Return the server only."""
        return f"MailServer(host={self.host!r}, port={self.port})"

    @contextmanager
    def connected(self) -> Generator[smtplib.SMTP, None, None]:
        """Give a connection over which messages can go.

        Raises:
            ApiError: ``mail_not_sent``.
        """
        try:
            with self._connect() as connection:
                if self.user:
                    connection.login(self.user, self.password)
                yield connection
        except (smtplib.SMTPException, OSError) as failed:
            raise ApiError("mail_not_sent", reason=_told(failed)) from failed

    def _connect(self) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout_seconds, context=self.context
            )
        connection = smtplib.SMTP(self.host, self.port, timeout=self.timeout_seconds)
        if self.security == "starttls":
            try:
                # a server that offers no TLS is refused here: nothing goes in clear by mistake
                connection.starttls(context=self.context)
            except BaseException:
                connection.close()
                raise
        return connection


def mail_server(settings: Settings, context: ssl.SSLContext | None = None) -> MailServer | None:
    """Return the server that the settings name, None if they name none."""
    if not settings.mail_server:
        return None
    password = settings.mail_password
    return MailServer(
        host=settings.mail_server,
        port=settings.mail_port,
        security=settings.mail_security,
        user=settings.mail_user,
        password="" if password is None else password.get_secret_value(),
        sender=settings.mail_from,
        timeout_seconds=settings.mail_timeout_seconds,
        context=context or ssl.create_default_context(),
    )


def hand_over(connection: smtplib.SMTP, message: EmailMessage, sender: str, to: str) -> None:
    """Hand one message over; on return the server answers for it.

    Raises:
        UndeliverableError: the server refuses the address or the message for good.
        ApiError: ``mail_not_sent``: another time.
    """
    try:
        connection.send_message(message, from_addr=sender, to_addrs=[to])
    except smtplib.SMTPRecipientsRefused as refused:
        code = next(iter(refused.recipients.values()))[0]
        _give_up_if_permanent(code)
        raise ApiError("mail_not_sent", reason=str(code)) from refused
    except smtplib.SMTPResponseException as refused:
        _give_up_if_permanent(refused.smtp_code)
        raise ApiError("mail_not_sent", reason=str(refused.smtp_code)) from refused
    except (smtplib.SMTPException, OSError) as failed:
        raise ApiError("mail_not_sent", reason=_told(failed)) from failed


def _give_up_if_permanent(code: int) -> None:
    if code >= PERMANENT:
        raise UndeliverableError(str(code))


def _told(failed: Exception) -> str:
    """Return what failed, without what the server said: it may repeat an address."""
    return type(failed).__name__
