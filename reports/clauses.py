"""Which requirements of the standards a check's finding speaks to; data in ``mappings/*.toml``.

TCVN 14423:2026 replaces TCVN 11930:2017, by which most plans were approved. From when is not known here, so
both are told of, the older first; a finding contradicts a claim when it contradicts a clause of either.
"""

import tomllib
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Literal, Self

from pydantic import model_validator

from checks.model import Frozen, Outcome, Severity, Text, Verdict

Strength = Literal["strong", "partial", "weak"]
STANDARDS = ("tcvn-11930", "tcvn-14423")


class Clause(Frozen):
    """A clause, and patterns of the checks whose failing tells something about it.

    ``name`` is the standard's own; where it is not known, ``about`` tells what the clause is said to ask.
    """

    number: str
    name: Text | None = None
    about: Text | None = None
    strength: Strength
    checks: tuple[str, ...]

    @model_validator(mode="after")
    def _told_in_one_way(self) -> Self:
        if (self.name is None) == (self.about is None):
            raise ValueError(f"clause {self.number} needs a name, or what it is about, and not both")
        return self


class ContradictedClause(Frozen):
    """A clause of a standard (``ClauseMap.id``) that a finding contradicts; as ``Clause`` has it."""

    standard: str
    number: str
    name: Text | None
    about: Text | None
    strength: Strength


class ClauseMap(Frozen):
    """A standard's clauses, in the order in which they are tried."""

    id: str
    designation: str  # as the standard is cited
    title: Text
    source: Text
    verified: bool
    contradicting_severities: tuple[Severity, ...]
    contradicting_strengths: tuple[Strength, ...]
    clauses: tuple[Clause, ...]

    def contradicted_by(self, check: str, severity: Severity) -> Clause | None:
        """The first clause that a failing check contradicts; None when it contradicts nothing."""
        if severity not in self.contradicting_severities:
            return None
        clause = self.clause_of(check)
        return clause if clause and clause.strength in self.contradicting_strengths else None

    def clause_of(self, check: str) -> Clause | None:
        """The first clause that a check speaks to; None when it speaks to none."""
        return next((clause for clause in self.clauses if _speaks_to(clause, check)), None)


def contradicted(verdict: Verdict) -> tuple[ContradictedClause, ...]:
    """The clauses that a verdict contradicts, one a standard at most; none when it contradicts nothing."""
    return _contradicted(verdict.check, verdict.severity) if verdict.outcome is Outcome.FAIL else ()


def standards() -> tuple[ClauseMap, ...]:
    """The shipped mappings, the older standard first."""
    return tuple(load(name) for name in STANDARDS)


def contradicting_severities() -> frozenset[Severity]:
    """Of a failing verdict, so that it may contradict a clause of any standard."""
    return frozenset(severity for standard in standards() for severity in standard.contradicting_severities)


@cache
def load(name: str) -> ClauseMap:
    """A shipped mapping."""
    text = (files("reports") / "mappings" / f"{name}.toml").read_text(encoding="utf-8")
    return ClauseMap.model_validate({"id": name, **tomllib.loads(text)})


@cache
def _contradicted(check: str, severity: Severity) -> tuple[ContradictedClause, ...]:
    clauses = ((standard.id, standard.contradicted_by(check, severity)) for standard in standards())
    return tuple(
        ContradictedClause(standard=standard, **clause.model_dump(exclude={"checks"}))
        for standard, clause in clauses
        if clause
    )


def _speaks_to(clause: Clause, check: str) -> bool:
    return any(fnmatchcase(check, pattern) for pattern in clause.checks)
