"""Enumerating TLS behind each protocol."""

import asyncio
import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.facts import Absent, NotTested, ProtocolVersion, TlsFacts
from checks.model import Reason
from scanner.probes.tls import probe
from scanner.probes.tls.comparing import same_server
from scanner.probes.tls.starttls import Protocol
from tests.scanner.probes import contexts
from tests.scanner.probes.authority import HOST, authority, leaf
from tests.scanner.probes.listening import serving
from tests.scanner.probes.nginx import MODERN, free_port, nginx
from tests.scanner.probes.openssl import wait
from tests.scanner.probes.tls.starttls.speakers import speaker

V = ProtocolVersion
ROOT = authority()
OPENSSL_NAMES = {Protocol.POSTGRESQL: "postgres"}
DEBIANS = Path("/usr/lib/postgresql")  # a folder for each version, none of them on the PATH


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a TLS server."""
    folder = tmp_path_factory.mktemp("behind")
    protocol = MODERN.replace("TLSv1.3", "TLSv1.2 TLSv1.3")
    with nginx(folder, leaf(ROOT).write(folder, "leaf"), protocol=protocol) as port:
        yield port


async def _facts(port: int, protocol: Protocol) -> TlsFacts | Absent | NotTested:
    context = contexts.context(30, depth="lean")
    target = contexts.target(https_port=port, http_port=80)
    return await probe(target, "127.0.0.1", context, protocol)


@pytest.mark.parametrize("protocol", Protocol)
async def test_every_protocol(behind: int, protocol: Protocol) -> None:
    """Versions and certificate are found through each protocol as they are without it."""
    async with serving(speaker(protocol, behind)) as port:
        facts = await _facts(port, protocol)
    assert isinstance(facts, TlsFacts)
    assert {scan.version for scan in facts.accepted} == {V.TLS_1_2, V.TLS_1_3}
    assert facts.chains[0].certificates[0].dns_names == (HOST,)


@pytest.mark.parametrize("protocol", Protocol)
async def test_the_speakers_speak_it_rightly(behind: int, protocol: Protocol) -> None:
    """Openssl's client gets through to TLS by each of them."""
    name = OPENSSL_NAMES.get(protocol, protocol)
    async with serving(speaker(protocol, behind)) as port:
        options = ["-connect", f"127.0.0.1:{port}", "-starttls", name, "-verify_quiet"]
        process = await asyncio.create_subprocess_exec(
            *["openssl", "s_client", *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        said, _ = await process.communicate()
    assert b"New, TLSv1.3" in said


def _binaries() -> Path:
    """The folder of PostgreSQL's programs."""
    found = shutil.which("postgres") or next(iter(sorted(DEBIANS.glob("*/bin/postgres"))), None)
    if found is None:
        pytest.fail("PostgreSQL is missing: run `make packages-test`")
    return Path(found).resolve().parent


@contextlib.contextmanager
def _postgres() -> Iterator[int]:
    """A real server, which does not run as root."""
    binaries = _binaries()
    user = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        certificate, key = leaf(ROOT).write(folder, "server")
        key.chmod(0o600)
        for path in (folder, certificate, key):
            if user:
                shutil.chown(path, user)
        subprocess.run(
            [binaries / "initdb", "--no-sync", "-D", folder / "data", "-A", "trust"],
            user=user,
            check=True,
            capture_output=True,
        )
        files = ["-c", f"ssl_cert_file={certificate}", "-c", f"ssl_key_file={key}"]
        where = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
        command = ["-D", str(folder / "data"), "-p", str(port), "-c", "ssl=on", *files, *where]
        with subprocess.Popen(
            [binaries / "postgres", *command], user=user, stderr=subprocess.DEVNULL
        ) as server:
            try:
                wait(server, port)
                yield port
            finally:
                server.kill()


async def test_a_real_postgresql() -> None:
    """PostgreSQL itself."""
    with _postgres() as port:
        facts = await _facts(port, Protocol.POSTGRESQL)
    assert isinstance(facts, TlsFacts)
    assert {scan.version for scan in facts.accepted} == {V.TLS_1_2, V.TLS_1_3}


async def _without_tls(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 ready\r\n")
    await reader.readline()
    writer.write(b"250 plain\r\n")
    await reader.read()


async def test_a_server_without_tls_is_a_fact() -> None:
    """SMTP without STARTTLS: absent, after one connection."""
    async with serving(_without_tls) as port:
        facts = await _facts(port, Protocol.SMTP)
    assert isinstance(facts, Absent)
    assert "without STARTTLS" in facts.detail


async def test_a_silent_server_is_not_tested() -> None:
    """No greeting: a time-out, as for any other server."""

    async def silent(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with serving(silent) as port:
        context = contexts.context(30, connect_timeout=0.5)
        target = contexts.target(https_port=port, http_port=80)
        facts = await probe(target, "127.0.0.1", context, Protocol.SMTP)
    assert isinstance(facts, NotTested)
    assert facts.reason is Reason.TIMEOUT


async def test_one_more_address_is_compared_behind_the_protocol(behind: int) -> None:
    """By the few questions that every other address is asked, after the same dialogue."""
    context = contexts.context(30, depth="lean")
    async with serving(speaker(Protocol.SMTP, behind)) as port:
        facts, target = await _facts(port, Protocol.SMTP), contexts.target(https_port=port, http_port=80)
        assert isinstance(facts, TlsFacts)
        assert await same_server(target, "127.0.0.1", facts, context, Protocol.SMTP)
        assert not await same_server(target, "127.0.0.1", facts, context)
