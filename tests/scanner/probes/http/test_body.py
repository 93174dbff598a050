"""The content of answers, decoded within bounds."""

import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.probes.http.body import LIMIT, Body


async def _chunks(data: bytes, size: int = 4096) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def _text(data: bytes, coding: str = "", kind: str = "") -> tuple[str, bool]:
    body = Body()
    await body.read(_chunks(data))
    text, problem = body.text(coding, kind)
    return text, bool(problem)


def _bare(data: bytes) -> bytes:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflater.compress(data) + deflater.flush()


@settings(deadline=None)  # a busy machine is no failure
@given(text=st.text(st.characters(codec="utf-8"), max_size=2000))
@pytest.mark.parametrize(
    ("coding", "encode"),
    [
        ("", bytes),
        ("identity", bytes),
        ("gzip", gzip.compress),
        ("X-GZIP", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", _bare),
        ("gzip, gzip", lambda data: gzip.compress(gzip.compress(data))),
        ("deflate, gzip", lambda data: gzip.compress(zlib.compress(data))),
    ],
)
async def test_every_coding_that_was_asked_for_is_undone(text: str, coding: str, encode: type[bytes]) -> None:
    """What was encoded comes back whole, in whatever coding."""
    assert await _text(encode(text.encode()), coding) == (text, False)


@settings(deadline=None)  # a busy machine is no failure
@given(
    data=st.binary(max_size=500),
    coding=st.sampled_from(["gzip", "deflate", "gzip, deflate", "br", "a,b,c,d"]),
)
async def test_octets_that_are_no_such_coding_do_no_harm(data: bytes, coding: str) -> None:
    """Damage leaves what precedes it, and is never taken for the whole."""
    text, truncated = await _text(data, coding)
    assert len(text) <= LIMIT
    assert truncated or not text or data


@pytest.mark.parametrize("coding", ["", "gzip"])
@pytest.mark.parametrize(("size", "truncated"), [(LIMIT, False), (LIMIT + 1, True), (3 * LIMIT, True)])
async def test_the_limit_holds_before_and_after_decoding(coding: str, size: int, *, truncated: bool) -> None:
    """2 MiB are kept whole; one octet more is cut off and said."""
    data = b"a" * size
    text, cut = await _text(gzip.compress(data) if coding else data, coding)
    assert (len(text), cut) == (LIMIT, truncated)


async def test_what_precedes_damage_is_kept() -> None:
    """An answer that breaks off in the middle still shows its beginning."""
    page = "".join(f"<p>{number}</p>" for number in range(50_000))
    text, truncated = await _text(gzip.compress(page.encode())[:60_000], "gzip")
    assert truncated
    assert len(text) > 1000
    assert page.startswith(text)


@pytest.mark.parametrize(
    ("kind", "data", "text"),
    [
        ("text/html", "Cổng".encode(), "Cổng"),
        ("text/html; charset=UTF-8", "Cổng".encode(), "Cổng"),
        ('text/html; charset="windows-1258"', "Đ".encode("windows-1258"), "Đ"),
        ("text/html; charset=iso-8859-1", b"caf\xe9", "café"),
        ("text/html; charset=iso-8859-12", b"a", "a"),
        ("text/html; charset=utf-16", "Cổng".encode("utf-16"), "Cổng"),
        ("text/html; charset=rot13", b"a", "a"),
        ("text/html; charset=idna", b"xn--a", "xn--a"),
        ("text/html; charset=unicode_escape", b"\\ud800", "\\ud800"),
        ("text/html; charset=utf-7", b"+2AA-", "+2AA-"),
        ("text/html", b"\xff\x00", "\ufffd\x00"),
    ],
)
async def test_text_is_decoded_as_the_server_says(kind: str, data: bytes, text: str) -> None:
    """By encodings of the web only; what does not fit is replaced, and no surrogate gets through."""
    assert await _text(data, "", kind) == (text, False)


async def test_a_bomb_never_unfolds() -> None:
    """64 MiB of zeros in 64 KiB take no more memory than what is kept of them."""
    body = Body()
    await body.read(_chunks(gzip.compress(bytes(64 * 2**20))))
    tracemalloc.start()
    try:
        _, truncated = body.text("gzip", "")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert truncated
    assert peak < 8 * LIMIT
