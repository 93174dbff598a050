"""Which requirement of the standard a check's finding speaks to; data in ``mappings/*.toml``."""

import tomllib
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Literal

from checks.model import Frozen, Severity, Text, Verdict

Strength = Literal["strong", "partial", "weak"]


class Clause(Frozen):
    """A clause, and patterns of the checks whose failing tells something about it."""

    number: str
    name: Text
    strength: Strength
    checks: tuple[str, ...]


class ClauseMap(Frozen):
    """A standard's clauses, in the order in which they are tried."""

    title: Text
    source: Text
    verified: bool
    contradicting_severities: tuple[Severity, ...]
    contradicting_strengths: tuple[Strength, ...]
    clauses: tuple[Clause, ...]

    def contradicted_by(self, verdict: Verdict) -> Clause | None:
        """The first clause that a failing verdict contradicts; None when it contradicts nothing."""
        if verdict.outcome != "fail" or verdict.severity not in self.contradicting_severities:
            return None
        found = (clause for clause in self.clauses if _speaks_to(clause, verdict.check))
        clause = next(found, None)
        return clause if clause and clause.strength in self.contradicting_strengths else None


@cache
def load(name: str = "tcvn-11930") -> ClauseMap:
    """A shipped mapping."""
    text = (files("reports") / "mappings" / f"{name}.toml").read_text(encoding="utf-8")
    return ClauseMap.model_validate(tomllib.loads(text))


def _speaks_to(clause: Clause, check: str) -> bool:
    return any(fnmatchcase(check, pattern) for pattern in clause.checks)
