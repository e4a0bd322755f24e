"""``counterseal sequence``: the process that signs the logs, as ``counterseal serve`` starts it."""

from __future__ import annotations

from api.cli.options import Leashed


def sequence(*, leashed: Leashed = False) -> None:
    """Sign how far each log is, until interrupted.

    Several may be started: one leads, and the others stand by.
    """
    import sys
    from threading import Event

    from api.clock import InsecureClock, keep_time_by
    from api.errors import sentence
    from api.output import Output
    from api.sequencing import sign_logs
    from api.serve.ending import when_told_to_end
    from api.serve.leash import end_with_parent
    from api.settings import read_settings

    if leashed:
        end_with_parent()
    settings, stopping = read_settings(), Event()
    if settings.insecure_clock is not None:
        keep_time_by(InsecureClock(settings.insecure_clock))
    when_told_to_end(stopping.set)
    output = Output(sys.stdout, sys.stderr)
    sign_logs(settings, stopping, lambda failed: output.talk(sentence(failed, settings.language)))
