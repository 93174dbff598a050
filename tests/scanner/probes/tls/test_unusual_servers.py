"""Servers whose suites, groups, names or wishes are rare: each with its own words, none "blocked"."""

from pathlib import Path

import pytest

from checks.facts import NotTested, Part, ProtocolVersion, TlsFacts
from checks.model import Reason
from tests.scanner.probes.authority import HOST, authority, leaf, rsa_key
from tests.scanner.probes.listening import serving
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN, nginx
from tests.scanner.probes.tls.asking import ROOT, ask, ca_file, facts_of, issue, scan_of
from tests.scanner.probes.tls.servers import node_server, s_server
from tests.scanner.probes.tls.terminators import HANDSHAKE_FAILURE, ONLY_TLS_1_3, Strict, terminator

V = ProtocolVersion
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("kept_worker")]
ALL_VERSIONS = b"\x00\x2b\x00\x09\x08\x03\x04"  # how the extension begins that offers more of them


def _certificates_unseen(facts: TlsFacts) -> list[tuple[Reason, str]]:
    return [(lost.reason, lost.detail) for lost in facts.unseen if lost.part is Part.TLS_CERTIFICATES]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("-ciphersuites", "TLS_AES_128_CCM_SHA256"), "TLS_AES_128_CCM_SHA256"),
        (("-ciphersuites", "TLS_AES_128_CCM_8_SHA256"), "TLS_AES_128_CCM_8_SHA256"),
    ],
)
async def test_what_cannot_be_computed_here(tmp_path: Path, options: tuple[str, ...], named: str) -> None:
    """Over such suites the certificate cannot be read: a tool is missing, nobody blocks."""
    with s_server(tmp_path, *issue(tmp_path, (leaf(ROOT),)), options=("-tls1_3", *options)) as port:
        facts = await facts_of(port, depth="lean")
    ((reason, detail),) = _certificates_unseen(facts)
    assert reason is Reason.TOOL_MISSING
    assert named in detail
    assert isinstance(facts.negotiation.alpn, NotTested)
    assert facts.negotiation.alpn.reason is Reason.TOOL_MISSING


@pytest.mark.parametrize("group", ["X448", "ffdhe3072"])
async def test_a_group_that_few_use(tmp_path: Path, group: str) -> None:
    """Where such a group is the only one, the certificate is read over it."""
    options = ("-tls1_3", "-groups", group)
    with s_server(tmp_path, *issue(tmp_path, (leaf(ROOT),)), options=options) as port:
        facts = await facts_of(port, depth="lean")
    assert len(facts.chains) == 1
    assert _certificates_unseen(facts) == []


async def test_ml_kem_alone(tmp_path: Path) -> None:
    """A server of tomorrow that takes the hybrid group only: sslyze cannot speak with it either."""
    (files,) = issue(tmp_path, (leaf(ROOT),))
    with node_server(files, ecdhCurve="X25519MLKEM768", minVersion="TLSv1.3") as port:
        facts = await facts_of(port)
    assert isinstance(facts.negotiation.early_data, NotTested)
    assert facts.negotiation.early_data.reason is Reason.TOOL_MISSING
    assert facts.groups == ("X25519MLKEM768",)
    assert [reason for reason, _ in _certificates_unseen(facts)] == [Reason.TOOL_MISSING]


@pytest.mark.parametrize(
    "options",
    [
        ("-cipher", "ECDHE-RSA-CHACHA20-POLY1305"),
        ("-cipher", "ECDHE", "-groups", "X25519"),
        ("-cipher", "ECDHE", "-groups", "X448"),
    ],
)
async def test_what_sslyze_cannot_offer(tmp_path: Path, options: tuple[str, ...]) -> None:
    """Its OpenSSL 1.0.2 lacks such suites and curves: secure renegotiation is known all the same."""
    files = issue(tmp_path, (leaf(ROOT, key=rsa_key()),))
    with s_server(tmp_path, *files, options=("-tls1_2", *options)) as port:
        facts = await facts_of(port)
    assert facts.negotiation.secure_renegotiation is True
    by_client = facts.negotiation.client_renegotiation
    assert isinstance(by_client, NotTested)
    assert by_client.reason is Reason.TOOL_MISSING


@pytest.mark.parametrize("count", [30, 100])
async def test_a_chain_that_sslyze_cannot_read(tmp_path: Path, count: int) -> None:
    """A flight longer than its parser expects is the server's doing, and no error of ours."""
    written = [authority(name=f"CA {number}").write(tmp_path, f"ca{number}") for number in range(count)]
    chain = tmp_path / "more.pem"
    chain.write_bytes(b"".join(file.read_bytes() for file, _ in written))
    files = issue(tmp_path, (leaf(ROOT, key=rsa_key()),))
    options = ("-tls1_2", "-cert_chain", str(chain))
    with s_server(tmp_path, *files, options=options) as port:
        facts = await facts_of(port)
    found = (*facts.vulnerabilities.model_dump().values(), *facts.negotiation.model_dump().values())
    reasons = {value["reason"] for value in found if isinstance(value, dict) and "reason" in value}
    assert Reason.INTERNAL_ERROR not in reasons


@pytest.mark.parametrize("protocol", [INTERMEDIATE, MODERN])
@pytest.mark.parametrize("wants", ["on", "optional", "off"])
async def test_a_client_certificate_is_wanted(tmp_path: Path, protocol: str, wants: str) -> None:
    """That the server asks for one is a fact, in every version."""
    files = issue(tmp_path, (leaf(ROOT),))
    verify = f"ssl_client_certificate {ca_file(tmp_path)}; ssl_verify_client {wants};"
    with nginx(tmp_path, *files, protocol=protocol + verify) as port:
        facts = await facts_of(port, depth="lean")
    assert facts.negotiation.client_certificate is (wants != "off")


async def test_tls_1_3_alone_with_another_alert(tmp_path: Path) -> None:
    """Some libraries refuse older hellos with handshake_failure: that says nothing of ALPN."""
    files = issue(tmp_path, (leaf(ROOT),))

    def refuses(hello: bytes) -> bool:
        return ONLY_TLS_1_3 not in hello and ALL_VERSIONS not in hello

    with nginx(tmp_path, *files, protocol=MODERN) as port:
        async with serving(terminator(port, lambda: Strict(refuses, HANDSHAKE_FAILURE))) as front:
            facts = await facts_of(front, depth="lean")
    assert [scan.version for scan in facts.accepted] == [V.TLS_1_3]
    assert facts.negotiation.alpn == ("http/1.1",)
    assert scan_of(facts, V.TLS_1_2).status == "refused"


async def test_a_name_that_the_server_does_not_know(tmp_path: Path) -> None:
    """A web server that turns foreign names away says so with its alert; its own name is looked at."""
    (files,) = issue(tmp_path, (leaf(ROOT),))
    file, key = map(str, files)
    options = ("-servername", HOST, "-servername_fatal", "-cert2", file, "-key2", key)
    with s_server(tmp_path, files, options=options) as port:
        known = await facts_of(port, depth="lean")
        other = await ask(port, host="other.example.test", depth="lean")
    assert known.chains
    assert isinstance(other, NotTested)
    assert other.reason is Reason.NAME_REFUSED
    assert "other.example.test" in other.detail
