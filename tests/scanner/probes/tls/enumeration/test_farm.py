"""Several nodes behind one address, each with a certificate of its own."""

import random
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from checks.facts import Part
from scanner.probes.tls.certificates.presented import MOST_CHAINS, PresentedChain, PresentedChains
from scanner.probes.tls.enumeration.farm import SURE, has_several_nodes, shows_several, unseen
from scanner.probes.tls.enumeration.results import EnumerationResults
from scanner.probes.tls.handshake.first_flight import FirstFlight, HandshakeRefusal
from scanner.probes.tls.handshake.properties import HandshakeProperties
from scanner.probes.tls.wire.codes import AlertDescription, Version
from scanner.probes.tls.wire.server_flight import ServerHello
from tests.scanner.probes.authority import DAY, Issued, leaf, rsa_key
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN, nginx
from tests.scanner.probes.tls.asking import ROOT, UNHURRIED, ca_file, context, facts_of, issue
from tests.scanner.probes.tls.balancer import Pick, farm

_DER = Encoding.DER
GOOD = leaf(ROOT)
BAD = leaf(ROOT, begin=-9 * DAY, end=-DAY)
OTHER_KIND = leaf(ROOT, key=rsa_key())
pytestmark = pytest.mark.usefixtures("unhurried")
FEW_SUITES = "ssl_protocols TLSv1.2; ssl_ciphers ECDHE+AESGCM;"


def _in_turn(first: int) -> Pick:
    return lambda number: (number + first) % 4


def _at_random(seed: int) -> Pick:
    dice = random.Random(seed)  # noqa: S311 - a test's, the same each time
    return lambda _number: dice.randrange(4)


@pytest.mark.parametrize("protocol", [MODERN, INTERMEDIATE], ids=["1.3", "1.2 and 1.3"])
@pytest.mark.parametrize("pick", [*map(_in_turn, range(4)), _at_random(1), _at_random(2)])
async def test_the_stale_node_of_four_is_met(tmp_path: Path, protocol: str, pick: Pick) -> None:
    """Whichever node comes first, in turn or at random: a lean look finds the old certificate."""
    async with farm(tmp_path, (GOOD, GOOD, BAD, GOOD), pick, protocol) as balancer:
        asked = context(depth="lean", **UNHURRIED)
        facts = await facts_of(balancer.port, asked, ca_file=ca_file(tmp_path))
    ends = {chain.certificates[0].not_after: chain.met for chain in facts.chains}
    assert set(ends) == {one.certificate.not_valid_after_utc for one in (GOOD, BAD)}
    assert sum(ends.values()) == facts.handshakes
    assert asked.connections["tls"] == balancer.connections


@pytest.mark.parametrize(("protocol", "most"), [(MODERN, 18), (INTERMEDIATE, 21)])
async def test_one_certificate_costs_no_connection_more(tmp_path: Path, protocol: str, most: int) -> None:
    """Most handshakes that are made anyway show the certificate."""
    async with farm(tmp_path, (GOOD,), lambda _number: 0, protocol) as balancer:
        facts = await facts_of(balancer.port, depth="lean", **UNHURRIED)
    assert balancer.connections <= most
    assert len(facts.chains) == 1
    assert facts.handshakes == facts.chains[0].met >= 11
    assert Part.TLS_CERTIFICATES not in {missing.part for missing in facts.missing}


def _chain(*certificates: bytes) -> PresentedChain:
    return PresentedChain(certificates=certificates)


def _unseen(chains: PresentedChains) -> dict[Part, str]:
    return {part.part: part.detail for part in unseen(chains, EnumerationResults())}


def test_what_is_kept_is_bounded() -> None:
    """A server that shows another certificate each time fills no memory, and it is told."""
    chains = PresentedChains()
    for number in range(100):
        chains.add(_chain(b"%d" % number))
    assert (len(list(chains)), chains.handshakes, chains.passed_over) == (MOST_CHAINS, 100, 84)
    assert "84 not kept" in _unseen(chains)[Part.TLS_CERTIFICATES]


def test_one_of_each_kind_of_key_is_no_farm() -> None:
    """A node may have an RSA and an ECDSA certificate."""
    ecdsa, rsa = (issued.certificate.public_bytes(_DER) for issued in (GOOD, OTHER_KIND))
    chains = PresentedChains()
    for certificate in (ecdsa, rsa):
        chains.add(_chain(certificate))
    assert not shows_several(chains)
    assert not _unseen(chains)


@pytest.mark.parametrize("other", [BAD, GOOD])
def test_two_chains_for_one_kind_of_key_are_a_farm(other: Issued) -> None:
    """Another certificate, or the same one with another intermediate: one node sends the same each time."""
    chains = PresentedChains()
    chains.add(_chain(GOOD.certificate.public_bytes(_DER)))
    chains.add(_chain(other.certificate.public_bytes(_DER), b"an intermediate"))
    assert shows_several(chains)
    assert set(_unseen(chains)) == {Part.TLS_CERTIFICATES, Part.TLS_NODES}


def test_enough_handshakes_show_every_certificate_and_no_more() -> None:
    """Each met again, in as many as leave little to chance: the versions' lists are not whole still."""
    chains = PresentedChains()
    first, second = (_chain(issued.certificate.public_bytes(_DER)) for issued in (GOOD, BAD))
    for number in range(SURE - 1):
        chains.add(second if number == 0 else first)
    assert "1 of them once only" in _unseen(chains)[Part.TLS_CERTIFICATES]
    chains.add(second)
    assert _unseen(chains).keys() == {Part.TLS_NODES}


def test_handshakes_that_one_server_does_not_make_are_a_sign() -> None:
    """Also where every node shows the same certificate."""
    chains, results = PresentedChains(), EnumerationResults()
    chains.add(_chain(GOOD.certificate.public_bytes(_DER)))
    assert not has_several_nodes(chains, results)
    support = results.versions[Version.TLS_1_3]
    support.is_accepted = True
    support.complete(HandshakeRefusal(alert=AlertDescription.PROTOCOL_VERSION))
    assert has_several_nodes(chains, results)


@pytest.mark.parametrize("changed", ["extended_master_secret", "secure_renegotiation"])
def test_one_server_does_not_change_what_it_supports(changed: str) -> None:
    """What a version's handshakes agree to is the same in each, but may differ between versions."""
    properties = HandshakeProperties()
    for version, supported in ((0x0303, True), (0x0301, False), (0x0303, True)):
        properties.add(_flight(version, **{changed: supported}))
    assert not properties.differ
    properties.add(_flight(0x0303, **{changed: False}))
    assert properties.differ


def _flight(version: int, **traits: Any) -> FirstFlight:
    hello = ServerHello(version=version, suite=0xC02F, hello_retry=False, compression=0, random=b"", **traits)
    return FirstFlight(server_hello=hello)


async def test_a_full_look_leaves_little_to_chance(tmp_path: Path) -> None:
    """One of 10,000 farms of four would be missed, whatever the server's lists of suites."""
    async with farm(tmp_path, (GOOD,), lambda _number: 0, FEW_SUITES) as balancer:
        facts = await facts_of(balancer.port, depth="full")
    assert (facts.handshakes, len(facts.chains)) == (SURE, 1)


@pytest.mark.parametrize("others", [(BAD,), (GOOD, BAD, GOOD)], ids=["1 of 2", "1 of 4"])
async def test_few_suites_hide_no_node(tmp_path: Path, others: tuple[Issued, ...]) -> None:
    """A lean look at nodes of TLS 1.2 with two suites meets each one that takes its turn."""
    nodes = (GOOD, *others)
    async with farm(tmp_path, nodes, lambda number: number % len(nodes), FEW_SUITES) as balancer:
        facts = await facts_of(balancer.port, depth="lean")
    assert len(facts.chains) == 2
    assert Part.TLS_NODES in {missing.part for missing in facts.missing}


def test_a_handshake_without_a_certificate_is_not_counted() -> None:
    """It says nothing of any node."""
    chains = PresentedChains()
    chains.add(_chain())
    assert (chains.handshakes, chains.has_staple()) == (0, None)


@pytest.mark.parametrize("version", ["TLSv1", "TLSv1.1", "TLSv1.2"])
async def test_a_server_that_prefers_no_certificate_is_asked_for_it(tmp_path: Path, version: str) -> None:
    """Anonymous suites, which a lean look at an old version takes for answer, hide no certificate."""
    anonymous = f"ssl_protocols {version}; ssl_prefer_server_ciphers on; ssl_ciphers aNULL:ALL:@SECLEVEL=0;"
    with nginx(tmp_path, *issue(tmp_path, (BAD,)), protocol=anonymous) as port:
        facts = await facts_of(port, depth="lean")
    assert [chain.certificates[0].not_after for chain in facts.chains] == [
        BAD.certificate.not_valid_after_utc
    ]


async def test_a_server_without_any_certificate_is_asked_once_for_it(tmp_path: Path) -> None:
    """Nothing more is to be had from one that takes anonymous suites alone."""
    asked, anonymous = context(depth="lean"), "ssl_protocols TLSv1.1; ssl_ciphers aNULL:@SECLEVEL=0;"
    with nginx(tmp_path, *issue(tmp_path, (GOOD,)), protocol=anonymous) as port:
        facts = await facts_of(port, asked)
    assert not facts.chains
    assert asked.connections["tls"] <= 10
