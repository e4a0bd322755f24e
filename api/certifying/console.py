"""Revoking certificates at the machine itself, for somebody of the registry who is named."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from aggregates.log.certificates.events import RevocationReason
from api.certifying.revocations import Revoking, prepare_revocation, say_revoked
from api.certifying.telling import tell_answer, tell_revoked
from api.cli.files import content_of
from api.erasing.console import REGISTRY, Console
from api.installation import Installation
from api.output import Output
from api.revoking import SAID, revoked_in
from api.settings import Settings

ROOT_OFFLINE = (
    "The root's list must say it, too, and the root's key is elsewhere: see"
    " docs/how-to/keep-the-root-offline.md."
)


class CertificateConsole:
    """The certificates of one registry, and who is told of them."""

    def __init__(
        self, settings: Settings, installation: Installation, output: Output, at: datetime
    ) -> None:
        self._settings = settings
        self._installation = installation
        self._console = Console(installation, REGISTRY, at)
        self._output = output
        self._at = at

    def tell(self) -> None:
        """Tell what was revoked."""
        tell_revoked(self._output, self._console.book.state(SAID).certificates)

    def revoke(
        self,
        person: str,
        certificate: Path,
        reason: RevocationReason,
        reference: str,
        since: datetime | None,
    ) -> None:
        """Revoke a certificate, and say it wherever lists are kept.

        Raises:
            ApiError: ``file_unreadable``, ``certificate_malformed``, ``not_permitted``.
            RuleError: as `revoke_certificate`.
            SignatureError: ``issuer_not_ours``.
        """
        asked = Revoking(
            certificate=content_of(certificate),
            reason=reason,
            reference=reference,
            invalid_since=since and since.replace(tzinfo=UTC),
        )
        actor, authority = self._console.actor(person), self._installation.authority
        answer = self._console.sent(prepare_revocation(authority, asked, actor, self._at))
        tell_answer(self._output, answer)
        if not say_revoked(self._settings, self._installation, self._at):
            self._output.talk(ROOT_OFFLINE, "yellow")

    def renew_root_list(self) -> None:
        """Make the root's list anew.

        Raises:
            SignatureError: ``key_offline``.
        """
        authority, revoked = self._installation.authority, revoked_in(self._console.book)
        authority.renew_root_crl(revoked, self._at)
        self._output.result({"renewed": True}, "The root's list was made anew.", "green")
