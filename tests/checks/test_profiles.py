"""The profiles that ship: what each one asks for and changes."""

from typing import Any

from checks import profile
from checks.facts import Facts, ProtocolVersion
from checks.registry import all_checks
from tests.checks import builders

V = ProtocolVersion
AEAD = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
SHIPPED = ("default", "internet-nl", "mozilla-intermediate", "mozilla-modern", "tt39-2017")


def selected(name: str) -> set[str]:
    """The ids of the checks that a profile asks for."""
    asked = profile.load(name)
    return {check.id for check in all_checks().values() if asked.selects(check)}


def outcomes(check_id: str, facts: Facts) -> dict[str, str]:
    """What a check says under each profile."""
    return {name: builders.verdict(check_id, facts, name).outcome.value for name in SHIPPED}


def server(*versions: ProtocolVersion, **leaf: Any) -> Facts:
    """A server with these versions and one certificate."""
    scans = tuple(builders.protocol(version, *([AEAD] if version in versions else [])) for version in V)
    chains = (builders.chain(builders.certificate(**leaf)),)
    return builders.facts(tls=builders.tls(protocols=scans, chains=chains))


def test_these_profiles_ship_and_load() -> None:
    """Each with a title in both languages, a source and the day of its state."""
    assert profile.names() == SHIPPED
    for name in SHIPPED:
        found = profile.load(name)
        assert found.title.vi
        assert found.title.en
        assert found.source
        assert found.date.year >= 2026


def test_only_what_was_not_read_itself_is_unverified() -> None:
    """Circular 39/2017 is known from secondary sources."""
    assert [name for name in SHIPPED if not profile.load(name).verified] == ["tt39-2017"]


def test_the_default_profile_asks_for_everything_and_changes_nothing() -> None:
    """Every check with its own thresholds and severity."""
    asked = profile.load()
    assert selected("default") == set(all_checks())
    assert all(asked.thresholds_for(check) == check.thresholds for check in all_checks().values())
    assert asked.severities == {}


def test_the_others_ask_for_their_own_checks() -> None:
    """A framework's checks, not all of capdo's."""
    assert {"tls.key_exchange", "cert.key", "ipv6.same_content", "web.hsts"} <= selected("internet-nl")
    assert not {"tls.mozilla_profile", "exposure.database", "ipv6.operational"} & selected("internet-nl")
    assert selected("mozilla-modern") == selected("mozilla-intermediate")
    assert "tls.mozilla_profile" in selected("mozilla-modern")
    assert "tls.ciphers" not in selected("mozilla-modern")
    assert {"tls.protocols", "tls.alpn", "ipv6.web_address"} <= selected("tt39-2017")
    assert not {check for check in selected("tt39-2017") if check.startswith(("cert.", "exposure."))}


def test_internet_nl_warns_of_short_rsa_keys() -> None:
    """RSA 2048 passes everywhere else."""
    found = outcomes("cert.key", server(V.TLS_1_3, key_type="RSA", key_bits=2048, key_curve=None))
    assert found == {name: "warn" if name == "internet-nl" else "pass" for name in SHIPPED}


def test_internet_nl_and_the_circular_are_content_with_tls_1_2() -> None:
    """By default a missing TLS 1.3 is a warning."""
    found = outcomes("tls.protocols", server(V.TLS_1_2))
    assert [found[name] for name in ("default", "internet-nl", "tt39-2017")] == ["warn", "pass", "pass"]


def test_mozilla_modern_allows_tls_1_3_alone() -> None:
    """Intermediate, which the default asks for too, allows TLS 1.2."""
    found = outcomes("tls.mozilla_profile", server(V.TLS_1_2))
    assert [found[name] for name in ("default", "mozilla-intermediate", "mozilla-modern")] == [
        "pass",
        "pass",
        "fail",
    ]


def test_mozilla_asks_for_two_years_of_hsts() -> None:
    """One year is enough for Internet.nl."""
    headers = tuple(pair for pair in builders.GOOD_HEADERS if pair[0] != "strict-transport-security")
    page = builders.exchange(headers=(*headers, ("strict-transport-security", "max-age=31536000")))
    found = outcomes("web.hsts", builders.facts(http=builders.http(https=builders.visit(page))))
    wanted = {name: "fail" if name.startswith("mozilla") else "pass" for name in SHIPPED}
    assert found == wanted


def test_the_circular_makes_ipv6_weigh_more() -> None:
    """Mandatory there, medium by default."""
    facts = builders.facts(dns=builders.dns(ipv6=()))
    found = {name: builders.verdict("ipv6.web_address", facts, name).severity.value for name in SHIPPED}
    assert found == {name: "high" if name == "tt39-2017" else "medium" for name in SHIPPED}


def test_internet_nl_does_not_score_headers() -> None:
    """What it only shows is low."""
    page = builders.exchange(headers=())
    facts = builders.facts(http=builders.http(https=builders.visit(page)))
    verdict = builders.verdict("web.csp", facts, "internet-nl")
    assert (verdict.outcome, verdict.severity) == ("fail", "low")
