"""Where the papers of one deal are made and signed: its log, the desk, the registry's keys."""

from __future__ import annotations

from typing import Final

from aggregates.deal import DEAL
from aggregates.deal.state import Deal, Instrument
from aggregates.edition import EDITION
from aggregates.errors import RuleError
from aggregates.rates import RATES
from aggregates.rates.state import Rates
from aggregates.vocabulary import DealId
from api.contracts.people import Registered
from api.contracts.signature import Desk, Paper
from api.installation import Installation
from api.revoking import require_unrevoked, revoked_in
from ledger.book import Book
from ledger.sources import One
from signing.cms.identity import Identity
from signing.pki.certificate import Certificate
from signing.pki.revocation import Revocation
from signing.registry.office import Service

RATES_KEY: Final = "rates"
"""The key of the one stream of rates in an edition's log."""


class Room:
    """One deal, as far as its papers need it."""

    def __init__(self, installation: Installation, book: Book, deal: DealId) -> None:
        self.book = book
        self.deal_id = deal
        self.authority = installation.authority
        self._registry = installation.registry
        self.registered = Registered(installation)
        self.desk = Desk(self.authority, self.registered)

    @property
    def revoked(self) -> tuple[Revocation, ...]:
        """Every certificate that the registry has revoked."""
        return revoked_in(self._registry)

    @property
    def seal(self) -> Identity:
        """Who certifies papers now. Looked at once for each paper: it may be replaced meanwhile.

        Raises:
            SignatureError: ``certificate_revoked``.
        """
        identity = self.authority.seal
        self.require_unrevoked(identity.certificate, *identity.chain)
        return identity

    def require_unrevoked(self, *certificates: Certificate) -> None:
        """Refuse to sign with what the registry has revoked.

        Raises:
            SignatureError: ``certificate_revoked``.
        """
        require_unrevoked(self._registry, *certificates)

    def require_assisting(self) -> None:
        """Refuse to certify anybody by an issuing authority that was revoked.

        Raises:
            SignatureError: ``certificate_revoked``.
        """
        self.require_unrevoked(self.authority.certificate(Service.ISSUING))

    @property
    def source(self) -> One[Deal]:
        """The stream of the deal."""
        return One(DEAL, self.deal_id)

    @property
    def rates(self) -> One[Rates]:
        """The stream of the edition's rates of exchange."""
        return One(RATES, RATES_KEY)

    def edition_name(self, deal: Deal) -> str:
        """Return what the edition of ``deal`` is called on its papers."""
        opened = self.book.state(One(EDITION, deal.edition)).opened
        return deal.edition if opened is None else opened.name

    def paper_of(self, instrument: Instrument) -> Paper:
        """Return the newest revision of an instrument's PDF.

        Raises:
            RuleError: ``no_signing``.
            LedgerError: as reading a file.
        """
        if instrument.signing is None:
            raise RuleError("no_signing", instrument=instrument.id)
        return Paper(
            signing=instrument.signing.id,
            terms_sha256=instrument.signing.terms_sha256,
            base_pdf_sha256=instrument.signing.base_pdf_sha256,
            pdf_sha256=instrument.signing.pdf_sha256,
            pdf=self.book.blob(self.source, instrument.signing.pdf_sha256),
        )
