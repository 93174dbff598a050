"""``capdo audit`` of a server whose headers, page and certificate were written by an attacker."""

import asyncio
import json
import ssl
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.cli.running import CONTROLS, Ended, capdo
from tests.scanner.probes import authority
from tests.scanner.probes.listening import serving
from tests.scanner.probes.tls import flights
from tests.scanner.probes.tls.certificates.spoiling import SERIAL, signed_again, tlv, with_part
from tests.scanner.probes.tls.flights import alert, done, record, server_hello
from tests.scanner.probes.tls.test_hostile_servers import Scripted

ESCAPE = "\x1b[31m\x1b]0;owned\x07"
SCRIPT = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://evil.test")'
HOSTILE = f"{FORMULA} {SCRIPT} {ESCAPE} \u202e"
HEADERS = (
    "Server", "X-Powered-By", "Strict-Transport-Security", "Content-Security-Policy", "X-Frame-Options",
    "X-Content-Type-Options", "Referrer-Policy", "Set-Cookie",
)  # fmt: skip
PAGE = f"<title>{HOSTILE}</title><a href='https://tinnhiemmang.vn/danh-ba-tin-nhiem/{ESCAPE}{SCRIPT}'>x</a>"


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The same answer to every request: all headers that are judged hold something hostile."""
    while await reader.readuntil(b"\r\n\r\n"):
        headers = "".join(f"{name}: 1/2.3 {HOSTILE}\r\n" for name in HEADERS)
        body = PAGE.encode()
        writer.write(f"HTTP/1.1 200 OK\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body)


async def audited(folder: Path, *arguments: str) -> Ended:
    """An audit of that server, over TLS and plain HTTP."""
    subject = authority.leaf(None, name=f"{SCRIPT}{ESCAPE}", organization=HOSTILE, names=("other.test",))
    certificate, key = subject.write(folder, "server")
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)
    async with serving(answer) as http, serving(answer, tls=tls) as https:
        target = ("audit", f"127.0.0.1:{https}", "--http-port", str(http), "--depth", "lean")
        return await asyncio.to_thread(capdo, *target, *arguments, folder=folder)


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
async def test_nothing_acts_on_a_terminal(tmp_path: Path, form: str) -> None:
    """Whatever the form, no control character comes out: JSON escapes those it holds."""
    ended = await audited(tmp_path, "--format", form)
    assert ended.status in {0, 3}
    assert "cert.trusted" in ended.output
    assert not CONTROLS.search(ended.output + ended.errors)
    if form == "json":
        facts = json.dumps(json.loads(ended.output)["facts"])
        assert "alert(1)" in facts
        assert "owned" in facts


async def test_nothing_acts_on_a_page(tmp_path: Path) -> None:
    """The hostile text is there to be read, and is text."""
    ended = await audited(tmp_path, "--format", "html")
    page = LexborHTMLParser(ended.output)
    assert not page.css_matches("script")
    assert page.body is not None
    assert SCRIPT in page.body.text()
    assert not CONTROLS.search(ended.output)


async def test_a_library_s_warnings_are_for_nobody(tmp_path: Path) -> None:
    """A serial number below zero, of which the library warns, is not talked about and hides nothing."""
    odd = signed_again(authority.leaf(None), with_part(SERIAL, tlv(2, b"\xff\1")))
    flight = record(server_hello() + flights.certificate(odd) + done())
    async with serving(Scripted(flight, flight, alert(40))) as port:
        target = ("audit", f"127.0.0.1:{port}", "--only", "tls,cert", "--depth", "lean", "--format", "json")
        ended = await asyncio.to_thread(capdo, *target, folder=tmp_path)
    verdicts = {one["check"]: one for one in json.loads(ended.output)["verdicts"]}
    assert ended.errors == ""
    assert verdicts["cert.trusted"]["evidence"].get("problem") == "self_signed", verdicts["cert.trusted"]
