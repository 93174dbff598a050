"""Heads of answers, mended as browsers read them."""

import asyncio

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.facts import DnsFacts, HttpFacts
from scanner.probes import http
from scanner.probes.http.mending import LINES_KEPT, mended
from tests.scanner.probes import contexts
from tests.scanner.probes.listening import Handler, closed_port, serving

START = b"HTTP/1.1 200 OK\r\n"
GOOD = b"X-Good: 1\r\n"


def read(lines: bytes) -> tuple[list[tuple[bytes, bytes]], list[str]]:
    """What h11 makes of a mended head, and the lines that were told."""
    told: list[str] = []
    connection = h11.Connection(h11.CLIENT)
    connection.send(h11.Request(method="GET", target="/", headers=[("Host", "a.test")]))
    connection.receive_data(mended(START + lines + b"\r\n", told.append))
    event = connection.next_event()
    assert isinstance(event, h11.Response)
    return list(event.headers), told


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (b"X-Frame-Options : SAMEORIGIN", (b"x-frame-options", b"SAMEORIGIN")),
        (b"X-Tab\t:1", (b"x-tab", b"1")),
        (b"a/b.php: x", None),
        (b"X Bad: 1", None),
        (b": no name", None),
        (b"no colon", None),
        (b"<!-- php warning -->", None),
        (b"X-Nul: a\0b", None),
        (b"C\xe1\xbb\x95ng: 1", None),
        (b"X-Feed: a\x0cb", (b"x-feed", b"a b")),
        (b"bad line\r\n folded", None),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_odd_line_costs_nothing_but_itself(
    line: bytes, found: tuple[bytes, bytes] | None, place: int
) -> None:
    """Wherever it stands; and it is told."""
    lines = [GOOD, b"X-Other: 2\r\n"]
    lines.insert(place, line + b"\r\n")
    headers, told = read(b"".join(lines))
    expected = [(b"x-good", b"1"), (b"x-other", b"2")]
    if found is not None:
        expected.insert(place, found)
    assert headers == expected
    assert told == [line.split(b"\r\n")[0].decode("latin-1")]


def test_what_is_in_order_stays_as_it_is() -> None:
    """Folded values, odd letter case, octets beyond ASCII and empty values are no faults."""
    head = b"X-Fold: a\r\n b\r\nx-LOW:\r\nX-Utf8: \xe1\xbb\x95\r\n"
    headers, told = read(head)
    assert headers == [(b"x-fold", b"a b"), (b"x-low", b""), (b"x-utf8", b"\xe1\xbb\x95")]
    assert told == []


@given(st.binary(max_size=300))
def test_any_head_is_mended(lines: bytes) -> None:
    """Whatever stands in it, h11 takes the rest, and the good line with it."""
    safe = lines.replace(b"ontent", b"").replace(b"ransfer", b"")  # lengths are judged by h11
    headers, _ = read(GOOD + b"X-Any: " + safe.replace(b"\n\n", b"").replace(b"\r\n\r\n", b"") + b"\r\n")
    assert (b"x-good", b"1") in headers


def answering(*pieces: bytes) -> Handler:
    """A server that sends these pieces, one after the other."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.01)

    return handler


async def seen(handler: Handler) -> HttpFacts:
    """What the probe finds at a plain port."""
    async with serving(handler) as port:
        with closed_port() as closed:
            target = contexts.target(https_port=closed, http_port=port)
            found = await http.probe(target, DnsFacts(ipv4=("127.0.0.1",)), frozenset(), contexts.context())
    assert isinstance(found, HttpFacts)
    return found


ANSWER = START + b"bad line\r\nX-Good: 1\r\nContent-Length: 7\r\n\r\nbad: ok"


@pytest.mark.parametrize(
    "pieces",
    [
        (ANSWER,),
        tuple(ANSWER[i : i + 1] for i in range(len(ANSWER))),
        (b"HTTP/1.1 103 Early Hints\r\nX odd: 1\r\n\r\n" + ANSWER,),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\n\r\n", ANSWER),
        (ANSWER.replace(b"\r\n", b"\n"),),
    ],
)
async def test_an_odd_line_is_passed_over_and_named(pieces: tuple[bytes, ...]) -> None:
    """In whatever pieces the answer comes; the body is left alone."""
    page = (await seen(answering(*pieces))).page
    assert (page.status, page.value("x-good"), page.body) == (200, "1", "bad: ok")
    assert "bad line" in page.odd_lines


async def test_a_thousand_lines_are_kept_and_ten_odd_ones_told() -> None:
    """The thousandth header counts; a server cannot fill a report with nonsense."""
    lines = b"".join(b"X-%d: 1\r\n" % number for number in range(999)) + b"X-Last: 1\r\n"
    page = (await seen(answering(START + b"bad line\r\n" * 50 + lines + b"\r\n"))).page
    assert page.value("x-last") == "1"
    assert len(page.odd_lines) == LINES_KEPT
