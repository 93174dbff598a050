"""The probe as a whole: enumeration, revocation and deep pass together."""

from pathlib import Path
from typing import Any

import pytest

from checks.facts import NotTested, Revocation, TlsFacts
from checks.model import Reason
from scanner.probes import tls
from tests.scanner.probes.authority import Issued, leaf, now, rsa_key
from tests.scanner.probes.contexts import context, target
from tests.scanner.probes.nginx import MODERN, OLD, free_port, nginx
from tests.scanner.probes.tls.certificates.revocation.issuers import (
    CA,
    REVOKED_AT,
    responder,
    response,
    server,
)


async def _facts(
    folder: Path, issued: Issued, protocol: str, *, trusted: bool = True, **settings: Any
) -> TlsFacts:
    ca_file, _ = CA.write(folder, "root")
    with nginx(folder, issued.write(folder, "leaf"), protocol=protocol) as port:
        asked = context(60, ca_file=ca_file if trusted else None, **settings)
        wanted = target(https_port=port, http_port=80).model_copy(update={"observed_at": now()})
        facts = await tls.probe(wanted, "127.0.0.1", asked)
    assert isinstance(facts, TlsFacts)
    return facts


def _with_staple(folder: Path, staple: bytes) -> str:
    (folder / "staple").write_bytes(staple)
    return f"{MODERN} ssl_stapling on; ssl_stapling_file {folder / 'staple'};"


async def test_a_revoked_staple(tmp_path: Path) -> None:
    """What a real server staples reaches the facts, in the lean mode too."""
    issued = leaf(CA)
    facts = await _facts(
        tmp_path, issued, _with_staple(tmp_path, response(issued, revoked=True)), depth="lean"
    )
    (chain,) = facts.chains
    assert chain.revocation == Revocation(status="revoked", source="stapled_ocsp", revoked_at=REVOKED_AT)


async def test_the_issuer_is_asked(tmp_path: Path) -> None:
    """Without a staple, the responder that the certificate names, when the settings say so."""
    port = free_port()
    issued = server(ocsp_url=f"http://127.0.0.1:{port}/")
    with responder(tmp_path, port, revoked=(issued,), good=()):
        facts = await _facts(tmp_path, issued, MODERN, depth="lean", fetch_revocation=True)
    (chain,) = facts.chains
    assert chain.revocation == Revocation(status="revoked", source="ocsp", revoked_at=REVOKED_AT)


async def test_an_untrusted_certificate_sends_us_nowhere(tmp_path: Path) -> None:
    """The URLs of a certificate that nobody vouches for are not fetched."""
    issued = server(ocsp_url="http://127.0.0.1:9/")
    facts = await _facts(tmp_path, issued, MODERN, trusted=False, depth="lean", fetch_revocation=True)
    (chain,) = facts.chains
    assert isinstance(chain.revocation, NotTested)
    assert chain.revocation.reason is Reason.NOT_REQUESTED


@pytest.mark.parametrize("depth", ["lean", "full"])
async def test_only_the_full_depth_goes_deep(tmp_path: Path, depth: str) -> None:
    """The lean mode leaves the deep tests out."""
    facts = await _facts(tmp_path, leaf(CA, key=rsa_key()), OLD, depth=depth)
    flaws = facts.vulnerabilities
    if depth == "full":
        assert (flaws.heartbleed, flaws.ccs_injection, flaws.robot) == (False, False, "none")
    else:
        assert isinstance(flaws.heartbleed, NotTested)
