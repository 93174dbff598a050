"""What is asked of workers and what they saw, as it is kept: each look once, however often it is tried."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from checks.model import Frozen
from inventory.clock import Clock, now
from inventory.database.rows import AT_ONCE, ColumnValues, values
from inventory.database.transactions import reading, writing
from inventory.settings.vantage import INTERNET
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.planning.typed_audits import TypedTarget
from scanner.queue import jobs
from scanner.queue.tables import ASKED, PUT_OFF, SEEN, QueuedLookRow
from scanner.runs.stored import packed, unpacked
from scanner.settings import RunSettings

Element = TypeVar("Element")
KEY = (QueuedLookRow.host, QueuedLookRow.https_port, QueuedLookRow.http_port)


class AskedLook(Frozen):
    """How one look is made. ``checks``: their ids, where they are fewer than the settings choose.

    ``target``: what is audited; None: the endpoint of the inventory that its row names.
    """

    settings: RunSettings
    checks: tuple[str, ...] | None = None
    target: TypedTarget | None = None


@dataclass(frozen=True, kw_only=True)
class AddressGroup:
    """Endpoints that one worker is to look at, since they share addresses. ``lock``: one of these."""

    keys: Sequence[EndpointKey]
    lock: str | None = None


@dataclass(frozen=True, kw_only=True)
class HowAsked:
    """How some looks are asked for. ``run`` None: outside any run; ``vantage``: whose workers make them."""

    request: AskedLook
    run: int | None
    second: bool = False
    vantage: str = INTERNET
    urgent: bool = False


@dataclass(frozen=True)
class OpenLook:
    """One that a worker has to make."""

    id: int
    run: int | None
    key: EndpointKey
    asked_at: datetime
    asked: AskedLook


@dataclass(frozen=True)
class MadeLook:
    """One that is through. ``seen`` None: it was put off, or given up (``state``)."""

    id: int
    state: str
    seen: Observation | None


class QueuedLooks:
    """The looks of a PostgreSQL database. Every question raises InventoryError when that is not there."""

    def __init__(self, database: Engine, clock: Clock = now) -> None:
        self._database = database
        self._clock = clock

    def ask(self, how: HowAsked, groups: Iterable[AddressGroup]) -> Mapping[EndpointKey, int]:
        """Ask for looks, a job a group; of those asked for already, by whoever was killed, nothing anew."""
        asked: dict[EndpointKey, int] = {}
        with writing(self._database) as connection:
            for group in groups:
                new = self._rows(connection, how, group.keys)
                self._put_in(connection, how, new, group.lock)
                asked |= new
            every = {key for group in groups for key in group.keys}
            asked |= _ids(connection, how, every - asked.keys())
        return asked

    def begun(self, ids: Collection[int]) -> Sequence[OpenLook]:
        """Those of a job that are still to be made."""
        query = select(
            QueuedLookRow.id, QueuedLookRow.run_id, *KEY, QueuedLookRow.asked_at, QueuedLookRow.request
        )
        is_open = (QueuedLookRow.id.in_(ids), QueuedLookRow.state == ASKED)
        with writing(self._database) as connection:
            rows = connection.execute(query.where(*is_open).order_by(QueuedLookRow.id)).all()
            begun: ColumnValues = {QueuedLookRow.begun_at: self._clock()}
            connection.execute(update(QueuedLookRow).where(*is_open).values(values(begun)))
        return [
            OpenLook(look, run, (host, https_port, http_port), at, AskedLook.model_validate_json(request))
            for look, run, host, https_port, http_port, at, request in rows
        ]

    def made(self, look: int, seen: Observation | None) -> None:
        """Keep what a worker saw, unless another one was quicker; None: it may not look at this hour."""
        kept: ColumnValues = {
            QueuedLookRow.state: PUT_OFF if seen is None else SEEN,
            QueuedLookRow.seen: None if seen is None else packed(seen),
        }
        is_open = (QueuedLookRow.id == look, QueuedLookRow.state == ASKED)
        with writing(self._database) as connection:
            connection.execute(update(QueuedLookRow).where(*is_open).values(values(kept)))

    def through(self, wanted: Collection[int]) -> Sequence[MadeLook]:
        """Those of some looks that are through, so many at a time as memory likes."""
        query = select(QueuedLookRow.id, QueuedLookRow.state, QueuedLookRow.seen)
        with reading(self._database) as connection:
            rows = [
                row
                for ids in _in_parts(wanted)
                for row in connection.execute(
                    query.where(QueuedLookRow.id.in_(ids), QueuedLookRow.state != ASKED).limit(AT_ONCE // 5)
                )
            ]
        return [MadeLook(look, state, _observation(seen)) for look, state, seen in rows]

    def is_any_begun(self, ids: Collection[int]) -> bool:
        """Whether a worker has begun one of some looks, or has made it."""
        begun = select(QueuedLookRow.id).where(QueuedLookRow.id.in_(ids), QueuedLookRow.begun_at.is_not(None))
        with reading(self._database) as connection:
            return connection.execute(begun.limit(1)).first() is not None

    def remove(self, ids: Collection[int]) -> None:
        """Forget looks whose results were taken, or that nobody wants any more; their jobs find nothing."""
        with writing(self._database) as connection:
            for part in _in_parts(ids):
                connection.execute(delete(QueuedLookRow).where(QueuedLookRow.id.in_(part)))

    def remove_of(self, run: int, *only: ColumnElement[bool]) -> None:
        """Forget the looks of a run, or some of them."""
        with writing(self._database) as connection:
            connection.execute(delete(QueuedLookRow).where(QueuedLookRow.run_id == run, *only))

    def _rows(
        self, connection: Connection, how: HowAsked, keys: Iterable[EndpointKey]
    ) -> dict[EndpointKey, int]:
        asked: ColumnValues = {
            QueuedLookRow.run_id: how.run,
            QueuedLookRow.second: how.second,
            QueuedLookRow.request: how.request.model_dump_json(),
            QueuedLookRow.state: ASKED,
            QueuedLookRow.asked_at: self._clock(),
        }
        rows = [values({**asked, **dict(zip(KEY, key, strict=True))}) for key in keys]
        new = insert(QueuedLookRow).values(rows).on_conflict_do_nothing()
        made = connection.execute(new.returning(QueuedLookRow.id, *KEY))
        return {(host, https_port, http_port): look for look, host, https_port, http_port in made}

    def _put_in(
        self, connection: Connection, how: HowAsked, new: Mapping[EndpointKey, int], lock: str | None
    ) -> None:
        if not new:
            return
        ids = list(new.values())
        job = jobs.NewJob(looks=ids, lock=lock, vantage=how.vantage, urgent=how.urgent)
        (number,) = jobs.put_in(connection, [job])
        numbered: ColumnValues = {QueuedLookRow.job_id: number}
        connection.execute(update(QueuedLookRow).where(QueuedLookRow.id.in_(ids)).values(values(numbered)))


def _ids(connection: Connection, how: HowAsked, keys: Collection[EndpointKey]) -> dict[EndpointKey, int]:
    query = select(QueuedLookRow.id, *KEY)
    of_run = (QueuedLookRow.run_id == how.run, QueuedLookRow.second == how.second)
    return {
        (host, https_port, http_port): look
        for part in _in_parts(keys)
        for look, host, https_port, http_port in connection.execute(
            query.where(*of_run, tuple_(*KEY).in_(part))
        )
    }


def _observation(stored: bytes | None) -> Observation | None:
    return None if stored is None else Observation.model_validate_json(unpacked(stored))


def _in_parts(elements: Collection[Element]) -> Iterator[list[Element]]:
    """So many at a time: databases limit the parameters of a query."""
    listed = list(elements)
    return (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))
