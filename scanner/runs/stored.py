"""Verdicts and facts from their rows. Large estates have hundreds of thousands of verdicts, most alike.

The pages of a walk share most of their text over megabytes, of which zlib sees 32 KiB: with it they take four
to eight times the room. What older versions stored with zlib is read as before.
"""

import json
import zlib
from functools import lru_cache
from typing import Any

import zstandard
from pydantic import BaseModel
from sqlalchemy import ColumnElement, SQLColumnExpression, case, select

from checks.facts import Facts
from checks.model import Outcome, Reason, Severity, Text, Verdict
from scanner.runs.tables import ObservationRow, VerdictRow, VerdictTextRow

Selected = tuple[SQLColumnExpression[Any], ...]
TEXTS = ("summary_vi", "summary_en", "evidence")


def text_of(verdict: type[VerdictRow], name: str) -> ColumnElement[str]:
    """One of the texts of a verdict, wherever it is kept; ``verdict``: the table, or an alias of it."""
    shared = select(getattr(VerdictTextRow, name)).where(VerdictTextRow.id == verdict.text_id)
    kept = shared.correlate(verdict).scalar_subquery()
    return case((verdict.text_id.is_(None), getattr(verdict, name)), else_=kept)


ENDPOINT = (ObservationRow.host, ObservationRow.https_port, ObservationRow.http_port)
VERDICT: Selected = (  # what ``stored_verdict`` takes
    VerdictRow.check_id,
    VerdictRow.outcome,
    VerdictRow.severity,
    VerdictRow.reason,
    *(text_of(VerdictRow, name) for name in TEXTS),
)
LEVEL = 9  # as fast as zlib at its usual level; higher ones gain little
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"  # RFC 8878, section 3.1.1; what zlib makes begins with 0x78
ALIKE = 20_000  # verdicts kept, each of which may stand for many rows
SENTENCES = 20_000
FIELDS = set(Verdict.model_fields)  # shared: pydantic keeps one for each object otherwise


def packed(value: BaseModel) -> bytes:
    """The JSON of facts or of an observation, compressed with a window of megabytes."""
    return zstandard.ZstdCompressor(level=LEVEL).compress(value.model_dump_json().encode())


def unpacked(stored: bytes) -> bytes:
    """The JSON of what ``packed`` made, or an older version."""
    if stored.startswith(ZSTD_MAGIC):
        return zstandard.ZstdDecompressor().decompress(stored)
    return zlib.decompress(stored)


def stored_facts(compressed: bytes) -> Facts:
    """The facts of an observation."""
    return Facts.model_validate_json(unpacked(compressed))


@lru_cache(maxsize=ALIKE)
def stored_verdict(
    check: str, outcome: str, severity: str, reason: str | None, vi: str, en: str, evidence: str
) -> Verdict:
    """A verdict; rows alike give one object."""
    # Not validated again: what is stored was a Verdict. It halves both the time and the memory.
    return Verdict.model_construct(
        FIELDS,
        check=check,
        outcome=Outcome(outcome),
        severity=Severity(severity),
        reason=Reason(reason) if reason else None,
        summary=_text(vi, en),
        evidence=json.loads(evidence),
    )


@lru_cache(maxsize=ALIKE)
def verdict_in_brief(check: str, outcome: str, severity: str, reason: str = "") -> Verdict:
    """One of which nobody asks for its words and its evidence."""
    return stored_verdict(check, outcome, severity, reason or None, "", "", "{}")


@lru_cache(maxsize=SENTENCES)
def _text(vi: str, en: str) -> Text:
    return Text(vi=vi, en=en)
