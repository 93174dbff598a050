"""The policy file of MTA-STS, asked for at real web servers."""

from pathlib import Path

import pytest

from checks.facts import DnsFacts, NotTested, Visit
from checks.model import Reason
from scanner.probes.mail import policy_file
from tests.scanner.probes import authority, contexts
from tests.scanner.probes.mail.files import serving

HOST = "mta-sts.example.test"
FILE = b"version: STSv1\nmode: enforce\nmx: mail.example.test\nmax_age: 86400\n"


@pytest.fixture(scope="module")
def root() -> authority.Issued:
    """Who signs."""
    return authority.authority()


async def _fetched(
    folder: Path, root: authority.Issued, answer: bytes, monkeypatch: pytest.MonkeyPatch, name: str = HOST
) -> tuple[Visit | NotTested, list[bytes]]:
    """What was found, and what was asked, at a server with a certificate of this name."""
    ca_file, _ = root.write(folder, "ca")
    chain, key = authority.leaf(root, names=(name,)).write(folder, "server")
    async with serving(chain, key, answer) as (port, requests):
        monkeypatch.setattr(policy_file, "PORT", port)
        context = contexts.context(ca_file=ca_file)
        found = await policy_file.fetch(HOST, DnsFacts(ipv4=("127.0.0.1",)), context)
        assert await policy_file.fetch(HOST, DnsFacts(ipv4=("127.0.0.1",)), context) == found
    return found, requests


def _answer(body: bytes, status: str = "200 OK", more: str = "content-type: text/plain\r\n") -> bytes:
    return f"HTTP/1.1 {status}\r\n{more}content-length: {len(body)}\r\n\r\n".encode() + body


async def test_a_file(tmp_path: Path, root: authority.Issued, monkeypatch: pytest.MonkeyPatch) -> None:
    """One request a run, under the name of the policy's host, and the whole file."""
    found, requests = await _fetched(tmp_path, root, _answer(FILE), monkeypatch)
    assert isinstance(found, Visit)
    assert found.last is not None
    assert (found.end, found.last.body) == ("answered", FILE.decode())
    assert len(requests) == 1
    assert requests[0].startswith(b"GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: mta-sts.example.test")


async def test_a_redirect_is_not_followed(
    tmp_path: Path, root: authority.Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RFC 8461, 3.3: it is the answer."""
    moved = _answer(b"", "301 Moved", f"location: https://{HOST}/elsewhere\r\n")
    found, requests = await _fetched(tmp_path, root, moved, monkeypatch)
    assert isinstance(found, Visit)
    assert found.last is not None
    assert (found.last.status, len(requests)) == (301, 1)


async def test_a_long_file_is_cut(
    tmp_path: Path, root: authority.Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more is kept than a reader must read."""
    found, _ = await _fetched(tmp_path, root, _answer(b"x" * 200_000), monkeypatch)
    assert isinstance(found, Visit)
    assert found.last is not None
    assert len(found.last.body) == policy_file.LENGTH


async def test_a_certificate_of_another_name(
    tmp_path: Path, root: authority.Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is asked, and the reason tells it apart from silence."""
    found, requests = await _fetched(tmp_path, root, _answer(FILE), monkeypatch, "www.example.test")
    assert isinstance(found, Visit)
    assert found.failure is not None
    assert (found.failure.reason, requests) == (Reason.UNTRUSTED, [])


async def test_private_addresses_are_never_touched() -> None:
    """Nor this machine, where the name is not one for tests."""
    context = contexts.context()
    for host, names in (
        (HOST, DnsFacts(ipv4=("10.0.0.1",), ipv6=("fd00::1",))),
        ("mta-sts.example.vn", DnsFacts(ipv4=("127.0.0.1",))),
    ):
        found = await policy_file.fetch(host, names, context)
        assert isinstance(found, NotTested)
        assert found.reason is Reason.PRIVATE_ADDRESS
    assert context.connections == {}
