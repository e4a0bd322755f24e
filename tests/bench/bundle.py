"""How long a bundle takes: to verify, by the command as well, and to make of a large log.

Verifying is set against the hashes and signatures that it cannot do without, and nothing else; the
command against an interpreter that does nothing; making against reading where each stream ends from
all events of the log, as it takes without what is remembered from one bundle to the next.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from bench.fair import DEALS, EVENTS
from bench.fair_log import FairLog
from bench.fair_writing import write_fair
from bench.frame import Figure, interleaved, medians, ratio, seconds
from bench.signing_fair import sign_fair
from databases import prepared
from proven import DEAL, POLICY, made_log
from proving import CHAMBER, REGULATOR

from ledger.embedded import temporary
from ledger.evidence.building import Evidences
from ledger.evidence.bundle import Bundle, bundle_bytes
from ledger.evidence.entitled import Entitled
from ledger.evidence.verdict import Outcome
from ledger.evidence.verifier import verify_evidence
from ledger.proof.ed25519 import is_signed
from ledger.proof.note import parse_note
from ledger.proof.policy_file import policy_text

SHOWN = 50
ROUNDS = 15
COMMANDS = 7


def run() -> Iterator[Figure]:
    """Yield what verifying takes, what the command takes, and what making takes."""
    bundle = made_log(SHOWN).bundle(DEAL, CHAMBER, REGULATOR)
    yield _verified(bundle)
    yield _commanded(bundle)
    with TemporaryDirectory() as folder, temporary() as server:
        database = prepared(server, "bench")
        fair = write_fair(database, Path(folder))
        sign_fair(database, fair, Path(folder))
        yield _made(fair)


def _verified(bundle: Bundle) -> Figure:
    octets = bundle_bytes(bundle)

    def verified() -> None:
        assert verify_evidence(octets, POLICY).outcome is Outcome.VALID

    verified()
    measured = interleaved(
        {"verify": lambda: seconds(verified), "bound": lambda: seconds(lambda: _bound(bundle))},
        ROUNDS,
    )
    took = {f"{name}_ms": round(value * 1000, 2) for name, value in medians(measured).items()}
    to_bound = round(ratio(measured, "verify", "bound"), 2)
    return {"events": SHOWN, "bytes": len(octets), **took, "ratio_to_bound": to_bound}


def _bound(bundle: Bundle) -> None:
    """Hash every payload, meta, opening and node once, and verify each signature once."""
    for one in (*bundle.events, bundle.head_map):
        sha256(one.payload).digest()
        sha256(one.meta).digest()
        for beside in (one.payload[:200], *one.inclusion):
            sha256(b"\x01" + beside + beside).digest()
    note = parse_note(bundle.checkpoint)
    for key, line in zip(POLICY.keys, note.signatures, strict=True):
        is_signed(key.public_key, note.text.encode(), line.value[-64:])


def _commanded(bundle: Bundle) -> Figure:
    with TemporaryDirectory() as folder:
        file, policy = Path(folder) / "evidence.zip", Path(folder) / "my.policy"
        file.write_bytes(bundle_bytes(bundle))
        policy.write_text(policy_text(POLICY), encoding="utf-8")
        counterseal = str(Path(sys.executable).with_name("counterseal"))
        commands = {
            "command": [counterseal, "verify", str(file), "--policy", str(policy)],
            "interpreter": [sys.executable, "-c", "pass"],
        }
        measured = interleaved({name: _run(words) for name, words in commands.items()}, COMMANDS)
    took = {f"{name}_s": round(value, 3) for name, value in medians(measured).items()}
    alone = round(ratio(measured, "command", "interpreter"), 1)
    return {"events": SHOWN, **took, "ratio_to_interpreter": alone}


def _run(words: list[str]) -> Callable[[], float]:
    return lambda: seconds(lambda: subprocess.run(words, check=True, capture_output=True))


def _made(fair: FairLog) -> Figure:
    with fair.opened() as book:
        entitled = Entitled(secret_of=lambda _: b"", may_open=lambda *_: False)
        deals = [
            UUID(bytes=id_) for id_, version, _ in book.rows.ends_at(EVENTS) if version > SHOWN
        ]
        evidences = Evidences(fair.log_id, book.rows, book.published)
        chosen = iter(deals)

        def made(by: Evidences) -> None:
            by.of(next(chosen), entitled)

        def alone() -> None:
            made(Evidences(fair.log_id, book.rows, book.published))

        made(evidences)
        measured = interleaved(
            {
                "next": lambda: seconds(lambda: made(evidences)),
                "first": lambda: seconds(alone),
                "all_events": lambda: seconds(lambda: book.rows.ends(EVENTS)),
            },
            COMMANDS,
        )
    took = {f"{name}_ms": round(value * 1000, 1) for name, value in medians(measured).items()}
    to_all = round(ratio(measured, "next", "all_events"), 3)
    return {"deals": DEALS, "log_events": EVENTS, **took, "next_to_all_events": to_all}
