"""A finding's fingerprint: the same as long as a scan finds the same, whatever changes by itself.

It covers the check, the outcome and the evidence. Left out are: the summary, whose words may be improved;
the severity, which a profile may change and which is compared by itself (``scanner.waivers.matching``);
what the check itself calls volatile (``checks.model.Check.volatile``), and how often a certificate was met,
at any depth; what says nothing (null, empty); the order within lists; nonces of a policy; and the query,
fragment and parameters of an address, where sites keep the number of a visit.
"""

import hashlib
import json
import re
from collections.abc import Iterable

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import OBSERVATORY_KEY
from checks.ipv6._families import LATENCY_KEY
from checks.judging import ADDRESSES_KEY, EACH_KEY, SEEN_ON_KEY, UNSEEN_KEY, is_of_a_scan
from checks.model import Verdict
from checks.registry import all_checks

VERSION = 1  # of this definition; another one would let every waiver lapse, which must be meant
NONCE = re.compile(r"'nonce-[^']*'", re.IGNORECASE)  # CSP Level 3, section 2.3.1
ADDRESS = re.compile(r"https?://", re.IGNORECASE)
VISIT = re.compile(r"[;?#].*", re.DOTALL)
# Any check's evidence may have these; they change from one look to the next.
VARYING = ("met", LATENCY_KEY, UNSEEN_KEY, EACH_KEY, SEEN_ON_KEY, OBSERVATORY_KEY)
EMPTY: tuple[JsonValue, ...] = (None, "", [], {})


def fingerprint(verdict: Verdict) -> str:
    """The SHA-256 of what a verdict rests on, in hexadecimal."""
    check = all_checks().get(verdict.check)
    volatile = frozenset((*VARYING, *(_varying(check) if check else ())))
    basis = {
        "version": VERSION,
        "check": verdict.check,
        "outcome": verdict.outcome.value,
        "evidence": _lasting(dict(verdict.evidence), volatile),
    }
    return hashlib.sha256(_canonical(basis).encode("ascii")).hexdigest()


def _varying(check: Check) -> tuple[str, ...]:
    """What changes by itself in its evidence; each open port names its address there, so that is not lost."""
    return (*check.volatile, *((ADDRESSES_KEY,) if is_of_a_scan(check) else ()))


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _lasting(value: JsonValue, volatile: frozenset[str]) -> JsonValue:
    if isinstance(value, dict):
        lasting = {key: _lasting(item, volatile) for key, item in value.items() if key not in volatile}
        return {key: item for key, item in lasting.items() if item not in EMPTY}
    if isinstance(value, list):
        return _sorted(_lasting(item, volatile) for item in value)
    return _lasting_text(value) if isinstance(value, str) else value


def _sorted(items: Iterable[JsonValue]) -> list[JsonValue]:
    return sorted(items, key=_canonical)


def _lasting_text(text: str) -> str:
    if ADDRESS.match(text):
        return VISIT.sub("", text)
    return NONCE.sub("'nonce'", text)
