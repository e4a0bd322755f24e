"""The parts of the documentation that are taken from the code.

They stand between ``<!-- generated: NAME ARGUMENT -->`` and ``<!-- end -->``; ``make docs`` writes
them anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from inspect import cleandoc
from io import StringIO
from pathlib import Path

from conforming.kept import counted_cases
from forgery.catalogue import ATTACKS
from house.attacks import (
    forged_papers,
    log_attacks,
    noticed_by_nobody,
    noticed_by_what_was_kept,
    noticed_outside,
)
from house.client import operations_file, schemas_file
from house.roles import endpoint_roles
from house.source import ROOT, committed
from house.verifier import NAME as VERIFIER
from house.verifier import recipe_digest, verifier_file
from samples import SAMPLES

from aggregates.catalogue import EVENTS, describe
from aggregates.vocabulary import Role
from api.cli import COMMANDS, app
from api.errors import sentences
from api.http.app import openapi, routers
from api.http.policy import TABLE
from api.http.rule import Relation
from api.settings import Settings, Unit, variable
from signing.verify.verifier import STEPS

PART = re.compile(
    r"(?P<begin><!-- generated: (?P<name>[a-z-]+)(?: (?P<argument>[\w-]+))? -->\n)"
    r".*?(?P<end><!-- end -->)",
    re.DOTALL,
)


def documents() -> tuple[Path, ...]:
    """Return the Markdown files that have a generated part."""
    return tuple(
        file
        for file in committed()
        if file.suffix == ".md" and PART.search((ROOT / file).read_text(encoding="utf-8"))
    )


def fresh(document: str) -> str:
    """Return ``document`` with each of its generated parts made anew."""
    return PART.sub(lambda part: f"{part['begin']}{_make(part)}{part['end']}", document)


def _make(part: re.Match[str]) -> str:
    return MAKERS[part["name"]](part["argument"] or "").rstrip() + "\n"


def settings(_: str) -> str:
    """Return a table of the settings."""
    rows = ["| variable | what it is | default | meaning |", "|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        unit = next(item for item in field.metadata if isinstance(item, Unit))
        default = "-" if field.default is None else f"`{field.default}`"
        meaning = " ".join((field.description or "").split()).replace("``", "`")
        named = variable(str(field.validation_alias or name))
        rows.append(f"| `{named}` | {unit.name} | {default} | {meaning} |")
    return "\n".join(rows)


def command_help(command: str) -> str:
    """Return what ``counterseal [command] --help`` prints."""
    arguments = [command] if command else []
    with redirect_stdout(StringIO()) as told:
        wide = {"terminal_width": 78, "standalone_mode": False}
        app([*arguments, "--help"], prog_name="counterseal", **wide)
    shown = told.getvalue()
    return f"```console\n$ counterseal {' '.join([*arguments, '--help'])}\n{shown.rstrip()}\n```"


def commands(_: str) -> str:
    """Return the help of every command, under a heading each."""
    return "\n\n".join(f"## {name}\n\n{command_help(name)}" for name in sorted(COMMANDS))


def events(_: str) -> str:
    """Return a table of every event: its stored name and what it means."""
    rows = ["| stored name | event | meaning |", "|---|---|---|"]
    for name, event in sorted(EVENTS.items()):
        meaning = (event.__doc__ or "").partition("\n\n")[0]
        rows.append(f"| `{name}` | {event.__name__} | {' '.join(meaning.split())} |")
    return "\n".join(rows)


def event_sentences(_: str) -> str:
    """Return every event with its fields and the sentences of its sample."""
    parts: list[str] = []
    for name, event in sorted(EVENTS.items()):
        fields = ", ".join(f"`{field}`" for field in event.__struct_fields__)
        sample = SAMPLES[name]
        sentences = f"- en: {describe(sample, 'en')}\n- zh: {describe(sample, 'zh')}"
        parts.append(
            f"### {name}\n\n{cleandoc(event.__doc__ or '')}\n\nFields: {fields}\n\n{sentences}"
        )
    return "\n\n".join(parts)


def error_codes(source: str) -> str:
    """Return a table of the codes of ``rules``, ``ledger`` or ``signing`` and what they say."""
    rows = ["| code | en | zh |", "|---|---|---|"]
    for code, wording in sorted(sentences(source).items()):
        rows.append(f"| `{code}` | {wording['en']} | {wording['zh']} |")
    return "\n".join(rows)


def vectors(_: str) -> str:
    """Return a table of the files of test vectors and what each is about."""
    folder = ROOT / "docs" / "reference" / "vectors"
    files = [file for file in committed() if file.parent == folder.relative_to(ROOT)]
    rows = ["| file | about | cases |", "|---|---|---|"]
    for file in files:
        document = json.loads((ROOT / file).read_text(encoding="utf-8"))
        row = f"[{file.name}](vectors/{file.name}) | {document['about']} | {len(document['cases'])}"
        rows.append(f"| {row} |")
    return "\n".join(rows)


def verdict_steps(_: str) -> str:
    """Return a table of the numbered steps of a verdict, in both languages."""
    rows = ["| | step | en | zh |", "|---|---|---|---|"]
    for number, step in enumerate(STEPS, start=1):
        wording = sentences("verdict")[f"step_{step}"]
        rows.append(f"| {number} | `{step}` | {wording['en']} | {wording['zh']} |")
    return "\n".join(rows)


def attacks(_: str) -> str:
    """Return a table of the forged files, and of what stops each."""
    rows = ["| stopped by | forged file | code | by this step alone |", "|---|---|---|---|"]
    for number, step in enumerate(STEPS, start=1):
        for attack in ATTACKS:
            if attack.step == step:
                alone = "yes" if attack.alone else ""
                rows.append(f"| {number}. `{step}` | {attack.about} | `{attack.code}` | {alone} |")
    return "\n".join(rows)


def endpoints(_: str) -> str:
    """Return a table of every endpoint, and of who may use it."""
    rows = ["| operation | | who | as |", "|---|---|---|---|"]
    for one in sorted((o for r in routers() for o in r.operations), key=lambda o: o.id):
        rule = TABLE[one.id]
        who = ", ".join(r.value for r in Relation if r in rule.relations)
        roles = ", ".join(role.value for role in Role if role in rule.roles)
        who += " *presence*" if rule.step_up else ""
        rows.append(f"| `{one.id}` | {one.method} `{one.path}` | {who} | {roles} |")
    return "\n".join(rows)


MAKERS: dict[str, Callable[[str], str]] = {
    "settings": settings,
    "help": command_help,
    "commands": commands,
    "events": events,
    "event-sentences": event_sentences,
    "error-codes": error_codes,
    "vectors": vectors,
    "verdict-steps": verdict_steps,
    "attacks": attacks,
    "endpoints": endpoints,
    "endpoint-roles": endpoint_roles,
    "log-attacks": log_attacks,
    "log-attacks-outside": noticed_outside,
    "log-attacks-kept": noticed_by_what_was_kept,
    "log-attacks-nobody": noticed_by_nobody,
    "forged-papers": forged_papers,
    "conformance": counted_cases,
    "recipe": recipe_digest,
}


FILES: dict[str, Callable[[], bytes]] = {
    "docs/reference/openapi.json": openapi,
    "api/client/schemas.py": schemas_file,
    "api/client/operations.py": operations_file,
    VERIFIER: verifier_file,
}
"""Files that are generated as a whole."""


def main() -> None:
    """Write every generated part anew, and every generated file."""
    for name, make in FILES.items():
        whole = ROOT / name
        if not whole.exists() or whole.read_bytes() != make():
            whole.write_bytes(make())
            print(f"wrote {name}")
    for file in documents():
        old = (ROOT / file).read_text(encoding="utf-8")
        new = fresh(old)
        if new != old:
            (ROOT / file).write_text(new, encoding="utf-8")
            print(f"wrote {file}")


if __name__ == "__main__":
    main()
