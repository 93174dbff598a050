"""The content of answers, decoded within bounds."""

import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Callable

import brotli
import pytest
import zstandard
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


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gzip": gzip.compress,
    "br": lambda data: brotli.compress(data, quality=5),
    "zstd": zstandard.compress,
}


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
        ("br", brotli.compress),
        ("zstd", zstandard.compress),
        ("zstd, br", lambda data: brotli.compress(zstandard.compress(data))),
        ("gzip, gzip", lambda data: gzip.compress(gzip.compress(data))),
        ("deflate, gzip", lambda data: gzip.compress(zlib.compress(data))),
    ],
)
async def test_every_coding_that_was_asked_for_is_undone(text: str, coding: str, encode: type[bytes]) -> None:
    """What was encoded comes back whole, in whatever coding; a byte order mark is no text."""
    assert await _text(encode(text.encode()), coding) == (text.removeprefix("\ufeff"), False)


@settings(deadline=None)  # a busy machine is no failure
@given(
    data=st.binary(max_size=500),
    coding=st.sampled_from(["gzip", "deflate", "gzip, deflate", "br", "zstd", "utf-8", "none", "a,b,c,d"]),
)
async def test_octets_that_are_no_such_coding_do_no_harm(data: bytes, coding: str) -> None:
    """Damage leaves what precedes it, and is never taken for the whole."""
    text, truncated = await _text(data, coding)
    assert len(text) <= LIMIT
    assert truncated or not text or data


@pytest.mark.parametrize("coding", ["", "gzip", "br", "zstd"])
@pytest.mark.parametrize(("size", "truncated"), [(LIMIT, False), (LIMIT + 1, True), (3 * LIMIT, True)])
async def test_the_limit_holds_before_and_after_decoding(coding: str, size: int, *, truncated: bool) -> None:
    """2 MiB are kept whole; one octet more is cut off and said."""
    data = b"a" * size
    text, cut = await _text(ENCODERS[coding](data), coding)
    assert (len(text), cut) == (LIMIT, truncated)


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
async def test_what_precedes_damage_is_kept(coding: str) -> None:
    """An answer that breaks off in the middle still shows its beginning."""
    page = "".join(f"<p>{number}</p>" for number in range(50_000))
    whole = ENCODERS[coding](page.encode())
    text, truncated = await _text(whole[: len(whole) // 2], coding)
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
        ("text/html", "Cổng".encode("utf-16"), "Cổng"),
        ("text/html", b"\xfe\xff" + "Cổng".encode("utf-16-be"), "Cổng"),
        ("text/html; charset=iso-8859-1", b"\xef\xbb\xbf" + "Cổng".encode(), "Cổng"),
        ("text/html", b"<meta charset=windows-1258>\xd0", "<meta charset=windows-1258>Đ"),
        (
            "text/html",
            b"<META content='text/html; charset=koi8-r'>\xc1",
            "<META content='text/html; charset=koi8-r'>а",
        ),
        ("text/html; charset=utf-8", b"<meta charset=koi8-r>\xc3\xa9", "<meta charset=koi8-r>é"),
        ("text/html", b"<meta charset=utf-16>a", "<meta charset=utf-16>a"),
        ("text/html", b"<meta charset=idna>a", "<meta charset=idna>a"),
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


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
async def test_a_bomb_never_unfolds(coding: str) -> None:
    """64 MiB of zeros in 64 KiB take no more memory than what is kept of them."""
    body = Body()
    await body.read(_chunks(ENCODERS[coding](bytes(64 * 2**20))))
    tracemalloc.start()
    try:
        _, truncated = body.text(coding, "")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert truncated
    assert peak < 8 * LIMIT


@pytest.mark.parametrize(
    ("data", "coding", "problem"),
    [
        (b"page", "", ""),
        (b"page", "none", "coding"),
        (b"page", "utf-8", "coding"),
        (b"page", "gzip", "coding"),
        (b"\x0b\x02\x80<html>\x03", "br", "coding"),
        (b"page", "zstd", "coding"),
        (gzip.compress(b"page", mtime=0)[:-9], "gzip", "cut_off"),
        (zstandard.compress(b"page" * 99)[:-2], "zstd", "cut_off"),
        (b"a" * (LIMIT + 1), "", "too_long"),
    ],
)
async def test_why_something_is_missing_is_told(data: bytes, coding: str, problem: str) -> None:
    """Too long, cut off, or in no coding that is known."""
    body = Body()
    await body.read(_chunks(data))
    assert body.text(coding, "")[1] == problem
