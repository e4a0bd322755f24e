"""``counterseal keys``."""

from __future__ import annotations

import sys

from api.cli.options import Json


def keys(*, json: Json = False) -> None:
    """Print the public keys by which the logs are signed, as lines of a policy file.

    Whoever verifies must have them from the fair itself, in print or in person: a policy that came
    with what it judges proves nothing.
    """
    from api.output import Output
    from api.settings import read_settings
    from api.trusting_logs import log_lines

    output = Output(sys.stdout, sys.stderr, json=json)
    for line in log_lines(read_settings()):
        output.result({"line": line}, line)
