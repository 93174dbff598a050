"""Audits that workers make, at once: what they see is told to whoever asked, and kept nowhere."""

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import Engine as Database
from sqlalchemy import delete

from inventory.clock import now
from inventory.database.opening import opened_database
from inventory.database.transactions import writing
from inventory.errors import InventoryError
from scanner.errors import ScannerError
from scanner.observation import Observation
from scanner.planning.plan import PlannedEndpoint
from scanner.planning.typed_audits import TypedTarget
from scanner.queue.looks import AddressGroup, AskedLook, HowAsked, QueuedLooks
from scanner.queue.schema import ensure_queue
from scanner.queue.tables import QueuedLookRow
from scanner.queue.taking_back import LOOKED_FOR_EVERY, take_back
from scanner.settings import RunSettings
from scanner.vantages.seen_from import chosen_vantage

ASKED_EVERY = 0.2  # seconds between two questions what is through
BEGUN_WITHIN = 60.0  # seconds until it is said that no worker takes it
KEPT = timedelta(days=1)  # what somebody asked for and did not wait for
NO_WORKER = (
    "no worker of vantage {vantage} has begun to look within {seconds:.0f} seconds:"
    " start one with `capdo worker --vantage {vantage}`"
)
GAVE_UP = "the workers failed at {host} again and again: what they wrote tells why"


def by_workers(
    database: str | None,
    settings: RunSettings,
    typed: Sequence[TypedTarget],
    endpoints: Sequence[PlannedEndpoint],
    vantage: str | None,
) -> list[Observation]:
    """What workers see of some targets, in their order; their jobs overtake those of runs.

    Raises:
        InventoryError: the database is none that can be opened, or is gone, or the vantage is no name.
        ScannerError: no worker takes the jobs.

    """
    with opened_database(database) as opened:
        asked_of = chosen_vantage(opened, vantage)
        looking = settings.model_copy(update={"vantage": asked_of})
        ensure_queue(opened)
        looks, wanted = QueuedLooks(opened), list[int]()
        try:
            for target, endpoint in zip(typed, endpoints, strict=True):
                how = HowAsked(
                    request=AskedLook(settings=looking, target=target),
                    run=None,
                    vantage=asked_of,
                    urgent=True,
                )
                wanted += looks.ask(how, [AddressGroup(keys=[endpoint.key])]).values()
            found = _waited_for(opened, looks, wanted, asked_of)
        finally:
            with suppress(InventoryError):  # then it is forgotten with what is a day old
                looks.remove(wanted)
                _forget_old(opened)
    return [_told(found[look], endpoint) for look, endpoint in zip(wanted, endpoints, strict=True)]


def _waited_for(
    database: Database, looks: QueuedLooks, wanted: Sequence[int], vantage: str
) -> Mapping[int, Observation | None]:
    found: dict[int, Observation | None] = {}
    asked_at = cared_at = time.monotonic()
    while len(found) < len(wanted):
        found |= {look.id: look.seen for look in looks.through([one for one in wanted if one not in found])}
        if time.monotonic() - cared_at > LOOKED_FOR_EVERY:
            cared_at = time.monotonic()
            take_back(database)
            if cared_at - asked_at > BEGUN_WITHIN and not looks.is_any_begun(wanted):
                raise ScannerError(NO_WORKER, vantage=vantage, seconds=BEGUN_WITHIN)
        time.sleep(ASKED_EVERY)
    return found


def _told(seen: Observation | None, endpoint: PlannedEndpoint) -> Observation:
    if seen is None:
        raise ScannerError(GAVE_UP, host=endpoint.host)
    return seen


def _forget_old(database: Database) -> None:
    is_old = QueuedLookRow.asked_at < now() - KEPT
    with writing(database) as connection:
        connection.execute(delete(QueuedLookRow).where(QueuedLookRow.run_id.is_(None), is_old))
