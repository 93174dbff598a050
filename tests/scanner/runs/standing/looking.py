"""Looks at endpoints, to be recorded in any order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from sqlalchemy import Engine

from checks.facts import Target
from checks.judging import UNSEEN_KEY
from checks.model import Outcome, Reason, Severity, Text, Verdict
from inventory.settings.vantage import INTERNET
from scanner.observation import Observation
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from tests.checks import builders

CHECKS = ("tls.protocols", "web.hsts")
HOSTS = ("a.brvt.test", "b.brvt.test")
START = datetime(2026, 1, 1, 3, tzinfo=UTC)
WAN = "wan"
VANTAGES = (INTERNET, WAN)
PARTS = ("endpoint.addresses: timeout: 192.0.2.1", "tls.suites: blocked: cut")


@dataclass(frozen=True)
class Seen:
    """One look of one run at one host, ``day`` days after ``START``, and what it told of each check.

    ``vantage``: from where.
    """

    host: str
    day: int
    told: tuple[Verdict, ...]
    vantage: str = INTERNET

    @property
    def at(self) -> datetime:
        """The moment."""
        return START + timedelta(days=self.day)


def verdict(
    check: str,
    outcome: Outcome,
    severity: Severity = Severity.MEDIUM,
    words: str = "",
    unseen: Sequence[str] = (),
) -> Verdict:
    """A verdict, with what it did not see."""
    reason = None
    if outcome is Outcome.NOT_TESTED:
        reason = Reason.INCOMPLETE if unseen else Reason.TIMEOUT
    evidence = {"detail": words, **({UNSEEN_KEY: list(unseen)} if unseen else {})}
    return Verdict(
        check=check,
        outcome=outcome,
        severity=severity,
        reason=reason,
        summary=Text(vi=f"Vi {words}", en=f"En {words}"),
        evidence=evidence,
    )


def _verdicts(check: str) -> st.SearchStrategy[Verdict]:
    return st.builds(
        verdict,
        st.just(check),
        st.sampled_from([*Outcome, Outcome.NOT_TESTED, Outcome.NOT_TESTED]),
        st.sampled_from([Severity.LOW, Severity.HIGH]),
        st.sampled_from(["", "x"]),
        st.lists(st.sampled_from(PARTS), max_size=2, unique=True),
    )


DAYS = st.sampled_from([*range(4), 1500, -2000])  # a run dated 2030, and one dated 2020
LOOKS = st.builds(
    Seen,
    st.sampled_from(HOSTS),
    DAYS,
    st.lists(st.sampled_from(CHECKS), unique=True, min_size=1).flatmap(
        lambda checks: st.tuples(*map(_verdicts, checks))
    ),
    st.sampled_from(VANTAGES),
)


def observation(run: int, seen: Seen) -> Observation:
    """A look as a run records it."""
    target = Target(host=seen.host, observed_at=seen.at)
    return Observation(
        run=run,
        target=target,
        facts=builders.facts(target=target),
        verdicts=seen.told,
        connections={},
        started_at=seen.at,
        finished_at=seen.at,
    )


def recorded(engine: Engine, looks: Iterable[Seen]) -> list[int]:
    """Record each as a run of its own; the numbers of the runs."""
    writer, runs = ScanWriter(engine), []
    for seen in looks:
        runs.append(writer.start(RunSettings(vantage=seen.vantage), "capdo", [(seen.host, 443, 80)]))
        writer.record(observation(runs[-1], seen))
    return runs
