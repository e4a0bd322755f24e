"""The registry's seal from another authority, which OpenSSL runs here."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from forgery.scene import Scene
from msgspec.structs import replace
from openssl_ca import PASSWORD, SEAL, OpensslCa
from registries import DAY, OFFICE, opened, this_second
from validators import TRUSTED, embedded, openssl_cms, pdfsig

from signing.anchors import anchors_in
from signing.cms.identity import Identity
from signing.errors import SignatureError
from signing.own.key_file import read_key_file
from signing.pki import oids
from signing.registry.archive import require_lasting
from signing.registry.office import Service
from signing.registry.outside import Outside
from signing.registry.registry import Registry
from signing.registry.seal_elsewhere import SealElsewhere, seal_elsewhere
from signing.registry.trust import lasting_trust, trust_policy
from signing.trust import TrustPolicy, read_trust, trust_bytes
from signing.verify.verdict import Level, Verdict
from signing.verify.verifier import verify

NAMES = ("root", "issuing", "seal")
OF_OFFICE = f"/C=CN/O={OFFICE.organisation}/2.5.4.97={OFFICE.identifier}/CN=Seal of the registry"
POLICY_OF_A_SIGNATORY = "certificatePolicies=" + next(iter(oids.POLICIES.values()))


@pytest.fixture(scope="module", params=["P-256", "RSA"])
def ca(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> OpensslCa:
    """Give an authority that has issued a seal."""
    kind = ("RSA", "rsa_keygen_bits:3072")
    keys = {"P-256": {}, "RSA": {"key": kind}}[request.param]
    made = OpensslCa(tmp_path_factory.mktemp("ca"), **keys)
    made.issued("seal", OF_OFFICE, SEAL)
    return made


def sealing(ca: OpensslCa, *names: str, key: str = "seal") -> SealElsewhere:
    """Return the seal by what the authority gave: these certificates, and its lists."""
    held = read_key_file(ca.key_file(key), PASSWORD)
    return seal_elsewhere(anchors_in(ca.trusted(*(names or NAMES))), held, OFFICE)


@pytest.fixture(scope="module")
def scene(ca: OpensslCa, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Give an agreement that is certified with it."""
    at = this_second()
    seal = sealing(ca)
    registry = opened(tmp_path_factory.mktemp("registry"), at)
    return Scene(registry.with_outside(lambda: Outside(seal=seal)), at, pace=timedelta(0))


def refused(verdict: Verdict) -> tuple[Level, str]:
    """Return the level, and why."""
    return verdict.level, "" if verdict.reason is None else verdict.reason.code


def exported(registry: Registry) -> TrustPolicy:
    """Return what a verifier elsewhere has: written, and read again."""
    return read_trust(trust_bytes(lasting_trust(registry, this_second())))


def test_a_paper_is_valid_for_years_by_the_trust_that_is_exported(scene: Scene) -> None:
    trust = exported(scene.registry)
    assert scene.registry.seal.certificate.der in trust.seals
    require_lasting(scene.archived, scene.registry, scene.archived_at)
    case = scene.case(scene.archived, trust)
    for years in (0, 1, 5, 8):
        verdict = verify(replace(case, at=case.at + years * 365 * DAY))
        assert refused(verdict) == (Level.VALID, ""), verdict.findings


def test_openssl_trusts_it_by_the_root_of_that_authority(
    ca: OpensslCa, scene: Scene, tmp_path: Path
) -> None:
    root = (ca.folder / "root.pem").read_text("ascii")
    certification = next(iter(embedded(scene.good)))
    assert openssl_cms(certification, root, tmp_path)
    ours = scene.registry.certificate(Service.ROOT).pem()
    assert not openssl_cms(certification, ours, tmp_path)


def test_without_its_root_in_the_policy_it_is_nobodys(scene: Scene) -> None:
    trust = trust_policy(scene.registry, (), this_second())
    bare = replace(trust, seals=(), seal_issuers=(), seal_roots=(), crls=trust.crls[:2])
    assert refused(verify(scene.case(scene.good, bare)))[0] is Level.NOT_VALID


def test_pdfsig_trusts_it_once_the_root_of_its_authority_is_imported(
    ca: OpensslCa, scene: Scene, tmp_path: Path
) -> None:
    root = (ca.folder / "root.pem").read_text("ascii")
    assert pdfsig(scene.good, root, tmp_path)["registry"] == TRUSTED


@pytest.mark.parametrize(
    ("subject", "extensions", "field"),
    [
        (OF_OFFICE, SEAL, "registry"),
        (
            "/C=CL/O=Minera Andes del Norte S.A./2.5.4.97=NTRCL-76543210/CN=Ines Rojas",
            SEAL,
            "andes",
        ),
        (
            "/C=CL/O=Minera Andes del Norte S.A./2.5.4.97=NTRCL-76543210/CN=Ines Rojas",
            (*SEAL, POLICY_OF_A_SIGNATORY),
            "andes",
        ),
    ],
)
def test_nothing_else_that_the_authority_issues_counts(
    ca: OpensslCa, scene: Scene, subject: str, extensions: tuple[str, ...], field: str
) -> None:
    ca.issued("other", subject, extensions)
    key = read_key_file(ca.key_file("other"), PASSWORD)
    (made,) = [
        one
        for one in anchors_in(ca.trusted("root", "issuing", "other")).issuers
        if one.x509.issuer != one.x509.subject and one.public_key == key.public.key
    ]
    issuer = scene.registry.seal.chain[0]
    identity = Identity(made, (issuer,), key.signs)
    at = scene.fields.index(field)
    before = scene.revisions[at - 1] if at else scene.base
    forged = scene.from_then_on(scene.sign(before, field, identity), field)
    assert refused(verify(scene.case(forged)))[0] is Level.NOT_VALID


def test_the_seal_is_for_the_seat_of_the_registry_alone(scene: Scene) -> None:
    at = scene.fields.index("andes")
    signed = scene.sign(scene.revisions[at - 1], "andes", scene.registry.seal)
    found = verify(scene.case(scene.from_then_on(signed, "andes")))
    assert refused(found) == (Level.NOT_VALID, "seat_of_another")


@pytest.mark.parametrize(
    ("subject", "extensions", "names", "reason"),
    [
        (OF_OFFICE, SEAL, ("root", "issuing"), "no certificate of this key"),
        (OF_OFFICE, SEAL, ("root", "poor"), "no issuing authority below a root"),
        (OF_OFFICE, SEAL[:1], (), "not for signing documents"),
        (OF_OFFICE, (*SEAL[:1], "keyUsage=digitalSignature", SEAL[2]), (), "not for signing"),
        (OF_OFFICE.replace("GOVCN-0001", "GOVCN-0002"), SEAL[1:], (), "not of this office"),
    ],
)
def test_what_could_not_be_verified_is_no_seal(
    ca: OpensslCa,
    subject: str,
    extensions: tuple[str, ...],
    names: tuple[str, ...],
    reason: str,
) -> None:
    ca.issued("poor", subject, extensions)
    with pytest.raises(SignatureError, match="seal_unusable") as refusal:
        sealing(ca, *(names or ("root", "issuing", "poor")), key="poor")
    assert reason in str(refusal.value.facts["reason"])


def test_without_the_lists_of_its_authorities_no_paper_would_last(ca: OpensslCa) -> None:
    held, found = read_key_file(ca.key_file("seal"), PASSWORD), anchors_in(ca.trusted(*NAMES))
    for lists in ((), found.lists[:1], found.lists[1:]):
        with pytest.raises(SignatureError, match="seal_unusable"):
            seal_elsewhere(replace(found, lists=lists), held, OFFICE)


def test_a_policy_with_a_broken_chain_of_seals_is_unreadable(scene: Scene) -> None:
    trust, own = exported(scene.registry), exported(scene.registry).roots
    changes = ({"seal_roots": ()}, {"seal_issuers": ()}, {"seals": own})
    for change in changes:
        with pytest.raises(SignatureError, match="trust_unreadable"):
            read_trust(trust_bytes(replace(trust, **change)))


def test_its_authority_is_found_among_others(ca: OpensslCa) -> None:
    held, found = read_key_file(ca.key_file("seal"), PASSWORD), anchors_in(ca.trusted(*NAMES))
    others = replace(found, issuers=(*found.roots, *found.issuers))
    made = seal_elsewhere(others, held, OFFICE)
    assert made.identity.chain == sealing(ca).identity.chain
