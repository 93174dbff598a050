"""Several nodes behind one address, each with a certificate of its own."""

import random
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from checks.facts import Part
from scanner.probes.tls.certificates.presented import MOST_CHAINS, PresentedChain, PresentedChains
from scanner.probes.tls.enumeration.farm import shows_several, unseen
from tests.scanner.probes.authority import DAY, leaf, rsa_key
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN
from tests.scanner.probes.tls.asking import ROOT, ca_file, context, facts_of
from tests.scanner.probes.tls.balancer import Pick, farm

_DER = Encoding.DER
GOOD = leaf(ROOT)
BAD = leaf(ROOT, begin=-9 * DAY, end=-DAY)
OTHER_KIND = leaf(ROOT, key=rsa_key())


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
        asked = context(depth="lean")
        facts = await facts_of(balancer.port, asked, ca_file=ca_file(tmp_path))
    ends = {chain.certificates[0].not_after: chain.met for chain in facts.chains}
    assert set(ends) == {one.certificate.not_valid_after_utc for one in (GOOD, BAD)}
    assert sum(ends.values()) == facts.handshakes
    assert asked.connections["tls"] == balancer.connections


@pytest.mark.parametrize(("protocol", "most"), [(MODERN, 18), (INTERMEDIATE, 21)])
async def test_one_certificate_costs_no_connection_more(tmp_path: Path, protocol: str, most: int) -> None:
    """Most handshakes that are made anyway show the certificate."""
    async with farm(tmp_path, (GOOD,), lambda _number: 0, protocol) as balancer:
        facts = await facts_of(balancer.port, depth="lean")
    assert balancer.connections <= most
    assert len(facts.chains) == 1
    assert facts.handshakes == facts.chains[0].met >= 10
    assert Part.TLS_CERTIFICATES not in {missing.part for missing in facts.missing}


def _chain(*certificates: bytes) -> PresentedChain:
    return PresentedChain(certificates=certificates)


def test_what_is_kept_is_bounded() -> None:
    """A server that shows another certificate each time fills no memory, and it is told."""
    chains = PresentedChains()
    for number in range(100):
        chains.add(_chain(b"%d" % number))
    assert (len(list(chains)), chains.handshakes, chains.passed_over) == (MOST_CHAINS, 100, 84)
    assert unseen(chains)[0].part is Part.TLS_CERTIFICATES


def test_one_of_each_kind_of_key_is_no_farm() -> None:
    """A node may have an RSA and an ECDSA certificate, and may send them with different intermediates."""
    ecdsa, rsa, later = (one.certificate.public_bytes(_DER) for one in (GOOD, OTHER_KIND, BAD))
    chains = PresentedChains()
    for shown in ((ecdsa,), (rsa,), (rsa, ecdsa)):
        chains.add(_chain(*shown))
    assert not shows_several(chains)
    assert not unseen(chains)
    chains.add(_chain(later))
    assert shows_several(chains)


def test_what_was_met_once_tells_of_more() -> None:
    """Of several certificates each must have been met again before nobody expects another one."""
    chains = PresentedChains()
    first, second = (_chain(one.certificate.public_bytes(_DER)) for one in (GOOD, BAD))
    for shown in (first, first, second):
        chains.add(shown)
    assert "1 of them once only" in unseen(chains)[0].detail
    chains.add(second)
    assert not unseen(chains)


def test_a_handshake_without_a_certificate_is_not_counted() -> None:
    """It says nothing of any node."""
    chains = PresentedChains()
    chains.add(_chain())
    assert (chains.handshakes, chains.has_staple()) == (0, None)
