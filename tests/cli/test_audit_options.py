"""``capdo audit`` with the options that say how a host is to be spoken to."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from scanner.probes.tls.starttls import Protocol
from tests.cli.running import capdo
from tests.scanner.probes.authority import leaf
from tests.scanner.probes.listening import serving
from tests.scanner.probes.nginx import INTERMEDIATE, MODERN, nginx
from tests.scanner.probes.tls.asking import ROOT, ca_file, issue
from tests.scanner.probes.tls.relay import relayed
from tests.scanner.probes.tls.starttls.speakers import speaker

LEAN = ("--depth", "lean", "--format", "json", "--lang", "en")


async def _audited(folder: Path, port: int, *arguments: str) -> tuple[int, dict[str, Any]]:
    """The exit status, and the verdicts by check beside the rest of the document."""
    target = ("audit", f"127.0.0.1:{port}", "--http-port", str(port), "--ca-file", str(ca_file(folder)))
    ended = await asyncio.to_thread(capdo, *target, *LEAN, *arguments, folder=folder)
    assert ended.errors == ""
    document = json.loads(ended.output)
    document["verdicts"] = {verdict["check"]: verdict for verdict in document["verdicts"]}
    return ended.status, document


async def test_a_mail_port(tmp_path: Path) -> None:
    """Without --starttls it is not tested, with the way to do so; with it TLS and certificates are judged."""
    files = issue(tmp_path, (leaf(ROOT, names=("127.0.0.1",)),))
    with nginx(tmp_path, *files, protocol=MODERN) as behind:
        async with serving(speaker(Protocol.SMTP, behind)) as port:
            status, without = await _audited(tmp_path, port, "--only", "tls,cert")
            _, through = await _audited(tmp_path, port, "--starttls", "smtp")
    refused = without["verdicts"]["tls.available"]
    assert (status, refused["outcome"], refused["reason"]) == (3, "not_tested", "starttls")
    assert "--starttls smtp" in refused["evidence"]["detail"]
    assert {check.partition(".")[0] for check in through["verdicts"]} == {"tls", "cert"}
    assert through["verdicts"]["tls.protocols"]["outcome"] == "pass"
    assert through["verdicts"]["cert.trusted"]["outcome"] == "pass"


@pytest.mark.parametrize("limit", [1, 2])
async def test_connections_at_once(tmp_path: Path, limit: int) -> None:
    """An audit never has more connections open to one address than it was told to."""
    files = issue(tmp_path, (leaf(ROOT, names=("127.0.0.1",)),))
    with nginx(tmp_path, *files, protocol=INTERMEDIATE) as port:
        async with relayed(port) as relay:
            _, found = await _audited(tmp_path, relay.port, "--only", "tls,cert", "--per-address", str(limit))
    assert relay.most_open <= limit
    assert found["verdicts"]["tls.ciphers"]["outcome"] == "pass"


@pytest.mark.parametrize("value", ["0", "-1", "many", "1000"])
def test_a_limit_that_is_none(tmp_path: Path, value: str) -> None:
    """None, fewer, or so many that the limit would be no limit."""
    assert capdo("audit", "example.test", "--per-address", value, folder=tmp_path).status == 2


def test_a_protocol_that_is_not_known(tmp_path: Path) -> None:
    """Only those that have a dialogue."""
    assert capdo("audit", "example.test", "--starttls", "gopher", folder=tmp_path).status == 2
