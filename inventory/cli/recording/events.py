"""Records events that were typed, and says what of them is not confirmed."""

from collections.abc import Sequence
from itertools import chain

import typer

from inventory.approvals.events import ApprovalEvent, Source
from inventory.approvals.log import ApprovalLog
from inventory.approvals.rules.model import Refusal
from inventory.approvals.vocabulary import EVENT_WORDINGS
from inventory.cli.terminal import inert
from inventory.clock import today
from inventory.database.opening import opened_database
from inventory.dates import day
from inventory.model import Language, Text

RECORDED = Text(vi="Đã ghi", en="Recorded")
UNCONFIRMED = Text(vi="chưa được xác nhận", en="unconfirmed")


def append(
    events: Sequence[ApprovalEvent], database: str | None, language: Language, source: Source = Source.CLI
) -> None:
    """Record all events or none, and tell each with its number.

    Raises:
        ApprovalRefusedError: a rule forbids one of them; see ``ApprovalLog.append_all``.
        InventoryError: the database fails.

    """
    with opened_database(database) as engine:
        log = ApprovalLog(engine)
        recorded = log.append_all(events, source)
        found = log.doubts({event.system for event in recorded}, today())
    for event in recorded:
        details = (inert(event.system), EVENT_WORDINGS[event.kind].to(language), day(event.on, language))
        typer.echo(f"{RECORDED.to(language)}: {', '.join(map(str, details))} (#{event.sequence})")
    doubts = chain.from_iterable(found.get(event.sequence or 0, ()) for event in recorded)
    for refusal in doubts:
        typer.echo(doubt_line(refusal, language))


def doubt_line(refusal: Refusal, language: Language) -> str:
    """Why an event is not confirmed: the rule that nothing on record shows to be met, with its source."""
    says, source = refusal.says.to(language), refusal.source.to(language)
    return f"  {UNCONFIRMED.to(language)}: #{refusal.event.sequence}: {says} ({source})"
