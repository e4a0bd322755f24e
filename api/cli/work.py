"""``counterseal work``."""

from __future__ import annotations

from api.cli.options import Leashed


def work(*, leashed: Leashed = False) -> None:
    """Do what is due: deadlines, messages, deliveries, tidying up.

    Goes on until it is interrupted. Several may be started: none does a thing twice.
    """
    from api.clock import InsecureClock, keep_time_by
    from api.http.log import json_logger
    from api.serve.ending import when_told_to_end
    from api.serve.leash import end_with_parent
    from api.settings import read_settings
    from api.work.working import working

    if leashed:
        end_with_parent()
    settings = read_settings()
    if settings.insecure_clock is not None:
        keep_time_by(InsecureClock(settings.insecure_clock))
    with working(settings, json_logger()) as worker:
        when_told_to_end(worker.stop)
        worker.run()
