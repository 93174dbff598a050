"""The age of what stood, from its row."""

import json
from collections.abc import Mapping
from functools import lru_cache

from checks.facts import Part
from checks.judging import EACH_KEY, SEPARATOR, UNSEEN_KEY
from checks.model import Reason
from scanner.runs.standing.confirmation import Attempt, Confirmation
from scanner.runs.standing.moments import moment_of
from scanner.runs.standing.query import Stood

NONE = (None, None)
ALIKE = 20_000  # ages kept, each of which stands for most checks of an endpoint


def age_of(row: Stood, fresh: int) -> Confirmation | None:
    """How old it is; None: it was never told. ``fresh``: what was confirmed before is stale."""
    if row.confirmed is None:
        return None
    later = row.looked if row.looked is not None and row.looked > row.confirmed else None
    attempt = row.attempt if later is not None else NONE
    return _age(row.confirmed, row.first_seen, row.since, later, attempt, row.confirmed < fresh)


@lru_cache(maxsize=ALIKE)
def _age(
    confirmed: int,
    first_seen: int,
    since: int,
    later: int | None,
    attempt: tuple[str | None, str | None],
    stale: bool,  # noqa: FBT001 - the arguments of a cache
) -> Confirmation:
    return Confirmation(
        confirmed_at=moment_of(confirmed),
        first_seen=moment_of(first_seen),
        since=moment_of(since),
        not_confirmed=_attempt(later, *attempt) if later is not None else None,
        stale=stale,
    )


def _attempt(at: int, reason: str | None, evidence: str | None) -> Attempt:
    told = json.loads(evidence or "{}")
    unseen = told.get(UNSEEN_KEY) or _unmet(told.get(EACH_KEY) or {}) or [""]
    detail = str(told.get("detail") or unseen[0])
    return Attempt(at=moment_of(at), reason=Reason(reason or Reason.INCOMPLETE), detail=detail)


def _unmet(each: Mapping[str, object]) -> list[str]:
    """The addresses at which nothing was met, as what was not seen is told."""
    silent = [address for address, told in each.items() if told is None]
    return [SEPARATOR.join((Part.ADDRESSES, Reason.UNREACHABLE, ", ".join(silent)))] if silent else []
