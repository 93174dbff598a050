"""HelloRetryRequests that are answered, so that the certificate is shown."""

from collections import defaultdict
from pathlib import Path

import pytest

from checks.facts import TlsFacts
from scanner.probes.tls.wire.key_schedule import READABLE_GROUPS, new_key
from tests.scanner.probes.authority import leaf
from tests.scanner.probes.nginx import MODERN, nginx
from tests.scanner.probes.tls.asking import ROOT, UNHURRIED, facts_of, issue
from tests.scanner.probes.tls.relay import relayed
from tests.scanner.probes.tls.servers import s_server

FIELDS = ("ffdhe2048", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192")
FIELD_BITS = {0x0100: 2048, 0x0101: 3072, 0x0102: 4096, 0x0103: 6144, 0x0104: 8192}  # RFC 7919
GROUPS = ("X25519", "P-256", "P-384", "P-521", "X448", *FIELDS)


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize("group", GROUPS)
async def test_each_group_is_computed_as_openssl_computes_it(tmp_path: Path, group: str) -> None:
    """Over any of the groups a real server's certificate is read."""
    with s_server(tmp_path, *issue(tmp_path, (leaf(ROOT),)), options=("-tls1_3", "-groups", group)) as port:
        facts = await facts_of(port, depth="lean", **UNHURRIED)
    assert len(facts.groups or ()) == 1
    assert facts.handshakes >= 3
    assert len(facts.chains) == 1


def test_both_sides_agree_on_every_group() -> None:
    """A key share is as long as the group demands, and so is the secret."""
    for group in READABLE_GROUPS:
        one, other = new_key(group), new_key(group)
        assert len(one.public) == len(other.public)
        assert one.shared_with(other.public) == other.shared_with(one.public)


async def test_no_server_computes_in_a_large_field_to_be_seen_once_more(tmp_path: Path) -> None:
    """A tenth of a second of its time is no price for a certificate that a connection shows for nothing."""
    said: defaultdict[int, bytes] = defaultdict(bytes)

    def noted(number: int, data: bytes) -> bytes:
        said[number] += data
        return data

    with nginx(tmp_path, *issue(tmp_path, (leaf(ROOT),)), protocol=MODERN) as port:
        async with relayed(port, answer=noted) as relay:
            await facts_of(relay.port, depth="lean", **UNHURRIED)
    shares = {group: group.to_bytes(2) + (bits // 8).to_bytes(2) for group, bits in FIELD_BITS.items()}
    computed = {group for group, share in shares.items() if any(share in one for one in said.values())}
    assert computed == {0x0100}


async def test_a_cookie_is_given_back(tmp_path: Path) -> None:
    """A server that keeps no state demands its cookie in the second hello (RFC 8446, 4.2.2)."""
    options = ("-tls1_3", "-stateless")
    with s_server(tmp_path, *issue(tmp_path, (leaf(ROOT),)), options=options) as port:
        facts = await facts_of(port, depth="lean")
    assert facts.handshakes >= 5


async def _cut_after(folder: Path, answers: int) -> TlsFacts:
    """The facts of a server that says no more than so much on one connection."""
    said: dict[int, int] = {}

    def answer(number: int, data: bytes) -> bytes | None:
        said[number] = said.get(number, 0) + 1
        return data if said[number] <= answers else None

    with nginx(folder, leaf(ROOT).write(folder, "server"), protocol=MODERN) as port:
        async with relayed(port, answer=answer) as relay:
            return await facts_of(relay.port, depth="lean")


async def test_a_server_that_hangs_up_on_the_second_hello_loses_nothing(tmp_path: Path) -> None:
    """Its suites and groups are listed as before, and its certificate is met in other handshakes."""
    (folder := tmp_path / "cut").mkdir()
    (whole := tmp_path / "whole").mkdir()
    cut, left = await _cut_after(folder, 1), await _cut_after(whole, 1000)
    assert set(cut.groups or ()) == set(left.groups or ())
    assert [scan.status for scan in cut.protocols] == [scan.status for scan in left.protocols]
    assert 0 < cut.handshakes <= left.handshakes
