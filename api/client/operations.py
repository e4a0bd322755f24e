"""Every operation of the HTTP interface. Made by `make docs` from its OpenAPI."""
# ruff: noqa: PLR0913 - an argument for each parameter of a query

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, NoneType
from typing import Final
from urllib.parse import quote

import msgspec

from api.client import schemas
from api.client.answers import Answered
from api.client.transport import Transport


class Endpoint(msgspec.Struct, frozen=True):
    """Where a command goes, and what its body is."""

    path: str
    body: type[msgspec.Struct]
    answer: type[msgspec.Struct]


class Operations(Transport):
    """The operations, a method each."""

    def accept_clauses(
        self,
        deal: str,
        body: schemas.AcceptClauses,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Accept for the principal that the actor leads for; what it accepts already stays so.

        An acceptance is of this wording and of this party set. Linked clauses are accepted together.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/accept_clauses",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def accept_intent(
        self,
        deal: str,
        body: schemas.HttpAccepted,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Accept with the principal's first signature; with the last required one it is executed."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/accept_intent",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def accept_invitation(self, body: schemas.Accept) -> Answered[schemas.RoutesAccepted]:
        """Make the account and come in. The link counts once.

        ``link_unusable``, ``proof_missing``, ``credentials_refused``, ``passkey_refused``,
        ``challenge_stale``, ``password_guessable``, ``password_too_short``, ``account_exists``.
        """
        return self.sent("POST", "/api/v1/invitations/accept", schemas.RoutesAccepted, body=body)

    def add_participant(
        self,
        deal: str,
        body: schemas.AddParticipant,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Add it, or give it another role. The party set, and so every acceptance, stays as it was.

        The role of a participant is a matter of the side that brought it, as long as that is a side.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/add_participant",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def add_passkey(self, body: schemas.AddPasskey) -> Answered[schemas.PasskeyKept]:
        """Take another passkey: ``passkey_refused``, ``challenge_stale``, ``passkeys_too_many``."""
        return self.sent("POST", "/api/v1/account/passkeys", schemas.PasskeyKept, body=body)

    def admit_organisation(
        self,
        edition: str,
        body: schemas.Admit,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The organiser admits; who comes in is named from then on as the registry named it."""
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/admissions/admit_organisation",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def annul(
        self, deal: str, body: schemas.Annul, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.CommandOutcome]:
        """Record it once: no verdict on the paper says VALID any more.

        When it is the leading instrument, nothing is done under it, nor changed in it, from then on.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/annul",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def answer(
        self, deal: str, body: schemas.Answer, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.CommandOutcome]:
        """Record it: one answer of each organisation that was asked."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/answer",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def append_to_upload(
        self,
        deal: str,
        upload: str,
        body: bytes,
        *,
        upload_complete: str | None = None,
        upload_offset: str | None = None,
    ) -> Answered[schemas.UploadEnd]:
        """Append to an upload, from the offset where it is. What has come counts whatever follows.

        With `Upload-Complete: ?1` the file ends here: it is compared with its announced digest, looked
        into, and becomes an annex, or is refused and gone.
        """
        return self.sent(
            "PATCH",
            f"/api/v1/deals/{quote(deal, safe='')}/uploads/{quote(upload, safe='')}",
            schemas.UploadEnd,
            body=body,
            media="application/partial-upload",
            headers={"Upload-Complete": upload_complete, "Upload-Offset": upload_offset},
        )

    def appoint_administrator(self, organisation: str, person: str) -> Answered[None]:
        """Make one of an organisation's people its administrator: ``not_administrator``."""
        return self.sent(
            "PUT",
            f"/api/v1/organisations/{quote(organisation, safe='')}/administrators/{quote(person, safe='')}",
            NoneType,
        )

    def ask(
        self, deal: str, body: schemas.Ask, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.CommandOutcome]:
        """Record it. All sides read it, whoever is asked; its id is used once."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/ask",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def ask_email_change(self, body: schemas.NewEmail) -> Answered[schemas.EmailAsked]:
        """Ask to be written to at another address: it gets a link, and the old one can stop it.

        ``address_malformed``, ``address_unchanged``, ``email_change_recent``, ``too_many_requests``.
        """
        return self.sent("POST", "/api/v1/account/email", schemas.EmailAsked, body=body)

    def ask_new_passkey(self) -> Answered[schemas.Asking]:
        """Ask for what a browser needs to make a passkey. Nothing is kept of it."""
        return self.sent("POST", "/api/v1/account/passkeys/ask", schemas.Asking)

    def ask_passkey(self) -> Answered[schemas.Asking]:
        """Ask for the challenge that a passkey signs to come in. Nothing is kept of it."""
        return self.sent("POST", "/api/v1/session/passkey/ask", schemas.Asking)

    def ask_second_factor(self) -> Answered[schemas.SecondFactor]:
        """Ask by what the second factor can be shown, once a provider has said who one is.

        ``departure_stale``, ``outside_unlinked``.
        """
        return self.sent("POST", "/api/v1/session/outside_second/ask", schemas.SecondFactor)

    def ask_step_up(self, body: schemas.StepUpTo) -> Answered[schemas.MayAsk]:
        """Ask for the challenge that a passkey signs to show presence for one operation."""
        return self.sent("POST", "/api/v1/session/step_up/ask", schemas.MayAsk, body=body)

    def assign_person(
        self,
        person: str,
        body: schemas.AssignPerson,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The registry or the organiser assigns, and never themselves. Neither gives an office so.

        What is new in an organisation that is not theirs awaits its word: see `confirmations`.
        """
        return self.sent(
            "POST",
            f"/api/v1/people/{quote(person, safe='')}/assign_person",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def attach_attestation(
        self,
        deal: str,
        body: schemas.AttachAttestation,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Attach it once. The sealed PDF is not touched, and nothing else changes."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/attach_attestation",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def attest_paper_execution(
        self,
        deal: str,
        body: schemas.Compared,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Attest once: it executes the instrument and records the use of each mandate."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/attest_paper_execution",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def attest_presence(
        self, session: str, body: schemas.StepUpTo
    ) -> Answered[schemas.RoutesAttested]:
        """Attest that one sees the visitor of a session do something: ``not_at_your_desk``."""
        return self.sent(
            "POST",
            f"/api/v1/desk/sessions/{quote(session, safe='')}/attest",
            schemas.RoutesAttested,
            body=body,
        )

    def begin_upload(
        self,
        deal: str,
        *,
        upload_complete: str | None = None,
        upload_length: str | None = None,
        repr_digest: str | None = None,
        content_disposition: str | None = None,
    ) -> Answered[schemas.UploadEnd]:
        """Begin to hand in an annex of a deal. Its content follows, in parts, to the `Location`.

        It is taken to be what its content is, whatever its name says: PDF, PNG, JPEG, DOCX, XLSX, or
        UTF-8 text; one byte to 2 GiB. Who may read the terms may read it from its last byte on.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/uploads",
            schemas.UploadEnd,
            headers={
                "Upload-Complete": upload_complete,
                "Upload-Length": upload_length,
                "Repr-Digest": repr_digest,
                "Content-Disposition": content_disposition,
            },
        )

    def call_signing(
        self,
        deal: str,
        body: schemas.CallSigning,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Lift the embargo; if all principals have signed, the instrument is executed with it.

        Who has not signed yet may do so still; the last signature then executes it. What another
        amendment overtook meanwhile is not called: it is of a text that is in force no more.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/call_signing",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def cancel_recovery(self) -> Answered[schemas.Ended]:
        """End what others asked for one's account."""
        return self.sent("DELETE", "/api/v1/account/recovery", schemas.Ended)

    def cancel_upload(self, deal: str, upload: str) -> Answered[None]:
        """Cancel an upload: it is gone. What it had become an annex before stays."""
        return self.sent(
            "DELETE",
            f"/api/v1/deals/{quote(deal, safe='')}/uploads/{quote(upload, safe='')}",
            NoneType,
        )

    def certify_key(
        self,
        edition: str,
        organisation: str,
        body: schemas.KeyConfirmed,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Somebody else of the organisation confirms; an office does where it has nobody yet.

        Whether it has somebody is known outside: it is kept who looks after its people's accounts.
        A certificate that still counts is not made anew.
        """
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/organisations/{quote(organisation, safe='')}/certify_key",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def certify_translation(
        self,
        deal: str,
        body: schemas.CertifyTranslation,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Certify once, while the terms are negotiated or locked: no text changes by it."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/certify_translation",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def change_password(self, body: schemas.NewPassword) -> Answered[None]:
        """Take another password; every other session ends.

        ``credentials_refused``, ``password_guessable``, ``password_too_short``, ``password_too_long``.
        """
        return self.sent("PUT", "/api/v1/account/password", NoneType, body=body)

    def change_policy(
        self,
        edition: str,
        body: schemas.ChangePolicy,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The organiser changes the policy, and says why."""
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/change_policy",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def check_access_log(self) -> Answered[schemas.Checked]:
        """Hold the record of who read what against the digests that the ledger was told.

        ``wrong`` names each batch, and each read, that is other than it was. What is older than the
        fair keeps it is gone, and its digest stays.
        """
        return self.sent("GET", "/api/v1/access_log/check", schemas.Checked)

    def check_accesses(self) -> Answered[schemas.AccessesChecked]:
        """Hold the record of reads against the ledger: every batch and read that was changed is named."""
        return self.sent("GET", "/api/v1/accesses/checked", schemas.AccessesChecked)

    def close_deal(
        self,
        deal: str,
        body: schemas.CloseDeal,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Close it once, for good: every obligation is performed or written off.

        Where the sides have agreed on no schedule, only an official says that nothing is owed.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/close_deal",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def come_back(self, provider: str, body: schemas.ComingBack) -> Answered[schemas.Back]:
        """Come back from a provider, with the cookie with which one left. It counts once.

        Another site's page sends its visitors here as well: that is what a provider does. What keeps
        strangers out is the cookie, which only a browser has that left from here.

        ``departure_stale``, ``outside_issuer``, ``outside_refused``, ``outside_code_refused``,
        ``id_token_...`` for each thing that a token does not show, ``outside_unlinked``,
        ``outside_linked``, ``outside_taken``, ``provider_away``, ``provider_unfit``.
        """
        return self.sent(
            "POST",
            f"/api/v1/session/outside/{quote(provider, safe='')}/back",
            schemas.Back,
            body=body,
        )

    def comment(
        self, deal: str, body: schemas.Comment, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.CommandOutcome]:
        """Record it. A comment binds nobody and is in no digest; its id is used once."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/comment",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def comment_to_own_side(
        self,
        deal: str,
        body: schemas.CommentToOwnSide,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Note something that only people who act for the same principal read."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/comment_to_own_side",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def compare_fair(
        self,
        edition: str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        since: int | None = None,
        at: int | None = None,
    ) -> Answered[schemas.FairChanged]:
        """List the deals that stand otherwise at one position than at an earlier one, fact by fact."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/changes",
            schemas.FairChanged,
            query={"cursor": cursor, "limit": limit, "since": since, "at": at},
        )

    def complete_signature(
        self,
        deal: str,
        body: schemas.Returned,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Record the signature and the mandate's use, as `sign` does. Once more changes nothing."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/complete_signature",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def confirm_correction(
        self,
        deal: str,
        body: schemas.ConfirmCorrection,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Confirm once. With the last lead the text is corrected; an open signing is voided before.

        Confirming what the terms are already changes nothing.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/confirm_correction",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def confirm_email_change(self, body: schemas.EmailToken) -> Answered[schemas.EmailAsked]:
        """Take the new address, by the link that it got; every other session ends.

        ``link_unusable``, ``account_exists``.
        """
        return self.sent("POST", "/api/v1/account/email/confirm", schemas.EmailAsked, body=body)

    def confirm_office(
        self,
        person: str,
        body: schemas.ConfirmOffice,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """A second person of the registry confirms: not who proposed, and not who is to hold it."""
        return self.sent(
            "POST",
            f"/api/v1/people/{quote(person, safe='')}/confirm_office",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def confirm_paper_execution(
        self,
        deal: str,
        body: schemas.ConfirmPaperExecution,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Confirm once for the principal that the actor leads for; who handed it in has confirmed."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/confirm_paper_execution",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def confirm_post(
        self,
        person: str,
        body: schemas.ConfirmPost,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The organisation's own people confirm; an official or the registry where it has nobody yet.

        Whether it has somebody is known outside: it is kept who looks after its people's accounts.
        """
        return self.sent(
            "POST",
            f"/api/v1/people/{quote(person, safe='')}/confirm_post",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def confirm_recovery(self, recovery: str) -> Answered[schemas.RoutesSent]:
        """Agree, as another administrator: ``recovery_unlisted``, ``two_administrators``."""
        return self.sent(
            "POST", f"/api/v1/recoveries/{quote(recovery, safe='')}/confirm", schemas.RoutesSent
        )

    def confirm_schedule(
        self,
        deal: str,
        body: schemas.ConfirmSchedule,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Agree once; who proposed has agreed. It is looked at again: reports may have come since."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/confirm_schedule",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def connect_app(self, body: schemas.AppCode) -> Answered[None]:
        """Take codes of the app that was offered: ``credentials_refused``."""
        return self.sent("PUT", "/api/v1/account/app", NoneType, body=body)

    def consent_to_deadline_extension(
        self,
        deal: str,
        body: schemas.ConsentToDeadlineExtension,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Agree once; who proposed has agreed. The consent of every principal moves the deadline."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/consent_to_deadline_extension",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def consent_to_publication(
        self,
        deal: str,
        body: schemas.ConsentToPublication,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Consent, in any stage, to what this side has not consented to yet.

        An item is published once every side of the instrument has consented to it, and while no side
        keeps the deal confidential. The original is opened in the same way to who holds its page code.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/consent_to_publication",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def consent_to_reopening(
        self,
        deal: str,
        body: schemas.ConsentToReopening,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Agree once. The deal is reopened when all have agreed who were its sides when it ended.

        That is every principal, and the one whose leaving ended the deal, who is back then. Whoever
        had left before, while the deal went on without them, is not asked and may be invited again.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/consent_to_reopening",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def correct_classification(
        self,
        deal: str,
        body: schemas.CorrectClassification,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Correct it at any stage, suspended or ended: whatever was said and signed stays as it is."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/correct_classification",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def counter_clause(
        self,
        deal: str,
        body: schemas.CounterClause,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Put it; its author accepts it. The others' acceptance of this clause falls, of no other."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/counter_clause",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def counter_frame(
        self,
        deal: str,
        body: schemas.CounterFrame,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Put it; its author accepts it, and the others' acceptance of the frame falls.

        It may leave out or reorder clauses. New clauses, and other authentic languages, which every
        clause must follow, take a new offer.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/counter_frame",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def decide_filing(
        self,
        deal: str,
        body: schemas.DecideFiling,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Record it, also while the deal is suspended: authorities do not wait for the fair."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/decide_filing",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def decide_lists(
        self,
        edition: str,
        body: schemas.DecideLists,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The organiser decides them, and says why; they are numbered from 1."""
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/decide_lists",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def declare_confidentiality(
        self,
        deal: str,
        body: schemas.DeclareConfidentiality,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Keep the deal confidential, in any stage: it is counted, and listed nowhere from now on."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/declare_confidentiality",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def declare_effective(
        self,
        deal: str,
        body: schemas.DeclareEffective,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Declare it once: every condition is met or waived, every filing granted or lifted.

        Where the sides have agreed on no schedule, only an official says that there is no condition.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/declare_effective",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def decline_intent(
        self,
        deal: str,
        body: schemas.DeclineIntent,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Decline what the principal has neither sent nor accepted; one is enough to end the deal."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/decline_intent",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def describe_project(
        self,
        edition: str,
        project: str,
        body: schemas.DescribeProject,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The owner or the sponsor says anew what a project is, or an office does for them.

        ``deals`` are those that were opened on it: once one is signed, the catalogue goes on to say
        what its parties read there, until that deal has ended.
        """
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/projects/{quote(project, safe='')}/describe_project",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def disable_webhook(
        self, organisation: str, webhook: str, body: schemas.Nothing
    ) -> Answered[None]:
        """Send nothing there until it is enabled again: ``webhook_unlisted``."""
        return self.sent(
            "POST",
            f"/api/v1/organisations/{quote(organisation, safe='')}/webhooks/{quote(webhook, safe='')}/disable",
            NoneType,
            body=body,
        )

    def download_annex(self, deal: str, sha256: str) -> Answered[bytes]:
        """Return an annex that was handed in, or with `Range` a part of it."""
        return self.sent(
            "GET", f"/api/v1/deals/{quote(deal, safe='')}/annexes/{quote(sha256, safe='')}", bytes
        )

    def draft_instrument(
        self,
        deal: str,
        body: schemas.DraftInstrument,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Add it, empty. A deal has one letter of intent, before it is engaged.

        What changes the leading instrument, or ends it, counts as the leading one does. It may be
        drafted while that is in force, which it stays, and so does the deal's stage.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/draft_instrument",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def enable_webhook(
        self, organisation: str, webhook: str, body: schemas.Nothing
    ) -> Answered[None]:
        """Send there again: ``webhook_unlisted``. What happened meanwhile is replayed if asked for."""
        return self.sent(
            "POST",
            f"/api/v1/organisations/{quote(organisation, safe='')}/webhooks/{quote(webhook, safe='')}/enable",
            NoneType,
            body=body,
        )

    def end_one_session(self, session: str) -> Answered[None]:
        """End one of one's sessions: ``session_unknown``."""
        return self.sent("DELETE", f"/api/v1/account/sessions/{quote(session, safe='')}", NoneType)

    def end_sessions(self) -> Answered[schemas.Ended]:
        """End every session but this one."""
        return self.sent("DELETE", "/api/v1/account/sessions", schemas.Ended)

    def erase_deal(
        self, deal: str, body: schemas.Erase, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.CommandOutcome]:
        """The second person of the registry erases a deal that failed, or is over with its edition.

        At the end of its retention, or earlier where a court orders it for one that failed.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/erase_deal",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def erase_documents(
        self,
        edition: str,
        body: schemas.Erase,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The second person of the registry erases them when the edition's retention has ended."""
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/erase_documents",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def erase_person(
        self, person: str, body: schemas.Erase, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.CommandOutcome]:
        """The second person of the registry erases somebody who acts for nobody any more.

        What they signed stays with the papers that they signed, for as long as those must be kept.
        """
        return self.sent(
            "POST",
            f"/api/v1/people/{quote(person, safe='')}/erase_person",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def extend_deadline(
        self,
        deal: str,
        body: schemas.ExtendDeadline,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Extend what has not yet expired. An irrevocable offer stays irrevocable as long as it was."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/extend_deadline",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def extend_filing(
        self,
        deal: str,
        body: schemas.ExtendFiling,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Extend, also what is overdue."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/extend_filing",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def give_notice(
        self,
        deal: str,
        body: schemas.GiveNotice,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Give it: the deal stays in force, and the notice may be taken back, until it is used.

        How long it must run is agreed in the terms; the rules hold only that it has run.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/give_notice",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def grant_access(
        self,
        deal: str,
        body: schemas.GrantAccess,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Grant what this side has not granted yet, in any stage: to read decides nothing.

        A participant reads what any one side grants. Without a grant it is told of the deal what lists
        show, and an organiser no more than that.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/grant_access",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def grant_approval(
        self,
        deal: str,
        body: schemas.Approving,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Grant once. The mandate must let the approver alone approve this kind up to its amount."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/grant_approval",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def import_organisations(
        self,
        body: schemas.ImportOrganisations,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.ImportOutcome]:
        """Register the organisations of a table, each row by itself: a fault in one stops no other.

        The same ``key`` is the same organisation in every table. What is registered with other facts
        is refused. Sent again, whole or in part, it registers nobody twice.
        """
        return self.sent(
            "POST",
            "/api/v1/organisations/import_organisations",
            schemas.ImportOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def import_people(
        self, body: schemas.ImportPeople, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.PeopleOutcome]:
        """Register the people of a table, each row by itself: a fault in one stops no other.

        The same ``key`` is the same person in every table. Who is registered with other facts is
        refused. Sent again, whole or in part, it registers nobody twice.
        """
        return self.sent(
            "POST",
            "/api/v1/people/import_people",
            schemas.PeopleOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def invite_guest(self, deal: str, body: schemas.InviteGuest) -> Answered[schemas.LinkKept]:
        """Ask somebody to read and sign in one deal, without an account.

        ``deal_unknown``, ``person_unlisted``, ``post_missing``, ``not_vouched_for``.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/invite_guest",
            schemas.LinkKept,
            body=body,
        )

    def invite_party(
        self,
        deal: str,
        body: schemas.InviteParty,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Invite, while the edition's limit leaves room. An open invitation counts as a principal."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/invite_party",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def invite_person(self, person: str, body: schemas.InviteTo) -> Answered[schemas.LinkKept]:
        """Ask a registered person, at their registered address, to make an account.

        ``person_unlisted``, ``not_vouched_for``, ``account_exists``, ``post_missing``,
        ``post_unconfirmed``, ``too_many_requests``.
        """
        return self.sent(
            "POST", f"/api/v1/people/{quote(person, safe='')}/invite", schemas.LinkKept, body=body
        )

    def join_deal(
        self,
        deal: str,
        body: schemas.JoinDeal,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Accede to what the others had executed, then join; the party set is another from here on.

        So every acceptance, lock, approval and running signing falls, the letter's included.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/join_deal",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def judge_duplicate(
        self,
        deal: str,
        body: schemas.JudgeDuplicate,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Say it of both deals; it may be said otherwise later, and both stay in the record.

        Only deals between the same principals on the same project look alike.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/judge_duplicate",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def leave_on_arrival(
        self, provider: str, body: schemas.Arriving
    ) -> Answered[schemas.Elsewhere]:
        """Leave for a provider, as `leave_to_link`, having just made one's account.

        The second factor with which that was made stands for presence: ``departure_stale`` if it was
        longer ago than five minutes, in another session, or has served already.
        """
        return self.sent(
            "POST",
            f"/api/v1/account/outside/{quote(provider, safe='')}/leave_on_arrival",
            schemas.Elsewhere,
            body=body,
        )

    def leave_to_link(self, provider: str) -> Answered[schemas.Elsewhere]:
        """Leave for a provider, to link the account there; it is linked by `come_back`.

        ``provider_unlisted``, ``outside_linked``, ``account_unlisted``, ``provider_away``,
        ``provider_unfit``.
        """
        return self.sent(
            "POST", f"/api/v1/account/outside/{quote(provider, safe='')}/leave", schemas.Elsewhere
        )

    def leave_to_sign_in(self, provider: str, body: schemas.Leaving) -> Answered[schemas.Elsewhere]:
        """Leave for a provider, to sign in there. Nothing is kept of it but in the browser.

        ``provider_unlisted``, ``provider_away``, ``provider_unfit``.
        """
        return self.sent(
            "POST",
            f"/api/v1/session/outside/{quote(provider, safe='')}/leave",
            schemas.Elsewhere,
            body=body,
        )

    def lift_confidentiality(
        self,
        deal: str,
        body: schemas.LiftConfidentiality,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Take back what this side has declared; what another side declared stands."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/lift_confidentiality",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def lift_filing(
        self,
        deal: str,
        body: schemas.LiftFiling,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Lift it, also while the deal is suspended: nothing waits for this filing any more."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/lift_filing",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def lift_suspension(
        self,
        deal: str,
        body: schemas.LiftSuspension,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Record it once: the instrument is to be performed again."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/lift_suspension",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def list_accesses(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        person: str | None = None,
        organisation: str | None = None,
        resource: str | None = None,
        operation: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Answered[schemas.AccessesNow]:
        """List who read what by virtue of an office, and what for; reading this is noted as well."""
        return self.sent(
            "GET",
            "/api/v1/accesses",
            schemas.AccessesNow,
            query={
                "cursor": cursor,
                "limit": limit,
                "person": person,
                "organisation": organisation,
                "resource": resource,
                "operation": operation,
                "since": since,
                "until": until,
            },
        )

    def list_administrators(self, organisation: str) -> Answered[schemas.Administrators]:
        """List the administrators of an organisation, the first appointed first."""
        return self.sent(
            "GET",
            f"/api/v1/organisations/{quote(organisation, safe='')}/administrators",
            schemas.Administrators,
        )

    def list_annexes(self, deal: str) -> Answered[tuple[schemas.Annex, ...]]:
        """List the annexes that were handed in, the first first, named in the terms or not."""
        return self.sent(
            "GET", f"/api/v1/deals/{quote(deal, safe='')}/annexes", tuple[schemas.Annex, ...]
        )

    def list_cut_offs(self, edition: str) -> Answered[schemas.CutOffs]:
        """List the midnights that may be published next: not before what is public."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/publication_cut_offs",
            schemas.CutOffs,
        )

    def list_deals(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        edition: str | None = None,
        after_position: int | None = None,
        stage: str | None = None,
        tier: str | None = None,
        kind: str | None = None,
        project: str | None = None,
        direction: str | None = None,
        country: str | None = None,
        text: str | None = None,
        order: str | None = None,
    ) -> Answered[schemas.ListedDeals]:
        """List the deals that one may see, the one opened, or moved, last first."""
        return self.sent(
            "GET",
            "/api/v1/deals",
            schemas.ListedDeals,
            query={
                "cursor": cursor,
                "limit": limit,
                "edition": edition,
                "after_position": after_position,
                "stage": stage,
                "tier": tier,
                "kind": kind,
                "project": project,
                "direction": direction,
                "country": country,
                "text": text,
                "order": order,
            },
        )

    def list_deliveries(
        self,
        organisation: str,
        webhook: str,
        *,
        outcome: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Answered[schemas.PageDelivery]:
        """List the messages to an endpoint, what happened last first: ``webhook_unlisted``."""
        return self.sent(
            "GET",
            f"/api/v1/organisations/{quote(organisation, safe='')}/webhooks/{quote(webhook, safe='')}/deliveries",
            schemas.PageDelivery,
            query={"outcome": outcome, "cursor": cursor, "limit": limit},
        )

    def list_done_at_desks(self) -> Answered[tuple[schemas.AtDesk, ...]]:
        """List what was done in one's name at desks, the newest first, 500 at most."""
        return self.sent("GET", "/api/v1/account/desk", tuple[schemas.AtDesk, ...])

    def list_due_erasures(
        self, edition: str, *, after: str | None = None, limit: int | None = None
    ) -> Answered[schemas.DueErasures]:
        """List the deals that failed and whose retention has ended: two of the registry may erase them.

        Holds are not looked at here: they are asked about when something is proposed, and when erased.
        """
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/due_erasures",
            schemas.DueErasures,
            query={"after": after, "limit": limit},
        )

    def list_edition(
        self, body: schemas.ListEdition, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.CommandOutcome]:
        """The registry or the organiser lists an edition, under a name that stays."""
        return self.sent(
            "POST",
            "/api/v1/editions/list_edition",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def list_editions(self) -> Answered[schemas.Editions]:
        """List the editions of this registry."""
        return self.sent("GET", "/api/v1/editions", schemas.Editions)

    def list_erasures(self, log: str) -> Answered[schemas.ErasuresNow]:
        """Say what a log keeps for how long, what is held, what is to be erased, and what was.

        ``log`` is an edition, or ``registry`` for people.
        """
        return self.sent("GET", f"/api/v1/logs/{quote(log, safe='')}/erasures", schemas.ErasuresNow)

    def list_events(
        self,
        *,
        edition: str | None = None,
        after: int | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        sentences: bool | None = None,
        after_position: int | None = None,
    ) -> Answered[schemas.Events]:
        """Follow what happens in an edition: events of deals that one may see, and what is public.

        With `Accept: text/event-stream` it is a stream, of `position`, `deal` and `type`, after
        `Last-Event-ID` or else `after`: who comes back with the last id misses nothing.
        """
        return self.sent(
            "GET",
            "/api/v1/events",
            schemas.Events,
            query={
                "edition": edition,
                "after": after,
                "cursor": cursor,
                "limit": limit,
                "sentences": sentences,
                "after_position": after_position,
            },
        )

    def list_figure_deals(
        self,
        edition: str,
        figure: str,
        *,
        at: int | None = None,
        as_of: str | None = None,
        after_position: int | None = None,
        tier: str | None = None,
        direction: str | None = None,
        mode: str | None = None,
        industry: str | None = None,
        origin: str | None = None,
        destination: str | None = None,
        project: str | None = None,
        region: str | None = None,
        day: str | None = None,
        row: str | None = None,
        step: str | None = None,
        idle: str | None = None,
        waiting_on: str | None = None,
        lead: str | None = None,
        what: str | None = None,
        authority: str | None = None,
        state: str | None = None,
        reason: str | None = None,
        stage: str | None = None,
    ) -> Answered[schemas.FigureDeals]:
        """List the deals that make a number of a figure, as far as one may see them."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/figures/{quote(figure, safe='')}/deals",
            schemas.FigureDeals,
            query={
                "at": at,
                "as_of": as_of,
                "after_position": after_position,
                "tier": tier,
                "direction": direction,
                "mode": mode,
                "industry": industry,
                "origin": origin,
                "destination": destination,
                "project": project,
                "region": region,
                "day": day,
                "row": row,
                "step": step,
                "idle": idle,
                "waiting_on": waiting_on,
                "lead": lead,
                "what": what,
                "authority": authority,
                "state": state,
                "reason": reason,
                "stage": stage,
            },
        )

    def list_invitations(self, organisation: str) -> Answered[tuple[schemas.LinkKept, ...]]:
        """List the links into one's organisation, the newest first, 500 at most."""
        return self.sent(
            "GET",
            f"/api/v1/organisations/{quote(organisation, safe='')}/invitations",
            tuple[schemas.LinkKept, ...],
        )

    def list_keys(self) -> Answered[tuple[schemas.KeyKept, ...]]:
        """List one's keys, the newest first, also those that count no longer."""
        return self.sent("GET", "/api/v1/account/keys", tuple[schemas.KeyKept, ...])

    def list_mandates(
        self,
        edition: str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        organisation: str | None = None,
        person: str | None = None,
        state: str | None = None,
        after_position: int | None = None,
    ) -> Answered[schemas.ListedMandates]:
        """List the mandates of one's organisation, or by office those of all."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/mandates",
            schemas.ListedMandates,
            query={
                "cursor": cursor,
                "limit": limit,
                "organisation": organisation,
                "person": person,
                "state": state,
                "after_position": after_position,
            },
        )

    def list_open_steps(
        self,
        edition: str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        what: str | None = None,
        after_position: int | None = None,
    ) -> Answered[schemas.OpenSteps]:
        """List the approvals and filings that are open in the deals of which one sees the terms."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/open_steps",
            schemas.OpenSteps,
            query={
                "cursor": cursor,
                "limit": limit,
                "what": what,
                "after_position": after_position,
            },
        )

    def list_organisations(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        text: str | None = None,
        country: str | None = None,
        verified: str | None = None,
        after_position: int | None = None,
    ) -> Answered[schemas.ListedOrganisations]:
        """List the organisations of the registry, by name."""
        return self.sent(
            "GET",
            "/api/v1/organisations",
            schemas.ListedOrganisations,
            query={
                "cursor": cursor,
                "limit": limit,
                "text": text,
                "country": country,
                "verified": verified,
                "after_position": after_position,
            },
        )

    def list_own_keys(
        self, edition: str, organisation: str
    ) -> Answered[tuple[schemas.OwnKeyNow, ...]]:
        """List the own keys of an organisation's people, each for every mandate it was offered for."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/organisations/{quote(organisation, safe='')}/own_keys",
            tuple[schemas.OwnKeyNow, ...],
        )

    def list_people(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        edition: str | None = None,
        after_position: int | None = None,
        organisation: str | None = None,
    ) -> Answered[schemas.ListedPeople]:
        """List people by id.

        Officials, organisers, the registry and auditors see everybody; administrators of an
        organisation its people, and like everybody those who are in their deals by name: leads, and,
        where they may read the terms, who signs and who approves.
        """
        return self.sent(
            "GET",
            "/api/v1/people",
            schemas.ListedPeople,
            query={
                "cursor": cursor,
                "limit": limit,
                "edition": edition,
                "after_position": after_position,
                "organisation": organisation,
            },
        )

    def list_posts_awaiting(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        edition: str | None = None,
        after_position: int | None = None,
    ) -> Answered[schemas.PostsAwaiting]:
        """List the posts that await a word: those of one's organisation, or by office all."""
        return self.sent(
            "GET",
            "/api/v1/posts_awaiting",
            schemas.PostsAwaiting,
            query={
                "cursor": cursor,
                "limit": limit,
                "edition": edition,
                "after_position": after_position,
            },
        )

    def list_powers(self, organisation: str) -> Answered[tuple[schemas.PowerKept, ...]]:
        """List the powers that one's organisation has given, the newest first."""
        return self.sent(
            "GET",
            f"/api/v1/organisations/{quote(organisation, safe='')}/powers",
            tuple[schemas.PowerKept, ...],
        )

    def list_project(
        self,
        edition: str,
        body: schemas.ListProject,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The owner or the sponsor lists a project, or an office does for them."""
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/projects/list_project",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def list_projects(
        self,
        edition: str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        owner: str | None = None,
        industry: str | None = None,
        destination: str | None = None,
        mode: str | None = None,
        text: str | None = None,
        currency: str | None = None,
        least: str | None = None,
        most: str | None = None,
        withdrawn: bool | None = None,
        after_position: int | None = None,
    ) -> Answered[schemas.ListedProjects]:
        """Read the catalogue of an edition, the project listed last first."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/projects",
            schemas.ListedProjects,
            query={
                "cursor": cursor,
                "limit": limit,
                "owner": owner,
                "industry": industry,
                "destination": destination,
                "mode": mode,
                "text": text,
                "currency": currency,
                "least": least,
                "most": most,
                "withdrawn": withdrawn,
                "after_position": after_position,
            },
        )

    def list_providers(self) -> Answered[tuple[schemas.ProviderTold, ...]]:
        """List the providers at which one may sign in, once one has linked one's account there."""
        return self.sent("GET", "/api/v1/session/outside", tuple[schemas.ProviderTold, ...])

    def list_publications(
        self, edition: str, *, cursor: str | None = None, limit: int | None = None
    ) -> Answered[schemas.PublicationsNow]:
        """List the publications of an edition, the newest first.

        Offices of the fair see also what is not public. What is published meanwhile stands before the
        first part: none of those that follow lacks one.
        """
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/publications",
            schemas.PublicationsNow,
            query={"cursor": cursor, "limit": limit},
        )

    def list_quality_items(
        self,
        edition: str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        issue: str | None = None,
        after_position: int | None = None,
    ) -> Answered[schemas.QualityItems]:
        """List the deals that F17 counts, each with its issues, and what may be the same deal twice."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/quality",
            schemas.QualityItems,
            query={
                "cursor": cursor,
                "limit": limit,
                "issue": issue,
                "after_position": after_position,
            },
        )

    def list_revoked_certificates(self) -> Answered[schemas.RevokedList]:
        """List the certificates that the registry has revoked, with why and since when."""
        return self.sent("GET", "/api/v1/certificates/revoked", schemas.RevokedList)

    def list_sessions(self) -> Answered[tuple[schemas.OwnSession, ...]]:
        """List where one is in, the newest first."""
        return self.sent("GET", "/api/v1/account/sessions", tuple[schemas.OwnSession, ...])

    def list_signatories(self, deal: str, instrument: str) -> Answered[schemas.Signatories]:
        """List who could sign an instrument now, for each side, and which offices could attest it.

        No limit of anybody is told: only that it covers what is to be signed. The mandates are those
        that the read models know.
        """
        return self.sent(
            "GET",
            f"/api/v1/deals/{quote(deal, safe='')}/instruments/{quote(instrument, safe='')}/signatories",
            schemas.Signatories,
        )

    def list_visitors(self) -> Answered[tuple[schemas.InSession, ...]]:
        """List the sessions at the desk that one attends, the newest first."""
        return self.sent("GET", "/api/v1/desk/sessions", tuple[schemas.InSession, ...])

    def list_webhooks(self, organisation: str) -> Answered[tuple[schemas.WebhookKept, ...]]:
        """List the endpoints of one's organisation: ``not_administrator``."""
        return self.sent(
            "GET",
            f"/api/v1/organisations/{quote(organisation, safe='')}/webhooks",
            tuple[schemas.WebhookKept, ...],
        )

    def lock_terms(
        self,
        deal: str,
        body: schemas.LockTerms,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Lock what all have accepted, row by row, for this party set. What is locked stays so.

        The offer's deadline is that of accepting: what everybody accepted in time can be locked later.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/lock_terms",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def look_at_upload(self, deal: str, upload: str) -> Answered[None]:
        """Return how far an upload of one's own is, in the headers."""
        return self.sent(
            "HEAD",
            f"/api/v1/deals/{quote(deal, safe='')}/uploads/{quote(upload, safe='')}",
            NoneType,
        )

    def look_up_invitation(self, body: schemas.Token) -> Answered[schemas.Invited]:
        """Read what a link asks. It names no terms, and stays usable: ``link_unusable``."""
        return self.sent("POST", "/api/v1/invitations/look_up", schemas.Invited, body=body)

    def make_key(self, body: schemas.MakeKey) -> Answered[schemas.KeyMade]:
        """Make a key: ``validity_malformed``, ``scope_unlisted``, ``program_keys_too_many``."""
        return self.sent("POST", "/api/v1/account/keys", schemas.KeyMade, body=body)

    def notarise(
        self,
        deal: str,
        body: schemas.HttpAttested,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Record a notary's signature. As `witness` and `official_sign` in all else."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/notarise",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def offer_account(self, body: schemas.Token) -> Answered[schemas.Offered]:
        """Ask for what the account can be made with: ``link_unusable``. Nothing is kept of it."""
        return self.sent("POST", "/api/v1/invitations/offer", schemas.Offered, body=body)

    def offer_app(self) -> Answered[schemas.AppOffered]:
        """Ask for a secret for another authenticator app; it counts once a code was shown."""
        return self.sent("POST", "/api/v1/account/app/offer", schemas.AppOffered)

    def offer_key(
        self,
        edition: str,
        body: schemas.KeyOffer,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Record it. It counts once an administrator of the organisation has confirmed it.

        Offering what is offered already changes nothing.
        """
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/offer_key",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def official_sign(
        self,
        deal: str,
        body: schemas.HttpAttested,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Record the official's signature, which locks every field. The same again changes nothing."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/official_sign",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def open_deal(
        self,
        edition: str,
        body: schemas.OpenDeal,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Open it, with the policy that the edition has now.

        The lead of an admitted organisation, the project's owner or an investor, opens it and is the
        first principal; or the project's sponsor opens it, is no principal, and invites them.
        """
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/deals/open_deal",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def open_edition(
        self,
        edition: str,
        body: schemas.OpenEdition,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The organiser opens an edition, once."""
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/open_edition",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def open_original(self, code: str) -> Answered[bytes]:
        """Return the document that a printed page is of, as it was before anybody signed.

        To anybody who has the code, once every side of the instrument has consented to that and while
        none keeps the deal confidential. To everybody else it is as though there were no such code.
        """
        return self.sent("GET", f"/api/v1/verify/codes/{quote(code, safe='')}/original", bytes)

    def open_recovery(self, person: str) -> Answered[schemas.RecoveryOpened]:
        """Ask, as one administrator, that a colleague can come in again.

        ``not_administrator``, ``two_administrators``, ``account_unlisted``, ``too_many_requests``.
        """
        return self.sent(
            "POST", f"/api/v1/people/{quote(person, safe='')}/open_recovery", schemas.RecoveryOpened
        )

    def open_signing(
        self, deal: str, body: schemas.Opened, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.CommandOutcome]:
        """Open the signing when approvals and filings are there, and every seat can be validly signed.

        Opening what is open on the same PDF changes nothing.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/open_signing",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def open_turn(
        self,
        deal: str,
        body: schemas.OpenTurn,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Take it. A turn ends with the signature, or by itself."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/open_turn",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def ping_webhook(
        self, organisation: str, webhook: str, body: schemas.Nothing
    ) -> Answered[schemas.Delivery]:
        """Send a message that tells of nothing.

        ``webhook_unlisted``, ``webhook_disabled``, ``webhook_altered``.
        """
        return self.sent(
            "POST",
            f"/api/v1/organisations/{quote(organisation, safe='')}/webhooks/{quote(webhook, safe='')}/ping",
            schemas.Delivery,
            body=body,
        )

    def place_hold(
        self,
        log: str,
        body: schemas.PlaceHold,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The registry or an official holds something back that is there still."""
        return self.sent(
            "POST",
            f"/api/v1/logs/{quote(log, safe='')}/place_hold",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def prepare_publication(
        self,
        edition: str,
        body: schemas.PrepareNext,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """An official or the organiser prepares; one publication at a time waits to be signed off.

        Whatever follows another says what changed, and is not of an earlier position; what is
        provisional is of a later one. Once something was final, nothing follows but what is revised.
        """
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/publications/prepare_publication",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def prepare_signature(
        self, deal: str, body: schemas.Outside, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.CommandOutcome]:
        """Open the actor's turn and record what was laid out.

        All that `sign` asks is asked now: nobody is kept waiting for what could not be recorded.
        Preparing anew takes the place of what was prepared; the very same changes nothing, nor does
        preparing what the actor has signed already.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/prepare_signature",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def preview_word(
        self, deal: str, instrument: str, body: bytes
    ) -> Answered[schemas.WordProposes]:
        """Say which clauses a document of Word words otherwise, by its tracked changes.

        The body is the document that `read_word_copy` gave out, changed in Word or a program like it.
        Nothing is recorded: each proposed clause can be sent as a `counter_clause`. What cannot be told
        exactly is refused, with where it stands; the document is read in a process apart.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/instruments/{quote(instrument, safe='')}/word",
            schemas.WordProposes,
            body=body,
            media="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        )

    def propose_correction(
        self,
        deal: str,
        body: schemas.ProposeCorrection,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Propose, and thereby confirm. A later proposal takes the place of one under way."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/propose_correction",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def propose_deadline_extension(
        self,
        deal: str,
        body: schemas.ProposeDeadlineExtension,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Propose, and thereby agree. A later proposal takes the place of one under way.

        With one principal alone, nobody else is to be asked, and the deadline moves at once.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/propose_deadline_extension",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def propose_erasure(
        self,
        log: str,
        body: schemas.ProposeErasure,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Somebody of the registry proposes; whether it may be, is asked again when it is done."""
        return self.sent(
            "POST",
            f"/api/v1/logs/{quote(log, safe='')}/propose_erasure",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def propose_office(
        self,
        person: str,
        body: schemas.ProposeOffice,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Somebody of the registry proposes, and never themselves."""
        return self.sent(
            "POST",
            f"/api/v1/people/{quote(person, safe='')}/propose_office",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def propose_reopening(
        self,
        deal: str,
        body: schemas.ProposeReopening,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Propose, and thereby agree. A later proposal takes the place of one under way."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/propose_reopening",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def propose_schedule(
        self,
        deal: str,
        body: schemas.ProposeSchedule,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Propose, and thereby agree. A later proposal takes the place of one under way.

        What all have agreed to is replaced in the same way: an amendment may ask for it.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/propose_schedule",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def publish_rates(
        self,
        edition: str,
        body: schemas.PublishRates,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The organiser or an official publishes; a rate may be mended for its day, never go back."""
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/rates/publish_rates",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def read_access_log(
        self, *, resource: str | None = None
    ) -> Answered[tuple[schemas.Access, ...]]:
        """Read who read something by virtue of an office, the newest first, 500 at most."""
        return self.sent(
            "GET", "/api/v1/access_log", tuple[schemas.Access, ...], query={"resource": resource}
        )

    def read_account(self) -> Answered[schemas.OwnAccount]:
        """Read how one can sign in."""
        return self.sent("GET", "/api/v1/account", schemas.OwnAccount)

    def read_admission(self, edition: str, organisation: str) -> Answered[schemas.AdmissionNow]:
        """Return how an organisation was admitted to an edition."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/admissions/{quote(organisation, safe='')}",
            schemas.AdmissionNow,
        )

    def read_clean_copy(
        self, deal: str, instrument: str, *, at: int | None = None, as_of: str | None = None
    ) -> Answered[bytes]:
        """Return the terms of an instrument as a PDF that is marked as not signed."""
        return self.sent(
            "GET",
            f"/api/v1/deals/{quote(deal, safe='')}/instruments/{quote(instrument, safe='')}/clean_copy",
            bytes,
            query={"at": at, "as_of": as_of},
        )

    def read_deal(
        self, deal: str, *, at: int | None = None, as_of: str | None = None
    ) -> Answered[schemas.DealStanding]:
        """Return how a deal stands, or stood.

        Its entity tag is the version that commands cite with ``If-Match``.
        """
        return self.sent(
            "GET",
            f"/api/v1/deals/{quote(deal, safe='')}",
            schemas.DealStanding,
            query={"at": at, "as_of": as_of},
        )

    def read_document(self, deal: str, sha256: str) -> Answered[bytes]:
        """Return a file that an event of the deal names: a paper's revision, an annex, an evidence."""
        return self.sent(
            "GET", f"/api/v1/deals/{quote(deal, safe='')}/documents/{quote(sha256, safe='')}", bytes
        )

    def read_edition(self, edition: str) -> Answered[schemas.EditionNow]:
        """Return the calendar of an edition and its policy."""
        return self.sent("GET", f"/api/v1/editions/{quote(edition, safe='')}", schemas.EditionNow)

    def read_evidence(self, deal: str) -> Answered[bytes]:
        """Return the evidence bundle of a deal: that nothing in it was changed, and none is missing.

        It holds every event as it is stored, with the keys of those that who asks may read, and the
        papers that they may read. Verify it by `counterseal verify`, with the policy of somebody whom
        you trust, or by the page that needs nothing but a browser. Of a deal that was erased, it shows
        to who sees every deal that it was, when and why.
        """
        return self.sent("GET", f"/api/v1/deals/{quote(deal, safe='')}/evidence", bytes)

    def read_extract(self, organisation: str) -> Answered[bytes]:
        """Return the extract of the public register with which an organisation was verified."""
        return self.sent(
            "GET", f"/api/v1/organisations/{quote(organisation, safe='')}/extract", bytes
        )

    def read_fair(
        self, edition: str, *, at: int | None = None, as_of: str | None = None
    ) -> Answered[schemas.FairNow]:
        """Read how many deals stood in each stage, at any position of the fair.

        One row a deal is read, whatever the position: what stands from where to where is on record.
        """
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/fair",
            schemas.FairNow,
            query={"at": at, "as_of": as_of},
        )

    def read_figure(
        self,
        edition: str,
        figure: str,
        *,
        at: int | None = None,
        as_of: str | None = None,
        after_position: int | None = None,
        tier: str | None = None,
        direction: str | None = None,
        mode: str | None = None,
        industry: str | None = None,
        origin: str | None = None,
        destination: str | None = None,
        project: str | None = None,
        region: str | None = None,
        day: str | None = None,
        currency: str | None = None,
        published: bool | None = None,
    ) -> Answered[schemas.FigureNow]:
        """Return a figure: F1 to F10, with F3b, F4b, F4c and F7b, and F13, F15 or F17.

        F16 is what `read_integrity` tells.

        Who sees every deal chooses the position; others get what is published, in one currency.
        """
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/figures/{quote(figure, safe='')}",
            schemas.FigureNow,
            query={
                "at": at,
                "as_of": as_of,
                "after_position": after_position,
                "tier": tier,
                "direction": direction,
                "mode": mode,
                "industry": industry,
                "origin": origin,
                "destination": destination,
                "project": project,
                "region": region,
                "day": day,
                "currency": currency,
                "published": published,
            },
        )

    def read_findings(self) -> Answered[schemas.Findings]:
        """Look at the machine and the ledger, as `counterseal doctor` does, as far as this process can."""
        return self.sent("GET", "/api/v1/operations/findings", schemas.Findings)

    def read_history(
        self, deal: str, *, after: int | None = None, limit: int | None = None
    ) -> Answered[schemas.History]:
        """Return what happened in a deal, event by event, with every fact that is recorded.

        Whoever folds the events comes to the same deal as the server: nobody has to be believed.
        """
        return self.sent(
            "GET",
            f"/api/v1/deals/{quote(deal, safe='')}/history",
            schemas.History,
            query={"after": after, "limit": limit},
        )

    def read_inbox(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        edition: str | None = None,
        after_position: int | None = None,
        deal: str | None = None,
        team: bool | None = None,
        zone: str | None = None,
    ) -> Answered[schemas.Inbox]:
        """Read what waits on oneself, or on one's team: whose turn it is, and until when."""
        return self.sent(
            "GET",
            "/api/v1/inbox",
            schemas.Inbox,
            query={
                "cursor": cursor,
                "limit": limit,
                "edition": edition,
                "after_position": after_position,
                "deal": deal,
                "team": team,
                "zone": zone,
            },
        )

    def read_integrity(self) -> Answered[schemas.IntegrityNow]:
        """Read what the logs can be relied on for today: signatures, witnesses, lag, the last check."""
        return self.sent("GET", "/api/v1/integrity", schemas.IntegrityNow)

    def read_key_certificate(
        self, edition: str, organisation: str, key: str, mandate: str
    ) -> Answered[bytes]:
        """Return the certificate of a key for a mandate, in DER."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/organisations/{quote(organisation, safe='')}/own_keys/{quote(key, safe='')}/certificates/{quote(mandate, safe='')}",
            bytes,
        )

    def read_key_challenge(self, edition: str) -> Answered[schemas.KeyChallenge]:
        """Return what a key must sign, with who one is, to be offered: good for five minutes."""
        return self.sent(
            "GET", f"/api/v1/editions/{quote(edition, safe='')}/key_challenge", schemas.KeyChallenge
        )

    def read_knowledge(
        self,
        deal: str,
        *,
        at: int | None = None,
        as_of: str | None = None,
        organisation: str | None = None,
        person: str | None = None,
    ) -> Answered[schemas.Knowledge]:
        """Read what somebody could see of a deal by a moment, was sent, cited and read."""
        return self.sent(
            "GET",
            f"/api/v1/deals/{quote(deal, safe='')}/knowledge",
            schemas.Knowledge,
            query={"at": at, "as_of": as_of, "organisation": organisation, "person": person},
        )

    def read_mandate(self, edition: str, mandate: str) -> Answered[schemas.MandateNow]:
        """Return a mandate of one's own, of one's organisation, or by office any."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/mandates/{quote(mandate, safe='')}",
            schemas.MandateNow,
        )

    def read_mandate_evidence(self, edition: str, mandate: str) -> Answered[bytes]:
        """Return the resolution or power of attorney that a mandate rests on."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/mandates/{quote(mandate, safe='')}/evidence",
            bytes,
        )

    def read_matrix(
        self,
        deal: str,
        *,
        at: int | None = None,
        as_of: str | None = None,
        instrument: str | None = None,
    ) -> Answered[schemas.MatrixNow]:
        """Return the table of an instrument, with the digests that acceptances must cite.

        Who is invited reads what it would accede to: the letter of intent, unless it names an NDA.
        """
        return self.sent(
            "GET",
            f"/api/v1/deals/{quote(deal, safe='')}/matrix",
            schemas.MatrixNow,
            query={"at": at, "as_of": as_of, "instrument": instrument},
        )

    def read_operations(self) -> Answered[schemas.AtWork]:
        """Return how far the read models are, and what waits to be done."""
        return self.sent("GET", "/api/v1/operations", schemas.AtWork)

    def read_organisation(self, organisation: str) -> Answered[schemas.OrganisationNow]:
        """Return the registered facts of an organisation, and who verified them."""
        return self.sent(
            "GET", f"/api/v1/organisations/{quote(organisation, safe='')}", schemas.OrganisationNow
        )

    def read_own_data(self) -> Answered[schemas.PersonalData]:
        """Return what is kept of oneself: names, addresses, posts, mandates, account, and deeds.

        ``deeds`` are the events of every log that one asked for. The sentence that tells one is there
        only if one may read it now, in the office in which one asks; that it happened is told always.
        """
        return self.sent("GET", "/api/v1/account/data", schemas.PersonalData)

    def read_own_evidence(self) -> Answered[bytes]:
        """Return the evidence bundle of oneself: what the registry's log has, and that it is all.

        It holds every event of one's own stream as it is stored, with its key, and each text that is
        sealed in it: names, addresses, telephone. Verify it by `counterseal verify`, or by the page
        that needs nothing but a browser.
        """
        return self.sent("GET", "/api/v1/account/evidence", bytes)

    def read_own_notes(
        self, deal: str, *, at: int | None = None
    ) -> Answered[tuple[schemas.Note, ...]]:
        """Return what people of one's own side have said to each other about a deal, the first first.

        Nobody else reads it, whatever their office.
        """
        return self.sent(
            "GET",
            f"/api/v1/deals/{quote(deal, safe='')}/own_notes",
            tuple[schemas.Note, ...],
            query={"at": at},
        )

    def read_own_security_log(self) -> Answered[tuple[schemas.Happened, ...]]:
        """Read what concerns one's security, the newest first, 500 at most."""
        return self.sent("GET", "/api/v1/account/security_log", tuple[schemas.Happened, ...])

    def read_person(self, person: str) -> Answered[schemas.PersonNow]:
        """Return a person's names and posts: one's own, a colleague's, or by office anybody's."""
        return self.sent("GET", f"/api/v1/people/{quote(person, safe='')}", schemas.PersonNow)

    def read_position(self, edition: str) -> Answered[schemas.ComeTo]:
        """Return the position up to which lists are complete: from there on one follows the events."""
        return self.sent(
            "GET", f"/api/v1/editions/{quote(edition, safe='')}/position", schemas.ComeTo
        )

    def read_prepared_signature(self, deal: str, instrument: str) -> Answered[schemas.PreparedNow]:
        """Return what was prepared for who asks, and waits for their signature."""
        return self.sent(
            "GET",
            f"/api/v1/deals/{quote(deal, safe='')}/instruments/{quote(instrument, safe='')}/prepared_signature",
            schemas.PreparedNow,
        )

    def read_project(self, edition: str, project: str) -> Answered[schemas.ProjectNow]:
        """Return a project of the catalogue, or one that was withdrawn from it."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/projects/{quote(project, safe='')}",
            schemas.ProjectNow,
        )

    def read_publication(self, edition: str, publication: str) -> Answered[schemas.PublicationNow]:
        """Return one publication."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/publications/{quote(publication, safe='')}",
            schemas.PublicationNow,
        )

    def read_publication_contents(
        self, edition: str, publication: str
    ) -> Answered[schemas.Contents]:
        """Return everything that a publication says: the very bytes that its digest is of (RFC 8785)."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/publications/{quote(publication, safe='')}/contents",
            schemas.Contents,
        )

    def read_publication_draft(
        self, edition: str, *, status: str | None = None, position: int | None = None
    ) -> Answered[schemas.Contents]:
        """Return what would be prepared now; its id, and the note, are empty."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/publication_draft",
            schemas.Contents,
            query={"status": status, "position": position},
        )

    def read_publication_pack(self, edition: str, publication: str) -> Answered[bytes]:
        """Return what was published as a file that proves itself: `counterseal verify FILE --policy`.

        It holds the contents, and the evidence that one person prepared and another signed off their
        digest. That evidence is of every publication of the edition so far, also of what was sent back.
        """
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/publications/{quote(publication, safe='')}/pack",
            bytes,
        )

    def read_published_figure(
        self, edition: str, figure: str, *, publication: str | None = None
    ) -> Answered[schemas.FigureNow]:
        """Return a figure as two people signed it off last, or in an earlier publication, to anybody."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/published/{quote(figure, safe='')}",
            schemas.FigureNow,
            query={"publication": publication},
        )

    def read_rates(self, edition: str) -> Answered[schemas.RatesNow]:
        """Return the last published rate of each pair of currencies."""
        return self.sent(
            "GET", f"/api/v1/editions/{quote(edition, safe='')}/rates", schemas.RatesNow
        )

    def read_receipt(self, deal: str, version: str) -> Answered[bytes]:
        """Return the receipt of an event, by its version: keep it as a ``.tlog-proof`` file.

        It is of the newest head that enough outside witnesses have seen; where the fair has none, of
        the newest that the log has signed. Check it by `counterseal verify`, or any other program that
        reads C2SP tlog-proof.
        """
        return self.sent(
            "GET",
            f"/api/v1/deals/{quote(deal, safe='')}/events/{quote(version, safe='')}/receipt",
            bytes,
        )

    def read_redline(
        self,
        deal: str,
        instrument: str,
        *,
        at: int | None = None,
        as_of: str | None = None,
        since: int | None = None,
        accepted_by: str | None = None,
    ) -> Answered[bytes]:
        """Return two versions of an instrument held against each other, as a PDF."""
        return self.sent(
            "GET",
            f"/api/v1/deals/{quote(deal, safe='')}/instruments/{quote(instrument, safe='')}/redline",
            bytes,
            query={"at": at, "as_of": as_of, "since": since, "accepted_by": accepted_by},
        )

    def read_running_order(
        self,
        edition: str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        item: str | None = None,
        after_position: int | None = None,
    ) -> Answered[schemas.RunningOrder]:
        """Read which deals come in which item of the ceremony, and whether they were signed there."""
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/running_order",
            schemas.RunningOrder,
            query={
                "cursor": cursor,
                "limit": limit,
                "item": item,
                "after_position": after_position,
            },
        )

    def read_security_log(self, organisation: str) -> Answered[tuple[schemas.Happened, ...]]:
        """Read, as an administrator, what concerns security in one's organisation, newest first."""
        return self.sent(
            "GET",
            f"/api/v1/organisations/{quote(organisation, safe='')}/security_log",
            tuple[schemas.Happened, ...],
        )

    def read_session(self) -> Answered[schemas.WhoAmI]:
        """Read who one is, as what one acts, and as what else one might."""
        return self.sent("GET", "/api/v1/session", schemas.WhoAmI)

    def read_timeline(
        self,
        deal: str,
        *,
        at: int | None = None,
        as_of: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        told: int | None = None,
    ) -> Answered[schemas.PageMoment]:
        """Return what happened in a deal, in order, told in the reader's language.

        Who sees the timeline alone is told when something happened, and of what type it was.
        """
        return self.sent(
            "GET",
            f"/api/v1/deals/{quote(deal, safe='')}/timeline",
            schemas.PageMoment,
            query={"at": at, "as_of": as_of, "cursor": cursor, "limit": limit, "told": told},
        )

    def read_upload(self, deal: str, upload: str) -> Answered[schemas.UploadEnd]:
        """Return how far an upload of one's own is: with `HEAD`, the headers alone."""
        return self.sent(
            "GET",
            f"/api/v1/deals/{quote(deal, safe='')}/uploads/{quote(upload, safe='')}",
            schemas.UploadEnd,
        )

    def read_wall(
        self,
        edition: str,
        *,
        public: bool | None = None,
        after: int | None = None,
        after_position: int | None = None,
    ) -> Answered[schemas.WallNow]:
        """Return every figure of the wall, all of one position.

        Who sees every deal gets this moment's; others what the fair shows: its publications, or the
        numbers of the moment with cells left out that tell of few. With `Accept: text/event-stream` it
        is a stream of newer positions after `Last-Event-ID` or else `after`.
        """
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/wall",
            schemas.WallNow,
            query={"public": public, "after": after, "after_position": after_position},
        )

    def read_word_copy(
        self, deal: str, instrument: str, *, at: int | None = None, as_of: str | None = None
    ) -> Answered[bytes]:
        """Return the clauses of an instrument as a document of Word, in which changes are tracked."""
        return self.sent(
            "GET",
            f"/api/v1/deals/{quote(deal, safe='')}/instruments/{quote(instrument, safe='')}/word",
            bytes,
            query={"at": at, "as_of": as_of},
        )

    def receive_visitor(self, body: schemas.Receive) -> Answered[schemas.Received]:
        """Let somebody sign in at the desk who has shown an identity document.

        ``person_unlisted``, ``post_missing``, ``four_eyes_at_desk``.
        """
        return self.sent("POST", "/api/v1/desk/receive", schemas.Received, body=body)

    def recompute_deal(self, deal: str) -> Answered[schemas.Recomputed]:
        """Replay a deal from its events, and compare what comes of it with every stored row of it.

        What a side keeps to itself is left out: nobody else reads it.
        """
        return self.sent(
            "GET", f"/api/v1/deals/{quote(deal, safe='')}/recomputed", schemas.Recomputed
        )

    def recompute_facts(
        self, edition: str, *, cursor: str | None = None
    ) -> Answered[schemas.Recomputed]:
        """Replay deals from their events, and compare with the stored rows that figures are made of.

        Of each deal that is every row from the first position on: where all are alike, so are all
        figures, at every position. An answer covers some thousand events; ``next`` goes on.
        """
        return self.sent(
            "GET",
            f"/api/v1/editions/{quote(edition, safe='')}/recomputed",
            schemas.Recomputed,
            query={"cursor": cursor},
        )

    def record_dispute(
        self,
        deal: str,
        body: schemas.RecordDispute,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Record it once; every verdict says so until it is settled."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/record_dispute",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def record_mandate(
        self,
        edition: str,
        body: schemas.RecordMandate,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The organisation's own people record it, or an office does; verifying it comes after."""
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/mandates/record_mandate",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def record_paper_execution(
        self,
        deal: str,
        body: schemas.RecordPaperExecution,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Record it: its principal confirms it. A later scan takes the place of an earlier one."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/record_paper_execution",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def record_power(
        self, organisation: str, body: schemas.RecordPower
    ) -> Answered[schemas.PowerKept]:
        """Let an adviser act for one's organisation.

        ``not_administrator``, ``power_to_oneself``, ``power_role_reserved``, ``validity_malformed``.
        """
        return self.sent(
            "POST",
            f"/api/v1/organisations/{quote(organisation, safe='')}/powers",
            schemas.PowerKept,
            body=body,
        )

    def recover_at_desk(self, person: str, body: schemas.Shown) -> Answered[schemas.RoutesSent]:
        """Let somebody in again who has shown an identity document.

        ``account_unlisted``, ``four_eyes_at_desk``, ``too_many_requests``.
        """
        return self.sent(
            "POST",
            f"/api/v1/people/{quote(person, safe='')}/recover_at_desk",
            schemas.RoutesSent,
            body=body,
        )

    def refuse_approval(
        self,
        deal: str,
        body: schemas.RefuseApproval,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Open the terms; every approval of them falls, the granted ones included."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/refuse_approval",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def refuse_post(
        self,
        person: str,
        body: schemas.RefusePost,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Who may confirm may refuse; a post that was confirmed is taken away by assigning others."""
        return self.sent(
            "POST",
            f"/api/v1/people/{quote(person, safe='')}/refuse_post",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def refuse_to_sign(
        self,
        deal: str,
        body: schemas.RefuseToSign,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Open the terms again. A letter of intent is declined instead."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/refuse_to_sign",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def register_organisation(
        self,
        body: schemas.RegisterOrganisation,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Its own people register an organisation, or an office does."""
        return self.sent(
            "POST",
            "/api/v1/organisations/register_organisation",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def register_person(
        self, body: schemas.NewPerson, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.CommandOutcome]:
        """The registry or the organiser registers; offices are given by two, once there is a person.

        A post in an organisation that is not theirs awaits its word: see `confirmations`.
        """
        return self.sent(
            "POST",
            "/api/v1/people/register_person",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def register_webhook(
        self, organisation: str, body: schemas.RegisterWebhook
    ) -> Answered[schemas.WebhookMade]:
        """Register an endpoint, as lead or administrator.

        ``not_administrator``, ``webhook_url_refused``, ``event_kind_unlisted``, ``webhooks_too_many``.
        """
        return self.sent(
            "POST",
            f"/api/v1/organisations/{quote(organisation, safe='')}/webhooks",
            schemas.WebhookMade,
            body=body,
        )

    def release_hold(
        self,
        log: str,
        hold: str,
        body: schemas.ReleaseHold,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The registry releases a hold, whoever placed it.

        Nothing is erased by that: an erasure takes two people more.
        """
        return self.sent(
            "POST",
            f"/api/v1/logs/{quote(log, safe='')}/holds/{quote(hold, safe='')}/release_hold",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def remind_leads(self, deal: str) -> Answered[schemas.Reminded]:
        """Write to those who lead a deal that nobody has moved: ``deal_unknown``."""
        return self.sent(
            "POST", f"/api/v1/deals/{quote(deal, safe='')}/remind_leads", schemas.Reminded
        )

    def remove_administrator(self, organisation: str, person: str) -> Answered[None]:
        """Make somebody an administrator no longer: ``not_administrator``."""
        return self.sent(
            "DELETE",
            f"/api/v1/organisations/{quote(organisation, safe='')}/administrators/{quote(person, safe='')}",
            NoneType,
        )

    def remove_passkey(self, passkey: str) -> Answered[None]:
        """Forget a passkey, but not the last way in: ``passkey_unlisted``, ``last_factor``."""
        return self.sent("DELETE", f"/api/v1/account/passkeys/{quote(passkey, safe='')}", NoneType)

    def remove_webhook(self, organisation: str, webhook: str) -> Answered[None]:
        """Forget an endpoint and the list of its messages: ``webhook_unlisted``."""
        return self.sent(
            "DELETE",
            f"/api/v1/organisations/{quote(organisation, safe='')}/webhooks/{quote(webhook, safe='')}",
            NoneType,
        )

    def renew_archive(
        self, deal: str, body: schemas.Renewed, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.CommandOutcome]:
        """Renew whatever became of the deal: an agreement that ended has to be provable too."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/renew_archive",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def renew_recovery_codes(self) -> Answered[schemas.RecoveryCodes]:
        """Take ten new recovery codes in place of all earlier ones."""
        return self.sent("POST", "/api/v1/account/recovery_codes", schemas.RecoveryCodes)

    def replace_lead(
        self,
        deal: str,
        body: schemas.ReplaceLead,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Hand over, or take over from a lead who is gone. The successor may lead for no other side.

        Whose post has ended hands nothing over: then another lead of the same principal does. Whether
        it has ended is in another log than the deal's, and asked by whoever takes the command.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/replace_lead",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def replace_signatory(
        self,
        deal: str,
        body: schemas.ReplaceSignatory,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Seat the alternate. The PDF and the earlier signatures stand."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/replace_signatory",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def replay_deliveries(
        self, organisation: str, webhook: str, body: schemas.ReplayDeliveries
    ) -> Answered[schemas.Replayed]:
        """Send again what happened in a range, 1000 messages at most in one call.

        Also what was never sent; nothing that may be seen no longer. ``webhook_unlisted``,
        ``webhook_disabled``, ``webhook_altered``.
        """
        return self.sent(
            "POST",
            f"/api/v1/organisations/{quote(organisation, safe='')}/webhooks/{quote(webhook, safe='')}/replay",
            schemas.Replayed,
            body=body,
        )

    def replay_delivery(
        self, organisation: str, webhook: str, delivery: str, body: schemas.Nothing
    ) -> Answered[schemas.Delivery]:
        """Send one message again.

        ``delivery_unlisted``, ``webhook_unlisted``, ``webhook_disabled``, ``webhook_altered``.
        """
        return self.sent(
            "POST",
            f"/api/v1/organisations/{quote(organisation, safe='')}/webhooks/{quote(webhook, safe='')}/deliveries/{quote(delivery, safe='')}/replay",
            schemas.Delivery,
            body=body,
        )

    def report_bounce(self, mail: str, body: schemas.Bounce) -> Answered[None]:
        """Say that a message came back; whoever had it sent is told: ``mail_unlisted``."""
        return self.sent(
            "POST", f"/api/v1/mails/{quote(mail, safe='')}/report_bounce", NoneType, body=body
        )

    def report_contribution(
        self,
        deal: str,
        body: schemas.ReportContribution,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Report once. All reports together are never more than what was promised."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/report_contribution",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def report_milestone(
        self,
        deal: str,
        body: schemas.ReportMilestone,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Report once; other evidence, under a new id, until an official has verified it."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/report_milestone",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def request_approval(
        self,
        deal: str,
        body: schemas.RequestApproval,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Bind the request to the locked terms: nobody asks themselves. The same again does nothing."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/request_approval",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def require_filing(
        self,
        deal: str,
        body: schemas.RequireFiling,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Require it, as long as it can still hold up what it is required for. Once more: nothing."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/require_filing",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def reserve_clause(
        self,
        deal: str,
        body: schemas.ReserveClause,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Reserve the row; the principal's own acceptance of it falls. Accepting lifts it again."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/reserve_clause",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def resume_deal(
        self,
        deal: str,
        body: schemas.ResumeDeal,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Resume. Every open deadline moves by the time suspended; a mandate's validity does not.

        While a filing waits on its authority, the clocks stand still until that is decided, too.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/resume_deal",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def revoke_access(
        self,
        deal: str,
        body: schemas.RevokeAccess,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Take back, in any stage, what this side has granted; what it has not is not there to take."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/revoke_access",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def revoke_certificate(
        self, body: schemas.Revoking, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.CommandOutcome]:
        """One of the registry revokes: it can not wait for a second.

        Once more only to say what is graver: that the key was lost earlier, or was lost after all.
        """
        return self.sent(
            "POST",
            "/api/v1/certificates/revoke_certificate",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def revoke_invitation(
        self,
        deal: str,
        body: schemas.RevokeInvitation,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Revoke once. An invitation that was used is one no longer."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/revoke_invitation",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def revoke_invitation_link(self, organisation: str, link: str) -> Answered[None]:
        """Take a link into one's organisation back: ``link_unlisted``."""
        return self.sent(
            "DELETE",
            f"/api/v1/organisations/{quote(organisation, safe='')}/invitations/{quote(link, safe='')}",
            NoneType,
        )

    def revoke_key(self, key: str) -> Answered[None]:
        """Revoke a key, from the next request on: ``program_key_unlisted``."""
        return self.sent("DELETE", f"/api/v1/account/keys/{quote(key, safe='')}", NoneType)

    def revoke_mandate(
        self,
        edition: str,
        mandate: str,
        body: schemas.RevokeMandate,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The organisation that gave it revokes it, or an office does."""
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/mandates/{quote(mandate, safe='')}/revoke_mandate",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def revoke_power(self, organisation: str, power: str) -> Answered[None]:
        """Take a power back; what acts by it ends with its next request: ``power_unlisted``."""
        return self.sent(
            "DELETE",
            f"/api/v1/organisations/{quote(organisation, safe='')}/powers/{quote(power, safe='')}",
            NoneType,
        )

    def rotate_webhook_secret(
        self, organisation: str, webhook: str, body: schemas.RotateSecret
    ) -> Answered[schemas.WebhookMade]:
        """Give an endpoint a new secret: ``webhook_unlisted``."""
        return self.sent(
            "POST",
            f"/api/v1/organisations/{quote(organisation, safe='')}/webhooks/{quote(webhook, safe='')}/rotate_secret",
            schemas.WebhookMade,
            body=body,
        )

    def satisfy_condition(
        self,
        deal: str,
        body: schemas.SatisfyCondition,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Record it once. No side finds its own conditions met."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/satisfy_condition",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def schedule_ceremony(
        self,
        deal: str,
        body: schemas.ScheduleCeremony,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Schedule it at any stage: what was signed off its item can still be put there.

        Of deals at one place of an item, the one with the lower id comes first.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/schedule_ceremony",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def seal_agreement(
        self, deal: str, body: schemas.Sealed, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.CommandOutcome]:
        """Seal once; nothing is signed after it."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/seal_agreement",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def search_deals(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        edition: str | None = None,
        after_position: int | None = None,
        text: str | None = None,
    ) -> Answered[schemas.FoundDeals]:
        """Find deals, among those that one may see, by words of titles, parties, projects and clauses."""
        return self.sent(
            "GET",
            "/api/v1/search",
            schemas.FoundDeals,
            query={
                "cursor": cursor,
                "limit": limit,
                "edition": edition,
                "after_position": after_position,
                "text": text,
            },
        )

    def send_back_publication(
        self,
        edition: str,
        publication: str,
        body: schemas.SendBackPublication,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """An official or the organiser sends it back; who prepared it may take it back so.

        What is public stays: only a publication that follows says otherwise.
        """
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/publications/{quote(publication, safe='')}/send_back_publication",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def set_retention(
        self,
        edition: str,
        body: schemas.SetRetention,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The registry says how long. What it says last counts, also for what has failed before."""
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/set_retention",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def settle_dispute(
        self,
        deal: str,
        body: schemas.SettleDispute,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Record it once: no verdict speaks of the dispute any more."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/settle_dispute",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def show_second_factor(self, body: schemas.SecondShown) -> Answered[schemas.InSession]:
        """Come in, by the second factor, once a provider has said who one is.

        ``departure_stale``, ``credentials_refused``, ``challenge_stale``, ``outside_unlinked``.
        """
        return self.sent("POST", "/api/v1/session/outside_second", schemas.InSession, body=body)

    def sign(
        self, deal: str, body: schemas.Signed, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.CommandOutcome]:
        """Record the signature and the mandate's use; the last required one executes the instrument.

        The same signature sent again changes nothing. A principal's first signature of a letter of
        intent is its acceptance, and comes with that; its further seats are signed here.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/sign",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def sign_in(self, body: schemas.SignIn) -> Answered[schemas.InSession]:
        """Come in with a password and a code.

        Whatever was wrong, the refusal is the same: ``credentials_refused``. Five attempts a minute,
        and after five that failed a wait that grows with each, to a quarter of an hour.
        """
        return self.sent("POST", "/api/v1/session", schemas.InSession, body=body)

    def sign_in_at_desk(self, body: schemas.SignInAtDesk) -> Answered[schemas.InSession]:
        """Come in at the desk, before an official: ``link_unusable``."""
        return self.sent("POST", "/api/v1/session/desk", schemas.InSession, body=body)

    def sign_in_by_link(self, body: schemas.SignInByLink) -> Answered[schemas.InSession]:
        """Come in as a guest, for one deal: ``link_unusable``, ``credentials_refused``."""
        return self.sent("POST", "/api/v1/session/link", schemas.InSession, body=body)

    def sign_in_with_passkey(self, body: schemas.SignInWithPasskey) -> Answered[schemas.InSession]:
        """Come in with a passkey: ``credentials_refused``, ``challenge_stale``."""
        return self.sent("POST", "/api/v1/session/passkey", schemas.InSession, body=body)

    def sign_off_publication(
        self,
        edition: str,
        publication: str,
        body: schemas.SignOffPublication,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """A second official or organiser signs off what was prepared; it can not be undone."""
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/publications/{quote(publication, safe='')}/sign_off_publication",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def sign_out(self) -> Answered[None]:
        """Leave: the session ends, and its cookie counts no longer."""
        return self.sent("DELETE", "/api/v1/session", NoneType)

    def speak_code(self, person: str) -> Answered[schemas.SpokenCode]:
        """Take a code to tell a guest by voice, once the desk knows who it speaks with."""
        return self.sent(
            "POST", f"/api/v1/people/{quote(person, safe='')}/speak_code", schemas.SpokenCode
        )

    def state_attributes(
        self,
        deal: str,
        body: schemas.StateAttributes,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """State them at any stage, suspended or ended: whatever was said and signed stays as it is."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/state_attributes",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def step_up(self, body: schemas.StepUp) -> Answered[schemas.SteppedUp]:
        """Show anew who one is, for five minutes and one operation; the session's cookie changes.

        ``credentials_refused``, ``challenge_stale``, ``too_many_requests``.
        """
        return self.sent("POST", "/api/v1/session/step_up", schemas.SteppedUp, body=body)

    def stop_email_change(self, body: schemas.EmailToken) -> Answered[None]:
        """Keep the old address, or put it back, by the link that it got, without signing in.

        Every session and key of the account ends, and for a day nobody signs with it:
        ``link_unusable``.
        """
        return self.sent("POST", "/api/v1/account/email/stop", NoneType, body=body)

    def submit_filing(
        self,
        deal: str,
        body: schemas.SubmitFiling,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Submit, late as well. What an authority has refused may be put before it again."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/submit_filing",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def submit_intent(
        self,
        deal: str,
        body: schemas.HttpSent,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Lock the letter's terms, open its signing and sign it, in one append.

        A letter that fell with the party set, when somebody joined or left, is sent anew.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/submit_intent",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def suspend_deal(
        self,
        deal: str,
        body: schemas.SuspendDeal,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Suspend. Until it is resumed no deadline of the deal passes, and it takes no step forward.

        A signing may still be called off: nobody has to wait for that.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/suspend_deal",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def suspend_execution(
        self,
        deal: str,
        body: schemas.SuspendExecution,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Record it once; every verdict says so until it is lifted, and nobody terminates meanwhile."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/suspend_execution",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def switch_acting(self, body: schemas.ActsAs) -> Answered[schemas.InSession]:
        """Act otherwise from now on, within one's posts and powers: ``post_missing``."""
        return self.sent("PUT", "/api/v1/session/acting", schemas.InSession, body=body)

    def table_offer(
        self,
        deal: str,
        body: schemas.TableOffer,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Table it: its author accepts the frame and the clauses it brings, and no other rows.

        An offer that has run out is at its end, closed already or not: its author is bound by nothing
        in it, and accepts of an offer of its own that follows what that one brings.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/table_offer",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def terminate(
        self,
        deal: str,
        body: schemas.Terminate,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """End the deal. What was executed stays as it was signed; nothing else stands."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/terminate",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def translate_clause(
        self,
        deal: str,
        body: schemas.TranslateClause,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Record the translation: of this version, and not certified yet."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/translate_clause",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def unlink_outside(self, link: str) -> Answered[None]:
        """Let an account elsewhere sign one in no longer: ``outside_unlisted``, ``last_factor``."""
        return self.sent("DELETE", f"/api/v1/account/outside/{quote(link, safe='')}", NoneType)

    def unlock_terms(
        self,
        deal: str,
        body: schemas.UnlockTerms,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Unlock: every approval falls; acceptances stand as long as the wording does."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/unlock_terms",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def verify_contribution(
        self,
        deal: str,
        body: schemas.VerifyContribution,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Verify: part of it first, if need be, and more of it later; never more than was reported."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/verify_contribution",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def verify_digest(self, sha256: str) -> Answered[schemas.PaperStatus]:
        """Say whether a file of this digest is known, and how its agreement stands now."""
        return self.sent("GET", f"/api/v1/verify/{quote(sha256, safe='')}", schemas.PaperStatus)

    def verify_file(self, body: bytes) -> Answered[schemas.VerdictTold]:
        """Judge a PDF: valid, not valid, or nothing to do with this registry.

        Whatever is handed in gets a verdict, in numbered steps with coded reasons. It is read in a
        process apart; what takes more there than any paper does is not shown to be anything.
        """
        return self.sent(
            "POST", "/api/v1/verify", schemas.VerdictTold, body=body, media="application/pdf"
        )

    def verify_mandate(
        self,
        edition: str,
        mandate: str,
        body: schemas.VerifyMandate,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """An official verifies, and never what they recorded, hold, or their own organisation gave."""
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/mandates/{quote(mandate, safe='')}/verify_mandate",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def verify_milestone(
        self,
        deal: str,
        body: schemas.VerifyMilestone,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Verify once: a milestone is reached once, whichever report of it was true."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/verify_milestone",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def verify_organisation(
        self,
        organisation: str,
        body: schemas.VerifyOrganisation,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """An official or the registry verifies, and never what they registered or whom they act for."""
        return self.sent(
            "POST",
            f"/api/v1/organisations/{quote(organisation, safe='')}/verify_organisation",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def verify_page_code(self, code: str) -> Answered[schemas.PrintedStatus]:
        """Say whether a document bears this page code, and how its agreement stands now.

        The code is the 32 hexadecimal digits on each page, as its QR code has them, hyphens or not. Who
        may read the document is told where it is.
        """
        return self.sent(
            "GET", f"/api/v1/verify/codes/{quote(code, safe='')}", schemas.PrintedStatus
        )

    def verify_with_extract(
        self, organisation: str, body: bytes, *, idempotency_key: str, if_match: int | None = None
    ) -> Answered[schemas.CommandOutcome]:
        """Verify an organisation against an extract of its public register, which is kept: a PDF."""
        return self.sent(
            "POST",
            f"/api/v1/organisations/{quote(organisation, safe='')}/verify_with_extract",
            schemas.CommandOutcome,
            body=body,
            media="application/pdf",
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def void_signing(
        self,
        deal: str,
        body: schemas.VoidSigning,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Call it off, also while the deal is suspended. A signing that is not open is so already."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/void_signing",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def waive_condition(
        self,
        deal: str,
        body: schemas.WaiveCondition,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Waive once; the condition falls when every side that is entitled has. What is met is met."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/waive_condition",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def withdraw_approval_request(
        self,
        deal: str,
        body: schemas.WithdrawApprovalRequest,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Take it back; what the edition asks for must be asked for anew before signing opens.

        An approval that was granted stands: it falls when the terms change, and not before.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/withdraw_approval_request",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def withdraw_correction(
        self,
        deal: str,
        body: schemas.WithdrawCorrection,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Take it back: every confirmation of it is void, and the locked text stands as it was."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/withdraw_correction",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def withdraw_erasure(
        self,
        log: str,
        erasure: str,
        body: schemas.WithdrawErasure,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Anybody of the registry takes a proposal back."""
        return self.sent(
            "POST",
            f"/api/v1/logs/{quote(log, safe='')}/erasures/{quote(erasure, safe='')}/withdraw_erasure",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def withdraw_filing(
        self,
        deal: str,
        body: schemas.WithdrawFiling,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Withdraw. The filing is still required, and may be submitted anew."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/withdraw_filing",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def withdraw_key(
        self,
        edition: str,
        organisation: str,
        body: schemas.WithdrawKey,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Its owner, the organisation or an office withdraws it, and nobody takes it back."""
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/organisations/{quote(organisation, safe='')}/withdraw_key",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def withdraw_notice(
        self,
        deal: str,
        body: schemas.WithdrawNotice,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Take it back, run out or not: as long as it is not used, the deal goes on."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/withdraw_notice",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def withdraw_offer(
        self,
        deal: str,
        body: schemas.WithdrawOffer,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Withdraw: the offeror accepts nothing any more. A new offer must be tabled to go on.

        The wording stays, and what the others said of it: whoever tables it anew binds themselves only.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/withdraw_offer",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def withdraw_office(
        self,
        person: str,
        body: schemas.WithdrawOffice,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Anybody of the registry withdraws, whoever proposed. An office that is held stays held."""
        return self.sent(
            "POST",
            f"/api/v1/people/{quote(person, safe='')}/withdraw_office",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def withdraw_party(
        self,
        deal: str,
        body: schemas.WithdrawParty,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Leave; with fewer than two principals left, the deal is withdrawn.

        For those who stay, every acceptance, lock, approval and running signing falls: they were
        given to another party set.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/withdraw_party",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def withdraw_project(
        self,
        edition: str,
        project: str,
        body: schemas.WithdrawProject,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """The owner or the sponsor withdraws a project, or an office does."""
        return self.sent(
            "POST",
            f"/api/v1/editions/{quote(edition, safe='')}/projects/{quote(project, safe='')}/withdraw_project",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def withdraw_publication_consent(
        self,
        deal: str,
        body: schemas.WithdrawPublicationConsent,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Withdraw, in any stage, what this side has consented to; nothing else is there to withdraw."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/withdraw_publication_consent",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def witness(
        self,
        deal: str,
        body: schemas.HttpAttested,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Record a witness's signature. As `notarise` and `official_sign` in all else."""
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/witness",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )

    def write_off_obligation(
        self,
        deal: str,
        body: schemas.WriteOffObligation,
        *,
        idempotency_key: str,
        if_match: int | None = None,
    ) -> Answered[schemas.CommandOutcome]:
        """Give it up once; it is written off when every side but the one that owes it has.

        What all owe together, all give up. What is performed is not given up any more.
        """
        return self.sent(
            "POST",
            f"/api/v1/deals/{quote(deal, safe='')}/write_off_obligation",
            schemas.CommandOutcome,
            body=body,
            headers={
                "Idempotency-Key": idempotency_key,
                "If-Match": None if if_match is None else f'"{if_match}"',
            },
        )


COMMANDS: Final[Mapping[str, Endpoint]] = MappingProxyType(
    {
        "accept_clauses": Endpoint(
            "/api/v1/deals/{deal}/accept_clauses", schemas.AcceptClauses, schemas.CommandOutcome
        ),
        "accept_intent": Endpoint(
            "/api/v1/deals/{deal}/accept_intent", schemas.HttpAccepted, schemas.CommandOutcome
        ),
        "add_participant": Endpoint(
            "/api/v1/deals/{deal}/add_participant", schemas.AddParticipant, schemas.CommandOutcome
        ),
        "admit_organisation": Endpoint(
            "/api/v1/editions/{edition}/admissions/admit_organisation",
            schemas.Admit,
            schemas.CommandOutcome,
        ),
        "annul": Endpoint("/api/v1/deals/{deal}/annul", schemas.Annul, schemas.CommandOutcome),
        "answer": Endpoint("/api/v1/deals/{deal}/answer", schemas.Answer, schemas.CommandOutcome),
        "ask": Endpoint("/api/v1/deals/{deal}/ask", schemas.Ask, schemas.CommandOutcome),
        "assign_person": Endpoint(
            "/api/v1/people/{person}/assign_person", schemas.AssignPerson, schemas.CommandOutcome
        ),
        "attach_attestation": Endpoint(
            "/api/v1/deals/{deal}/attach_attestation",
            schemas.AttachAttestation,
            schemas.CommandOutcome,
        ),
        "attest_paper_execution": Endpoint(
            "/api/v1/deals/{deal}/attest_paper_execution", schemas.Compared, schemas.CommandOutcome
        ),
        "call_signing": Endpoint(
            "/api/v1/deals/{deal}/call_signing", schemas.CallSigning, schemas.CommandOutcome
        ),
        "certify_key": Endpoint(
            "/api/v1/editions/{edition}/organisations/{organisation}/certify_key",
            schemas.KeyConfirmed,
            schemas.CommandOutcome,
        ),
        "certify_translation": Endpoint(
            "/api/v1/deals/{deal}/certify_translation",
            schemas.CertifyTranslation,
            schemas.CommandOutcome,
        ),
        "change_policy": Endpoint(
            "/api/v1/editions/{edition}/change_policy", schemas.ChangePolicy, schemas.CommandOutcome
        ),
        "close_deal": Endpoint(
            "/api/v1/deals/{deal}/close_deal", schemas.CloseDeal, schemas.CommandOutcome
        ),
        "comment": Endpoint(
            "/api/v1/deals/{deal}/comment", schemas.Comment, schemas.CommandOutcome
        ),
        "comment_to_own_side": Endpoint(
            "/api/v1/deals/{deal}/comment_to_own_side",
            schemas.CommentToOwnSide,
            schemas.CommandOutcome,
        ),
        "complete_signature": Endpoint(
            "/api/v1/deals/{deal}/complete_signature", schemas.Returned, schemas.CommandOutcome
        ),
        "confirm_correction": Endpoint(
            "/api/v1/deals/{deal}/confirm_correction",
            schemas.ConfirmCorrection,
            schemas.CommandOutcome,
        ),
        "confirm_office": Endpoint(
            "/api/v1/people/{person}/confirm_office", schemas.ConfirmOffice, schemas.CommandOutcome
        ),
        "confirm_paper_execution": Endpoint(
            "/api/v1/deals/{deal}/confirm_paper_execution",
            schemas.ConfirmPaperExecution,
            schemas.CommandOutcome,
        ),
        "confirm_post": Endpoint(
            "/api/v1/people/{person}/confirm_post", schemas.ConfirmPost, schemas.CommandOutcome
        ),
        "confirm_schedule": Endpoint(
            "/api/v1/deals/{deal}/confirm_schedule", schemas.ConfirmSchedule, schemas.CommandOutcome
        ),
        "consent_to_deadline_extension": Endpoint(
            "/api/v1/deals/{deal}/consent_to_deadline_extension",
            schemas.ConsentToDeadlineExtension,
            schemas.CommandOutcome,
        ),
        "consent_to_publication": Endpoint(
            "/api/v1/deals/{deal}/consent_to_publication",
            schemas.ConsentToPublication,
            schemas.CommandOutcome,
        ),
        "consent_to_reopening": Endpoint(
            "/api/v1/deals/{deal}/consent_to_reopening",
            schemas.ConsentToReopening,
            schemas.CommandOutcome,
        ),
        "correct_classification": Endpoint(
            "/api/v1/deals/{deal}/correct_classification",
            schemas.CorrectClassification,
            schemas.CommandOutcome,
        ),
        "counter_clause": Endpoint(
            "/api/v1/deals/{deal}/counter_clause", schemas.CounterClause, schemas.CommandOutcome
        ),
        "counter_frame": Endpoint(
            "/api/v1/deals/{deal}/counter_frame", schemas.CounterFrame, schemas.CommandOutcome
        ),
        "decide_filing": Endpoint(
            "/api/v1/deals/{deal}/decide_filing", schemas.DecideFiling, schemas.CommandOutcome
        ),
        "decide_lists": Endpoint(
            "/api/v1/editions/{edition}/decide_lists", schemas.DecideLists, schemas.CommandOutcome
        ),
        "declare_confidentiality": Endpoint(
            "/api/v1/deals/{deal}/declare_confidentiality",
            schemas.DeclareConfidentiality,
            schemas.CommandOutcome,
        ),
        "declare_effective": Endpoint(
            "/api/v1/deals/{deal}/declare_effective",
            schemas.DeclareEffective,
            schemas.CommandOutcome,
        ),
        "decline_intent": Endpoint(
            "/api/v1/deals/{deal}/decline_intent", schemas.DeclineIntent, schemas.CommandOutcome
        ),
        "describe_project": Endpoint(
            "/api/v1/editions/{edition}/projects/{project}/describe_project",
            schemas.DescribeProject,
            schemas.CommandOutcome,
        ),
        "draft_instrument": Endpoint(
            "/api/v1/deals/{deal}/draft_instrument", schemas.DraftInstrument, schemas.CommandOutcome
        ),
        "erase_deal": Endpoint(
            "/api/v1/deals/{deal}/erase_deal", schemas.Erase, schemas.CommandOutcome
        ),
        "erase_documents": Endpoint(
            "/api/v1/editions/{edition}/erase_documents", schemas.Erase, schemas.CommandOutcome
        ),
        "erase_person": Endpoint(
            "/api/v1/people/{person}/erase_person", schemas.Erase, schemas.CommandOutcome
        ),
        "extend_deadline": Endpoint(
            "/api/v1/deals/{deal}/extend_deadline", schemas.ExtendDeadline, schemas.CommandOutcome
        ),
        "extend_filing": Endpoint(
            "/api/v1/deals/{deal}/extend_filing", schemas.ExtendFiling, schemas.CommandOutcome
        ),
        "give_notice": Endpoint(
            "/api/v1/deals/{deal}/give_notice", schemas.GiveNotice, schemas.CommandOutcome
        ),
        "grant_access": Endpoint(
            "/api/v1/deals/{deal}/grant_access", schemas.GrantAccess, schemas.CommandOutcome
        ),
        "grant_approval": Endpoint(
            "/api/v1/deals/{deal}/grant_approval", schemas.Approving, schemas.CommandOutcome
        ),
        "import_organisations": Endpoint(
            "/api/v1/organisations/import_organisations",
            schemas.ImportOrganisations,
            schemas.ImportOutcome,
        ),
        "import_people": Endpoint(
            "/api/v1/people/import_people", schemas.ImportPeople, schemas.PeopleOutcome
        ),
        "invite_party": Endpoint(
            "/api/v1/deals/{deal}/invite_party", schemas.InviteParty, schemas.CommandOutcome
        ),
        "join_deal": Endpoint(
            "/api/v1/deals/{deal}/join_deal", schemas.JoinDeal, schemas.CommandOutcome
        ),
        "judge_duplicate": Endpoint(
            "/api/v1/deals/{deal}/judge_duplicate", schemas.JudgeDuplicate, schemas.CommandOutcome
        ),
        "lift_confidentiality": Endpoint(
            "/api/v1/deals/{deal}/lift_confidentiality",
            schemas.LiftConfidentiality,
            schemas.CommandOutcome,
        ),
        "lift_filing": Endpoint(
            "/api/v1/deals/{deal}/lift_filing", schemas.LiftFiling, schemas.CommandOutcome
        ),
        "lift_suspension": Endpoint(
            "/api/v1/deals/{deal}/lift_suspension", schemas.LiftSuspension, schemas.CommandOutcome
        ),
        "list_edition": Endpoint(
            "/api/v1/editions/list_edition", schemas.ListEdition, schemas.CommandOutcome
        ),
        "list_project": Endpoint(
            "/api/v1/editions/{edition}/projects/list_project",
            schemas.ListProject,
            schemas.CommandOutcome,
        ),
        "lock_terms": Endpoint(
            "/api/v1/deals/{deal}/lock_terms", schemas.LockTerms, schemas.CommandOutcome
        ),
        "notarise": Endpoint(
            "/api/v1/deals/{deal}/notarise", schemas.HttpAttested, schemas.CommandOutcome
        ),
        "offer_key": Endpoint(
            "/api/v1/editions/{edition}/offer_key", schemas.KeyOffer, schemas.CommandOutcome
        ),
        "official_sign": Endpoint(
            "/api/v1/deals/{deal}/official_sign", schemas.HttpAttested, schemas.CommandOutcome
        ),
        "open_deal": Endpoint(
            "/api/v1/editions/{edition}/deals/open_deal", schemas.OpenDeal, schemas.CommandOutcome
        ),
        "open_edition": Endpoint(
            "/api/v1/editions/{edition}/open_edition", schemas.OpenEdition, schemas.CommandOutcome
        ),
        "open_signing": Endpoint(
            "/api/v1/deals/{deal}/open_signing", schemas.Opened, schemas.CommandOutcome
        ),
        "open_turn": Endpoint(
            "/api/v1/deals/{deal}/open_turn", schemas.OpenTurn, schemas.CommandOutcome
        ),
        "place_hold": Endpoint(
            "/api/v1/logs/{log}/place_hold", schemas.PlaceHold, schemas.CommandOutcome
        ),
        "prepare_publication": Endpoint(
            "/api/v1/editions/{edition}/publications/prepare_publication",
            schemas.PrepareNext,
            schemas.CommandOutcome,
        ),
        "prepare_signature": Endpoint(
            "/api/v1/deals/{deal}/prepare_signature", schemas.Outside, schemas.CommandOutcome
        ),
        "propose_correction": Endpoint(
            "/api/v1/deals/{deal}/propose_correction",
            schemas.ProposeCorrection,
            schemas.CommandOutcome,
        ),
        "propose_deadline_extension": Endpoint(
            "/api/v1/deals/{deal}/propose_deadline_extension",
            schemas.ProposeDeadlineExtension,
            schemas.CommandOutcome,
        ),
        "propose_erasure": Endpoint(
            "/api/v1/logs/{log}/propose_erasure", schemas.ProposeErasure, schemas.CommandOutcome
        ),
        "propose_office": Endpoint(
            "/api/v1/people/{person}/propose_office", schemas.ProposeOffice, schemas.CommandOutcome
        ),
        "propose_reopening": Endpoint(
            "/api/v1/deals/{deal}/propose_reopening",
            schemas.ProposeReopening,
            schemas.CommandOutcome,
        ),
        "propose_schedule": Endpoint(
            "/api/v1/deals/{deal}/propose_schedule", schemas.ProposeSchedule, schemas.CommandOutcome
        ),
        "publish_rates": Endpoint(
            "/api/v1/editions/{edition}/rates/publish_rates",
            schemas.PublishRates,
            schemas.CommandOutcome,
        ),
        "record_dispute": Endpoint(
            "/api/v1/deals/{deal}/record_dispute", schemas.RecordDispute, schemas.CommandOutcome
        ),
        "record_mandate": Endpoint(
            "/api/v1/editions/{edition}/mandates/record_mandate",
            schemas.RecordMandate,
            schemas.CommandOutcome,
        ),
        "record_paper_execution": Endpoint(
            "/api/v1/deals/{deal}/record_paper_execution",
            schemas.RecordPaperExecution,
            schemas.CommandOutcome,
        ),
        "refuse_approval": Endpoint(
            "/api/v1/deals/{deal}/refuse_approval", schemas.RefuseApproval, schemas.CommandOutcome
        ),
        "refuse_post": Endpoint(
            "/api/v1/people/{person}/refuse_post", schemas.RefusePost, schemas.CommandOutcome
        ),
        "refuse_to_sign": Endpoint(
            "/api/v1/deals/{deal}/refuse_to_sign", schemas.RefuseToSign, schemas.CommandOutcome
        ),
        "register_organisation": Endpoint(
            "/api/v1/organisations/register_organisation",
            schemas.RegisterOrganisation,
            schemas.CommandOutcome,
        ),
        "register_person": Endpoint(
            "/api/v1/people/register_person", schemas.NewPerson, schemas.CommandOutcome
        ),
        "release_hold": Endpoint(
            "/api/v1/logs/{log}/holds/{hold}/release_hold",
            schemas.ReleaseHold,
            schemas.CommandOutcome,
        ),
        "renew_archive": Endpoint(
            "/api/v1/deals/{deal}/renew_archive", schemas.Renewed, schemas.CommandOutcome
        ),
        "replace_lead": Endpoint(
            "/api/v1/deals/{deal}/replace_lead", schemas.ReplaceLead, schemas.CommandOutcome
        ),
        "replace_signatory": Endpoint(
            "/api/v1/deals/{deal}/replace_signatory",
            schemas.ReplaceSignatory,
            schemas.CommandOutcome,
        ),
        "report_contribution": Endpoint(
            "/api/v1/deals/{deal}/report_contribution",
            schemas.ReportContribution,
            schemas.CommandOutcome,
        ),
        "report_milestone": Endpoint(
            "/api/v1/deals/{deal}/report_milestone", schemas.ReportMilestone, schemas.CommandOutcome
        ),
        "request_approval": Endpoint(
            "/api/v1/deals/{deal}/request_approval", schemas.RequestApproval, schemas.CommandOutcome
        ),
        "require_filing": Endpoint(
            "/api/v1/deals/{deal}/require_filing", schemas.RequireFiling, schemas.CommandOutcome
        ),
        "reserve_clause": Endpoint(
            "/api/v1/deals/{deal}/reserve_clause", schemas.ReserveClause, schemas.CommandOutcome
        ),
        "resume_deal": Endpoint(
            "/api/v1/deals/{deal}/resume_deal", schemas.ResumeDeal, schemas.CommandOutcome
        ),
        "revoke_access": Endpoint(
            "/api/v1/deals/{deal}/revoke_access", schemas.RevokeAccess, schemas.CommandOutcome
        ),
        "revoke_certificate": Endpoint(
            "/api/v1/certificates/revoke_certificate", schemas.Revoking, schemas.CommandOutcome
        ),
        "revoke_invitation": Endpoint(
            "/api/v1/deals/{deal}/revoke_invitation",
            schemas.RevokeInvitation,
            schemas.CommandOutcome,
        ),
        "revoke_mandate": Endpoint(
            "/api/v1/editions/{edition}/mandates/{mandate}/revoke_mandate",
            schemas.RevokeMandate,
            schemas.CommandOutcome,
        ),
        "satisfy_condition": Endpoint(
            "/api/v1/deals/{deal}/satisfy_condition",
            schemas.SatisfyCondition,
            schemas.CommandOutcome,
        ),
        "schedule_ceremony": Endpoint(
            "/api/v1/deals/{deal}/schedule_ceremony",
            schemas.ScheduleCeremony,
            schemas.CommandOutcome,
        ),
        "seal_agreement": Endpoint(
            "/api/v1/deals/{deal}/seal_agreement", schemas.Sealed, schemas.CommandOutcome
        ),
        "send_back_publication": Endpoint(
            "/api/v1/editions/{edition}/publications/{publication}/send_back_publication",
            schemas.SendBackPublication,
            schemas.CommandOutcome,
        ),
        "set_retention": Endpoint(
            "/api/v1/editions/{edition}/set_retention", schemas.SetRetention, schemas.CommandOutcome
        ),
        "settle_dispute": Endpoint(
            "/api/v1/deals/{deal}/settle_dispute", schemas.SettleDispute, schemas.CommandOutcome
        ),
        "sign": Endpoint("/api/v1/deals/{deal}/sign", schemas.Signed, schemas.CommandOutcome),
        "sign_off_publication": Endpoint(
            "/api/v1/editions/{edition}/publications/{publication}/sign_off_publication",
            schemas.SignOffPublication,
            schemas.CommandOutcome,
        ),
        "state_attributes": Endpoint(
            "/api/v1/deals/{deal}/state_attributes", schemas.StateAttributes, schemas.CommandOutcome
        ),
        "submit_filing": Endpoint(
            "/api/v1/deals/{deal}/submit_filing", schemas.SubmitFiling, schemas.CommandOutcome
        ),
        "submit_intent": Endpoint(
            "/api/v1/deals/{deal}/submit_intent", schemas.HttpSent, schemas.CommandOutcome
        ),
        "suspend_deal": Endpoint(
            "/api/v1/deals/{deal}/suspend_deal", schemas.SuspendDeal, schemas.CommandOutcome
        ),
        "suspend_execution": Endpoint(
            "/api/v1/deals/{deal}/suspend_execution",
            schemas.SuspendExecution,
            schemas.CommandOutcome,
        ),
        "table_offer": Endpoint(
            "/api/v1/deals/{deal}/table_offer", schemas.TableOffer, schemas.CommandOutcome
        ),
        "terminate": Endpoint(
            "/api/v1/deals/{deal}/terminate", schemas.Terminate, schemas.CommandOutcome
        ),
        "translate_clause": Endpoint(
            "/api/v1/deals/{deal}/translate_clause", schemas.TranslateClause, schemas.CommandOutcome
        ),
        "unlock_terms": Endpoint(
            "/api/v1/deals/{deal}/unlock_terms", schemas.UnlockTerms, schemas.CommandOutcome
        ),
        "verify_contribution": Endpoint(
            "/api/v1/deals/{deal}/verify_contribution",
            schemas.VerifyContribution,
            schemas.CommandOutcome,
        ),
        "verify_mandate": Endpoint(
            "/api/v1/editions/{edition}/mandates/{mandate}/verify_mandate",
            schemas.VerifyMandate,
            schemas.CommandOutcome,
        ),
        "verify_milestone": Endpoint(
            "/api/v1/deals/{deal}/verify_milestone", schemas.VerifyMilestone, schemas.CommandOutcome
        ),
        "verify_organisation": Endpoint(
            "/api/v1/organisations/{organisation}/verify_organisation",
            schemas.VerifyOrganisation,
            schemas.CommandOutcome,
        ),
        "void_signing": Endpoint(
            "/api/v1/deals/{deal}/void_signing", schemas.VoidSigning, schemas.CommandOutcome
        ),
        "waive_condition": Endpoint(
            "/api/v1/deals/{deal}/waive_condition", schemas.WaiveCondition, schemas.CommandOutcome
        ),
        "withdraw_approval_request": Endpoint(
            "/api/v1/deals/{deal}/withdraw_approval_request",
            schemas.WithdrawApprovalRequest,
            schemas.CommandOutcome,
        ),
        "withdraw_correction": Endpoint(
            "/api/v1/deals/{deal}/withdraw_correction",
            schemas.WithdrawCorrection,
            schemas.CommandOutcome,
        ),
        "withdraw_erasure": Endpoint(
            "/api/v1/logs/{log}/erasures/{erasure}/withdraw_erasure",
            schemas.WithdrawErasure,
            schemas.CommandOutcome,
        ),
        "withdraw_filing": Endpoint(
            "/api/v1/deals/{deal}/withdraw_filing", schemas.WithdrawFiling, schemas.CommandOutcome
        ),
        "withdraw_key": Endpoint(
            "/api/v1/editions/{edition}/organisations/{organisation}/withdraw_key",
            schemas.WithdrawKey,
            schemas.CommandOutcome,
        ),
        "withdraw_notice": Endpoint(
            "/api/v1/deals/{deal}/withdraw_notice", schemas.WithdrawNotice, schemas.CommandOutcome
        ),
        "withdraw_offer": Endpoint(
            "/api/v1/deals/{deal}/withdraw_offer", schemas.WithdrawOffer, schemas.CommandOutcome
        ),
        "withdraw_office": Endpoint(
            "/api/v1/people/{person}/withdraw_office",
            schemas.WithdrawOffice,
            schemas.CommandOutcome,
        ),
        "withdraw_party": Endpoint(
            "/api/v1/deals/{deal}/withdraw_party", schemas.WithdrawParty, schemas.CommandOutcome
        ),
        "withdraw_project": Endpoint(
            "/api/v1/editions/{edition}/projects/{project}/withdraw_project",
            schemas.WithdrawProject,
            schemas.CommandOutcome,
        ),
        "withdraw_publication_consent": Endpoint(
            "/api/v1/deals/{deal}/withdraw_publication_consent",
            schemas.WithdrawPublicationConsent,
            schemas.CommandOutcome,
        ),
        "witness": Endpoint(
            "/api/v1/deals/{deal}/witness", schemas.HttpAttested, schemas.CommandOutcome
        ),
        "write_off_obligation": Endpoint(
            "/api/v1/deals/{deal}/write_off_obligation",
            schemas.WriteOffObligation,
            schemas.CommandOutcome,
        ),
    }
)
"""The commands, by their names."""
