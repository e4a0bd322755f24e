"""What the demonstration ends with: the evidence of its deal, for who trusts nobody here.

Its log is signed for this, and witnessed by a witness of the demonstration's own, which is no
outsider: it shows what a witness does, and nothing that it says counts elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread
from typing import Final
from uuid import UUID

from aggregates.vocabulary import DealId
from api.errors import tell
from api.evidence_verdicts import tell_evidence_verdict
from api.evidencing import StreamEvidence, wanted_deal
from api.home import made_private
from api.installation import Installation
from api.output import Output
from api.papers import write
from api.sequencing import signing_office
from api.settings import Settings
from api.verifier_page import verifier_page
from api.witness.running import running_witness
from ledger.errors import LedgerError
from ledger.evidence.verdict import Outcome
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.note import Note, note_bytes, parse_note
from ledger.proof.policy import Policy, Witness
from ledger.proof.policy_file import parse_policy, policy_text
from ledger.proof.vkey import VerifierKey, vkey_of
from ledger.published import Published
from ledger.sequencer.cosigning import Cosigning
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.session import lead, opened
from ledger.sequencer.witnesses import Offer

WITNESS: Final = "the-demo-itself.example.org"
FOLDER: Final = "demo-witness"
POLICY: Final = "demo.policy"
PAGE: Final = "verifier.html"
_ADDRESS: Final = "127.0.0.1:0"


def hand_out_evidence(
    settings: Settings, output: Output, folder: Path, installation: Installation, deal: DealId
) -> bool:
    """Write the evidence of a deal, and policy and page to verify it by; return if it is valid.

    Raises:
        SettingsError: if a server is given, and no login for the sequencer.
        ApiError, LedgerError: as signing, witnessing and writing.
    """

    def say(code: str) -> str:
        return tell("demo", code, {}, settings.language)

    evidence = StreamEvidence(wanted_deal(installation, deal))
    output.heading(say("evidence"))
    with (
        signing_office(settings) as office,
        _witness(settings, _key(office, installation, evidence.log_id)) as policy,
        _signed(office, evidence.published, policy.witnesses) as step,
    ):
        shown = evidence.awaited(lambda: policy, step)
    file = folder / f"{deal}.evidence.zip"
    write(file, shown.octets)
    write(folder / POLICY, f"# {say('own_witness')}\n{policy_text(_portable(policy))}".encode())
    write(folder / PAGE, verifier_page())
    tell_evidence_verdict(output, file, shown.verdict, settings.language)
    output.talk(say("own_witness"))
    return shown.verdict.outcome is Outcome.VALID


def _key(office: Office, installation: Installation, log_id: UUID) -> VerifierKey:
    """Return the key by which the log is signed; it is made when it never was."""
    known = installation.edition(str(log_id)).published.keys()
    return (
        known[-1]
        if known
        else office.keys.signer(log_id, 1, office.keys.origin(log_id, 1)).verifier
    )


@contextmanager
def _witness(settings: Settings, log: VerifierKey) -> Generator[Policy, None, None]:
    """Run a witness of this log alone, and give the policy by which it counts."""
    folder = made_private(settings.data_directory / FOLDER)
    logs = folder / "logs.policy"
    write(logs, f"log {vkey_of(log)}\nquorum none\n".encode())
    with running_witness(logs, WITNESS, folder, _ADDRESS) as (server, line):
        running = Thread(target=server.run, name="witness", daemon=True)
        running.start()
        try:
            yield parse_policy(f"log {vkey_of(log)}\n{line}\nquorum {WITNESS}\n".encode())
        finally:
            server.stop()
            running.join()


@contextmanager
def _signed(
    office: Office, published: Published, witnesses: tuple[Witness, ...]
) -> Generator[Callable[[], object], None, None]:
    """Give what brings the log a step further: signs it, and shows it to the witness.

    Where another process signs it, as that of a fair that is served, only the latter is left to do.
    """
    with (
        opened(office.dsn) as session,
        Cosigning(office.dsn, witnesses, _unheard) as cosigning,
    ):
        if not lead(session):
            yield lambda: _show(published, cosigning)
            return
        log_id = published.log_id
        with closing(Followed(office, session, log_id, cosigning, _unheard)) as followed:
            yield followed.step


def _show(published: Published, cosigning: Cosigning) -> None:
    """Offer the newest head that was signed to the witness."""
    for origin in published.origins()[-1:]:
        head = published.newest(origin)
        if head is not None:
            note = parse_note(head.note)
            alone = note_bytes(Note(note.text, note.signatures[:1]))
            cosigning.offer(Offer(Checkpoint(origin, head.size, head.root), alone, published))


def _unheard(_: LedgerError) -> None:
    """Say nothing: whatever keeps evidence from being made ends the waiting for it."""


def _portable(policy: Policy) -> Policy:
    """Return the policy without the address of a witness that is gone when it is read."""
    witnesses = tuple(Witness(one.name, one.key) for one in policy.witnesses)
    return Policy(policy.logs, witnesses, policy.groups, policy.quorum)
