"""Who came back from a provider: nobody is believed who does not show each thing."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from coming_in import MovingClock, then_refused
from msgspec.structs import replace
from openid import CLIENT, SECRET, Conduct, coded
from openid import Provider as Served

from api.outside.fetching import ANSWER_BYTES, Way
from api.outside.leaving import Question
from api.outside.outside import Identity, Outside, Returned
from api.outside.providers import Provider
from api.refusals import ApiError

QUESTION = Question(
    state="s" * 43,
    nonce="n" * 43,
    verifier="v" * 43,
    redirect_uri="https://fair.example.org/sign-in/from/harbour",
)
DISCOVERY = "/.well-known/openid-configuration"


def client_of(served: Served, **changes: Any) -> Provider:
    """Return what the operator has written down of the provider."""
    known = Provider(
        id="harbour", name="Harbour Bank", issuer=served.issuer, client_id=CLIENT, secret=SECRET
    )
    return replace(known, **changes)


class Away:
    """Somebody who signs in at the provider, and what they come back with."""

    def __init__(self, served: Served, seconds: float = 20, **changes: Any) -> None:
        self.served = served
        self.provider = client_of(served, **changes)
        way = Way(seconds=seconds, insecure_loopback=True)
        self.outside = Outside({"harbour": self.provider}, way)
        self.clock = MovingClock()
        served.clock = self.clock

    def address(self, question: Question = QUESTION) -> str:
        """Return where the browser is sent."""
        return asyncio.run(self.outside.address(self.provider, question, self.clock()))

    def sent_back(self) -> Returned:
        """Sign in at the provider, and return what the browser is sent back with."""
        answer = httpx2.get(self.address())
        assert answer.status_code == 302
        back = parse_qs(urlsplit(answer.headers["location"]).query)
        assert back["state"] == [QUESTION.state]
        said = {name: back.get(name, [""])[0] for name in ("code", "iss", "error")}
        return Returned(**said)

    def identity(self, returned: Returned, question: Question = QUESTION) -> Identity:
        """Return who that is."""
        found = self.outside.identity(self.provider, returned, question, self.clock())
        return asyncio.run(found)

    def signs_in(self) -> Identity:
        """Go there and come back."""
        return self.identity(self.sent_back())


def then_away(away: Away, code: str, reason: str) -> None:
    """The provider can not be used, for this reason."""
    refused = then_refused(away.signs_in, code)
    assert refused.facts == {"provider": "Harbour Bank", "reason": reason}


def test_who_signs_in_there_is_known_by_issuer_and_subject(harbour: Served) -> None:
    found = Away(harbour).signs_in()
    assert found == Identity(issuer=harbour.issuer, subject="subject-1", second_factor=False)


def test_a_provider_may_sign_with_a_curve(harbour: Served) -> None:
    harbour.conduct = Conduct(algorithm="ES256", key="curved")
    assert Away(harbour).signs_in().subject == "subject-1"


def test_a_browser_is_sent_with_what_ties_the_answer_to_it(harbour: Served) -> None:
    asked = parse_qs(urlsplit(Away(harbour).address()).query)
    assert (asked["state"], asked["nonce"]) == ([QUESTION.state], [QUESTION.nonce])
    assert asked["code_challenge_method"] == ["S256"]
    assert QUESTION.verifier not in str(asked)
    assert asked["scope"] == ["openid"]
    assert "prompt" not in asked


def test_who_links_an_account_shows_the_provider_anew_who_they_are(harbour: Served) -> None:
    away = Away(harbour, second_factor_acr=("phr", "phrh"))
    asked = parse_qs(urlsplit(away.address(replace(QUESTION, anew=True))).query)
    assert (asked["prompt"], asked["acr_values"]) == (["login"], ["phr phrh"])


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"iss": "https://other.example.org"}, "id_token_iss"),
        ({"iss": None}, "id_token_iss"),
        ({"aud": "another client"}, "id_token_aud"),
        ({"aud": []}, "id_token_aud"),
        ({"aud": None}, "id_token_aud"),
        ({"aud": [CLIENT, "another client"]}, "id_token_azp"),
        ({"aud": [CLIENT, "another client"], "azp": "another client"}, "id_token_azp"),
        ({"azp": "another client"}, "id_token_azp"),
        ({"exp": None}, "id_token_exp"),
        ({"exp": "tomorrow"}, "id_token_exp"),
        ({"exp": True}, "id_token_exp"),
        ({"exp": 1}, "id_token_exp"),
        ({"iat": None}, "id_token_iat"),
        ({"iat": 1}, "id_token_iat"),
        ({"iat": 9_999_999_999}, "id_token_iat"),
        ({"nbf": 9_999_999_999}, "id_token_nbf"),
        ({"nonce": "another"}, "id_token_nonce"),
        ({"nonce": None}, "id_token_nonce"),
        ({"nonce": 7}, "id_token_nonce"),
        ({"at_hash": coded(bytes(16))}, "id_token_at_hash"),
        ({"at_hash": 7}, "id_token_at_hash"),
        ({"sub": None}, "id_token_sub"),
        ({"sub": ""}, "id_token_sub"),
        ({"sub": 7}, "id_token_sub"),
        ({"sub": "s" * 256}, "id_token_sub"),
        ({"acr": 7}, "id_token_malformed"),
        ({"amr": "pwd"}, "id_token_malformed"),
    ],
)
def test_a_claim_that_is_not_as_it_must_be_is_refused_by_its_name(
    harbour: Served, claims: dict[str, Any], code: str
) -> None:
    harbour.conduct = Conduct(claims=claims)
    then_refused(Away(harbour).signs_in, code)


def test_a_token_may_name_several_if_it_says_that_it_was_given_to_us(harbour: Served) -> None:
    harbour.conduct = Conduct(claims={"aud": [CLIENT, "another"], "azp": CLIENT, "at_hash": None})
    assert Away(harbour).signs_in().subject == "subject-1"


@pytest.mark.parametrize(
    ("conduct", "code"),
    [
        (Conduct(algorithm="none"), "id_token_algorithm"),
        (Conduct(algorithm="HS256"), "id_token_algorithm"),
        (Conduct(header={"alg": "ES256K"}), "id_token_algorithm"),
        (Conduct(header={"alg": 7}), "id_token_malformed"),
        (Conduct(header={"crit": ["strange"], "strange": 1}), "id_token_signature"),
        (Conduct(header={"alg": "RS384"}), "id_token_signature"),
        (Conduct(header={"alg": "ES256"}), "id_token_key"),
        (Conduct(key="stranger"), "id_token_key"),
        (Conduct(key="stranger", kid="first"), "id_token_signature"),
        (Conduct(algorithm="ES256", key="curved", kid="first"), "id_token_key"),
        (Conduct(tokens={"id_token": "a.b"}), "id_token_malformed"),
        (Conduct(tokens={"id_token": "ünlesbar"}), "id_token_malformed"),
        (Conduct(tokens={"id_token": ""}), "id_token_missing"),
    ],
)
def test_a_token_that_the_provider_has_not_signed_so_is_refused(
    harbour: Served, conduct: Conduct, code: str
) -> None:
    harbour.conduct = conduct
    then_refused(Away(harbour).signs_in, code)


def test_a_header_may_say_more_than_we_know(harbour: Served) -> None:
    harbour.conduct = Conduct(header={"x5t": "AAAA", "of_theirs": "x" * 600})
    assert Away(harbour).signs_in().subject == "subject-1"


def test_a_token_that_says_no_object_is_refused(harbour: Served) -> None:
    away = Away(harbour)
    harbour.token = lambda _: Served.token(harbour, [1])  # type: ignore[method-assign, arg-type]
    try:
        then_refused(away.signs_in, "id_token_malformed")
    finally:
        del harbour.token


def test_a_key_that_is_too_short_is_none(harbour: Served) -> None:
    harbour.conduct, harbour.published = Conduct(key="short"), ["short"]
    then_refused(Away(harbour).signs_in, "id_token_key")


def test_without_an_id_the_one_key_that_fits_is_taken_and_of_two_none(harbour: Served) -> None:
    harbour.conduct = Conduct(kid="")
    assert Away(harbour).signs_in().subject == "subject-1"
    harbour.published = ["first", "second"]
    then_refused(Away(harbour).signs_in, "id_token_key")


def test_a_new_key_is_asked_for_and_an_unknown_one_not_without_end(harbour: Served) -> None:
    away = Away(harbour)
    away.signs_in()
    harbour.conduct, harbour.published = Conduct(key="second"), ["second"]
    then_refused(away.signs_in, "id_token_key")
    away.clock.forward(seconds=10)
    assert away.signs_in().subject == "subject-1"
    assert harbour.asked.count("/keys") == 2


def test_a_key_that_is_withdrawn_counts_no_longer_than_an_hour(harbour: Served) -> None:
    away = Away(harbour)
    away.signs_in()
    harbour.published = ["curved"]
    away.signs_in()
    away.clock.forward(hours=1)
    then_refused(away.signs_in, "id_token_key")


def test_what_a_provider_says_of_itself_is_asked_for_once_an_hour(harbour: Served) -> None:
    away = Away(harbour)
    for _ in range(3):
        away.address()
    away.clock.forward(hours=1)
    away.address()
    assert harbour.asked.count(DISCOVERY) == 2


def test_a_code_counts_once(harbour: Served) -> None:
    away = Away(harbour)
    returned = away.sent_back()
    away.identity(returned)
    then_refused(lambda: away.identity(returned), "outside_code_refused")


def test_a_code_is_of_no_use_to_who_did_not_ask_the_question(harbour: Served) -> None:
    away = Away(harbour)
    other = replace(QUESTION, verifier="w" * 43)
    then_refused(lambda: away.identity(away.sent_back(), other), "outside_code_refused")


def test_a_code_of_another_visit_does_not_do(harbour: Served) -> None:
    """Somebody has another's code sent to them: the token answers the other's question."""
    away = Away(harbour)
    other = replace(QUESTION, nonce="m" * 43)
    then_refused(lambda: away.identity(away.sent_back(), other), "id_token_nonce")


@pytest.mark.parametrize("issuer", ["https://other.example.org", None])
def test_what_another_provider_sends_is_not_taken_for_this_one(
    harbour: Served, issuer: str | None
) -> None:
    harbour.conduct = Conduct(sent_back={"iss": issuer})
    then_refused(Away(harbour).signs_in, "outside_issuer")
    assert "/token" not in harbour.asked


def test_a_provider_that_does_not_promise_its_name_need_not_say_it(harbour: Served) -> None:
    harbour.conduct = Conduct(
        described={"authorization_response_iss_parameter_supported": False},
        sent_back={"iss": None},
    )
    assert Away(harbour).signs_in().subject == "subject-1"


def test_who_is_not_signed_in_there_is_not_signed_in_here(harbour: Served) -> None:
    harbour.conduct = Conduct(sent_back={"code": None, "error": "access_denied"})
    then_refused(Away(harbour).signs_in, "outside_refused")


def test_a_client_shows_its_secret_as_the_provider_takes_it(harbour: Served) -> None:
    harbour.conduct = Conduct(
        described={"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    )
    assert Away(harbour).signs_in().subject == "subject-1"
    then_refused(Away(harbour, secret="").signs_in, "outside_code_refused")


@pytest.mark.parametrize(
    ("changes", "claims", "second"),
    [
        ({}, {"amr": ["mfa"], "acr": "phr"}, False),
        ({"second_factor_amr": ("mfa", "hwk")}, {"amr": ["pwd", "mfa"]}, True),
        ({"second_factor_amr": ("mfa", "hwk")}, {"amr": ["pwd"]}, False),
        ({"second_factor_acr": ("phr",)}, {"acr": "phr"}, True),
        ({"second_factor_acr": ("phr",)}, {"acr": "0"}, False),
        ({"second_factor_acr": ("phr",)}, {}, False),
    ],
)
def test_a_second_factor_is_believed_only_as_the_operator_says(
    harbour: Served,
    changes: dict[str, Any],
    claims: dict[str, Any],
    second: bool,  # noqa: FBT001 - the case
) -> None:
    harbour.conduct = Conduct(claims=claims)
    assert Away(harbour, **changes).signs_in().second_factor is second


@pytest.mark.parametrize("place", [DISCOVERY, "/token", "/keys"])
@pytest.mark.parametrize(
    ("answer", "code", "reason"),
    [
        ((500, b"{}"), "provider_away", "status"),
        ((302, b"{}"), "provider_away", "status"),
        ((200, b" " * (ANSWER_BYTES + 1)), "provider_away", "length"),
        ((200, b"<html>"), "provider_unfit", "content"),
        ((200, b"[" * 5000), "provider_unfit", "content"),
        ((200, b'{"keys": 1, "id_token": 1}'), "provider_unfit", "content"),
    ],
)
def test_an_answer_that_is_none_is_told_as_the_providers(
    harbour: Served, place: str, answer: tuple[int, bytes], code: str, reason: str
) -> None:
    harbour.conduct = Conduct(answers={place: answer})
    then_away(Away(harbour), code, reason)


@pytest.mark.parametrize("place", [DISCOVERY, "/token", "/keys"])
def test_a_provider_that_says_nothing_is_not_waited_for(harbour: Served, place: str) -> None:
    away = Away(harbour, seconds=0.3)
    harbour.conduct = Conduct(silent=place)
    then_away(away, "provider_away", "timeout")


@pytest.mark.parametrize(
    ("described", "reason"),
    [
        ({"issuer": "http://localhost/of/harbour"}, "issuer"),
        ({"token_endpoint": "http://id.example.org/token"}, "endpoint"),
        ({"jwks_uri": "file:///keys"}, "endpoint"),
        ({"authorization_endpoint": "https://user@id.example.org/"}, "endpoint"),
        ({"jwks_uri": "https://id.example.org:x/"}, "endpoint"),
        ({"response_types_supported": ["id_token"]}, "flow"),
        ({"code_challenge_methods_supported": ["plain"]}, "flow"),
    ],
)
def test_a_provider_that_can_not_be_used_safely_is_not(
    harbour: Served, described: dict[str, Any], reason: str
) -> None:
    harbour.conduct = Conduct(described=described)
    then_away(Away(harbour), "provider_unfit", reason)


def test_a_provider_is_asked_without_tls_on_this_machine_only_if_that_is_let(
    harbour: Served,
) -> None:
    away = Away(harbour)
    outside = Outside({"harbour": away.provider}, Way(seconds=20))
    with pytest.raises(ApiError) as refused:
        asyncio.run(outside.address(away.provider, QUESTION, away.clock()))
    assert refused.value.facts["reason"] == "address"
    assert harbour.asked == []


def test_a_provider_that_is_not_there_is_away(harbour: Served) -> None:
    then_away(Away(harbour, issuer="http://localhost:1"), "provider_away", "connection")


def test_a_provider_whose_tls_is_none_is_away(harbour: Served) -> None:
    issuer = harbour.issuer.replace("http:", "https:")
    then_away(Away(harbour, issuer=issuer), "provider_away", "tls")


def test_clocks_may_differ_by_a_minute(harbour: Served) -> None:
    away = Away(harbour)
    harbour.clock = lambda: away.clock() + timedelta(seconds=55)
    assert away.signs_in().subject == "subject-1"
    harbour.clock = lambda: away.clock() - timedelta(minutes=5, seconds=55)
    assert away.signs_in().subject == "subject-1"
    harbour.clock = lambda: away.clock() - timedelta(minutes=6, seconds=1)
    then_refused(away.signs_in, "id_token_exp")
