"""The command line: one module a command. A command imports its work only when it runs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from io import TextIOWrapper

import typer

from api.cli.accounts import accounts
from api.cli.archives import archives
from api.cli.backup import backup
from api.cli.ceremony import ceremony
from api.cli.certificates import certificates
from api.cli.consistency import consistency
from api.cli.copy import copy
from api.cli.demo import demo
from api.cli.doctor import doctor
from api.cli.erase import erase
from api.cli.export import export
from api.cli.fsck import fsck
from api.cli.holds import holds
from api.cli.keys import keys
from api.cli.migrate import migrate
from api.cli.monitor import monitor
from api.cli.own_key import own_key
from api.cli.projections import projections
from api.cli.reads import reads
from api.cli.replay import replay
from api.cli.restore_check import restore_check
from api.cli.rotate_key import rotate_key
from api.cli.rotate_log import rotate_log
from api.cli.sequence import sequence
from api.cli.serve import serve
from api.cli.sign import sign
from api.cli.trust import trust
from api.cli.verify import verify
from api.cli.verify_many import verify_many
from api.cli.web import web
from api.cli.witness import witness
from api.cli.work import work

app = typer.Typer(
    name="counterseal",
    epilog="Exit status: 0 yes, 1 no, 2 usage, 3 cannot tell.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def counterseal() -> None:
    """Negotiate, sign and prove the deals of an investment fair."""


COMMANDS: Mapping[str, Callable[..., None]] = {
    "accounts": accounts,
    "demo": demo,
    "verify": verify,
    "verify-many": verify_many,
    "replay": replay,
    "serve": serve,
    "work": work,
    "projections": projections,
    "migrate": migrate,
    "fsck": fsck,
    "reads": reads,
    "erase": erase,
    "holds": holds,
    "export": export,
    "copy": copy,
    "consistency": consistency,
    "monitor": monitor,
    "witness": witness,
    "keys": keys,
    "trust": trust,
    "certificates": certificates,
    "archives": archives,
    "rotate-key": rotate_key,
    "ceremony": ceremony,
    "backup": backup,
    "restore-check": restore_check,
    "rotate-log": rotate_log,
    "doctor": doctor,
    "own-key": own_key,
    "sign": sign,
}
for name, command in COMMANDS.items():
    app.command(name)(command)
app.command("web", hidden=True)(web)
app.command("sequence", hidden=True)(sequence)


def main() -> None:
    """Run the command that was asked for; a coded error ends it with a sentence, not a trace."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal may know fewer characters than a deal
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except Exception as error:  # noqa: BLE001 -- `explain` raises again what it cannot explain
        from api.cli.failure import explain

        sys.exit(explain(error, sys.stderr))
