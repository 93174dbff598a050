"""What an earlier capdo stored, and what it told of it.

``data/`` was made on 2026-11-26 by capdo 0.1.0 at schema 0006: the illustrative inventory with two bodies
merged, every kind of event, three corrections of events and one of a decision, a scan of five servers of the
lab, a second one stopped after its first endpoint, a waiver and a revoked one. What that program said of it
lies beside it. None of these files is ever made anew: a later capdo has to read them as they are.
"""

import json
import lzma
from pathlib import Path

from pydantic import JsonValue

DATA = Path(__file__).parent / "data"
DAY = "2026-11-26"
HEAD = "03d98b8fc187c899c571413d29da8df91e0adf52a3cf87b7c46a2bd8163d169b"  # as its `approval verify` said it


def unpacked(name: str) -> bytes:
    """A file of ``data/``, decompressed where it is compressed."""
    content = (DATA / name).read_bytes()
    return lzma.decompress(content) if name.endswith(".xz") else content


def told(name: str) -> JsonValue:
    """What the earlier program told in JSON."""
    document: JsonValue = json.loads(unpacked(name))
    return document


def missing(earlier: JsonValue, now: JsonValue, place: str = "") -> list[str]:
    """Where something told earlier is told otherwise now, or no longer; what is told besides is no loss."""
    if isinstance(earlier, dict) and isinstance(now, dict):
        return [
            one
            for key, value in earlier.items()
            for one in (
                missing(value, now[key], f"{place}.{key}") if key in now else [f"{place}.{key}: gone"]
            )
        ]
    if isinstance(earlier, list) and isinstance(now, list) and len(earlier) == len(now):
        pairs = enumerate(zip(earlier, now, strict=True))
        return [one for index, (old, new) in pairs for one in missing(old, new, f"{place}[{index}]")]
    return [] if earlier == now else [f"{place}: {earlier!r:.80} is now {now!r:.80}"]
