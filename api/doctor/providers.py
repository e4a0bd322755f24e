"""Providers at which people sign in: whether each answers, and can be used."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from api.clock import now
from api.doctor import Finding, Level
from api.errors import sentence
from api.outside.outside import Outside
from api.outside.providers import Provider
from api.refusals import ApiError
from api.settings import Settings

_WHAT = "sign-in providers"
_WHY = "Who signs in with an account elsewhere needs its provider; the other ways go on without it."
_FIX = "Look at what stands in COUNTERSEAL_SIGN_IN_PROVIDERS, at the network, and at the provider."


def providers(settings: Settings) -> Iterator[Finding]:
    """Does each provider say of itself what it is asked for?"""
    try:
        outside = Outside.of(settings)
    except ApiError as wrong:
        yield _finding(Level.PROBLEM, sentence(wrong, settings.language))
        return
    for provider in outside.providers.values():
        yield _asked(outside, provider, settings)


def _asked(outside: Outside, provider: Provider, settings: Settings) -> Finding:
    try:
        asyncio.run(outside.described(provider, now()))
    except ApiError as wrong:
        return _finding(Level.NOTICE, sentence(wrong, settings.language))
    return _finding(Level.FINE, f"{provider.name} answers at {provider.issuer}")


def _finding(level: Level, found: str) -> Finding:
    return Finding(what=_WHAT, level=level, found=found, why=_WHY, fix=_FIX)
