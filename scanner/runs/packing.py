"""Facts and observations as they are kept: JSON, compressed with a window in which a site's pages are alike.

The pages of a walk share most of their text over megabytes, of which zlib sees 32 KiB: with it they take four
to eight times the room. What older versions stored with zlib is read as before.
"""

import zlib

import zstandard
from pydantic import BaseModel

LEVEL = 9  # as fast as zlib at its usual level; higher ones gain little
MAGIC = b"\x28\xb5\x2f\xfd"  # RFC 8878, section 3.1.1; what zlib makes begins with 0x78


def packed(value: BaseModel) -> bytes:
    """A value's JSON, compressed."""
    return zstandard.ZstdCompressor(level=LEVEL).compress(value.model_dump_json().encode())


def unpacked(stored: bytes) -> bytes:
    """The JSON of what ``packed`` made, or an older version."""
    if stored.startswith(MAGIC):
        return zstandard.ZstdDecompressor().decompress(stored)
    return zlib.decompress(stored)
