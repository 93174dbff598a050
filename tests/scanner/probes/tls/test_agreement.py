"""The probe against real servers, beside sslyze's own command, and counted at the server's side."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from checks.facts import Absent, NotTested, ProtocolVersion, TlsFacts
from checks.model import Reason
from tests.scanner.probes.authority import HOST, Issued, leaf, rsa_key
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN, OLD, nginx
from tests.scanner.probes.tls.asking import ROOT, ca_file, facts_of, issue, scan_of, suites_of
from tests.scanner.probes.tls.relay import relayed
from tests.scanner.probes.tls.servers import EVERYTHING, node_server, s_server
from tests.scanner.probes.tls.sslyze_command import Opinion, sslyze

V = ProtocolVersion
EC, RSA = leaf(ROOT), leaf(ROOT, key=rsa_key())


@dataclass(frozen=True, kw_only=True)
class Case:
    """A server. ``lean`` and ``full``: connections at most; ``deep``: what the deep pass adds to the full."""

    protocol: str
    certificates: tuple[Issued, ...]
    accepted: set[V]
    lean: int
    full: int
    deep: int


CASES = {
    "modern": Case(protocol=MODERN, certificates=(EC,), accepted={V.TLS_1_3}, lean=18, full=41, deep=2),
    "intermediate": Case(
        protocol=INTERMEDIATE, certificates=(EC,), accepted={V.TLS_1_2, V.TLS_1_3}, lean=20, full=41, deep=6
    ),
    "old": Case(
        protocol=OLD,
        certificates=(RSA, EC),
        accepted={V.TLS_1_0, V.TLS_1_1, V.TLS_1_2, V.TLS_1_3},
        lean=48,
        full=75,
        deep=13,
    ),
    "dual": Case(
        protocol=INTERMEDIATE,
        certificates=(RSA, EC),
        accepted={V.TLS_1_2, V.TLS_1_3},
        lean=30,
        full=42,
        deep=6,
    ),
}


def _agrees_on_curves(facts: TlsFacts, opinion: Opinion) -> None:
    """Of groups, sslyze knows curves only, no finite field and no ML-KEM: the rest is ours alone."""
    known = opinion.curves | opinion.refused_curves
    assert {group for group in facts.groups or () if group in known} == opinion.curves


@pytest.mark.parametrize("name", CASES)
async def test_agrees_with_sslyze(tmp_path: Path, name: str) -> None:
    """On Mozilla's configurations every version, suite and curve is what the sslyze command finds."""
    case = CASES[name]
    with nginx(tmp_path, *issue(tmp_path, case.certificates), protocol=case.protocol) as port:
        async with relayed(port) as relay:
            facts = await facts_of(relay.port, ca_file=ca_file(tmp_path))
        opinion = await sslyze(port)
    assert suites_of(facts) == opinion.suites
    _agrees_on_curves(facts, opinion)
    assert {scan.version for scan in facts.accepted} == case.accepted
    assert {scan.status for scan in facts.protocols} == {"accepted", "refused"}
    assert not any(scan.reason for scan in facts.protocols)
    assert (facts.address, facts.port, facts.server_name) == ("127.0.0.1", relay.port, HOST)
    assert (facts.depth, facts.scanner.split()[0]) == ("full", "capdo")
    assert relay.connections <= case.full + case.deep
    assert relay.most_open <= 3


@pytest.mark.parametrize("name", CASES)
async def test_lean(tmp_path: Path, name: str) -> None:
    """A lean look finds the same versions within fewer connections; TLS 1.0 and 1.1 are named, not listed."""
    case = CASES[name]
    with nginx(tmp_path, *issue(tmp_path, case.certificates), protocol=case.protocol) as port:
        async with relayed(port) as relay:
            facts = await facts_of(relay.port, depth="lean", ca_file=ca_file(tmp_path))
    assert {scan.version for scan in facts.accepted} == case.accepted
    for scan in facts.accepted:
        is_named_only = scan.version in (V.TLS_1_0, V.TLS_1_1)
        assert scan.reason is (Reason.NOT_REQUESTED if is_named_only else None)
        assert bool(scan.suites) is not is_named_only
    assert facts.depth == "lean"
    assert relay.connections <= case.lean
    assert relay.most_open <= 3
    kinds = {"RSA" if one is RSA else "EC" for one in case.certificates}
    assert {chain.certificates[0].key_type for chain in facts.chains} == kinds
    assert all(chain.trusted and chain.arrangement == () for chain in facts.chains)


async def test_everything_that_openssl_has(tmp_path: Path) -> None:
    """More than a hundred suites, anonymous, export and NULL ones too, without one missing."""
    options = ("-cipher", EVERYTHING, "-min_protocol", "TLSv1")
    with s_server(tmp_path, *issue(tmp_path, (RSA, EC)), options=options) as port:
        facts = await facts_of(port)
        opinion = await sslyze(port)
    found = {version: {name for name, _ in suites} for version, suites in suites_of(facts).items()}
    # sslyze's table of anonymous suites lacks these two of RFC 5932, which OpenSSL 3 serves.
    unknown = {f"TLS_DH_anon_WITH_CAMELLIA_{size}_CBC_SHA256" for size in (128, 256)}
    for version in V:
        theirs = {name for name, _ in opinion.suites[version]}
        assert found[version] == theirs | (unknown if version is V.TLS_1_2 else set()), version
    # sslyze gives these two the key sizes of their neighbours.
    wrong = {("TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256", 256), ("TLS_RSA_WITH_AES_256_CCM_8", 128)}
    assert opinion.suites[V.TLS_1_2] - suites_of(facts)[V.TLS_1_2] == wrong
    assert len(found[V.TLS_1_2]) > 70
    _agrees_on_curves(facts, opinion)
    assert isinstance(facts.negotiation.dh_prime_bits, tuple)
    assert min(facts.negotiation.dh_prime_bits) == 1024


async def test_only_ml_kem(tmp_path: Path) -> None:
    """Groups that only OpenSSL 3.5 has: judged in full, but for the certificate behind them."""
    (files,) = issue(tmp_path, (EC,))
    with node_server(files, ecdhCurve="X25519MLKEM768:MLKEM1024", minVersion="TLSv1.3") as port:
        facts = await facts_of(port, ca_file=ca_file(tmp_path))
    assert {scan.version: scan.status for scan in facts.protocols} == {
        version: "accepted" if version is V.TLS_1_3 else "refused" for version in V
    }
    assert len(scan_of(facts, V.TLS_1_3).suites) == 3
    assert set(facts.groups or ()) == {"X25519MLKEM768", "MLKEM1024"}
    assert facts.chains == ()
    stapled = facts.negotiation.ocsp_stapled
    assert isinstance(stapled, NotTested)
    assert stapled.reason is Reason.TOOL_MISSING


async def test_ml_kem_beside_curves(tmp_path: Path) -> None:
    """OpenSSL 3.5's own choice of groups: the hybrid is found, and so is what sslyze can see."""
    (files,) = issue(tmp_path, (EC,))
    with node_server(files, ecdhCurve="auto", ALPNProtocols=["h2", "http/1.1"]) as port:
        facts = await facts_of(port, ca_file=ca_file(tmp_path))
        opinion = await sslyze(port)
    assert suites_of(facts) == opinion.suites
    _agrees_on_curves(facts, opinion)
    assert "X25519MLKEM768" in (facts.groups or ())
    assert facts.negotiation.alpn == ("h2", "http/1.1")
    assert [chain.trusted for chain in facts.chains] == [True]


async def test_what_first_flights_tell(tmp_path: Path) -> None:
    """Extended master secret, secure renegotiation, ALPN and stapling come at no extra cost."""
    with nginx(tmp_path, *issue(tmp_path, (EC,)), protocol=INTERMEDIATE) as port:
        found = (await facts_of(port)).negotiation
    assert (found.extended_master_secret, found.secure_renegotiation) == (True, True)
    assert (found.alpn, found.ocsp_stapled) == (("http/1.1",), False)
    assert isinstance(found.dh_prime_bits, Absent)


@pytest.mark.parametrize(
    "suites", ["ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA", "ECDHE-RSA-AES128-GCM-SHA256:AES256-SHA:AES128-SHA"]
)
@pytest.mark.parametrize("own_order", [True, False])
async def test_order(tmp_path: Path, suites: str, *, own_order: bool) -> None:
    """Whether the server chooses, and in which order, is told with two suites as with three."""
    choice = f"ssl_protocols TLSv1.2; ssl_ciphers {suites}; ssl_prefer_server_ciphers "
    with nginx(
        tmp_path, *issue(tmp_path, (RSA,)), protocol=f"{choice}{'on' if own_order else 'off'};"
    ) as port:
        scan = scan_of(await facts_of(port), V.TLS_1_2)
    assert scan.server_order is own_order
    names = [suite.name for suite in scan.suites]
    sizes = [256, 128] if "AES256" in suites else [128]
    assert names == [
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        *(f"TLS_RSA_WITH_AES_{size}_CBC_SHA" for size in sizes),
    ]


async def test_an_order_of_the_weakest_first(tmp_path: Path) -> None:
    """A server that itself prefers the weaker of two suites does not look as if it let the client choose."""
    protocol = (
        "ssl_protocols TLSv1.2; ssl_prefer_server_ciphers on;"
        "ssl_ciphers AES128-SHA:ECDHE-RSA-AES128-GCM-SHA256;"
    )
    with nginx(tmp_path, *issue(tmp_path, (RSA,)), protocol=protocol) as port:
        scan = scan_of(await facts_of(port), V.TLS_1_2)
    assert scan.server_order is True
    assert [suite.key_size for suite in scan.suites] == [128, 128]
    assert scan.suites[0].name == "TLS_RSA_WITH_AES_128_CBC_SHA"


async def test_curves_of_a_server_without_tls_1_3(tmp_path: Path) -> None:
    """Every curve of TLS 1.2 is found in the lean mode too, behind an RSA and behind an ECDSA certificate."""
    protocol = "ssl_protocols TLSv1.2; ssl_ecdh_curve X25519:prime256v1:secp384r1:secp224r1;"
    for number, one in enumerate((RSA, EC)):
        folder = tmp_path / str(number)
        folder.mkdir()
        with nginx(folder, *issue(folder, (one,)), protocol=protocol) as port:
            facts = await facts_of(port, depth="lean")
        assert set(facts.groups or ()) == {"x25519", "secp256r1", "secp384r1", "secp224r1"}
