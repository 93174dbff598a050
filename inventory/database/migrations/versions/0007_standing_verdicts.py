"""What stands of each check at each endpoint, filled from everything that was observed so far.

The rule is that of ``scanner.runs.standing.fold`` as it was when this migration was written.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

from inventory.database.column_types import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COLUMNS = ("outcome", "severity", "reason", "summary_vi", "summary_en", "evidence")
KEY = ("host", "https_port", "http_port", "check_id")
WORST_FIRST = ("fail", "warn", "not_tested", "info", "pass", "not_applicable")
MILDEST_FIRST = ("info", "low", "medium", "high", "critical")
NOT_TESTED = "not_tested"
FOREVER = 253_402_300_800_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AT_ONCE = 5_000
DAYS = ("changes_on", "reworded_on")
JOINED = ("observation_id", "check_id", "outcome")
DAY = timedelta(days=1)
VIET_NAM = timedelta(hours=7)  # ahead of UTC
# Checks whose verdicts the day decides. From which on was never worked out: from the day after the look.
DATED = ("cert.expiry", "exposure.security_txt")


@dataclass(frozen=True)
class _Look:
    moment: int
    verdict: int
    outcome: str
    content: tuple[str, ...]
    badness: tuple[int, int]
    unseen: tuple[str, ...]

    @property
    def tells(self) -> bool:
        return self.outcome != NOT_TESTED


def upgrade() -> None:
    _create()
    _add_days()
    # The order in which an endpoint's looks are asked for, newest first.
    op.create_index(
        "ix_observations_host_https_port_http_port_finished_at",
        "observations",
        ["host", "https_port", "http_port", "finished_at"],
    )
    _fill(op.get_bind())


def _create() -> None:
    moments = {"begun": False, "confirmed": True, "first_seen": False, "since": False, "attempted": True}
    op.create_table(
        "standing_verdicts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("https_port", sa.Integer, nullable=False),
        sa.Column("http_port", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("check_id", "outcome", "severity")),
        sa.Column("verdict_id", sa.Integer, nullable=False),
        *(sa.Column(name, sa.BigInteger, nullable=nullable) for name, nullable in moments.items()),
        sa.Column("attempt_id", sa.Integer),
        sa.Column("ended", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_standing_verdicts"),
        sa.UniqueConstraint(*KEY, "begun", name=f"uq_standing_verdicts_{'_'.join(KEY)}_begun"),
    )
    op.create_index("ix_standing_verdicts_ended_outcome", "standing_verdicts", ["ended", "outcome"])
    op.create_index("ix_standing_verdicts_check_id_ended", "standing_verdicts", ["check_id", "ended"])


def _add_days() -> None:
    for name in DAYS:
        op.add_column("verdicts", sa.Column(name, sa.Date))
    connection, verdicts = op.get_bind(), sa.table("verdicts", *map(sa.column, ("id", *DAYS, *JOINED)))
    observations = sa.table("observations", sa.column("id"), sa.column("finished_at", UtcDateTime))
    query = (
        sa.select(verdicts.c.id, observations.c.finished_at)
        .join_from(verdicts, observations, verdicts.c.observation_id == observations.c.id)
        .where(verdicts.c.check_id.in_(DATED), verdicts.c.outcome != NOT_TESTED)
    )
    rows = [{"row": row, "day": (at + VIET_NAM).date() + DAY} for row, at in connection.execute(query)]
    if rows:
        changed = sa.update(verdicts).where(verdicts.c.id == sa.bindparam("row"))
        connection.execute(changed.values({name: sa.bindparam("day", type_=sa.Date) for name in DAYS}), rows)


def _fill(connection: sa.Connection) -> None:
    table = sa.Table("standing_verdicts", sa.MetaData(), autoload_with=connection)
    rows: list[dict[str, Any]] = []
    for key, looks in groupby(_looks(connection), key=lambda pair: pair[0]):
        rows.extend(
            {**dict(zip(KEY, key, strict=True)), **row} for row in _periods([one for _, one in looks])
        )
        if len(rows) >= AT_ONCE:
            connection.execute(sa.insert(table), rows)
            rows = []
    if rows:
        connection.execute(sa.insert(table), rows)


def _looks(connection: sa.Connection) -> Iterator[tuple[tuple[Any, ...], _Look]]:
    verdicts = sa.table("verdicts", *map(sa.column, ("id", "observation_id", "check_id", *COLUMNS)))
    observations = sa.table(
        "observations", sa.column("id"), *map(sa.column, KEY[:3]), sa.column("finished_at", UtcDateTime)
    )
    key = (*(observations.c[name] for name in KEY[:3]), verdicts.c.check_id)
    query = (
        sa.select(*key, observations.c.finished_at, verdicts.c.id, *(verdicts.c[name] for name in COLUMNS))
        .join_from(verdicts, observations, verdicts.c.observation_id == observations.c.id)
        .order_by(*key, observations.c.finished_at)
    )
    for host, https_port, http_port, check, at, verdict, outcome, severity, *words in connection.execute(
        query
    ):
        content = (outcome, severity, *(word or "" for word in words))
        badness = (-WORST_FIRST.index(outcome), MILDEST_FIRST.index(severity))
        moment = (at - EPOCH) // timedelta(microseconds=1)
        unseen = json.loads(words[-1]).get("not_seen") or [] if '"not_seen"' in words[-1] else []
        yield (
            (host, https_port, http_port, check),
            _Look(
                moment, verdict, outcome, content, badness, tuple(line.partition(": ")[0] for line in unseen)
            ),
        )


def _periods(looks: list[_Look]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    first: dict[str, int] = {}
    standing: _Look | None = None
    for _, alike in groupby(looks, key=lambda one: one.moment):
        look = max(alike, key=lambda one: (one.tells, one.badness, one.content[2:]))
        last = rows[-1] if rows else None
        if last is None or standing is None or (last["confirmed"] is None and look.tells):
            _begin(rows, look, first)
        elif last["confirmed"] is None:
            last |= {"verdict_id": look.verdict, "severity": look.content[1], "attempted": look.moment}
        elif not _tells_after(standing, look):
            last |= {"attempted": look.moment, "attempt_id": look.verdict}
            continue
        elif look.content == standing.content and last["attempted"] is None:
            last |= {"verdict_id": look.verdict, "confirmed": look.moment}
        else:
            _begin(rows, look, first)
        standing = look
    return rows


def _tells_after(standing: _Look, look: _Look) -> bool:
    saw_less = bool(Counter(look.unseen) - Counter(standing.unseen))
    if not look.tells:
        return bool(look.unseen) and not saw_less
    return look.badness >= standing.badness or not saw_less


def _begin(rows: list[dict[str, Any]], look: _Look, first: dict[str, int]) -> None:
    last, moment = rows[-1] if rows else None, look.moment
    same = last is not None and last["outcome"] == look.outcome
    if last is not None:
        last["ended"] = moment
    rows.append(
        {
            "outcome": look.outcome,
            "severity": look.content[1],
            "verdict_id": look.verdict,
            "begun": moment,
            "confirmed": moment if look.tells else None,
            "first_seen": first.setdefault(look.outcome, moment),
            "since": last["since"] if last is not None and same else moment,
            "attempted": None if look.tells else moment,
            "attempt_id": None,
            "ended": FOREVER,
        }
    )
