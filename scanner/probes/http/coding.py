"""Content codings (RFC 9110 section 8.4.1), each undone piece by piece and never beyond a limit."""

import io
import zlib
from collections.abc import Callable, Iterator

import brotli
import zstandard

from checks.facts.visit import BodyProblem

PIECE = 16 * 1024  # octets decoded at a time, so that what precedes damage is kept
ZSTD_WINDOW = 8 * 1024 * 1024  # octets, as browsers allow (RFC 9659)
ZLIB_OR_GZIP = 32 + zlib.MAX_WBITS  # zlib finds out which
BARE_DEFLATE = -zlib.MAX_WBITS  # what some servers send as "deflate" (RFC 9110, 8.4.1.2)

Undone = tuple[bytes, BodyProblem]


def undone(data: bytes, coding: str, limit: int) -> Undone:
    """At most ``limit`` octets of content, and why they are not all; the coding is one of ``CODINGS``."""
    return UNDOING[coding](data, limit)


def _gzip(data: bytes, limit: int) -> Undone:
    return _inflated(data, ZLIB_OR_GZIP, limit)


def _deflate(data: bytes, limit: int) -> Undone:
    content, problem = _inflated(data, ZLIB_OR_GZIP, limit)
    return _inflated(data, BARE_DEFLATE, limit) if problem and not content else (content, problem)


def _inflated(data: bytes, window: int, limit: int) -> Undone:
    inflater, content = zlib.decompressobj(window), bytearray()
    for piece in _pieces(data):
        try:
            content += inflater.decompress(piece, limit + 1 - len(content))
        except zlib.error:
            return bytes(content), "coding"
        if len(content) > limit:
            return bytes(content[:limit]), "too_long"
        if inflater.eof:
            break
    return bytes(content), "" if inflater.eof or not data else "cut_off"


def _brotli(data: bytes, limit: int) -> Undone:
    decoder, content = brotli.Decompressor(), bytearray()
    for piece in _pieces(data):
        try:
            content += _drained(decoder, piece, limit + 1 - len(content))
        except brotli.error:
            return bytes(content), "coding"
        if len(content) > limit:
            return bytes(content[:limit]), "too_long"
    return bytes(content), "" if decoder.is_finished() or not data else "cut_off"


def _drained(decoder: brotli.Decompressor, piece: bytes, limit: int) -> bytes:
    """What a piece yields; a little more than ``limit`` at most."""
    content: bytes = decoder.process(piece, output_buffer_limit=limit)
    while not decoder.can_accept_more_data() and len(content) < limit:
        content += decoder.process(b"", output_buffer_limit=limit - len(content))
    return content


def _zstd(data: bytes, limit: int) -> Undone:
    decoder = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
    content = bytearray()
    try:
        with decoder.stream_reader(io.BytesIO(data), read_across_frames=True) as reader:
            while piece := reader.read(min(PIECE, limit + 1 - len(content))):
                content += piece
    except zstandard.ZstdError:
        return bytes(content), "coding"
    if len(content) > limit:
        return bytes(content[:limit]), "too_long"
    return bytes(content), "" if _is_whole_zstd(data, len(content)) else "cut_off"


def _is_whole_zstd(data: bytes, length: int) -> bool:
    """Whether the first frame ended; a frame that broke off gives no error."""
    if not data:
        return True
    decoder = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW).decompressobj()
    try:
        length_found = sum(len(decoder.decompress(piece)) for piece in _pieces(data) if not decoder.eof)
    except zstandard.ZstdError:
        return False
    return decoder.eof and length_found <= length


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[start : start + PIECE] for start in range(0, len(data), PIECE))


UNDOING: dict[str, Callable[[bytes, int], Undone]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
CODINGS = frozenset(UNDOING)
