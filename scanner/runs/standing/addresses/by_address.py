"""What an endpoint comes to when its addresses were seen on different days. Pure.

The last look that could tell is kept for each address, by the rule that ``fold`` has for endpoints. A look at
some of them is put together with what the others last showed, as ``checks.judging`` does within one look: the
worst finding wins and names its addresses, all else needs every address; what lists each address's findings
lists those of all. A finding is confirmed as of the
newest look that met it, all else as of the oldest look that it rests on. An address that DNS gives no more is
dropped; one that never showed anything leaves a pass open, unless nothing ever stood there at all.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from checks.facts import Part
from checks.judging import ADDRESSES_KEY, EACH_KEY, SEEN_ON_KEY, SEPARATOR, UNSEEN_KEY
from checks.model import Outcome
from scanner.runs.standing.addresses import listed
from scanner.runs.standing.fold import PastLook, Period, tells_after
from scanner.runs.standing.moments import moment_of

Showed = Mapping[str, PastLook]  # by address; such a look speaks of that address alone
FINDINGS = (Outcome.FAIL.value, Outcome.WARN.value)
MARK = f'"{EACH_KEY}"'
OF_THE_WHOLE = (EACH_KEY, ADDRESSES_KEY, SEEN_ON_KEY)


@dataclass(frozen=True)
class Pieced:
    """What a look came to, and what it was put together from."""

    look: PastLook
    parts: Showed


def is_marked(look: PastLook) -> bool:
    """Whether its verdict may say what each address showed; nearly all say nothing, and are not read."""
    return MARK in look.words[-1]


@dataclass
class AddressLooks:
    """The addresses of one endpoint in the eyes of one check, as its looks pass by, oldest first.

    ``addresses_of``: those that a look speaks of alike, whose verdict does not list them. ``last``: the
    newest that was put together. ``made``: all that were since, by verdict.
    """

    addresses_of: Callable[[PastLook], Iterable[str]]
    last: Pieced | None = None
    made: dict[int, Pieced] = field(default_factory=dict)

    def weigh(self, standing: Period | None, look: PastLook) -> PastLook:
        """What a look comes to after what stood."""
        showed, unmet = _each(look)
        told = {address: one for address, one in showed.items() if one.tells}
        untold = {*unmet, *(showed.keys() - told.keys())}
        if not told or not untold:
            return look
        before = self._before(standing)
        parts = _newest(before, showed, untold)
        if all(part.moment == look.moment for part in parts.values()) and look.tells:
            return look._replace(leads=bool(before) or standing is None or standing.confirmed is None)
        self.last = Pieced(_together(look, parts), parts)
        self.made[look.verdict] = self.last
        return self.last.look

    def _before(self, standing: Period | None) -> Showed:
        last, look = self.last, standing.look if standing else None
        if look is None or not look.tells or (last is not None and last.look.moment >= look.moment):
            parts = last.parts if last else {}
        else:
            parts = _each(look)[0] or {one: _part(look, one, {}) for one in self.addresses_of(look)}
        return {address: one for address, one in parts.items() if one.tells}


def parts_of(look: PastLook, address: str) -> PastLook:
    """What a look showed of an address, again from its verdict."""
    return _each(look)[0].get(address) or _part(look, address, {})


def _each(look: PastLook) -> tuple[Showed, set[str]]:
    """What each address showed, and where nothing was met; nothing of a look that all showed alike."""
    each: Mapping[str, Any] = json.loads(look.words[-1]).get(EACH_KEY) or {} if is_marked(look) else {}
    shown = {address: told for address, told in each.items() if told is not None}
    parts = {address: _part(look, address, told, shown) for address, told in shown.items()}
    return parts, each.keys() - shown.keys()


def _part(look: PastLook, address: str, told: Mapping[str, Any], others: Iterable[str] = ()) -> PastLook:
    """What one address showed: itself, or what the whole look told."""
    reason, vi, en, evidence = look.words
    if told:
        summary = told["summary"]
        reason, vi, en = told["reason"] or "", summary["vi"], summary["en"]
    said = told["evidence"] if told else json.loads(evidence)
    own = listed.at_address({key: value for key, value in said.items() if key not in OF_THE_WHOLE}, address)
    lines = [line for line in own.pop(UNSEEN_KEY, []) if not _is_of_another(line, others)]
    words = (reason, vi, en, _json({**own, **({UNSEEN_KEY: lines} if lines else {})}))
    unseen = tuple(sorted(line.partition(SEPARATOR)[0] for line in lines))
    outcome, severity = (told["outcome"], told["severity"]) if told else (look.outcome, look.severity)
    return PastLook(look.moment, look.verdict, outcome, severity, words, unseen)


def _is_of_another(line: str, addresses: Iterable[str]) -> bool:
    """Whether it only says that another address could not tell."""
    part, *_, detail = line.split(SEPARATOR)
    return part == Part.ADDRESSES and detail in addresses


def _newest(before: Showed, showed: Showed, untold: set[str]) -> Showed:
    """Of each address that there still is what it last showed."""
    parts = {address: _later(before.get(address), one) for address, one in showed.items()}
    told = [one for one in showed.values() if one.tells]
    is_whole = not any(Part.ADDRESSES in one.unseen for one in told)  # every address was asked of DNS
    kept = {
        address: one
        for address, one in before.items()
        if address not in parts and (address in untold or not is_whole)
    }
    return dict(sorted({**parts, **kept}.items()))


def _later(before: PastLook | None, now: PastLook) -> PastLook:
    return now if before is None or tells_after(before, now) else before


def _together(look: PastLook, parts: Showed) -> PastLook:
    """The verdict of all parts: the look's own, unless an older look decides."""
    worst = max(parts.values(), key=_weight)
    alike = [address for address, part in parts.items() if part.badness == worst.badness]
    decide = alike if worst.outcome in FINDINGS else list(parts)
    moments = [parts[address].moment for address in decide]
    found = sorted((part for part in parts.values() if part.outcome in FINDINGS), key=_weight, reverse=True)
    if not worst.tells or (min(moments) == look.moment and not _are_listed_of_old(found, look)):
        return look._replace(leads=True)
    older = [_last_seen(one, part) for one, part in parts.items() if part.moment < look.moment]
    named = {ADDRESSES_KEY: alike} if len(alike) < len(parts) else {}
    reason, vi, en, evidence = listed.together([part.words for part in found] or [worst.words])
    words = (reason, vi, en, _json({**json.loads(evidence), **named, SEEN_ON_KEY: older}))
    rests = max(moments) if worst.outcome in FINDINGS else min(moments)
    return look._replace(
        outcome=worst.outcome,
        severity=worst.severity,
        words=words,
        unseen=worst.unseen,
        leads=True,
        rests=rests,
    )


def _weight(part: PastLook) -> tuple[tuple[int, int], int]:
    return part.badness, part.moment


def _are_listed_of_old(found: Iterable[PastLook], look: PastLook) -> bool:
    """Whether an older look found something that the look's own list lacks."""
    older = (part for part in found if part.moment < look.moment)
    return any(listed.addresses_of(json.loads(part.words[-1])) for part in older)


def _last_seen(address: str, part: PastLook) -> Mapping[str, str]:
    return {"address": address, SEEN_ON_KEY: moment_of(part.moment).isoformat()}


_json = partial(json.dumps, ensure_ascii=False)
