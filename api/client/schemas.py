"""What requests and answers consist of. Made by `make docs` from its OpenAPI."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Literal

import msgspec


class AnnexKind(Enum):
    """What a file is."""

    CSV = "csv"
    DOCX = "docx"
    JPEG = "jpeg"
    PDF = "pdf"
    PNG = "png"
    TEXT = "text"
    XLSX = "xlsx"


class ApiLevel(Enum):
    """How much a finding matters."""

    FINE = "fine"
    NOTICE = "notice"
    PROBLEM = "problem"


class AttestationKind(Enum):
    """What a side document attests of an executed instrument."""

    APOSTILLE = "apostille"
    LEGALISATION = "legalisation"
    REGISTRATION = "registration"
    STAMP_DUTY_RECEIPT = "stamp_duty_receipt"


class AuthoritiesOutcome(Enum):
    """How a dispute came to its end."""

    AWARDED = "awarded"
    DISMISSED = "dismissed"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class Bindingness(Enum):
    """How far a letter of intent binds those who sign it."""

    BINDING = "binding"
    NOT_BINDING = "not_binding"
    PARTLY_BINDING = "partly_binding"


class ClassificationFinding(Enum):
    """What two deals that look alike are to each other, said of the one whose event it is."""

    DISTINCT = "distinct"
    REPEATS = "repeats"
    STANDS = "stands"


class Clock(Enum):
    """Which deadline is meant."""

    DEAL = "deal"
    INTENT = "intent"
    OFFER = "offer"
    SIGNING = "signing"


class DecisionKind(Enum):
    """What kind of decision an authority took."""

    ADMINISTRATIVE_ACT = "administrative_act"
    AWARD = "award"
    INTERIM_ORDER = "interim_order"
    JUDGMENT = "judgment"


class Direction(Enum):
    """Which way the investment goes, seen from the fair's country."""

    DOMESTIC = "domestic"
    INBOUND = "inbound"
    OUTBOUND = "outbound"


class DisplayOrder(Enum):
    """Which part of the name comes first where both names are printed."""

    FAMILY_FIRST = "family_first"
    GIVEN_FIRST = "given_first"


class DisputeKind(Enum):
    """Where a dispute is fought out."""

    ADMINISTRATIVE = "administrative"
    ARBITRATION = "arbitration"
    LITIGATION = "litigation"
    MEDIATION = "mediation"


class ErasureGround(Enum):
    """Why something is erased: its retention ended, its owner asks by right, a court orders it."""

    COURT = "court"
    REQUEST = "request"
    RETENTION_ENDED = "retention_ended"


class FilingEffect(Enum):
    """What waits for the authority's consent: the signing of an instrument, or its effect."""

    BLOCKING = "blocking"
    CONDITION = "condition"


class FilingsOutcome(Enum):
    """What an authority decided."""

    GRANTED = "granted"
    REFUSED = "refused"


class FilingsStatus(Enum):
    """Where a filing stands. What was refused may be submitted again."""

    GRANTED = "granted"
    LIFTED = "lifted"
    REFUSED = "refused"
    REQUIRED = "required"
    SUBMITTED = "submitted"


class Ground(Enum):
    """Why a deal is terminated: by everybody, or by one side and for what."""

    BREACH = "breach"
    CONDITION_NOT_MET = "condition_not_met"
    CONVENIENCE = "convenience"
    FORCE_MAJEURE = "force_majeure"
    INSOLVENCY = "insolvency"
    MUTUAL = "mutual"


class HoldGround(Enum):
    """Why something must be kept: a lawsuit, an authority's order, an audit."""

    AUDIT = "audit"
    AUTHORITY = "authority"
    LITIGATION = "litigation"


class InvestorClass(Enum):
    """What kind of investor pledges."""

    DEVELOPMENT = "development"
    FINANCIAL = "financial"
    FUND = "fund"
    INDIVIDUAL = "individual"
    LISTED = "listed"
    PRIVATE = "private"
    SOVEREIGN = "sovereign"
    STATE_OWNED = "state_owned"


class Kind(Enum):
    """What an instrument is."""

    AGREEMENT = "agreement"
    AMENDMENT = "amendment"
    FRAMEWORK_AGREEMENT = "framework_agreement"
    LETTER_OF_INTENT = "letter_of_intent"
    NDA = "nda"
    TERMINATION = "termination"


class Landing(Enum):
    """What a milestone shows of a project that lands."""

    ESTABLISHED = "established"
    OTHER = "other"
    PRODUCING = "producing"
    STARTED = "started"


class ParticipantRole(Enum):
    """In which quality an organisation takes part that is no principal."""

    ADVISER = "adviser"
    GUARANTOR = "guarantor"
    LENDER = "lender"
    OBSERVER = "observer"


class Progress(Enum):
    """Where an instrument stands on the one path of every instrument."""

    APPROVING = "approving"
    DRAFT = "draft"
    EXECUTED = "executed"
    LOCKED = "locked"
    NEGOTIATING = "negotiating"
    SIGNING = "signing"
    VOID = "void"


class PublicationStatus(Enum):
    """What a publication claims to be. A value here is in the record for ever."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    REVISED = "revised"


class PublicityItem(Enum):
    """What may be published of an executed instrument. None contains another.

    ``name`` is the title of the deal and the names of its sides; ``amount`` what is pledged;
    ``moment`` when it was executed. ``original`` is the document itself, and is never listed: it is
    opened to whoever holds a page of it, by the page code.
    """

    AMOUNT = "amount"
    MOMENT = "moment"
    NAME = "name"
    ORIGINAL = "original"


class RevocationReason(Enum):
    """Why a certificate counts no longer (RFC 5280 section 5.3.1); it never comes back."""

    AFFILIATION_CHANGED = "affiliation_changed"
    CA_COMPROMISE = "ca_compromise"
    CESSATION_OF_OPERATION = "cessation_of_operation"
    KEY_COMPROMISE = "key_compromise"
    PRIVILEGE_WITHDRAWN = "privilege_withdrawn"
    SUPERSEDED = "superseded"


class Role(Enum):
    """In which quality a person acts in this session."""

    APPROVER = "approver"
    AUDITOR = "auditor"
    INTERPRETER = "interpreter"
    LAWYER = "lawyer"
    LEAD = "lead"
    NEGOTIATOR = "negotiator"
    NOTARY = "notary"
    OFFICIAL = "official"
    ORGANISER = "organiser"
    REGISTRY = "registry"
    SIGNATORY = "signatory"
    SYSTEM = "system"
    WITNESS = "witness"


class Scope(Enum):
    """A part of a deal that may be shown to who is no side of it. None contains another.

    ``timeline`` is what happened, and when, without what was said; ``terms`` every wording, what
    each side says of it, and the history in full; ``papers`` the files: papers, annexes, evidence.
    """

    PAPERS = "papers"
    TERMS = "terms"
    TIMELINE = "timeline"


class SeatRole(Enum):
    """Who signs at a seat."""

    NOTARY = "notary"
    OFFICIAL = "official"
    REGISTRY = "registry"
    SIGNATORY = "signatory"
    WITNESS = "witness"


class Stage(Enum):
    """Where a deal stands. The order of the first ten is the order of its life."""

    AGREED = "agreed"
    APPROVING = "approving"
    DECLINED = "declined"
    DRAFT = "draft"
    EFFECTIVE = "effective"
    ENGAGED = "engaged"
    EXPIRED = "expired"
    FULFILLED = "fulfilled"
    INTENT = "intent"
    NEGOTIATING = "negotiating"
    SIGNED = "signed"
    SIGNING = "signing"
    TERMINATED = "terminated"
    WITHDRAWN = "withdrawn"


class Subject(Enum):
    """What is held or erased: a deal, a person, or the executed documents of an edition."""

    DEAL = "deal"
    DOCUMENTS = "documents"
    PERSON = "person"


class Tier(Enum):
    """How much an instrument binds; figures report the tiers apart."""

    CONTRACT = "contract"
    FRAMEWORK = "framework"
    INTENTION = "intention"


class VerifyLevel(Enum):
    """The three answers, named for people; each has its name in the standard."""

    CANNOT_TELL = "cannot_tell"
    NOT_VALID = "not_valid"
    VALID = "valid"


class Accept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A password with a code of the app that was connected, or a passkey, or all of it."""

    token: str
    password: str = ""
    code: str = ""
    passkey: NewPasskey | None = None


class AcceptClauses(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``cited`` maps each row accepted, a clause id or ``frame``, to its digest as it was read."""

    instrument: str
    cited: dict[str, str]
    parties_sha256: str


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody read something by virtue of an office; ``operation`` is the endpoint's id.

    ``purpose`` is what for, as they said; empty where they said nothing.
    """

    at: datetime
    person: str
    organisation: str
    role: str
    operation: str
    resource: str
    purpose: str = ""


class AccessNow(msgspec.Struct, frozen=True, kw_only=True):
    """A read: its number in the record, who, in which role, what by which operation, what for.

    ``purpose`` is empty where they said nothing.
    """

    number: int
    at: datetime
    person: str
    organisation: str
    role: str
    operation: str
    resource: str
    purpose: str


class AccessesChecked(msgspec.Struct, frozen=True, kw_only=True):
    """The record held against the digests that the ledger has of it, as it was found ``at``.

    ``forgotten`` batches were removed at the end of their time; ``open`` reads are in none yet.
    """

    at: datetime
    batches: int
    reads: int
    forgotten: int
    open: int
    wrong: tuple[Wrong, ...]


class AccessesNow(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the record, the last read first. Without ``next`` it is the last part."""

    items: tuple[AccessNow, ...]
    next: str | None


class AccountKept(msgspec.Struct, frozen=True, kw_only=True):
    """How the person signs in; no secret of it, since nobody has those but the person."""

    created_at: datetime
    language: str
    has_password: bool
    has_app: bool
    recovery_codes_left: int
    passkeys: tuple[DeviceKept, ...]
    programs: tuple[DeviceKept, ...]
    elsewhere: tuple[DeviceKept, ...]


class AccountsAttested(msgspec.Struct, frozen=True, kw_only=True):
    """What ``navigator.credentials.create()`` gave."""

    client_data_json: str = msgspec.field(name="clientDataJSON")
    attestation_object: str = msgspec.field(name="attestationObject")


class ActsAs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For which organisation, and in which role, somebody acts."""

    organisation: str
    role: Role


class ActsFor(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation that somebody acts for; ``roles`` are told of posts, not of deals."""

    organisation: str
    roles: tuple[str, ...]


class AddParticipant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead brings in ``organisation`` as guarantor, lender, adviser or observer."""

    organisation: str
    role: ParticipantRole


class AddPasskey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A passkey that a browser has made, and what to call it."""

    label: str
    made: NewPasskey


class AddressKept(msgspec.Struct, frozen=True, kw_only=True):
    """An e-mail address, and since when the person was written to there."""

    email: str
    since: datetime


class Administrators(msgspec.Struct, frozen=True, kw_only=True):
    """Who looks after the accounts of an organisation's people."""

    administrators: tuple[str, ...]


class AdmissionNow(msgspec.Struct, frozen=True, kw_only=True):
    """An admission: the facts as the registry had them at ``registry_position``."""

    organisation: str
    legal_name: str
    country: str
    registration: str
    registry_position: int
    admitted_at: datetime
    version: int


class Admit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is admitted. The facts are the registry's, as they stand now."""

    organisation: str


class Agreement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An executed instrument of a deal that is not confidential, as far as its principals agreed.

    Of ``name``, ``amount`` and ``executed_at`` is null what not every principal consented to. Where
    all is null, the instrument is not listed at all.
    """

    deal: str
    tier: str
    name: Named | None
    amount: Money | None
    executed_at: datetime | None


class AlarmNow(msgspec.Struct, frozen=True, kw_only=True):
    """What was found signed of a log that is not what was recorded: a code, first met ``at``."""

    code: str
    at: datetime


class Annex(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a deal. ``name`` is text to be shown; ``kind`` is what the file was found to be."""

    sha256: str
    name: str
    kind: AnnexKind
    bytes: int
    organisation: str
    person: str
    uploaded_at: datetime


class Annul(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official records the decision by its document."""

    decision: str = ""
    instrument: str
    kind: DecisionKind
    authority: str
    decision_sha256: str


class AnnulledByDecision(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="deal.annulled_by_decision.v1",
):
    """An authority annulled an executed instrument: it binds nobody any more."""

    at: str
    decision: str
    instrument: str
    kind: DecisionKind
    authority: str
    decision_sha256: str
    office: str
    by: str


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the actor's organisation answers to ``question``."""

    question: str
    text: str


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """A passkey's answer, with the challenge that came with the question."""

    challenge: str
    passkey: Assertion


class ApiFinding(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked at and found, why it matters, and what to do when it is not fine."""

    what: str
    level: ApiLevel
    found: str
    why: str
    fix: str


class AppCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A code that the app shows."""

    code: str


class AppOffered(msgspec.Struct, frozen=True, kw_only=True):
    """A secret for an authenticator app, also as the address that a QR code says."""

    secret: str
    address: str


class Appended(msgspec.Struct, frozen=True, kw_only=True):
    """An event that a command came to: its position in the log, its stored name."""

    position: int
    type: str


class Approval(msgspec.Struct, frozen=True, kw_only=True):
    """Bound to a terms digest; ``granted`` by the approver or still awaited."""

    kind: str
    principal: str
    approver: str
    terms_sha256: str
    granted: bool = False


class ApprovalsAndFilings(msgspec.Struct, frozen=True, kw_only=True):
    """The answer; the last line of both is the total."""

    head: Stated
    approvals: tuple[AuthorityLine, ...]
    filings: tuple[AuthorityLine, ...]


class Approving(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The approver says yes to the terms of this digest, under a mandate that lets them."""

    instrument: str
    approval: str
    terms_sha256: str
    mandate: str


class Arriving(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one was given when one's account was made."""

    arrival: str


class Ask(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question to ``to``, or to everybody if that is empty; its subject as a comment's."""

    question: str = ""
    instrument: str = ""
    clause: str = ""
    text: str
    to: str = ""


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """What a browser is asked: ``options`` for the passkey, ``challenge`` to be sent back."""

    challenge: str
    options: dict[str, object]


class Asserted(msgspec.Struct, frozen=True, kw_only=True):
    """What ``navigator.credentials.get()`` gave."""

    client_data_json: str = msgspec.field(name="clientDataJSON")
    authenticator_data: str = msgspec.field(name="authenticatorData")
    signature: str
    user_handle: str | None = msgspec.field(name="userHandle", default=None)


class Assertion(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="public-key"):
    """A passkey's signature as a browser sends it (``AuthenticationResponseJSON``)."""

    id: str
    raw_id: str = msgspec.field(name="rawId")
    response: Asserted


class AssignPerson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``posts`` are all that ``person`` holds from now on; none at all is possible."""

    posts: tuple[Post, ...]


class AtDesk(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done at a desk: ``what`` is an operation, or that one was received."""

    at: datetime
    what: str
    official: str
    desk: str


class AtWork(msgspec.Struct, frozen=True, kw_only=True):
    """The installation as it was found ``at``.

    ``lags``: how far the read models are behind each log; ``views``: those that stand, and which
    are being built again. ``queues``: what waits for workers, by what it is.
    """

    at: datetime
    lags: tuple[RoutesBehind, ...]
    views: tuple[Standing, ...]
    queues: tuple[Queue, ...]
    webhooks: Endpoints


class AttachAttestation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead or an office attaches a document by its digest; ``attestation`` is a new id."""

    attestation: str = ""
    instrument: str
    kind: AttestationKind
    authority: str
    document_sha256: str


class AttestationAttached(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="deal.attestation_attached.v1",
):
    """A side document was put beside an executed instrument, whose sealed PDF it does not touch."""

    at: str
    attestation: str
    instrument: str
    kind: AttestationKind
    authority: str
    document_sha256: str
    organisation: str
    by: str


class Attributes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By what figures count a deal beside its classification; none is what is not known.

    ``theme`` and ``delegation`` are codes of the edition's own lists, of the decision ``lists``
    (counted from 1, 0 before the first). ``ultimate_origin`` is where the investor is controlled
    from (ISO 3166-1): the classification's origin is the immediate one.
    """

    theme: str | None = None
    delegation: str | None = None
    ultimate_origin: str | None = None
    investor_class: InvestorClass | None = None
    lists: int
    made_by: str


class AuthorityLine(msgspec.Struct, frozen=True, kw_only=True):
    """What stands with one authority (of an approval: with one kind of board), or with all."""

    authority: str
    pending: Number
    overdue: Number
    granted: Number
    lifted: Number
    total: Number


class AwaitedRow(msgspec.Struct, frozen=True, kw_only=True):
    """Roles that somebody of the fair gave a person, and in which they do not act yet."""

    organisation: str
    person: str
    roles: tuple[str, ...]
    asked_by: str
    asked_at: datetime


class Back(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: a session; or an account that is ``linked``; or a second factor is asked."""

    session: InSession | None
    linked: bool
    onward: str


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """Deals of one kind: by days without a move, or by how many principals they wait on."""

    name: str
    deals: Number


class Bounce(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the message that came back gives as its reason: a code such as ``550``."""

    reason: str


class CallSigning(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official or the organiser calls the signing of ``instrument``."""

    instrument: str


class CanSign(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whose mandate covers the instrument as it stands.

    ``joint`` is how many have to sign together by it.
    """

    person: str
    mandate: str
    joint: int
    valid_until: datetime


class CeremonyItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item of the ceremony's running order, in one of its sessions."""

    code: str
    session: str
    names: dict[str, str]
    retired: bool = False


class CertifyTranslation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An interpreter certifies this translation of this wording of the clause."""

    instrument: str
    clause: str
    clause_sha256: str
    language: str
    translation_sha256: str


class ChangeNote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became different from the publication before, and why: in English and in Chinese."""

    en: str
    zh: str


class ChangePolicy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From now on ``policy`` is what a new deal of ``edition`` copies."""

    policy: Policy
    reason: str


class CheckLine(msgspec.Struct, frozen=True, kw_only=True):
    """The checks by one means that came to one verdict."""

    means: Literal["code", "digest", "file"]
    verdict: str
    edition: int
    elsewhere: int


class CheckNow(msgspec.Struct, frozen=True, kw_only=True):
    """The last `counterseal fsck` of a log that this installation knows of.

    ``faults`` were found in so many ``events``, held against a head of ``signed_size``; the first
    of them is ``first_check`` at ``first_where``. ``by_policy``: the keys came from a policy file,
    and not from the database that was checked. ``opened``: events and files were opened as well.
    """

    at: datetime
    events: int
    signed_size: int | None
    faults: int
    first_check: str
    first_where: str
    by_policy: bool
    opened: bool


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What was found. ``forgotten`` batches were removed in time: only their digests stand.

    ``open`` reads are in no batch that the ledger was told of: nothing is shown of them yet.
    """

    batches: int
    reads: int
    forgotten: int
    open: int
    wrong: tuple[Wrong, ...]


class Checks(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: a line for each means and verdict that there was, and how many all in all."""

    head: Stated
    lines: tuple[CheckLine, ...]
    total: int


class Classification(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How figures count the deal, by which code list, and who said so.

    ``industry`` is an ISIC class, ``origin`` ISO 3166-1 alpha-2, ``destination`` ISO 3166-2;
    ``code_lists`` names their versions. ``mode`` is one of the domain's modes: ``joint_venture``.
    """

    direction: Direction
    mode: str
    industry: str
    origin: str
    destination: str
    code_lists: str
    made_by: str


class Clause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A clause as a party tables it: typed values, and its text in each *authentic* language."""

    id: str
    values: dict[str, Money | Percentage | Quantity | Day | Wording] = {}
    texts: dict[str, ClauseText]


class ClauseText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A clause in one language: its heading, and its paragraphs separated by one LF."""

    title: str
    body: str


class CloseDeal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead or an official closes the deal, and says why."""

    reason: str


class ComeTo(msgspec.Struct, frozen=True, kw_only=True):
    """How far the read models of an edition have come: lists are complete up to there."""

    edition: str
    position: int


class ComingBack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the provider sent the browser back with."""

    state: str = ""
    code: str = ""
    iss: str = ""
    error: str = ""


class CommandOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a command came to. No events: it was so already.

    ``version`` is that of the stream that it was about, for ``If-Match``. ``ids`` are those that
    were made for it, by the name of their field. ``repeated``: the same command had been recorded
    before, and this is what it came to then. ``receipt`` is there for a step that binds who took
    it: an acceptance, a lock, an approval, a signature.
    """

    positions: tuple[int, ...]
    version: int
    events: tuple[Appended, ...]
    ids: dict[str, str] = {}
    repeated: bool = False
    receipt: Receipt | None = None


class Comment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """On a clause, on an instrument as a whole (``clause`` empty), or on the deal (both empty)."""

    comment: str = ""
    instrument: str = ""
    clause: str = ""
    text: str


class CommentToOwnSide(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields are those of `CommentMade`."""

    comment: str = ""
    instrument: str = ""
    clause: str = ""
    text: str


class Compared(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official has compared the paper with the scan of this digest and the base of that one."""

    instrument: str
    base_pdf_sha256: str
    scan_sha256: str


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A condition precedent. All of ``waivable_by`` together may waive it; nobody, if it is empty.

    A filing with an authority is none of these: it is required, and lifted, by officials.
    """

    id: str
    instrument: str
    clause: str
    title: Wording
    waivable_by: tuple[str, ...] = ()


class ConfirmCorrection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead confirms (``approval`` empty), or an approver, for the approval that was granted."""

    instrument: str
    correction: str
    new_terms_sha256: str
    approval: str = ""


class ConfirmOffice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The office that was proposed for ``person``."""

    organisation: str
    role: Role


class ConfirmPaperExecution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead confirms the scan of this digest, of the base of this digest."""

    instrument: str
    base_pdf_sha256: str
    scan_sha256: str


class ConfirmPost(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``roles`` are those that await it, as who confirms has read them."""

    organisation: str
    roles: tuple[Role, ...]


class ConfirmSchedule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another lead agrees to ``proposal``, as it was read."""

    proposal: str
    schedule_sha256: str


class ConsentToDeadlineExtension(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """Another lead agrees to ``proposal``."""

    proposal: str


class ConsentToPublication(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead consents for its side to the publication of ``items`` of an executed instrument."""

    instrument: str
    items: tuple[PublicityItem, ...]


class ConsentToReopening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another lead agrees to ``proposal``."""

    proposal: str


class Consented(msgspec.Struct, frozen=True, kw_only=True):
    """What a side lets be published of an executed instrument."""

    instrument: str
    principal: str
    items: tuple[PublicityItem, ...]


class Contents(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A publication. Every number is as of ``position``, recorded at ``cut_off``.

    ``cut_off`` is told in ``zone``, an IANA zone. ``rates`` are the whole rate table as it stood
    there. ``unlisted`` is how many executed instruments are counted and in no line of
    ``agreements``: those of confidential deals, and those whose principals consent to nothing; null
    where it would tell a number that F1 leaves out.
    """

    format: str
    publication: str
    log: str
    edition: str
    edition_name: str
    number: int
    status: str
    cut_off: datetime
    zone: str
    position: int
    currency: str
    currency_rule: Worded
    rates: tuple[Rate, ...]
    suppression: Suppressed
    definitions: tuple[Definition, ...]
    figures: tuple[Figure, ...]
    behind: tuple[PacksBehind, ...]
    agreements: tuple[Agreement, ...]
    unlisted: int | None
    revises: Revision | None


class Contributing(msgspec.Struct, frozen=True, kw_only=True):
    """A deal that makes a number, as it stands now.

    ``titles`` is what the table calls it, by language, for who may read its terms.
    """

    deal: str
    title: str
    titles: dict[str, str]
    stage: str
    tier: str


class Contribution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``principal`` pays in or brings, of the sum that the clause states as ``value``.

    ``due`` is an ISO 8601 day, or empty. It is the agreement's: a suspension does not move it.
    """

    id: str
    instrument: str
    clause: str
    value: str
    principal: str
    amount: Money
    due: str = ""


class CorrectClassification(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The organiser says how the deal is to be counted, and why. ``made_by`` is the actor."""

    classification: Classification
    reason: str


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """A clerical correction under way, proposed by ``by`` for ``principal``.

    ``approvals`` are those whose approvers confirmed it.
    """

    id: str
    clause: Clause
    translations: dict[str, ClauseText]
    old_clause_sha256: str
    new_clause_sha256: str
    new_terms_sha256: str
    reason: str
    principal: str
    by: str
    leads: tuple[str, ...]
    approvals: tuple[str, ...] = ()


class CounterClause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``clause`` is to stand in the place of the wording of the digest ``previous_sha256``."""

    instrument: str
    clause: Clause
    previous_sha256: str


class CounterFrame(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``frame`` is to stand in the place of the frame of the digest ``previous_sha256``."""

    instrument: str
    frame: Frame
    previous_sha256: str


class Counting(msgspec.Struct, frozen=True, kw_only=True):
    """What the organiser said of the deal, so that figures can count it.

    ``item`` is its item of the ceremony's running order, ``place`` where in it, from 1.
    ``findings`` maps a deal that looked alike to what was found.
    """

    attributes: Attributes | None = None
    item: str | None = None
    place: int = 0
    findings: dict[str, ClassificationFinding] = {}


class Creation(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="public-key"):
    """A new passkey as a browser sends it (``RegistrationResponseJSON``); bytes in base64url."""

    id: str
    raw_id: str = msgspec.field(name="rawId")
    response: AccountsAttested


class CrossCell(msgspec.Struct, frozen=True, kw_only=True):
    """The instruments of one row and column of a tier; ``total`` in the place of either for all.

    Published, it has a count alone; without one it was left out.
    """

    tier: str
    row: str
    column: str
    executed: Sum


class Crossed(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: every cell with something in it, tier by tier, and the margins.

    ``rows`` and ``columns`` say what they are; ``part`` which of the instruments are counted.
    """

    head: Stated
    currency: str
    part: Part
    rows: str
    columns: str
    cells: tuple[CrossCell, ...]


class CutOff(msgspec.Struct, frozen=True, kw_only=True):
    """A midnight that may be published: of which it is settled what would tell too much."""

    position: int
    cut_off: datetime
    judged_at: datetime


class CutOffs(msgspec.Struct, frozen=True, kw_only=True):
    """The midnights that may be published next, the latest first."""

    cut_offs: tuple[CutOff, ...]


class DataQuality(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: how many deals there are, and how many have each issue."""

    head: Stated
    deals: Number
    issues: tuple[IssueLine, ...]


class Day(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="day",
):
    """A calendar day, ISO 8601: ``2027-03-31``."""

    value: str


class Deadline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An instant, and the IANA zone and the business calendar in which it was set."""

    at: datetime
    zone: str = "UTC"
    calendar: str = ""


class DealChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A deal that stands otherwise; ``new``: it was not there at the earlier position.

    ``titles`` is what the table calls it now, by language.
    """

    deal: str
    title: str
    titles: dict[str, str]
    new: bool
    changes: tuple[FieldChanged, ...]


class DealStanding(msgspec.Struct, frozen=True, kw_only=True):
    """A deal. ``version`` is what ``If-Match`` cites, ``position`` that of its last event.

    ``title`` is what it was opened as, ``titles`` what the table calls it, by language, for who may
    read the terms; else what the catalogue calls its project, if it was opened by that title.

    ``inside`` is there for who may read the terms. ``invitation`` is the open one of the reader's
    organisation, empty if it has none: what it joins with. ``counting`` is by what the organiser
    has it counted. ``witnessed`` says it of the last event, and so of all before it.
    """

    id: str
    edition: str
    project: str
    title: str
    titles: dict[str, str]
    sponsor: str
    stage: Stage
    round: int
    leading: str
    classification: Classification | None
    counting: Counting
    version: int
    position: int
    witnessed: HowWitnessed
    expires_at: Deadline
    suspended_at: datetime | None
    principals: tuple[DealsSide, ...]
    participants: dict[str, ParticipantRole]
    instruments: tuple[InstrumentNow, ...]
    invitation: str
    inside: Inside | None


class DealsItem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that one can know: a wording of a row, a revision of a paper, an annex.

    It came with the event at ``position``. ``row`` and ``number`` are of wordings: the frame or a
    clause, and which version of it; ``titles`` is the clause's heading by language, ``title`` in
    the first. ``sha256`` is what an acceptance cites, or the file's digest.
    """

    what: Literal["annex", "paper", "wording"]
    instrument: str
    row: str
    number: int
    sha256: str
    title: str
    titles: dict[str, str] = {}
    position: int
    at: datetime


class DealsSide(msgspec.Struct, frozen=True, kw_only=True):
    """A principal, as the terms name it, and its lead negotiator."""

    party: Party
    lead: str


class DecideFiling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official records the decision by its digest; a refusal has a reason."""

    filing: str
    outcome: FilingsOutcome
    decision_sha256: str
    reason: str = ""


class DecideLists(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From now on ``lists`` are those of ``edition``, all of them."""

    lists: Lists
    reason: str


class DeclareConfidentiality(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead says for its side that the deal is confidential."""


class DeclareEffective(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead or an official declares the executed terms of this digest effective."""

    terms_sha256: str


class DeclineIntent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead declines the letter for its principal, and says why."""

    instrument: str
    reason: str


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the person did, where the ledger says so for ever.

    ``log`` is an edition, or ``registry``; ``deal`` is empty where it was in none. ``sentence``
    tells it to who may read it today; it is missing for others, and where it was ``erased``.
    """

    log: str
    position: int
    at: datetime
    type: str
    deal: str
    organisation: str
    sentence: str | None
    erased: bool


class Definition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a figure counts and how; with another wording it has another ``version``."""

    id: str
    version: int
    name: Worded
    wording: Worded


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """A message and what became of it. ``message`` is what the receiver knows it by.

    ``log``, ``position`` and ``deal`` say what it told of; they are empty, and 0, for a trial.

    ``status`` is what was answered last, 0 if nothing was; ``reason`` why that is a failure.
    ``next_attempt_at`` is there as long as it waits.
    """

    delivery: str
    message: str
    type: str
    log: str
    position: int
    deal: str
    at: datetime
    outcome: Literal["delivered", "given_up", "waiting", "withheld"]
    attempts: int
    status: int
    reason: str
    next_attempt_at: datetime | None
    ended_at: datetime | None


class DescribeProject(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields are those of `ProjectDescribed`, and replace what was said before."""

    texts: dict[str, ProjectText]
    mode: str = ""
    industry: str
    destination: str
    amount: Money | None = None


class DeviceKept(msgspec.Struct, frozen=True, kw_only=True):
    """A passkey, or the key of a program, as the person called it; or whose account elsewhere."""

    label: str
    created_at: datetime
    used_at: datetime | None


class DirectionLine(msgspec.Struct, frozen=True, kw_only=True):
    """The instruments of one year (none: of all) and tier: the directions, and their total."""

    year: int | None
    tier: str
    inbound: Sum
    outbound: Sum
    domestic: Sum
    total: Sum


class Directions(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: a line for every year and tier in which anything was executed, and for all.

    ``part`` says which instruments are counted.
    """

    head: Stated
    currency: str
    part: Part
    lines: tuple[DirectionLine, ...]


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A dispute; ``decision_sha256`` is what ended it, and empty while it is open."""

    recorded: DisputeRecorded
    decision_sha256: str = ""


class DisputeRecorded(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="deal.dispute_recorded.v1",
):
    """An official recorded that an executed instrument is in dispute, and before whom."""

    at: str
    dispute: str
    instrument: str
    kind: DisputeKind
    authority: str
    document_sha256: str
    office: str
    by: str


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What was agreed to be done, and how much of it is.

    ``schedule`` is there once all have agreed to one, ``proposal`` while they have not. ``waived``
    and ``written_off`` map an item to the sides that gave it up.
    """

    proposal: Proposal | None
    schedule: Schedule | None
    schedule_sha256: str
    satisfied: tuple[str, ...]
    waived: dict[str, tuple[str, ...]]
    written_off: dict[str, tuple[str, ...]]
    reports: dict[str, Report]


class DraftInstrument(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A principal's people add an instrument beside the leading one.

    That is a letter of intent, an NDA or another agreement; or, while the leading one is in force,
    an amendment or a termination of it.
    """

    instrument: str = ""
    kind: Kind
    tier: Tier


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A deal that may be erased since ``due_at``; a worker found it at ``noted_at``."""

    deal: str
    stage: str
    failed_at: datetime
    due_at: datetime
    noted_at: datetime


class DueErasures(msgspec.Struct, frozen=True, kw_only=True):
    """Deals whose retention has ended, the longest due first."""

    items: tuple[Due, ...]


class EditionNow(msgspec.Struct, frozen=True, kw_only=True):
    """An edition: days are ISO 8601 in ``zone``, ``policy`` is what a deal opened now copies.

    ``code_lists`` maps each list to its version; ``lists`` are the edition's own, of the decision
    ``lists_number`` (0: none was made). ``version`` is what ``If-Match`` cites.
    """

    edition: str
    name: str
    first_day: str
    last_day: str
    zone: str
    holidays: tuple[str, ...]
    code_lists: dict[str, str]
    policy: Policy
    lists: Lists
    lists_number: int
    version: int


class Editions(msgspec.Struct, frozen=True, kw_only=True):
    """Every edition, the one listed last first."""

    editions: tuple[ListedEdition, ...]


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """Where a browser goes to sign in; it keeps the cookie that comes along."""

    address: str
    name: str


class EmailAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Until when a change can be confirmed, and until when stopped."""

    confirm_until: datetime
    stop_until: datetime


class EmailToken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stood behind the ``#`` of a link to an address."""

    token: str


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """How many ended."""

    ended: int


class Endpoints(msgspec.Struct, frozen=True, kw_only=True):
    """Webhooks of all organisations: how many, and to how many nothing arrives."""

    registered: int
    failing: int
    disabled: int


class Erase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which proposal is carried out."""

    erasure: str


class ErasedNow(msgspec.Struct, frozen=True, kw_only=True):
    """What was erased. ``documents`` of a deal are kept on, under the edition's retention key."""

    erasure: str
    subject: Subject
    id: str
    ground: ErasureGround
    reference: str
    erased_at: datetime
    proposed_by: str
    erased_by: str
    documents: int


class ErasuresNow(msgspec.Struct, frozen=True, kw_only=True):
    """What a log says of holds and erasures; ``retention`` is missing until it is set."""

    retention: RetentionNow | None
    holds: tuple[HoldNow, ...]
    proposals: tuple[ProposalNow, ...]
    erased: tuple[ErasedNow, ...]


class Events(msgspec.Struct, frozen=True, kw_only=True):
    """What follows. Nothing that the reader may see is missing up to position ``complete_to``.

    ``next`` is the cursor to go on with, now or later; with ``more`` there is more already.
    """

    edition: str
    items: tuple[FeedEvent, ...]
    complete_to: int
    more: bool
    next: str


class ExecutionSuspended(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="deal.execution_suspended.v1",
):
    """An authority decided that an executed instrument is not to be performed until further notice.

    Unlike a suspended deal, no deadline stops by it.
    """

    at: str
    decision: str
    instrument: str
    kind: DecisionKind
    authority: str
    decision_sha256: str
    office: str
    by: str


class ExtendDeadline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The clock ``clock`` of ``instrument`` is to run until ``expires_at``."""

    clock: Clock
    instrument: str
    expires_at: Deadline


class ExtendFiling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official lets ``filing`` be submitted until ``due``."""

    filing: str
    due: Deadline


class FairChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the deals that stand otherwise, by their ids. Without ``next`` it is the last."""

    edition: str
    since: int
    at: int
    items: tuple[DealChanged, ...]
    next: str | None


class FairNow(msgspec.Struct, frozen=True, kw_only=True):
    """How many deals stood in each stage at ``position``, which was recorded at ``cut_off``.

    ``zone`` is the edition's; ``head`` is how far one can ask.
    """

    edition: str
    position: int
    cut_off: datetime
    zone: str
    head: int
    deals: int
    stages: tuple[InStage, ...]


class FallenRow(msgspec.Struct, frozen=True, kw_only=True):
    """An acceptance of ``organisation`` that fell, and what stands on the table in its place.

    ``because`` is the stored name of the event by which it fell, ``by_organisation`` whose it was.
    The wording may be the same: when a side joins, acceptances fall and the words stand.
    """

    deal: str
    instrument: str
    clause: str
    organisation: str
    accepted_sha256: str
    accepted_at_position: int
    fell_at_position: int
    because: str
    by_organisation: str
    stands_sha256: str
    stands_since_position: int


class FeedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event. ``deal`` is empty for what is public; ``subject`` is what it is about.

    ``shown`` is the position at which the reader is told of it: its own, or the one at which they
    came to see its deal. ``sentence`` tells it in the reader's language, to who may read terms.
    """

    shown: int
    position: int
    deal: str
    subject: str
    version: int
    type: str
    stage: str
    at: datetime
    recorded_at: datetime
    sentence: str | None


class FieldChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that is another: its name, and both values as JSON; none if it was not there."""

    field: str
    was: str | None
    now: str | None


class Figure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure as it is told: ``answer`` is the public interface's, under the figure's own id.

    A cell that would tell too much of somebody has null where its numbers would be. Decimals are
    texts.
    """

    definition: str
    version: int
    answer: object


class FigureDeals(msgspec.Struct, frozen=True, kw_only=True):
    """The deals that make a number at a position: those that one may see.

    How many ``others`` there are, only who sees every deal is told: it would give away the number.
    """

    definition: str
    edition: str
    position: int
    cut_off: datetime
    zone: str
    listed: tuple[Contributing, ...]
    others: int | None


class FigureNow(msgspec.Struct, frozen=True, kw_only=True):
    """A figure, under the id of its definition; the others are none.

    Each has a head: definition and version, position, cut-off and the zone of the cut-off.
    ``suppressed``: cells that would say too much of somebody are left out, others with them.
    """

    suppressed: bool
    f1: Headline | None = None
    f2: Directions | None = None
    f3: Crossed | None = None
    f3b: Crossed | None = None
    f4: Crossed | None = None
    f4b: Crossed | None = None
    f4c: Crossed | None = None
    f5: Crossed | None = None
    f6: Crossed | None = None
    f7: Crossed | None = None
    f7b: Crossed | None = None
    f8: Funnel | None = None
    f9: NegotiationHealth | None = None
    f10: ApprovalsAndFilings | None = None
    f13: Losses | None = None
    f15: Checks | None = None
    f17: DataQuality | None = None


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a wall, each with its head: all of one position.

    ``named`` are the routes of those contracts alone whose sides every one of them lets be named:
    whoever knows the sides knows from where they are. They are among those that ``routes`` count.
    """

    headline: Headline
    funnel: Funnel
    routes: Crossed
    sizes: Crossed
    bands: tuple[str, ...]
    recent: tuple[Recent, ...]
    named: tuple[Route, ...]


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """What an authority is asked, by whom (any side, if ``principal`` is empty), until when.

    ``submitted_by`` is the side whose submission was the last, ``submitted_at`` when it was.
    """

    instrument: str
    kind: str
    authority: str
    effect: FilingEffect
    principal: str
    due: Deadline
    status: FilingsStatus = FilingsStatus.REQUIRED
    submitted_by: str = ""
    submitted_at: datetime | None = None
    submission_sha256: str = ""
    decision_sha256: str = ""


class FindingTold(msgspec.Struct, frozen=True, kw_only=True):
    """What one numbered step found; without a ``code`` it was shown.

    ``facts`` are for programs, ``detail`` is a sentence in the reader's language.
    """

    number: int
    step: str
    code: str = ""
    facts: dict[str, str] = {}
    detail: str = ""


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """What the doctor found ``at``, in its order, in English."""

    at: datetime
    findings: tuple[ApiFinding, ...]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A deal in which every word of the question is; ``rank`` is 0 for the best place of all.

    ``titles`` is what the table calls it, by language, for who may read its terms.
    """

    deal: str
    title: str
    titles: dict[str, str]
    rank: int
    hits: tuple[Hit, ...]


class FoundDeals(msgspec.Struct, frozen=True, kw_only=True):
    """A part of what was found, the best places first. Without ``next`` it is the last."""

    items: tuple[Found, ...]
    next: str | None


class Frame(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an instrument says outside its clauses.

    ``values`` holds ``title`` (a Wording) and, where money is pledged, ``amount`` (Money): mandates
    and figures read only that. ``annexes`` are the digests of the annexes, in their order.
    """

    values: dict[str, Money | Percentage | Quantity | Day | Wording] = {}
    authentic_languages: tuple[str, ...]
    governing_law: str
    forum: str
    clause_ids: tuple[str, ...]
    annexes: tuple[str, ...] = ()


class Funnel(msgspec.Struct, frozen=True, kw_only=True):
    """The answer, with every step."""

    head: Stated
    of: Slice
    steps: tuple[FunnelStep, ...]


class FunnelStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step. Without ``reached`` it was left out; the rest is none where it can not be told."""

    step: str
    reached: int | None
    conversion: str | None
    median_days: str | None
    staying: int | None
    median_age_days: int | None
    oldest_days: int | None


class GiveNotice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lead says on which ground, and until when it runs; ``notice`` is a new id."""

    notice: str = ""
    ground: Ground
    reason: str
    ends_at: Deadline


class GoneForEver(msgspec.Struct, frozen=True, kw_only=True):
    """That a person was erased: when, why, and the number of the file in the office."""

    at: datetime
    ground: ErasureGround
    reference: str


class GrantAccess(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead lets a participant read ``scopes``; without ``organisation``, the organisers."""

    organisation: str = ""
    scopes: tuple[Scope, ...]


class Granted(msgspec.Struct, frozen=True, kw_only=True):
    """What the side of ``principal`` lets a participant read; the organisers, if none is named."""

    organisation: str
    principal: str
    scopes: tuple[Scope, ...]


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """Something that concerns security: what, when, about whom, by whom."""

    at: datetime
    what: str
    person: str
    by: str
    organisation: str
    facts: dict[str, str]


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was recorded of the person in the registry's log, by its type."""

    position: int
    at: datetime
    type: str


class Headline(msgspec.Struct, frozen=True, kw_only=True):
    """The answer, with a line for every tier; ``part`` says which instruments are counted."""

    head: Stated
    currency: str
    part: Part
    tiers: tuple[TierLine, ...]


class HistoricEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event as it is recorded: ``event`` has its type and its facts, as ``docs`` lists them.

    ``leaf_sha256`` is the leaf that the log's tree commits to; ``by`` who sent the command.
    """

    position: int
    version: int
    recorded_at: datetime
    by: str
    leaf_sha256: str
    event: dict[str, object]


class History(msgspec.Struct, frozen=True, kw_only=True):
    """Events in order. With ``more``, ask again after the position of the last.

    ``version`` is that of the deal now: what ``If-Match`` cites.
    """

    items: tuple[HistoricEvent, ...]
    version: int
    more: bool


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A place of a deal in which a word of the question is, and the text around that.

    ``place`` is ``title``, ``party``, ``project`` or ``clause``; a title in the terms is found in
    the clause ``frame``.
    """

    place: str
    instrument: str
    clause: str
    language: str
    snippet: str


class HoldNow(msgspec.Struct, frozen=True, kw_only=True):
    """A hold that stands."""

    hold: str
    subject: Subject
    id: str
    ground: HoldGround
    reference: str
    placed_at: datetime
    placed_by: str


class HowWitnessed(msgspec.Struct, frozen=True, kw_only=True):
    """How an event is witnessed. Which witnesses have seen it, the last of them ``at``.

    ``size`` is how many events the log had then. It is pending until as many have seen it as the
    fair's policy asks for; and nobody outside witnesses a fair that names no witness.
    """

    state: Literal["recorded, witness pending", "witnessed", "witnessed by nobody outside"]
    size: int | None = None
    at: datetime | None = None
    witnesses: tuple[WitnessedBy, ...] = ()


class HttpAccepted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Accept a letter of intent by signing it, at the seat where one sits."""

    instrument: str
    terms_sha256: str
    base_pdf_sha256: str
    language: str


class HttpAttested(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sign at the seat of one's office whose signature field this is, after the principals."""

    instrument: str
    terms_sha256: str
    base_pdf_sha256: str
    language: str
    field: str


class HttpSent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Send a letter of intent, and sign it at the seat where one sits.

    ``seats`` are all but the registry's own. ``language`` is the one in which it was read.
    """

    instrument: str
    frame: Frame
    clauses: tuple[Clause, ...]
    bindingness: Bindingness
    seats: tuple[Seat, ...]
    expires_at: Deadline
    language: str


class ImportOrganisations(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A CSV with the columns ``key,legal_name,country,registration``, 1,000 rows at most.

    A dry run registers nothing, and says what would become of each row.
    """

    table: str
    dry_run: bool = True


class ImportOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a table, row by row, and how many of each."""

    dry_run: bool
    new: int
    registered: int
    already: int
    refused: int
    rows: tuple[RowOutcome, ...]


class ImportPeople(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A CSV of 1,000 rows at most; a dry run registers nobody, and says what would become of each.

    Its columns are ``key,native_name,latin_name,display_order,email,phone,organisation,roles``:
    ``organisation`` is an id, or the key by which a table of organisations calls it, ``roles`` have
    spaces between.
    """

    table: str
    dry_run: bool = True


class InSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session and as what it acts. ``deal`` is the one deal that a guest is there for."""

    session: str
    person: str
    organisation: str
    role: Role
    method: str
    deal: str


class InStage(msgspec.Struct, frozen=True, kw_only=True):
    """So many deals stand in a stage."""

    stage: str
    deals: int


class Inbox(msgspec.Struct, frozen=True, kw_only=True):
    """What waits, the most urgent first, and what changed since one's side accepted it.

    ``fallen`` comes with the first part. Without ``next`` this is the last part.
    """

    items: tuple[Turn, ...]
    fallen: tuple[FallenRow, ...]
    next: str | None


class Inside(msgspec.Struct, frozen=True, kw_only=True):
    """What only those see who may read the terms. Mappings are by id.

    ``terminated`` is the ground on which the deal was ended.
    """

    invitations: dict[str, str]
    access: tuple[Granted, ...]
    consents: tuple[Consented, ...]
    confidential: tuple[str, ...]
    filings: dict[str, Filing]
    done: Done
    notices: dict[str, Notice]
    terminated: Ground | None
    disputes: dict[str, Dispute]
    suspensions: dict[str, Suspension]
    annulments: dict[str, AnnulledByDecision]
    attestations: dict[str, AttestationAttached]


class InstrumentNow(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument. ``locked_sha256`` is the terms digest while its terms are locked.

    ``executed_sha256`` is what was executed: who joins accedes to it.
    """

    id: str
    kind: Kind
    tier: Tier
    progress: Progress
    locked_sha256: str
    executed_sha256: str
    amended_by: tuple[str, ...]
    approvals: dict[str, Approval] = {}
    signing: SigningNow | None = None


class IntegrityNow(msgspec.Struct, frozen=True, kw_only=True):
    """Every log as it was found ``at``; without witnesses in the policy, nobody outside looks."""

    at: datetime
    logs: tuple[LogNow, ...]


class InviteGuest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom a link is for, and as what they come."""

    person: str
    organisation: str
    role: Role
    language: Literal["en", "zh"] = "en"


class InviteParty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead, or the sponsor, invites ``organisation``; ``invitation`` is a new id."""

    invitation: str = ""
    organisation: str


class InviteTo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In which language the message speaks."""

    language: Literal["en", "zh"] = "en"


class Invited(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody sees who opens an invitation: who they are asked to be, and no terms."""

    kind: Literal["account", "desk", "guest", "recovery"]
    person: str
    organisation: str
    organisation_name: str
    role: Role
    expires_at: datetime


class IssueLine(msgspec.Struct, frozen=True, kw_only=True):
    """How many deals have one issue."""

    issue: str
    deals: Number


class JoinDeal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The actor joins for the actor's organisation, and leads for it.

    ``accede`` cites, by its terms digest, each executed letter of intent and NDA.
    """

    invitation: str
    accede: dict[str, str] = {}


class JudgeDuplicate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The organiser says what ``deal`` is to ``other``, and why."""

    other: str
    finding: ClassificationFinding
    reason: str


class KeyChallenge(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into the statement that a key signs, with who one is; until ``expires_at``."""

    challenge: str
    person: str
    organisation: str
    expires_at: datetime


class KeyConfirmed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Have a key certified that a person of the organisation offered, as one has compared it."""

    key: str
    mandate: str


class KeyKept(msgspec.Struct, frozen=True, kw_only=True):
    """A key, without its secret."""

    key: str
    label: str
    organisation: str
    role: Role
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


class KeyMade(msgspec.Struct, frozen=True, kw_only=True):
    """A key, with its secret, which is shown this once: ``Authorization: Bearer SECRET``."""

    secret: str
    key: KeyKept


class KeyOffer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Offer a key to sign with under a mandate of one's own.

    ``public_key`` is a SubjectPublicKeyInfo in DER: P-256, or RSA of 3,072 to 8,192 bits.
    ``signature`` is over the statement of possession: ECDSA in DER, or PKCS #1 v1.5, with SHA-256.
    Both are in base64.
    """

    mandate: str
    public_key: bytes
    challenge: str
    signature: bytes


class Knowing(msgspec.Struct, frozen=True, kw_only=True):
    """What an organisation could know of a deal up to a moment: where it stood, and every item."""

    organisation: str
    windows: tuple[Window, ...]
    known: tuple[Known, ...]


class Knowledge(msgspec.Struct, frozen=True, kw_only=True):
    """What an organisation or a person could know of a deal as of ``position``.

    ``knowing`` has what was open to each organisation, item by item, and when its people cited it;
    ``receipts`` what was sent, ``reads`` what was read by virtue of an office.
    """

    deal: str
    organisation: str
    person: str
    position: int
    at: datetime
    knowing: tuple[Knowing, ...]
    receipts: tuple[SentReceipt, ...]
    reads: tuple[ReadBy, ...]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An item, and since when an organisation could see it: the event from which on it was open.

    ``cited_position`` is of the first event by which its people wrote it, or cited its digest: then
    they had it before them. None where it never was so.
    """

    item: DealsItem
    open_since: datetime | None
    open_position: int | None
    cited_at: datetime | None
    cited_position: int | None
    cited_by: str


class LeadLine(msgspec.Struct, frozen=True, kw_only=True):
    """The deals of one lead: how many wait on their side, and the longest that none has moved."""

    person: str
    deals: int
    longest_idle_days: int
    open_clauses: int


class Leaving(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where one wants to go when one is in: told again then."""

    onward: str = ""


class LiftConfidentiality(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead takes back that the deal is confidential to its side."""


class LiftFiling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official lifts the requirement of ``filing``, and says why."""

    filing: str
    reason: str


class LiftSuspension(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official records the document that lifted the suspension by ``decision``."""

    decision: str
    decision_sha256: str


class LinkKept(msgspec.Struct, frozen=True, kw_only=True):
    """A link that was sent, without what opens it."""

    link: str
    kind: str
    person: str
    role: Role
    issued_by: str
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


class ListEdition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``edition`` is the id of its log, ``name`` what people call it."""

    edition: str = ""
    name: str


class ListEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A code, and what it is called in each language: a theme, a delegation, a session."""

    code: str
    names: dict[str, str]
    retired: bool = False


class ListProject(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``owner`` seeks investors for ``project``; the fields are those of `ProjectListed`.

    ``texts`` and ``mode``, as of `ProjectDescribed`, describe it at once.
    """

    project: str = ""
    title: str
    owner: str
    sponsor: str = ""
    industry: str
    destination: str
    amount: Money | None = None
    texts: dict[str, ProjectText] = {}
    mode: str = ""


class ListedDeal(msgspec.Struct, frozen=True, kw_only=True):
    """A deal as lists show it; ``amount`` is what its leading instrument pledges as it stands.

    ``title`` is what it was opened as, ``titles`` what the table calls it, by language. Who sees a
    deal without its terms gets no amount, and as ``titles`` only what the catalogue calls its
    project, if it was opened by that title. ``position`` is that of its last event, ``version``
    what ``If-Match`` cites.
    """

    deal: str
    edition: str
    title: str
    titles: dict[str, str]
    stage: str
    round: int
    kind: str
    tier: str
    project: str
    direction: str
    mode: str
    industry: str
    origin: str
    destination: str
    parties: tuple[ViewsSide, ...]
    amount: str | None
    currency: str | None
    opened_at: datetime
    moved_at: datetime
    version: int
    position: int


class ListedDeals(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the list. Without ``next`` it is the last."""

    items: tuple[ListedDeal, ...]
    next: str | None


class ListedEdition(msgspec.Struct, frozen=True, kw_only=True):
    """An edition by the id of its log, and what people call it."""

    edition: str
    name: str


class ListedMandates(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the list, the newest id first. Without ``next`` it is the last."""

    items: tuple[MandateRow, ...]
    next: str | None


class ListedOrganisation(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation as lists show it; ``verified`` by an official."""

    organisation: str
    legal_name: str
    country: str
    registration: str
    registered_at: datetime
    verified: bool
    position: int


class ListedOrganisations(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the list, by name. Without ``next`` it is the last."""

    items: tuple[ListedOrganisation, ...]
    next: str | None


class ListedPeople(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the list. Without ``next`` it is the last."""

    items: tuple[ListedPerson, ...]
    next: str | None


class ListedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody, by name, and for whom they act as far as the reader may know.

    ``roles`` are those of posts, and are told to who sees all, or looks after these people. Who was
    erased has no names.
    """

    person: str
    native_name: str | None
    latin_name: str | None
    acts_for: tuple[ActsFor, ...]


class ListedProject(msgspec.Struct, frozen=True, kw_only=True):
    """A project as the catalogue shows it ``since`` an instant; ``amount`` is what is sought.

    ``texts`` has it in each language that it is told in, ``title`` is for who reads none of them.
    """

    project: str
    edition: str
    title: str
    texts: dict[str, ProjectText]
    owner: str
    sponsor: str
    mode: str
    industry: str
    destination: str
    amount: str | None
    currency: str | None
    listed_at: datetime
    since: datetime
    withdrawn: bool
    position: int


class ListedProjects(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the catalogue, the project listed last first. Without ``next`` it is the last."""

    items: tuple[ListedProject, ...]
    next: str | None


class Lists(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An edition's own lists; sessions, and items in each, are in the order in which they come.

    ``size_bands`` are where the bands of F5 begin after the first, which begins at nothing: in
    thousand millions of the currency that is asked for, in rising order.
    """

    themes: tuple[ListEntry, ...] = ()
    delegations: tuple[ListEntry, ...] = ()
    sessions: tuple[ListEntry, ...] = ()
    items: tuple[CeremonyItem, ...] = ()
    size_bands: tuple[str, ...] = ()


class LockTerms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead locks the instrument."""

    instrument: str


class LogNow(msgspec.Struct, frozen=True, kw_only=True):
    """A log: ``edition`` is empty for the registry's.

    ``position`` is that of its last event; the newest checkpoint of the tree ``origin`` covers
    ``signed_size`` of them. ``read_to`` is how far the read models are, ``waiting_seconds`` how
    long the first event that they have not seen has been there; ``stuck`` why they go no further.
    ``halted`` is why nothing more is signed.
    """

    log: str
    edition: str
    name: str
    position: int
    origin: str
    signed_size: int | None
    signed_at: datetime | None
    root_sha256: str
    witnesses: tuple[WitnessNow, ...]
    fewest_witnesses: int
    halted: str
    read_to: int
    waiting_seconds: float
    stuck: str
    check: CheckNow | None
    rotations: tuple[RotationNow, ...]
    alarms: tuple[AlarmNow, ...]


class LossCell(msgspec.Struct, frozen=True, kw_only=True):
    """The losses of one reason and stage; ``total`` in the place of either for all of it."""

    reason: str
    stage: str
    deals: Number


class Losses(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: every cell with something in it, and the margins."""

    head: Stated
    cells: tuple[LossCell, ...]


class MakeKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key to be made. It acts as one acts now, within ``scopes``, for a year at most."""

    label: str
    scopes: tuple[Literal["command", "read"], ...]
    expires_at: datetime


class MandateKept(msgspec.Struct, frozen=True, kw_only=True):
    """What a person may bind an organisation to, in an edition; without ``limit``, any amount."""

    edition: str
    mandate: str
    organisation: str
    name: str
    instruments: tuple[Kind, ...]
    limit: Money | None
    joint: int
    valid_from: datetime
    valid_until: datetime
    revoked_at: datetime | None


class MandateNow(msgspec.Struct, frozen=True, kw_only=True):
    """A mandate as it stands; ``version`` is what ``If-Match`` cites.

    Without ``limit`` it covers any amount. Nobody has verified it while ``verified_by`` is empty.
    """

    id: str
    organisation: str
    person: str
    instruments: tuple[Kind, ...]
    limit: Money | None
    joint: int
    scope: tuple[Literal["approve", "sign"], ...]
    valid_from: datetime
    valid_until: datetime
    evidence_sha256: str
    recorded_by: str
    verified_by: str
    revoked_at: datetime | None
    version: int


class MandateRow(msgspec.Struct, frozen=True, kw_only=True):
    """A mandate as lists show it; without ``amount`` it has no limit.

    ``state`` says what was done last: whether it is valid today, its dates say besides.
    """

    mandate: str
    edition: str
    organisation: str
    person: str
    state: Literal["recorded", "revoked", "verified"]
    instruments: tuple[str, ...]
    scope: tuple[str, ...]
    amount: str | None
    currency: str | None
    joint: int
    valid_from: datetime
    valid_until: datetime
    evidence_sha256: str
    position: int


class MatrixNow(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument's table.

    An acceptance cites ``parties_sha256`` besides; approvals and signatures cite ``terms_sha256``.
    Without a frame nothing is on the table yet.
    """

    instrument: str
    progress: Progress
    version: int
    position: int
    frame: Frame | None
    offer: Offer | None
    rows: tuple[Row, ...]
    links: tuple[tuple[str, ...], ...]
    parties_sha256: str
    terms_sha256: str
    locked_sha256: str
    correction: Correction | None


class MayAsk(msgspec.Struct, frozen=True, kw_only=True):
    """What to ask a passkey, or nothing where the person has none: they have a code."""

    passkey: Asking | None


class Milestone(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be reached: by ``principal``, or by all together if that is empty.

    ``due`` as in a contribution.
    """

    id: str
    instrument: str
    clause: str
    title: Wording
    landing: Landing
    principal: str = ""
    due: str = ""


class Mismatch(msgspec.Struct, frozen=True, kw_only=True):
    """A field of a row that is other than its events say; all of the row where ``field`` is empty.

    ``missing``: the row is not there; ``surplus``: no event comes to it. ``stored`` and ``made``
    are JSON.
    """

    table: str
    key: str
    field: str
    how: Literal["differs", "missing", "surplus"]
    stored: str
    made: str


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened. ``at`` is when it was decided, ``recorded_at`` when it was stored.

    ``leaf_sha256`` is the leaf that the log's tree commits to; ``by`` who sent the command.
    ``sentence`` tells it to who may read the terms. ``witnessed``: who outside has seen it.
    """

    position: int
    version: int
    type: str
    at: datetime
    recorded_at: datetime
    by: str
    sentence: str | None
    leaf_sha256: str
    witnessed: HowWitnessed


class Money(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="money",
):
    """An amount: a canonical decimal and an ISO 4217 code."""

    amount: str
    currency: str


class Named(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The title of a deal, as its sides wrote it, and the names of those who executed it.

    ``titles`` is what they call it in each language, left out where they have said so in none.
    """

    title: str
    sides: tuple[str, ...]
    titles: dict[str, str] = {}


class NegotiationHealth(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. A number that is none was left out, or is of no deal."""

    head: Stated
    deals: Number
    idle: tuple[Band, ...]
    waiting_on: tuple[Band, ...]
    median_idle_days: int | None
    median_rounds: int | None
    open_clauses: int | None
    reserved_clauses: int | None
    expiring: Number
    overdue: Number
    leads: tuple[LeadLine, ...] | None


class NewEmail(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The address to be written to."""

    email: str


class NewPasskey(msgspec.Struct, frozen=True, kw_only=True):
    """A passkey that a browser has made for a challenge of ours."""

    challenge: str
    passkey: Creation


class NewPassword(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The password that one has, and the one that one wants."""

    old: str
    new: str


class NewPerson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is registered; ``posts`` are all that they hold."""

    native_name: str
    latin_name: str
    email: str
    phone: str = ""
    person: str = ""
    display_order: DisplayOrder
    posts: tuple[Post, ...]


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said to their own side only, on a clause, an instrument, or the whole deal."""

    comment: str
    instrument: str
    clause: str
    text: str
    by: str
    at: datetime


class Nothing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An empty object."""


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A notice of termination. ``withdrawn`` ones are kept: their ids are used."""

    principal: str
    ground: Ground
    reason: str
    ends_at: Deadline
    withdrawn: bool = False


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A cell as it is published; without a ``count`` it was left out to protect who is in it."""

    count: int | None


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """The last offer. ``live`` until it is withdrawn, expired, or overtaken by events."""

    number: int
    principal: str
    expires_at: Deadline
    irrevocable_until: Deadline | None
    live: bool = True


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """What an account can be made with: a secret for an app, and what a passkey is made from."""

    totp_secret: str
    totp_address: str
    challenge: str
    passkey_options: dict[str, object]


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """An office that attests, and as what: ``witness``, ``notary``, ``official``."""

    organisation: str
    role: str


class OfficeAhead(msgspec.Struct, frozen=True, kw_only=True):
    """An office that somebody of the registry has proposed, and nobody else has confirmed yet."""

    organisation: str
    role: Role
    proposed_by: str


class OpenDeal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields are those of `DealOpened`; the opener is the actor's organisation."""

    deal: str = ""
    project: str
    title: str
    leading: str = ""
    leading_kind: Kind
    tier: Tier
    classification: Classification
    expires_at: Deadline


class OpenEdition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields are those of `EditionOpened`."""

    name: str
    first_day: str
    last_day: str
    zone: str
    holidays: tuple[str, ...] = ()
    code_lists: dict[str, str]
    policy: Policy


class OpenStep(msgspec.Struct, frozen=True, kw_only=True):
    """An approval that was asked for, or a filing that is required, and is not decided.

    ``kind`` is that of the board or of the filing; an approval is a ``principal``'s and has no due
    date, a filing has an ``authority``, a ``status`` and is due. While ``stopped_at`` is there, the
    deal's clock stands, and nothing becomes overdue. ``titles`` is what the table calls the deal.
    """

    deal: str
    title: str
    titles: dict[str, str]
    stage: str
    what: Literal["approval", "filing"]
    id: str
    instrument: str
    kind: str
    authority: str
    principal: str
    status: str
    since: datetime
    due_at: datetime | None
    stopped_at: datetime | None


class OpenSteps(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the list, the next due first. Without ``next`` it is the last."""

    items: tuple[OpenStep, ...]
    next: str | None


class OpenTurn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who sits at ``field`` is about to sign upon the revision ``pdf_sha256``."""

    instrument: str
    field: str
    pdf_sha256: str
    expires_at: Deadline


class Opened(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Open the signing of the terms of this digest; the paper is made and certified here.

    ``seats`` are all but the registry's own, which comes first by itself. ``embargoed``: it may be
    signed before the stage, and is executed when it is called there.
    """

    instrument: str
    terms_sha256: str
    seats: tuple[Seat, ...]
    expires_at: Deadline
    embargoed: bool = False


class OrganisationNow(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation as it is registered.

    ``version`` is what ``If-Match`` cites, ``position`` that of its last event in the registry's
    log. ``country`` is ISO 3166-1, ``registration`` as in certificates: ``NTRPL-0000912345``.
    """

    organisation: str
    legal_name: str
    country: str
    registration: str
    registered_at: datetime
    verification: Verification | None
    version: int
    position: int


class Outside(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Have the signature at a seat prepared, for a key of one's own.

    ``key`` names it; ``pdf_sha256`` is the newest revision, which one has before oneself.
    """

    instrument: str
    terms_sha256: str
    base_pdf_sha256: str
    language: str
    field: str
    key: str
    pdf_sha256: str


class OutsideKept(msgspec.Struct, frozen=True, kw_only=True):
    """An account elsewhere that one has linked: at which provider, and since when.

    Of a provider that is no longer asked, ``name`` is what it called itself, and ``usable`` false.
    """

    link: str
    name: str
    usable: bool
    linked_at: datetime
    used_at: datetime | None


class OwnAccount(msgspec.Struct, frozen=True, kw_only=True):
    """How one can sign in: no secret of it."""

    has_password: bool
    has_app: bool
    recovery_codes_left: int
    passkeys: tuple[PasskeyKept, ...]
    outside: tuple[OutsideKept, ...] = ()


class OwnKeyNow(msgspec.Struct, frozen=True, kw_only=True):
    """A key as it stands, for one mandate. Without ``valid_until`` it awaits the word."""

    key: str
    person: str
    mandate: str
    offered_at: datetime
    certificate_sha256: str
    valid_until: datetime | None
    withdrawn_at: datetime | None
    ground: str


class OwnSession(msgspec.Struct, frozen=True, kw_only=True):
    """Where one is in; ``here`` is the session in which one asks.

    ``attended_by`` is the official at whose ``desk`` it began, if it began there.
    """

    session: str
    organisation: str
    role: Role
    method: str
    attended_by: str
    desk: str
    agent: str
    begun_at: datetime
    seen_at: datetime
    ends_at: datetime
    here: bool


class PacksBehind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The deals that make one number which is told, each once.

    ``deals`` are those that every principal lets be listed with name, amount and moment;
    ``commitments`` stand for all others, sorted: for each the SHA-256 of a secret salt of 32 bytes
    and the deal's id. The salt is another one for every number, so that no two numbers can be held
    together. ``tier``, ``row`` and ``column`` are as in the figure's answer; empty where it has
    none.
    """

    definition: str
    tier: str
    row: str
    column: str
    deals: tuple[str, ...]
    commitments: tuple[str, ...]


class PageDelivery(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list. Without ``next`` it is the last."""

    items: tuple[Delivery, ...]
    next: str | None = None


class PageMoment(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list. Without ``next`` it is the last."""

    items: tuple[Moment, ...]
    next: str | None = None


class PaperNow(msgspec.Struct, frozen=True, kw_only=True):
    """A scan of the printed base with its signatures by hand, and which sides have confirmed it.

    ``office`` is whose official attested it, empty before.
    """

    scan_sha256: str
    signatures: tuple[PaperSignature, ...]
    confirmed: tuple[str, ...]
    office: str


class PaperSignature(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who signed at a seat by hand, under which mandate; ``chopped`` with the company's chop."""

    field: str
    person: str
    mandate: str
    chopped: bool = False


class PaperStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a file by its digest: no name, no term.

    ``newest``: it is the newest revision of its paper, and not an earlier one. ``status_now`` is
    what the ledger says of the agreement today, ``also`` what else: ``void`` if its signing was
    given up, ``not_checked`` where nothing can be said. That a digest is known does not say that
    its file is valid.
    """

    pdf_sha256: str
    known: bool
    newest: bool
    status_now: str
    also: tuple[str, ...]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the executed instruments; what is none does not matter.

    ``industry`` is the beginning of an ISIC code (a section, a division), ``destination`` that of
    an ISO 3166-2 code; ``region`` is that of the origin (M49), ``day`` the one of the execution in
    the edition's zone (ISO 8601), or the beginning of one: a month, a year.
    """

    tier: str | None = None
    direction: str | None = None
    mode: str | None = None
    industry: str | None = None
    origin: str | None = None
    destination: str | None = None
    project: str | None = None
    region: str | None = None
    day: str | None = None


class Particulars(msgspec.Struct, frozen=True, kw_only=True):
    """Names and addresses, the newest of these last. They stay until the person is erased."""

    native_name: str
    latin_name: str
    display_order: DisplayOrder
    phone: str
    addresses: tuple[AddressKept, ...]


class Party(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A principal as the terms name it, copied from its admission; ``country`` is ISO 3166-1."""

    id: str
    legal_name: str
    country: str
    registration: str


class PasskeyKept(msgspec.Struct, frozen=True, kw_only=True):
    """A passkey; ``passkey`` is its credential id in base64url."""

    passkey: str
    label: str
    created_at: datetime
    used_at: datetime | None


class PeopleOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a table, row by row, and how many of each."""

    dry_run: bool
    new: int
    registered: int
    already: int
    refused: int
    rows: tuple[PersonOutcome, ...]


class Percentage(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="percentage",
):
    """A share, in per cent: ``24.5``."""

    value: str


class PersonNow(msgspec.Struct, frozen=True, kw_only=True):
    """A person. Without ``email`` and ``phone`` for a colleague, and with the common posts alone.

    ``proposals`` are offices that they are to hold; they hold none of them before it is confirmed.
    Of their posts, ``awaiting`` are those in which they do not act before they are confirmed.
    ``version`` is what ``If-Match`` cites.
    """

    person: str
    native_name: str
    latin_name: str
    display_order: DisplayOrder
    posts: tuple[Post, ...]
    awaiting: tuple[PostAhead, ...]
    proposals: tuple[OfficeAhead, ...]
    email: str | None
    phone: str | None
    version: int


class PersonOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a row, and whom it is about."""

    line: int
    key: str
    state: Literal["already", "new", "refused", "registered"]
    code: str = ""
    detail: str = ""
    person: str


class PersonalData(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a person.

    Without ``particulars`` and ``account`` they were ``erased``; without ``account`` alone they
    never had one. ``registered`` is what was recorded of them in the registry, whoever did it. Of
    ``deeds`` there are the newest; ``deeds_left_out`` says whether there are older ones.
    """

    person: str
    made_at: datetime
    erased: GoneForEver | None
    particulars: Particulars | None
    posts: tuple[PostKept, ...]
    mandates: tuple[MandateKept, ...]
    registered: tuple[Happening, ...]
    account: AccountKept | None
    security: tuple[SecurityKept, ...]
    deeds: tuple[Deed, ...]
    deeds_left_out: bool


class PlaceHold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields are those of `HoldPlaced`."""

    hold: str = ""
    subject: Subject
    id: str
    ground: HoldGround
    reference: str


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A deal in its place; ``signed_on_stage`` once something of it was executed there.

    ``titles`` is what the table calls it, by language, for who may read its terms.
    """

    item: str
    place: int
    deal: str
    title: str
    titles: dict[str, str]
    stage: str
    parties: tuple[ViewsSide, ...]
    signed_on_stage: bool


class Policy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Copied into `DealOpened`, so that the deal's rules read only its own stream.

    ``required_languages`` must be present and not stale at the lock, ``certified_languages`` too,
    and certified (where they are not authentic). ``country_languages`` are required as well when a
    principal is of that country (ISO 3166-1). ``mandatory_clauses`` are clause ids of every
    agreement and framework agreement; before one of them is negotiated an NDA may be required, and
    before its signing opens, of every principal, approvals of ``approval_kinds``.
    """

    principals_max: int = 12
    nda_required: bool = False
    required_languages: tuple[str, ...] = ()
    country_languages: dict[str, tuple[str, ...]] = {}
    certified_languages: tuple[str, ...] = ()
    mandatory_clauses: tuple[str, ...] = ()
    approval_kinds: tuple[str, ...] = ()
    reopening_days: int = 90


class Post(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The roles in which a person may act for an organisation; a set, sorted."""

    organisation: str
    roles: tuple[Role, ...]


class PostAhead(msgspec.Struct, frozen=True, kw_only=True):
    """Roles that somebody of the fair has given, in which the person acts once it is confirmed."""

    organisation: str
    roles: tuple[Role, ...]
    asked_by: str


class PostKept(msgspec.Struct, frozen=True, kw_only=True):
    """The roles in which a person acts for an organisation."""

    organisation: str
    name: str
    roles: tuple[Role, ...]


class PostsAwaiting(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the list. Without ``next`` it is the last."""

    items: tuple[AwaitedRow, ...]
    next: str | None


class PowerKept(msgspec.Struct, frozen=True, kw_only=True):
    """A power as it was recorded."""

    power: str
    person: str
    organisation: str
    roles: tuple[Role, ...]
    evidence_sha256: str
    valid_from: datetime
    valid_until: datetime
    recorded_by: str
    recorded_at: datetime
    revoked_at: datetime | None


class PrepareNext(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be published next: as of which midnight (none: the latest), claiming to be what.

    ``note`` says what changed: needed by all but the first. ``publication`` is an id of the
    client's choice, or the server's.
    """

    status: PublicationStatus
    position: int | None = None
    note: ChangeNote | None = None
    publication: str = ""


class PreparedNow(msgspec.Struct, frozen=True, kw_only=True):
    """What waits for somebody's signature, until ``expires_at``.

    The file of ``pdf_sha256`` is a document of the deal: ``previous_pdf_sha256`` with one update.
    The signature covers all of it but its octets ``contents_start`` to ``contents_end``, and is
    over ``signed_attributes`` (DER); these and ``certificate`` (DER) are in base64.
    """

    instrument: str
    field: str
    person: str
    mandate: str
    key: str
    base_pdf_sha256: str
    previous_pdf_sha256: str
    pdf_sha256: str
    contents_start: int
    contents_end: int
    signed_attributes: bytes
    certificate: bytes
    expires_at: datetime


class PrintedStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a printed page by the code on it: no name, no term.

    ``terms_sha256`` begins with the digits that stand beside the code; ``base_pdf_sha256`` is what
    was printed, ``pdf_sha256`` the newest revision. ``status_now`` and ``also`` are as in
    `PaperStatus`, ``attested`` says that it was signed on paper and attested by an official.
    ``original`` is where who asks reads the document itself, to hold it against the paper: where
    the sides open it to who holds its code, or in the deal for who may read it there; else empty.
    """

    page_code: str
    known: bool
    terms_sha256: str = ""
    base_pdf_sha256: str = ""
    pdf_sha256: str = ""
    status_now: str = "not_checked"
    also: tuple[str, ...] = ()
    attested: bool = False
    original: str = ""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A problem document (RFC 9457 section 3). ``type`` is a page that explains the ``code``.

    ``detail`` is a sentence for people, in the language asked for; ``facts`` are for programs.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    facts: dict[str, object] = {}
    request: str = ""


class ProjectCard(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a project ``since`` an instant.

    ``title`` is for who reads none of the languages of ``texts``, which is empty for a project that
    was listed by its title alone. ``mode`` is how one would invest, empty while that is open;
    ``amount`` is what is sought.
    """

    since: datetime
    title: str
    texts: dict[str, ProjectText]
    mode: str
    industry: str
    destination: str
    amount: Money | None


class ProjectNow(msgspec.Struct, frozen=True, kw_only=True):
    """A project. Deals are opened on it until it is ``withdrawn``.

    ``earlier`` is what was said of it before, the first first. ``version`` is what ``If-Match``
    cites.
    """

    since: datetime
    title: str
    texts: dict[str, ProjectText]
    mode: str
    industry: str
    destination: str
    amount: Money | None
    project: str
    owner: str
    sponsor: str
    listed_at: datetime
    withdrawn: bool
    earlier: tuple[ProjectCard, ...]
    version: int


class ProjectText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A project in one language: what it is called, and what it is in some lines, or nothing."""

    title: str
    summary: str = ""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A schedule that some principals have agreed to."""

    id: str
    schedule: Schedule
    schedule_sha256: str
    consents: tuple[str, ...]


class ProposalNow(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure that a second person of the registry may carry out."""

    erasure: str
    subject: Subject
    id: str
    ground: ErasureGround
    reference: str
    proposed_at: datetime
    proposed_by: str


class ProposeCorrection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead proposes ``clause`` in the place of the wording of ``old_clause_sha256``.

    ``translations`` are the clause's texts in the other languages of the terms, all of them,
    changed or not. ``correction`` is a new id.
    """

    instrument: str
    correction: str = ""
    clause: Clause
    translations: dict[str, ClauseText] = {}
    old_clause_sha256: str
    reason: str


class ProposeDeadlineExtension(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """A lead proposes that the deal may last until ``expires_at``; ``proposal`` is a new id."""

    proposal: str = ""
    expires_at: Deadline


class ProposeErasure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields are those of `ErasureProposed`."""

    erasure: str = ""
    subject: Subject
    id: str
    ground: ErasureGround
    reference: str


class ProposeOffice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``person`` shall act for ``organisation`` in ``role``."""

    organisation: str
    role: Role


class ProposeReopening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead asks for a new round until ``expires_at``; ``proposal`` is a new id."""

    proposal: str = ""
    reason: str
    expires_at: Deadline


class ProposeSchedule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead puts ``schedule`` to the other leads; ``proposal`` is a new id."""

    proposal: str = ""
    schedule: Schedule


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """A clause as a document words it: what `counter_clause` would be sent.

    ``languages`` are those in which it reads otherwise; in the others it stands as before.
    """

    number: int
    clause: Clause
    previous_sha256: str
    before: Clause
    languages: tuple[str, ...]


class ProviderTold(msgspec.Struct, frozen=True, kw_only=True):
    """A provider at which one may sign in: its short name, and what it is called."""

    provider: str
    name: str


class PublicationNow(msgspec.Struct, frozen=True, kw_only=True):
    """A publication: its figures are as of ``position``, recorded at ``cut_off``.

    ``figures_sha256`` is the digest of its contents, which two people stand for. Who they are, and
    why it was sent back, offices of the fair alone are told. ``revises`` is the one before it.
    """

    publication: str
    number: int
    status: PublicationStatus
    state: Literal["public", "sent_back", "waiting"]
    position: int
    cut_off: datetime
    zone: str
    currency: str
    figures_sha256: str
    prepared_at: datetime
    published_at: datetime | None
    revises: str
    note: ChangeNote | None
    prepared_by: str | None = None
    signed_off_by: str | None = None
    reason: str | None = None


class PublicationsNow(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the publications of an edition, the newest first; to the public what is public.

    Without ``next`` it is the last part. Each part says what the next publication, of
    ``next_number``, may claim to be: ``may_follow``.
    """

    items: tuple[PublicationNow, ...]
    next: str | None
    next_number: int
    may_follow: tuple[PublicationStatus, ...]


class PublishRates(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``rates`` as their sources gave them, each pair of currencies once."""

    rates: tuple[Rate, ...]


class QualityItem(msgspec.Struct, frozen=True, kw_only=True):
    """A deal to look at: its ``issues`` as F17 names them, and those that may be it twice."""

    deal: Suspect
    issues: tuple[str, ...]
    alike: tuple[Suspect, ...]


class QualityItems(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the queue, by the ids of deals. Without ``next`` it is the last."""

    position: int
    items: tuple[QualityItem, ...]
    next: str | None


class Quantity(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="quantity",
):
    """A number of units: ``30`` ``day``, ``1.2`` ``GW``."""

    value: str
    unit: str


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """What waits: ``due`` now, since ``oldest``; ``later``; and what was ``given_up``."""

    name: str
    due: int
    later: int
    given_up: int
    oldest: datetime | None


class Rate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One unit of ``base`` is ``rate`` units of ``quote`` on ``day``, published by ``source``."""

    base: str
    quote: str
    rate: str
    day: str
    source: str


class RatesNow(msgspec.Struct, frozen=True, kw_only=True):
    """The rates that stand, by base, then quote; each with its day and its source."""

    rates: tuple[Rate, ...]
    version: int


class ReadBy(msgspec.Struct, frozen=True, kw_only=True):
    """A read by virtue of an office, as the log of access has it."""

    at: datetime
    person: str
    organisation: str
    operation: str
    purpose: str


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What the party who took a binding step has in hand: keep ``proof`` as a ``.tlog-proof`` file.

    ``witnessed``: enough outside witnesses have seen the log with this event in it; ``witnesses``
    says who, at a head of ``size`` events. If not, the step stands all the same: it is recorded,
    and the receipt follows by e-mail, or by `read_receipt`. ``outside`` is false where the fair has
    no outside witness at all: then nothing is waited for, and nothing follows.
    """

    witnessed: bool
    outside: bool
    position: int
    version: int
    leaf_sha256: str
    size: int | None = None
    witnesses: tuple[WitnessedBy, ...] = ()
    proof: str | None = None


class Receive(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who stands before the official, as what they come, and what they showed."""

    document_type: Literal["identity_card", "passport", "residence_permit"]
    document_sha256: str
    person: str
    organisation: str
    role: Role


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """The code for the visitors' device. It counts once, for five minutes."""

    code: str
    expires_at: datetime


class Recent(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument that was executed lately: which tier.

    Its title (``titles`` has that by language) with the names of its sides, its amount in its own
    ``currency``, and when it was executed, everybody is told to whose publication every side has
    consented. Which deal it is of and from where to where, only who sees every deal is told; to
    them ``currency`` is the wall's. Where nothing else may be told, ``count`` in a row of a tier
    are told as one.
    """

    tier: str
    count: int = 1
    at: datetime | None = None
    title: str = ""
    titles: dict[str, str] = {}
    sides: tuple[str, ...] = ()
    currency: str = ""
    deal: str = ""
    origin: str = ""
    destination: str = ""
    industry: str = ""
    amount: str | None = None


class Recomputed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: all alike if there are no ``mismatches``; ``more`` than are named.

    Everything is as of ``position``, to which the read models had come. ``events`` were replayed,
    of so many ``deals``; without ``next`` there are no others to go on with.
    """

    edition: str
    position: int
    at: datetime
    deals: int
    events: int
    tables: tuple[RowsHeld, ...]
    mismatches: tuple[Mismatch, ...]
    more: int
    next: str | None = None


class RecordDispute(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official records a dispute, by the document that shows it; ``dispute`` is a new id."""

    dispute: str = ""
    instrument: str
    kind: DisputeKind
    authority: str
    document_sha256: str


class RecordMandate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``person`` may bind ``organisation``; the fields are those of `MandateRecorded`."""

    mandate: str = ""
    organisation: str
    person: str
    instruments: tuple[Kind, ...]
    limit: Money | None
    joint: int = 1
    scope: tuple[Literal["approve", "sign"], ...] = ()
    valid_from: datetime
    valid_until: datetime
    evidence_sha256: str


class RecordPaperExecution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead hands in ``scan_sha256``: the base of this digest, with these signatures on it."""

    instrument: str
    base_pdf_sha256: str
    scan_sha256: str
    signatures: tuple[PaperSignature, ...]


class RecordPower(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an adviser may do for one's organisation, and the digest of the paper that says so."""

    person: str
    roles: tuple[Role, ...]
    evidence_sha256: str
    valid_from: datetime
    valid_until: datetime


class RecoveryCodes(msgspec.Struct, frozen=True, kw_only=True):
    """Ten codes, shown this once."""

    recovery_codes: tuple[str, ...]


class RecoveryOpened(msgspec.Struct, frozen=True, kw_only=True):
    """A recovery that waits for a second administrator."""

    recovery: str
    person: str
    expires_at: datetime


class RefuseApproval(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The approver says no to the terms of this digest, and why."""

    instrument: str
    approval: str
    terms_sha256: str
    reason: str


class RefusePost(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``roles`` are those that await a word, as who refuses has read them."""

    organisation: str
    roles: tuple[Role, ...]


class RefuseToSign(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who sits in the seat ``field`` says no, and why."""

    instrument: str
    field: str
    reason: str


class RegisterOrganisation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields are those of `OrganisationRegistered`."""

    organisation: str = ""
    legal_name: str
    country: str
    registration: str


class RegisterWebhook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where to tell, over TLS, of which kinds of events: ``deal.offer_tabled.v1``."""

    url: str
    kinds: tuple[str, ...]


class ReleaseHold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``reference`` is the number of the file that says why it is released."""

    reference: str


class Reminded(msgspec.Struct, frozen=True, kw_only=True):
    """To how many it was written: to none if they were reminded on the same day."""

    people: int


class Renewed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Archive a sealed instrument once more; its newest revision is of this digest."""

    instrument: str
    pdf_sha256: str


class ReplaceLead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead of the principal names ``lead`` as successor of who led it in this deal.

    Whatever was accepted for the principal stands.
    """

    lead: str


class ReplaceSignatory(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A principal's lead names another sitter for one of its seats."""

    instrument: str
    field: str
    sitter: Sitter


class ReplayDeliveries(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to send again: events of one log, from one position to another, both included."""

    log: str
    first: int
    last: int


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """How many messages are sent again; ``next`` is from which position to ask on, if at all."""

    count: int
    next: int | None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a side says it has done. Amounts are canonical decimals in the obligation's currency.

    A milestone is reported as one, and verified as one: ``1``.
    """

    obligation: str
    principal: str
    amount: str
    evidence_sha256: str
    verified: str = "0"


class ReportContribution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead reports ``amount``, which no earlier report holds; ``report`` is a new id."""

    report: str = ""
    obligation: str
    amount: Money
    evidence_sha256: str


class ReportMilestone(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead reports that ``obligation`` is reached; ``report`` is a new id."""

    report: str = ""
    obligation: str
    evidence_sha256: str


class RequestApproval(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead asks ``approver`` for an approval of ``kind``: ``board``, ``asset_supervisor``."""

    instrument: str
    approval: str = ""
    kind: str
    approver: str
    terms_sha256: str


class RequireFiling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official requires ``filing``, a new id; the fields are those of `FilingRequired`."""

    filing: str = ""
    instrument: str
    kind: str
    authority: str
    effect: FilingEffect
    principal: str
    due: Deadline


class ReserveClause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``clause``, a clause id or ``frame``, is not acceptable in the wording of this digest."""

    instrument: str
    clause: str
    clause_sha256: str
    reason: str


class ResumeDeal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official or the organiser lets the deal go on, and says why."""

    reason: str


class RetentionNow(msgspec.Struct, frozen=True, kw_only=True):
    """For how many days failed deals are kept, and until which day executed documents are."""

    failed_days: int
    executed_until: str
    reference: str
    set_at: datetime
    set_by: str


class Returned(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The signature over what was prepared as the file of this digest.

    It is over the signed attributes, with SHA-256: ECDSA in DER, or PKCS #1 v1.5; in base64.
    """

    instrument: str
    field: str
    pdf_sha256: str
    signature: bytes


class Revision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a later publication says of the one before it: which, by its digest, and why."""

    publication: str
    number: int
    figures_sha256: str
    note: Worded


class RevokeAccess(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead takes ``scopes`` back that the same side had granted."""

    organisation: str = ""
    scopes: tuple[Scope, ...]


class RevokeInvitation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead, or the sponsor, takes ``invitation`` back, whichever side had sent it."""

    invitation: str


class RevokeMandate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From now on ``mandate`` covers nothing; what was signed under it stays."""

    reason: str


class RevokedList(msgspec.Struct, frozen=True, kw_only=True):
    """All of them, in the order in which they were revoked."""

    items: tuple[RevokedNow, ...]


class RevokedNow(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate that counts no longer; the names are as in the event."""

    certificate_sha256: str
    serial: str
    issuer_sha256: str
    reason: RevocationReason
    invalid_since: datetime | None
    reference: str
    revoked_at: datetime
    revoked_by: str


class Revoking(msgspec.Struct, frozen=True, kw_only=True):
    """Which certificate (DER or PEM), why, since when its key was not its owner's alone."""

    certificate: bytes
    reason: RevocationReason
    reference: str
    invalid_since: datetime | None = None


class RotateSecret(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For how long messages are signed with the secret that was there before as well."""

    overlap_hours: int = 24


class RotationNow(msgspec.Struct, frozen=True, kw_only=True):
    """Where a log says that it went on in another tree."""

    position: int
    at: datetime
    old_origin: str
    new_origin: str
    restored_size: int
    reason: str


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """So many contracts from one country to another (ISO 3166-1)."""

    origin: str
    destination: str
    count: int


class RoutesAccepted(msgspec.Struct, frozen=True, kw_only=True):
    """One is in. The recovery codes are shown this once.

    With ``arrival`` one links an account elsewhere without showing presence again: by
    `leave_on_arrival`, within five minutes, in this session, once. It is empty after a recovery.
    """

    session: InSession
    recovery_codes: tuple[str, ...]
    arrival: str


class RoutesAttested(msgspec.Struct, frozen=True, kw_only=True):
    """Until when what the official has attested counts."""

    operation: str
    document_sha256: str
    expires_at: datetime


class RoutesBehind(msgspec.Struct, frozen=True, kw_only=True):
    """A log by its id, its last event, and how far all read models are behind it.

    ``events`` is how many they have not seen, ``seconds`` how long the first of them has been
    waiting; ``stuck`` is the code of what keeps it, or empty.
    """

    log: str
    last: int
    position: int
    events: int
    seconds: float
    stuck: str


class RoutesSent(msgspec.Struct, frozen=True, kw_only=True):
    """A link is on its way to the person's registered address."""

    link: str
    expires_at: datetime


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row: a clause, or the frame. ``sha256`` is what an acceptance of it cites.

    ``cells`` has each principal's word by its organisation id; ``clause`` is None for the frame.
    """

    row: str
    sha256: str
    clause: Clause | None
    translations: dict[str, TranslationNow]
    cells: dict[str, Literal["agreed", "open", "reserved"]]


class RowOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a row, and which organisation it is about."""

    line: int
    key: str
    state: Literal["already", "new", "refused", "registered"]
    code: str = ""
    detail: str = ""
    organisation: str


class RowsHeld(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of a table that were held against the events."""

    table: str
    rows: int


class RunningOrder(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the running order, by item and place. Without ``next`` it is the last."""

    items: tuple[Placed, ...]
    next: str | None


class SatisfyCondition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official has seen the evidence that ``condition`` is met."""

    condition: str
    evidence_sha256: str


class Schedule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The items, each with an id of its own among all of them. It may be empty."""

    conditions: tuple[Condition, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    milestones: tuple[Milestone, ...] = ()


class ScheduleCeremony(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The organiser puts the deal at ``place`` (from 1) of an ``item``; no item takes it out."""

    item: str | None = None
    place: int = 0


class Sealed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Seal an executed instrument as its newest revision, of this digest, stands."""

    instrument: str
    pdf_sha256: str


class Seat(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place to sign, with its signature field in the PDF.

    ``of`` is the principal (its organisation id), or the office for registry, witness, notary and
    official. ``number`` tells apart the seats of one role and one principal. ``turn`` orders the
    signing: a seat may be signed when every required seat of a lower turn is; seats of one turn
    are signed in any order. One sitter: that person signs; n seats with the same m sitters: n of m.
    """

    field: str
    role: SeatRole
    of: str
    number: int
    turn: int
    required: bool = True
    sitters: tuple[Sitter, ...] = ()


class SeatNow(msgspec.Struct, frozen=True, kw_only=True):
    """A seat, and who signed it, if anybody."""

    seat: Seat
    signed: Signature | None


class SecondFactor(msgspec.Struct, frozen=True, kw_only=True):
    """By what the second factor can be shown; ``passkey`` is what to ask one, if there is one."""

    name: str
    passkey: Asking | None
    code: bool
    onward: str


class SecondShown(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A passkey's answer, or a code."""

    passkey: Answered | None = None
    code: str = ""


class SecurityKept(msgspec.Struct, frozen=True, kw_only=True):
    """Something that concerned the person's security, and who did it."""

    at: datetime
    what: str
    by: str
    facts: dict[str, str]


class SeenNow(msgspec.Struct, frozen=True, kw_only=True):
    """The newest head of the log that enough witnesses outside have seen, the last of them ``at``.

    It covers ``size`` events: what is of a later position is still to be seen.
    """

    size: int
    at: datetime
    witnesses: tuple[WitnessedBy, ...]


class SendBackPublication(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``reason`` is what is wrong with it, for who prepares the next."""

    reason: str


class SentReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """The receipt of a binding step: handed over with the answer, or sent by e-mail."""

    position: int
    to: str
    handed_at: datetime | None
    mailed_at: datetime | None


class SetRetention(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields are those of `RetentionSet`."""

    failed_days: int
    executed_until: str
    reference: str


class SettleDispute(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official records the decision or the settlement that ended ``dispute``."""

    dispute: str
    outcome: AuthoritiesOutcome
    decision_sha256: str


class Shown(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The identity document that an official looked at. Only its digest is kept."""

    document_type: Literal["identity_card", "passport", "residence_permit"]
    document_sha256: str


class SideSigns(msgspec.Struct, frozen=True, kw_only=True):
    """A principal, and who could sign for it."""

    principal: str
    people: tuple[CanSign, ...]


class SignIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``code`` is the one-time code of an app, or a recovery code; ``acting`` one's first post."""

    address: str
    password: str
    code: str
    acting: ActsAs | None = None


class SignInAtDesk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The code that the official at the desk was shown."""

    code: str


class SignInByLink(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stood behind the ``#`` of a link, and a code by another way."""

    token: str
    code: str


class SignInWithPasskey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer of a passkey to what was asked."""

    answer: Answered
    acting: ActsAs | None = None


class SignOffPublication(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``figures_sha256`` is the digest of what one has looked at."""

    figures_sha256: str


class Signatories(msgspec.Struct, frozen=True, kw_only=True):
    """Who could sign an instrument for each of its sides, and which offices could attest it."""

    sides: tuple[SideSigns, ...]
    offices: tuple[Office, ...]


class Signatory(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed which field, for whom, and when at the latest, as the time-stamp proves."""

    field: str
    role: str
    name: str
    organisation: str
    identifier: str
    mandate: str
    at: datetime


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed a seat, and under which mandate (none for the registry and the offices)."""

    person: str
    mandate: str
    terms_sha256: str


class Signed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sign at the seat whose signature field this is, in assisted mode: with a key made for it."""

    instrument: str
    terms_sha256: str
    base_pdf_sha256: str
    language: str
    field: str


class SigningNow(msgspec.Struct, frozen=True, kw_only=True):
    """A signing. A signature cites ``terms_sha256`` and ``base_pdf_sha256``.

    ``pdf_sha256`` is the newest revision of the file; all of them are documents of the deal.
    """

    id: str
    terms_sha256: str
    base_pdf_sha256: str
    pdf_sha256: str
    seats: tuple[SeatNow, ...]
    rates: tuple[Rate, ...]
    expires_at: Deadline
    embargoed: bool
    sealed: bool
    paper: PaperNow | None = None


class Sitter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person who may sit in a signatory's seat, and the mandate under which."""

    person: str
    mandate: str = ""


class Slice(msgspec.Struct, frozen=True, kw_only=True):
    """Which deals to count; what is none does not matter."""

    tier: str | None = None
    direction: str | None = None
    mode: str | None = None
    industry: str | None = None
    origin: str | None = None
    destination: str | None = None
    project: str | None = None


class SpokenCode(msgspec.Struct, frozen=True, kw_only=True):
    """The code to tell the person by voice. It counts once, for a quarter of an hour."""

    code: str


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A view that can be read; ``anew`` if somebody asked for it to be built again."""

    view: str
    version: int
    built_at: datetime
    anew: bool


class StateAttributes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The organiser says by what else the deal is counted, and why; none is not known."""

    theme: str | None = None
    delegation: str | None = None
    ultimate_origin: str | None = None
    investor_class: InvestorClass | None = None
    reason: str


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a figure.

    ``definition`` and ``version`` name what is counted and how: the docstring of the figure's
    module. Every number of the answer is as of ``position``, recorded at ``cut_off``, which is
    published in ``zone``.
    """

    definition: str
    version: int
    edition: str
    position: int
    cut_off: datetime
    zone: str


class StepUp(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shall be done, and the proof: a passkey's answer, or a code."""

    operation: str
    document_sha256: str = ""
    deal: str = ""
    seat: str = ""
    passkey: Answered | None = None
    code: str = ""


class StepUpTo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shall be done: the id of an operation, and the digest of the document, if any.

    For what is done to a paper, also its ``deal``; for a signature whose body names the field of a
    seat, also that field as ``seat``. So it counts for nothing else.
    """

    operation: str
    document_sha256: str = ""
    deal: str = ""
    seat: str = ""


class SteppedUp(msgspec.Struct, frozen=True, kw_only=True):
    """Until when the proof counts, and its digest."""

    session: InSession
    operation: str
    document_sha256: str
    method: str
    expires_at: datetime


class SubmitFiling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead has handed in ``filing``; ``submission_sha256`` is the digest of what was."""

    filing: str
    submission_sha256: str


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """A cell of amounts: how many, and what those sum up to that are known in the currency.

    ``without_amount`` of them pledge nothing, or in a currency from which no rate leads there.
    Without ``count`` and ``total`` the cell was left out.
    """

    count: int | None
    total: str | None
    without_amount: int | None


class Suppressed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a cell is left out: fewer than ``least`` contributors, one with more than ``share``.

    Or one comes to within ``within`` of another's part.
    """

    least: int
    share: str
    within: str
    wording: Worded


class Suspect(msgspec.Struct, frozen=True, kw_only=True):
    """A deal as it stands now, with no more of it than a list shows.

    ``titles`` is what the table calls it, by language, for who may read its terms.
    """

    deal: str
    title: str
    titles: dict[str, str]
    stage: str
    tier: str
    project: str
    industry: str
    mode: str
    parties: tuple[ViewsSide, ...]
    opened_at: datetime
    moved_at: datetime


class SuspendDeal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official or the organiser stops the deal, and says why."""

    reason: str


class SuspendExecution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official records the decision by its document; ``decision`` is a new id."""

    decision: str = ""
    instrument: str
    kind: DecisionKind
    authority: str
    decision_sha256: str


class Suspension(msgspec.Struct, frozen=True, kw_only=True):
    """A suspended execution; ``decision_sha256`` is what lifted it, and empty while it stands."""

    recorded: ExecutionSuspended
    decision_sha256: str = ""


class TableOffer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead tables ``frame``, and the ``clauses`` that this offer adds or changes.

    The clauses that the frame names and the offer does not bring stay as they stand.
    ``expected_offer_no`` is the number of the offer that the author has seen: 0 before the first.
    """

    instrument: str
    expected_offer_no: int
    frame: Frame
    clauses: tuple[Clause, ...] = ()
    links: tuple[tuple[str, ...], ...] = ()
    expires_at: Deadline
    irrevocable_until: Deadline | None = None


class Terminate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lead of who gave ``notice`` ends the deal by it."""

    notice: str


class TierLine(msgspec.Struct, frozen=True, kw_only=True):
    """The instruments of one tier. What is none is left out, or is not there to be told."""

    tier: str
    executed: Sum
    inbound: Sum
    foreign_share: str | None
    mean: str | None
    median: str | None


class Token(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stood behind the ``#`` of a link."""

    token: str


class TranslateClause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An interpreter puts the clause, in the wording of this digest, into ``language``."""

    instrument: str
    clause: str
    clause_sha256: str
    language: str
    text: ClauseText


class Translation(msgspec.Struct, frozen=True, kw_only=True):
    """A clause version in a language that is not authentic, and who certified it, if anybody."""

    clause_sha256: str
    translation_sha256: str
    text: ClauseText
    certified_by: str = ""


class TranslationNow(msgspec.Struct, frozen=True, kw_only=True):
    """A translation. ``stale``: of an earlier wording of the clause."""

    translation: Translation
    stale: bool


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """What waits, until a deadline if there is one. ``what`` is the operation that is asked for.

    ``person`` is empty for anybody who acts in ``role``; ``organisation`` for any office.
    ``subject`` is what it is about beside instrument and clauses. ``deadline_zone`` is the one in
    which the deadline was set, ``deadline_local`` what the reader's clock shows then; while
    ``stopped_at`` is there, the clock stands. Who is invited is not told the title; ``titles`` is
    as in lists of deals.
    """

    deal: str
    edition: str
    project: str
    title: str | None
    titles: dict[str, str]
    organisation: str
    person: str
    role: str
    what: str
    instrument: str
    subject: str
    clauses: tuple[str, ...]
    deadline_at: datetime | None
    deadline_zone: str | None
    deadline_local: str | None
    stopped_at: datetime | None


class UnlockTerms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead opens the instrument again, and says why."""

    instrument: str
    reason: str


class UploadEnd(msgspec.Struct, frozen=True, kw_only=True):
    """How far an upload is; ``annex`` is what it became when its last byte had come."""

    state: UploadState
    annex: Annex | None = None


class UploadState(msgspec.Struct, frozen=True, kw_only=True):
    """How far an upload is: where to go on, until when. ``location`` is its address."""

    upload: str
    location: str
    offset: int
    length: int
    complete: bool
    expires_at: datetime


class VerdictTold(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on a file, in three levels; ``standard`` is its name in ETSI EN 319 102-1.

    Who signed is told of a valid file only: it stands in the file. ``status_now`` is what the
    ledger says of the agreement today, ``also`` what else: ``not_checked`` where it says nothing.
    ``attested_by`` is who attested the paper original, if it is one; ``detached`` by which
    algorithm the registry signed the terms besides. ``added`` says what was added to a sealed file,
    which is then not valid; the first ``intact_octets`` of what was handed in are the sealed file,
    of the digest ``intact_sha256``, which is valid.
    """

    level: VerifyLevel
    standard: str
    pdf_sha256: str
    base_pdf_sha256: str
    terms_sha256: str
    page_code: str
    findings: tuple[FindingTold, ...]
    signatories: tuple[Signatory, ...]
    status_now: str
    also: tuple[str, ...]
    attested_by: str
    detached: str
    checked_at: datetime
    added: FindingTold | None = None
    intact_octets: int = 0
    intact_sha256: str = ""


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """Who compared the facts with the extract of this digest, for which office, and when."""

    office: str
    by: str
    at: datetime
    evidence_sha256: str


class VerifyContribution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official has seen evidence of ``amount``, of what ``report`` says."""

    report: str
    amount: Money
    evidence_sha256: str


class VerifyMandate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The official has compared ``mandate`` with the paper that it rests on."""


class VerifyMilestone(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An official has seen the evidence that what ``report`` says is so."""

    report: str
    evidence_sha256: str


class VerifyOrganisation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The official has compared ``organisation`` with the extract of this digest."""

    evidence_sha256: str


class ViewsSide(msgspec.Struct, frozen=True, kw_only=True):
    """A principal as a list shows it; ``country`` is ISO 3166-1."""

    id: str
    legal_name: str
    country: str


class VoidSigning(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead, or an office that is no side of the deal, calls the signing off, and says why."""

    instrument: str
    reason: str


class WaiveCondition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lead of a side that is entitled to waives ``condition``, and says why."""

    condition: str
    reason: str


class WallNow(msgspec.Struct, frozen=True, kw_only=True):
    """The wall of an edition: everything on it is as of ``position``, recorded at ``cut_off``.

    ``shown`` says how much of it there is for who looks; ``closes_at`` is when the fair ends.
    ``witnesses`` is how many the fair names; ``seen`` is none where none has seen anything yet.
    """

    edition: str
    name: str
    shown: Literal["everything", "live", "published"]
    position: int
    cut_off: datetime
    zone: str
    closes_at: datetime
    currency: str
    figures: Figures
    witnesses: int
    seen: SeenNow | None


class WebhookKept(msgspec.Struct, frozen=True, kw_only=True):
    """An endpoint without its secret. ``public_key`` checks the signatures named ``v1a``.

    ``failing_since`` is when the first message did not arrive after which none has. One that is
    ``altered`` was changed in the database by somebody else: nothing is sent there.
    """

    webhook: str
    organisation: str
    url: str
    kinds: tuple[str, ...]
    public_key: str
    previous_until: datetime | None
    created_by: str
    created_at: datetime
    failing_since: datetime | None
    disabled_at: datetime | None
    disabled_because: Literal["", "altered", "asked", "failing", "gone"]
    altered: bool


class WebhookMade(msgspec.Struct, frozen=True, kw_only=True):
    """An endpoint with its secret, which is shown this once: it checks signatures named ``v1``."""

    secret: str
    webhook: WebhookKept


class WhoAmI(msgspec.Struct, frozen=True, kw_only=True):
    """Who somebody is, as what they act, and as what else they might."""

    session: InSession
    may_act: tuple[ActsAs, ...]


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """From which event on an organisation stood so to the deal; ``relations`` as policies name it.

    ``terms`` and ``papers``: whether they were open to it.
    """

    position: int
    at: datetime
    relations: tuple[str, ...]
    terms: bool
    papers: bool


class WithdrawApprovalRequest(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """A lead takes back what their side has asked for, and says why."""

    instrument: str
    approval: str
    reason: str


class WithdrawCorrection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lead takes back what their side has proposed, and says why."""

    instrument: str
    correction: str
    reason: str


class WithdrawErasure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``erasure`` is the id of the proposal."""


class WithdrawFiling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The side that submitted ``filing`` takes it back, and says why."""

    filing: str
    reason: str


class WithdrawKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From now on nothing is signed with ``key``, under no mandate."""

    key: str
    ground: Literal["affiliation_changed", "cessation_of_operation", "key_compromise", "superseded"]


class WithdrawNotice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lead takes the side's own ``notice`` back, and says why."""

    notice: str
    reason: str


class WithdrawOffer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The offeror's lead takes the offer ``offer_no`` back, and says why."""

    instrument: str
    offer_no: int
    reason: str


class WithdrawOffice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The office that was proposed for ``person``."""

    organisation: str
    role: Role


class WithdrawParty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lead takes the principal out of the deal, and says why."""

    reason: str


class WithdrawProject(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """No more deals are to be opened on ``project``."""

    reason: str


class WithdrawPublicationConsent(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """A lead withdraws the consent to ``items`` that the same side had given."""

    instrument: str
    items: tuple[PublicityItem, ...]


class WitnessNow(msgspec.Struct, frozen=True, kw_only=True):
    """An outside witness, and the head that it cosigned last, by its own clock; none yet: None."""

    name: str
    size: int | None
    at: datetime | None


class WitnessedBy(msgspec.Struct, frozen=True, kw_only=True):
    """An outside witness by its name, and when it saw the log so far, by its own clock."""

    name: str
    at: datetime


class WordProposes(msgspec.Struct, frozen=True, kw_only=True):
    """What a document of Word proposes: each clause is a counter that is still to be sent."""

    instrument: str
    proposed: tuple[Proposed, ...]


class Worded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same text in English and in Chinese."""

    en: str
    zh: str


class Wording(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    tag="wording",
):
    """A short text in each language of the terms: a title, a name."""

    texts: dict[str, str]


class WriteOffObligation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lead of a side that is owed ``obligation`` gives it up, and says why."""

    obligation: str
    reason: str


class Wrong(msgspec.Struct, frozen=True, kw_only=True):
    """What is other than the ledger was told: in which batch, which read (0: all of it), how.

    ``expected`` and ``actual`` are digests, or how many there are.
    """

    batch: int
    number: int
    check: str
    expected: str
    actual: str
