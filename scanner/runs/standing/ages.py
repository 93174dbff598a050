"""The age of what stood, from its row."""

import json
from functools import lru_cache

from checks.judging import UNSEEN_KEY
from checks.model import Reason
from scanner.runs.standing.confirmation import Attempt, Confirmation
from scanner.runs.standing.moments import moment_of
from scanner.runs.standing.query import Times

NONE = (None, None)
ALIKE = 20_000  # ages kept, each of which stands for most checks of an endpoint


def age_of(times: Times, fresh: int) -> Confirmation | None:
    """How old it is; None: it was never told. ``fresh``: what was confirmed before is stale."""
    confirmed, first_seen, since, looked, attempt = times
    if confirmed is None:
        return None
    if looked is None or looked <= confirmed:
        looked, attempt = None, NONE
    return _age(confirmed, first_seen, since, looked, attempt, confirmed < fresh)


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
    unseen = told.get(UNSEEN_KEY) or [""]
    detail = str(told.get("detail") or unseen[0])
    return Attempt(at=moment_of(at), reason=Reason(reason or Reason.INCOMPLETE), detail=detail)
