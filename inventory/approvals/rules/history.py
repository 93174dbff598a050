"""Whether a system's history is legal: each event, as corrected, in the status that those before it give.

History that is told later (``Source.IMPORT``) may lack stages that nobody knows of any more: only what can't
be is refused then. What is recorded as it happens follows the whole procedure.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from inventory.approvals.corrections import as_corrected, is_correction
from inventory.approvals.events import ApprovalEvent, EventKind, Source
from inventory.approvals.replay import step
from inventory.approvals.rules.afterwards import AFTERWARDS
from inventory.approvals.rules.authorities import Authorities
from inventory.approvals.rules.confirming import CONFIRMING
from inventory.approvals.rules.correcting import refusals as correction_refusals
from inventory.approvals.rules.deciding import DECIDING
from inventory.approvals.rules.dossier import DOSSIER
from inventory.approvals.rules.model import EventCase, Refusal, Rule, refusal
from inventory.approvals.rules.possible import POSSIBLE
from inventory.approvals.rules.repeating import repetitions
from inventory.approvals.status import SystemStatus
from inventory.model import System

RULES = (*POSSIBLE, *DOSSIER, *DECIDING, *AFTERWARDS)


def _by_kind() -> Mapping[EventKind, tuple[Rule, ...]]:
    rules: dict[EventKind, list[Rule]] = defaultdict(list)
    for rule in RULES:
        for kind in rule.kinds:
            rules[kind].append(rule)
    return {kind: tuple(listed) for kind, listed in rules.items()}


RULES_OF = _by_kind()


def new_refusals(
    history: Sequence[ApprovalEvent],
    new: Sequence[ApprovalEvent],
    system: System,
    authorities: Authorities,
    today: date,
) -> tuple[Refusal, ...]:
    """What the new events break that was not broken before, theirs or a later event's rule; all numbered."""
    before = {_key(broken) for broken in _refusals(history, system, authorities, today)}
    after = _refusals([*history, *new], system, authorities, today)
    broken_anew = tuple(broken for broken in after if _key(broken) not in before)
    return (*repetitions(history, new), *broken_anew)


def doubts(
    events: Sequence[ApprovalEvent], system: System, authorities: Authorities, today: date
) -> Mapping[int, tuple[Refusal, ...]]:
    """By number, the events of a history that nothing shows to be lawful, with the rules they don't meet.

    Every rule is asked of every event here, however it came to be recorded: what was told late may have been
    lawful, but is "chưa được xác nhận" (unconfirmed) as long as the record does not show it.
    """
    found: dict[int, list[Refusal]] = defaultdict(list)
    for broken in _refusals(events, system, authorities, today, unconfirmed=True):
        found[broken.event.sequence or 0].append(broken)
    return {number: tuple(refusals) for number, refusals in found.items()}


def _key(refused: Refusal) -> tuple[int | None, str]:
    return refused.event.sequence, refused.rule


def _refusals(
    events: Sequence[ApprovalEvent],
    system: System,
    authorities: Authorities,
    today: date,
    *,
    unconfirmed: bool = False,
) -> Iterator[Refusal]:
    by_number = {event.sequence: event for event in events if event.sequence is not None}
    for event in events:
        yield from correction_refusals(event, by_number)
    current = SystemStatus(system=system.code, as_of=today)
    corrections = [event for event in events if is_correction(event)]
    for event in [*as_corrected(events), *corrections]:
        yield from _broken(EventCase(event, current, system, authorities, today), unconfirmed=unconfirmed)
        current = step(current, event) if not is_correction(event) else current


def _broken(case: EventCase, *, unconfirmed: bool) -> Iterator[Refusal]:
    lenient = case.event.source != Source.CLI and not unconfirmed
    for rule in RULES_OF[case.event.kind]:
        if (rule.always or not lenient) and rule.broken(case):
            yield refusal(case.event, rule)
    for rule in CONFIRMING if unconfirmed else ():
        if case.event.kind in rule.kinds and rule.broken(case):
            yield refusal(case.event, rule)
