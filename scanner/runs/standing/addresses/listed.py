"""Evidence that lists what was found, each with its address: taken apart by address, put together. Pure."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from checks.evidence import LIST_LENGTH
from checks.judging import LISTED_KEYS

Evidence = Mapping[str, Any]


def addresses_of(evidence: Evidence) -> tuple[str, ...]:
    """The addresses that something is listed at, each once."""
    entries = [entry for key in LISTED_KEYS for entry in _listed(evidence, key)]
    return tuple(dict.fromkeys(str(entry["address"]) for entry in entries))


def at_address(evidence: Evidence, address: str) -> dict[str, Any]:
    """Without what is listed at other addresses."""
    own = {
        key: [entry for entry in _listed(evidence, key) if entry["address"] == address]
        for key in LISTED_KEYS
        if _listed(evidence, key)
    }
    return {**evidence, **own}


def together(words: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The words of several findings as one, the worst first: its own, with every entry and each summary once.

    Of findings that list nothing, the worst's own. ``words``: reason, summaries and evidence, as stored.
    """
    (reason, *first, evidence), *others = told = list(words)
    whole = json.loads(evidence)
    if not others or not addresses_of(whole):
        return (reason, *first, evidence)
    every = [json.loads(one[-1]) for one in told]
    lists = {key: [entry for one in every for entry in _listed(one, key)] for key in LISTED_KEYS}
    summaries = (" ".join(dict.fromkeys(texts)) for texts in zip(*(one[1:-1] for one in told), strict=True))
    filled = {key: entries[:LIST_LENGTH] for key, entries in lists.items() if entries}
    return (reason, *summaries, json.dumps({**whole, **filled}, ensure_ascii=False))


def _listed(evidence: Evidence, key: str) -> list[Mapping[str, Any]]:
    entries = evidence.get(key)
    found = entries if isinstance(entries, list) else []
    return [entry for entry in found if isinstance(entry, dict) and "address" in entry]
