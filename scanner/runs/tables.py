"""The record of runs: what was looked at, what was seen, what was judged."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables import Base
from inventory.settings.vantage import INTERNET

RUNNING, FINISHED = "running", "finished"  # a run's state
# The state of one of its endpoints; one that waits was outside its hours when the run ended.
PENDING, DONE, WAITING = "pending", "done", "waiting"


class RunRow(Base):
    """One run. ``settings`` is JSON, enough to resume it as it was started; ``vantage`` is one of these."""

    __tablename__ = "runs"
    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    state: Mapped[str]
    depth: Mapped[str]
    profile: Mapped[str]
    settings: Mapped[str]
    scanner: Mapped[str]
    vantage: Mapped[str] = mapped_column(server_default=INTERNET)


class ConfirmingRunRow(Base):
    """A run that looks again at what alarms wait for, and at nothing else: no look at a whole endpoint."""

    __tablename__ = "confirming_runs"
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), primary_key=True, autoincrement=False)


class RunEndpointRow(Base):
    """One endpoint that a run is to look at: pending, done or waiting."""

    __tablename__ = "run_endpoints"
    __table_args__ = (UniqueConstraint("run_id", "host", "https_port", "http_port"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    host: Mapped[str]
    https_port: Mapped[int]
    http_port: Mapped[int]
    state: Mapped[str]


class ObservationRow(Base):
    """One endpoint as one run saw it. ``facts``: ``checks.facts.Facts`` as ``stored`` packs them.

    Of an old look only ``facts_digest`` may be left, their SHA-256; ``thinned_by``: the thinning that did it.
    """

    __tablename__ = "observations"
    __table_args__ = (
        UniqueConstraint("run_id", "host", "https_port", "http_port"),
        Index(None, "host", "https_port", "http_port", "finished_at"),
        Index(None, "thinned_by"),
        Index(None, "finished_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    host: Mapped[str]
    https_port: Mapped[int]
    http_port: Mapped[int]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    facts_version: Mapped[int]
    facts: Mapped[bytes]
    connections: Mapped[str]
    thinned_by: Mapped[int | None]
    facts_digest: Mapped[str | None]


class VerdictRow(Base):
    """One verdict of an observation. ``evidence`` is JSON.

    ``changes_on``: the first day on which the same facts are judged otherwise, ``reworded_on``: or told in
    other words; None: on none (``scanner.runs.standing.dating``). ``text_id``: where summaries and evidence
    are kept instead, which then are empty here (``stored.text_of``).
    """

    __tablename__ = "verdicts"
    __table_args__ = (
        Index("ix_verdicts_observation_id", "observation_id"),
        Index("ix_verdicts_check_id_outcome", "check_id", "outcome"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observations.id"))
    check_id: Mapped[str]
    outcome: Mapped[str]
    severity: Mapped[str]
    reason: Mapped[str | None]
    summary_vi: Mapped[str]
    summary_en: Mapped[str]
    evidence: Mapped[str]
    changes_on: Mapped[date | None]
    reworded_on: Mapped[date | None]
    text_id: Mapped[int | None]


class VerdictTextRow(Base):
    """What old verdicts told again and again, kept once; never changed. ``digest``: SHA-256 of the three."""

    __tablename__ = "verdict_texts"
    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    summary_vi: Mapped[str]
    summary_en: Mapped[str]
    evidence: Mapped[str]


class ThinningRow(Base):
    """Some looks that lost their facts at a moment, older than ``before``; ``months``: the retention."""

    __tablename__ = "thinnings"
    id: Mapped[int] = mapped_column(primary_key=True)
    thinned_at: Mapped[datetime]
    before: Mapped[datetime]
    months: Mapped[int]
    looks: Mapped[int]


class LeaseRow(Base):
    """The one row that says which process scans; ``renewed_at`` None: none does."""

    __tablename__ = "scan_lease"
    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int | None]
    host: Mapped[str]
    pid: Mapped[int]
    renewed_at: Mapped[datetime | None]
