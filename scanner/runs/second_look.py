"""At the end of a run: once more at what could not be told, to tell passing causes from lasting ones.

Only the checks concerned are tried again, and the facts of both looks put together: those of the second where
they tell more. A finding of the first look is never given up for a second look that did not meet it.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from checks.check import Check
from checks.facts import Facts
from checks.judging import judge
from checks.model import Outcome, Reason, Verdict
from checks.reasons import REASONS
from scanner.engine import Engine
from scanner.observation import Observation
from scanner.planning.plan import PlannedEndpoint
from scanner.runs.merging import merged

Replace = Callable[[Observation], None]
FirstLook = Callable[[], Observation]


async def look_again(
    engine: Engine, seen: Iterable[tuple[PlannedEndpoint, FirstLook]], pause: float, done: Replace
) -> None:
    """Look at every endpoint with something left open, at least ``pause`` seconds after its first look.

    Each first look is fetched when its turn comes. ``done`` is called with each observation that takes the
    place of the first one.
    """

    async def again(one: tuple[PlannedEndpoint, FirstLook]) -> None:
        planned, first = one[0], one[1]()
        checks, seconds = unsettled(first, engine.checks), _left(engine, first, pause)
        if not _is_permitted(engine, planned, checks, seconds):  # then nobody waits for it either
            return
        await asyncio.sleep(seconds)
        second = await _look(engine, planned, first, checks)
        if second is not None:
            done(second)

    await engine.each(seen, again)


def unsettled(observation: Observation, checks: Iterable[Check]) -> tuple[Check, ...]:
    """The checks that could not tell for a cause that may pass.

    Those that a permission names by a word of their own ask much of a host: once a run is enough.
    """
    untold = {one.check: one for one in observation.verdicts if one.outcome is Outcome.NOT_TESTED}
    return tuple(
        check
        for check in checks
        if check.id in untold
        and not check.needs_permission
        and _may_pass(check, untold[check.id], observation.facts)
    )


def _may_pass(check: Check, verdict: Verdict, facts: Facts | None) -> bool:
    if verdict.reason is None:
        return False
    if verdict.reason is not Reason.INCOMPLETE or facts is None:
        return REASONS[verdict.reason].asked_again
    return any(REASONS[reason].asked_again for reason in _missing(check, facts))


def _missing(check: Check, facts: Facts) -> Iterator[Reason]:
    for _, part in facts.by_address():
        yield from (unseen.reason for unseen in part.missing(check.needs))


def _left(engine: Engine, first: Observation, pause: float) -> float:
    """Seconds until the second look, whatever became of the clock since the first."""
    passed = (engine.clock() - first.finished_at).total_seconds()
    return min(max(pause - passed, 0), pause)


def _is_permitted(
    engine: Engine, planned: PlannedEndpoint, checks: Iterable[Check], seconds: float = 0
) -> bool:
    """Whether one of these checks may look in so many seconds, as far as the permission is known now."""
    asked = engine.asking(planned, engine.clock() + timedelta(seconds=seconds))
    return any(asked.permit.allows(check) for check in checks)


async def _look(
    engine: Engine, planned: PlannedEndpoint, first: Observation, checks: tuple[Check, ...]
) -> Observation | None:
    """Both looks as one; None: it is not permitted any more."""
    if not _is_permitted(engine, planned, checks):
        return None
    second = await replace(engine, checks=checks).look(planned)
    if first.facts is None or second.facts is None:
        return None
    after = {"looked_again": max(0, round((second.started_at - first.finished_at).total_seconds()))}
    facts = merged(first.facts, second.facts)
    # As the engine judges: the pages of a walk take seconds, in which other answers must not wait.
    verdicts = await asyncio.to_thread(_judged, engine, first, facts.model_copy(update=after))
    if _findings(first.verdicts) - _findings(verdicts):
        facts = first.facts
        verdicts = _judged(engine, first, facts.model_copy(update=after))
    return first.model_copy(
        update={
            "facts": facts.model_copy(update=after),
            "verdicts": verdicts,
            "requests": first.requests + second.requests,
            "connections": dict(Counter(first.connections) + Counter(second.connections)),
            "finished_at": second.finished_at,
        }
    )


def _judged(engine: Engine, first: Observation, facts: Facts) -> tuple[Verdict, ...]:
    """What was refused at the first look stays so: its permission was that of another moment."""
    refused = {one.check: one for one in first.verdicts if one.reason is Reason.NOT_PERMITTED}
    judged = [check for check in engine.checks if check.id not in refused]
    return judge(facts, judged, engine.profile) + tuple(refused.values())


def _findings(verdicts: Iterable[Verdict]) -> set[str]:
    return {verdict.check for verdict in verdicts if verdict.is_finding}
