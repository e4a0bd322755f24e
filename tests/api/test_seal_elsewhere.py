"""A seal from another authority, by settings: opened, exported, and told by the doctor."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from databases import Database
from msgspec.structs import replace
from openssl_ca import PASSWORD, SEAL, OpensslCa
from playing import settings_for
from pydantic import SecretStr
from tokens import PIN, SoftToken

from api.clock import now
from api.doctor import Level
from api.doctor.seal import about, seal
from api.fair.deal_files import REGISTRY
from api.home import Home
from api.refusals import ApiError
from api.settings import Settings
from signing.cms.algorithms import verify
from signing.errors import SignatureError
from signing.registry.office import Office
from signing.registry.registry import Registry
from signing.registry.trust import trust_policy

OFFICE = Office(
    country="CN", organisation="Registry of the Reference Fair", identifier=REGISTRY.registration
)
NAME = f"/C=CN/O={OFFICE.organisation}/2.5.4.97={OFFICE.identifier}/CN=Seal"


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> OpensslCa:
    """Give an authority that handed out a seal, and its files."""
    folder = tmp_path_factory.mktemp("ca")
    ca = OpensslCa(folder)
    ca.issued("seal", NAME, SEAL)
    (folder / "seal.pem.all").write_bytes(ca.trusted("root", "issuing", "seal"))
    ca.key_file("seal")
    return ca


@pytest.fixture
def settings(database: Database, given: OpensslCa, tmp_path: Path) -> Settings:
    """Give the settings of a registry that has that seal."""
    return settings_for(database, tmp_path / "home").model_copy(
        update={
            "seal_trust": given.folder / "seal.pem.all",
            "seal_key_file": given.folder / "seal.p12",
            "seal_password": SecretStr(PASSWORD),
        }
    )


def founded(settings: Settings) -> Registry:
    """Found the registry and open it."""
    home = Home.of(settings)
    office = home.founded_identity(lambda: OFFICE).office
    home.founded_keys()
    return home.founded_authority(office, now() - timedelta(days=1))


def test_documents_are_certified_by_it_and_the_export_holds_its_root(settings: Settings) -> None:
    registry = founded(settings)
    policy = trust_policy(registry, (), now())
    assert registry.seal.certificate.subject.common_name == "Seal"
    assert policy.seals == (registry.seal.certificate.der,)
    assert (len(policy.seal_issuers), len(policy.seal_roots)) == (1, 1)
    assert policy.roots != policy.seal_roots


def test_the_doctor_says_until_when_it_is_good(settings: Settings) -> None:
    assert list(seal(settings)) == []
    registry = founded(settings)
    (finding,) = seal(settings)
    assert (finding.what, finding.level) == ("seal", Level.NOTICE)
    found = registry.outside.seal
    assert found is not None
    assert about(replace(found, anchors=replace(found.anchors, lists=()))).level is Level.FINE


def test_the_doctor_says_what_is_wrong_with_it(settings: Settings) -> None:
    founded(settings)
    wrong = settings.model_copy(update={"seal_password": SecretStr("another")})
    (finding,) = seal(wrong)
    assert finding.level is Level.PROBLEM
    with pytest.raises(SignatureError, match="key_file_unusable"):
        founded(settings.model_copy(update={"seal_key_file": Path("/nowhere")}))


def test_its_key_may_be_on_a_token(
    settings: Settings, given: OpensslCa, tokens: Mapping[str, SoftToken]
) -> None:
    there = tokens["registry"]
    given.on_token("seal", there.module, there.label, PIN)
    registry = founded(
        settings.model_copy(
            update={
                "seal_key_file": None,
                "seal_password": None,
                "seal_key_label": "seal",
                "pkcs11_module": there.module,
                "pkcs11_token": there.label,
                "pkcs11_pin": SecretStr(PIN),
            }
        )
    )
    signature = registry.seal.key.sign(b"what is sealed")
    verify(registry.seal.certificate.public_key, signature, b"what is sealed")
    assert registry.seal.certificate.subject.common_name == "Seal"


@pytest.mark.parametrize(
    "half",
    [
        {"seal_key_file": None},
        {"seal_trust": None},
        {"seal_key_label": "seal"},
        {"seal_key_file": None, "seal_key_label": "seal"},
    ],
)
def test_half_a_seal_is_refused(settings: Settings, half: dict[str, object]) -> None:
    with pytest.raises(ApiError, match="seal_unset"):
        founded(settings.model_copy(update=half))


def test_without_the_settings_the_registry_has_its_own(settings: Settings) -> None:
    none: dict[str, object] = {"seal_trust": None, "seal_key_file": None}
    registry = founded(settings.model_copy(update=none))
    assert registry.outside.seal is None
    assert list(seal(settings.model_copy(update=none))) == []
