"""What an operator may choose, by environment variable.

The table of ``docs/reference/settings.md`` is made from this file.
"""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_PREFIX = "COUNTERSEAL_"


class Unit(msgspec.Struct, frozen=True):
    """What a value counts, or how it is written."""

    name: str


class Settings(BaseSettings):
    """Every choice has a value that works without choosing."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        frozen=True,
        populate_by_name=True,
        use_attribute_docstrings=True,
    )

    database_url: Annotated[SecretStr | None, Unit("PostgreSQL URL")] = Field(
        default=None, validation_alias="DATABASE_URL"
    )
    """How the application logs in to its PostgreSQL, version 15 or newer: user, password and
    database, where the user's name ends in ``_app``. Without it, Counterseal starts a server of its
    own in the data directory."""

    projector_url: Annotated[SecretStr | None, Unit("PostgreSQL URL")] = None
    """How the program that makes read models logs in to that server: the same name as in
    ``DATABASE_URL``, but ending in ``_projector``."""

    sequencer_url: Annotated[SecretStr | None, Unit("PostgreSQL URL")] = None
    """How the program that signs the logs logs in to that server: the same name again, ending in
    ``_sequencer``."""

    admin_url: Annotated[SecretStr | None, Unit("PostgreSQL URL")] = None
    """How somebody logs in who may make roles and databases on that server. Only ``counterseal
    migrate`` reads it; leave it unset for everything else."""

    data_directory: Annotated[Path, Unit("path")] = Path(".counterseal")
    """Where the embedded server and the file keystores live. A relative path starts from the
    working directory."""

    kek_directory: Annotated[Path | None, Unit("path")] = None
    """Where the two key-encryption keys are, ``ledger.kek`` and ``registry.kek``. Without it, in
    the data directory; a fair keeps them on a medium of their own, out of its backups."""

    registry_kek: Annotated[SecretStr | None, Unit("base64")] = None
    """The key-encryption key of the registry's private keys itself, 32 octets in base64, for who
    has it from a store of secrets. With it, there is no file ``registry.kek``."""

    pkcs11_module: Annotated[Path | None, Unit("path")] = None
    """The PKCS #11 library of the token that has the registry's private keys. With it, new keys are
    made there, by a founding or a rotation; without it, each is in an encrypted file in the data
    directory. Needs the extra ``pkcs11``."""

    pkcs11_token: Annotated[str, Unit("name")] = ""
    """What that token is called."""

    pkcs11_pin: Annotated[SecretStr | None, Unit("PIN")] = None
    """The PIN of that token's user."""

    pki_url: Annotated[str, Unit("URL"), Field(pattern=r"^$|^https?://[!-~]+$")] = ""
    """Where anybody finds which certificates were revoked, as new certificates say: what leads to
    ``/pki`` of this server, such as ``http://fair.example.org/pki``. Lists and answers are signed
    themselves, and readers of PDFs fetch them without TLS. Without it, certificates say that the
    registry has them. It stands in certificates for ever: take an address that stays."""

    time_stamp_url: Annotated[str, Unit("URL"), Field(pattern=r"^$|^https?://[!-~]+$")] = ""
    """An outside time-stamping authority (RFC 3161, over HTTP) that says when papers were signed
    and archived. Without it, the registry's own unit does, by the clock of this server; its policy
    in each time-stamp says so."""

    time_stamp_trust: Annotated[Path | None, Unit("path")] = None
    """Whom that authority's time-stamps are trusted by, in one PEM file: its root, who stands
    between, and the list of revoked certificates of each. The lists must not be over; the file is
    read again when it changes, and goes into what is exported for verifiers."""

    time_stamp_policies: Annotated[str, Unit("identifiers")] = ""
    """Under which policies it may stamp, as dotted numbers separated by commas; the first is asked
    for."""

    time_stamp_seconds: Annotated[float, Unit("seconds"), Field(gt=0, le=60)] = 5.0
    """How long to wait for a time-stamp. A signature that gets none is refused, and can be tried
    again."""

    seal_trust: Annotated[Path | None, Unit("path")] = None
    """A seal of the registry that another authority issued, in one PEM file: the certificate of the
    seal, the authority that issued it, the root above that, and the list of revoked certificates of
    each. The file is read again when it changes, and goes into what is exported for verifiers.
    Without it, the registry certifies documents by a seal that it issued itself."""

    seal_key_file: Annotated[Path | None, Unit("path")] = None
    """The key to that seal, as PKCS #12."""

    seal_password: Annotated[SecretStr | None, Unit("password")] = None
    """What opens that file."""

    seal_key_label: Annotated[str, Unit("name")] = ""
    """What the key to that seal is called on the token of ``PKCS11_TOKEN``, where it is in no
    file."""

    sequencer_directory: Annotated[Path | None, Unit("path")] = None
    """Where the keys of the logs are, by which it is signed how far each is. Without it, in the
    data directory; a fair keeps it where only the program that signs the logs can read."""

    ledger_name: Annotated[str, Unit("name")] = "counterseal.example.org"
    """What the names of the logs begin with, as they are signed: a host name of the fair's, without
    a scheme. It is taken when a log is first signed, and stays."""

    witnesses: Annotated[Path | None, Unit("path")] = None
    """A policy file (C2SP tlog-policy) whose witnesses are asked to cosign how far each log is, and
    whose quorum says how many must have. Without it, nobody outside witnesses the logs."""

    public_url: Annotated[str, Unit("URL")] = "http://localhost:8000"
    """Where people find this fair's pages: scheme, host and port, nothing behind them. Links in
    messages begin with it, and passkeys are bound to its host: they are lost when it changes. The
    code on each printed page leads there, but to an address of this machine alone."""

    mail_server: Annotated[str, Unit("host")] = ""
    """The SMTP server that takes messages to people. Without one they stay where they are."""

    mail_port: Annotated[int, Unit("port")] = 587
    """The port of the SMTP server: 587 for ``starttls``, 465 for ``tls``."""

    mail_security: Annotated[Literal["starttls", "tls", "none"], Unit("protocol")] = "starttls"
    """How the connection to the SMTP server is protected: changed to TLS before anything is sent,
    TLS from the beginning, or not at all. ``none`` is for a server on this machine only: who sees
    a link can use it."""

    mail_user: Annotated[str, Unit("name")] = ""
    """As whom to log in to the SMTP server. Without it, nobody logs in."""

    mail_password: Annotated[SecretStr | None, Unit("password")] = None
    """The password with which to log in to the SMTP server."""

    mail_from: Annotated[str, Unit("address")] = "counterseal@fair.example.org"
    """From whom messages come. Messages that cannot be delivered come back to this address, with
    the id of the message after a ``+``: ``counterseal+ID@...``."""

    mail_timeout_seconds: Annotated[float, Unit("seconds")] = 20.0
    """How long to wait for any answer of the SMTP server."""

    insecure_loopback_webhooks: Annotated[bool, Unit("yes or no")] = False
    """Whether endpoints of organisations may be on this machine, also over HTTP without TLS. For
    trials on one machine only: with it, whoever registers an endpoint can reach what listens
    here."""

    sign_in_providers: Annotated[Path | None, Unit("path")] = None
    """A file (TOML) with the providers of OpenID Connect at which people may sign in, once they
    have linked their account there with theirs here. It is read when a server starts. Without it,
    nobody signs in elsewhere."""

    sign_in_provider_seconds: Annotated[float, Unit("seconds"), Field(gt=0, le=60)] = 10.0
    """How long to wait for each answer of such a provider."""

    insecure_loopback_providers: Annotated[bool, Unit("yes or no")] = False
    """Whether such providers may be on this machine, over HTTP without TLS. For trials on one
    machine only."""

    archive_executed: Annotated[bool, Unit("yes or no")] = True
    """Whether the registry seals and archives of itself what is executed: letters of intent, NDAs,
    amendments and terminations when the last one has signed, agreements when the deadline of their
    signing has passed and nobody did. Otherwise people of the registry seal each."""

    language: Annotated[Literal["en", "zh"], Unit("language")] = "en"
    """The language in which commands answer."""

    insecure_clock: Annotated[Path | None, Unit("path")] = None
    """A file that says what time it is, in the place of the machine's clock: ``counterseal demo
    --api`` tells a story of months with it. Who can write it decides when deadlines pass and
    sessions end: never set it for a real fair."""

    problem_base: Annotated[str, Unit("URL")] = "https://counterseal.example.org/problems"
    """Where the pages stand that explain refusals: the ``type`` of a problem is this and its
    code."""

    metrics_token: Annotated[SecretStr | None, Unit("secret")] = None
    """What Prometheus sends as ``Authorization: Bearer`` to read ``/metrics``. Without it, that
    address does not exist."""

    metrics_address: Annotated[str, Unit("host:port"), Field(pattern=r"^$|^\S+:\d{1,5}$")] = ""
    """Where ``counterseal serve`` tells ``/metrics`` besides, without a token: an address that only
    Prometheus can reach. The first web process listens at this port, each other one at the next,
    so that each can be asked. Without it, they are told at the public address alone."""

    trusted_proxies: Annotated[str, Unit("networks")] = ""
    """The addresses of the proxies in front of this server, separated by commas: ``10.1.0.0/16,
    2001:db8:7::1``. Only they are believed about where a request comes from. Without any, who
    connects is the client: behind a proxy, all clients together are then one client, which asks too
    often soon."""

    proxy_header: Annotated[Literal["x-forwarded-for", "forwarded"], Unit("header")] = (
        "x-forwarded-for"
    )
    """The header in which these proxies say who spoke with them. One that they do not write
    themselves they pass on as anybody sent it: name the one that they write."""

    published_currency: Annotated[str, Unit("ISO 4217"), Field(pattern=r"^[A-Z]{3}$")] = "CNY"
    """The currency in which amounts of figures are published. It stays for as long as a fair does:
    sums in two currencies, held against each other, tell of single deals."""

    wall: Annotated[Literal["published", "live"], Unit("what it shows")] = "published"
    """What the wall of the fair shows to everybody: ``published``, the figures of the last
    publication; ``live``, numbers of the moment with those cells left out that tell of few. Whoever
    notes a live sum before and after a signing knows what was signed: choose it only where the
    sides of the fair have agreed to that."""

    security_log_days: Annotated[int, Unit("days"), Field(ge=90)] = 730
    """For how long it is kept who did what to get in. Nothing is removed before 90 days."""

    access_log_days: Annotated[int, Unit("days"), Field(ge=90)] = 730
    """For how long it is kept who read what because of an office. Nothing is removed before 90
    days."""

    ask_purpose: Annotated[bool, Unit("yes or no")] = False
    """Whether officials, organisers, the registry and auditors must say what for, in the header
    ``Access-Purpose``, when they read by virtue of their office. What they say is kept either
    way."""

    reads_per_second: Annotated[float, Unit("requests/s"), Field(gt=0)] = 50
    """How many reads a second one client may send to one process in the long run; four times as
    many at once."""

    commands_per_second: Annotated[float, Unit("requests/s"), Field(gt=0)] = 10
    """How many commands a second one client may send to one process in the long run; four times as
    many at once. What costs much (rendering, exports) a quarter of it."""

    annex_mib_per_deal: Annotated[int, Unit("MiB"), Field(gt=0)] = 10_240
    """How much room the annexes of one deal may take, unfinished uploads counted whole."""

    annex_mib_per_organisation: Annotated[int, Unit("MiB"), Field(gt=0)] = 51_200
    """How much room the annexes that one organisation has handed in may take, in all deals."""

    upload_hours: Annotated[float, Unit("hours"), Field(gt=0)] = 24
    """How long an upload may take, from its beginning to its last byte, with all interruptions."""

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, written: str) -> str:
        try:
            for one in filter(None, map(str.strip, written.split(","))):
                ip_network(one)
        except ValueError:
            raise ValueError("addresses of networks, separated by commas, are wanted") from None
        return written


class SettingsError(Exception):
    """A variable of the environment has a value that the setting does not take."""


def read_settings() -> Settings:
    """Return the settings of this process.

    Raises:
        SettingsError: with a line for each variable that is wrong; never with its value.
    """
    try:
        return Settings()
    except ValidationError as wrong:
        faults = [f"{variable(str(fault['loc'][0]))}: {fault['msg']}" for fault in wrong.errors()]
        raise SettingsError("\n".join(faults)) from None


def variable(field: str) -> str:
    """Return the environment variable that sets ``field``, by its name or its alias."""
    return field if field.isupper() else _PREFIX + field.upper()
