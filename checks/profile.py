"""Profiles: the checks a framework asks for, its thresholds and severities; data in ``profiles/*.toml``."""

import tomllib
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatchcase

from pydantic import ValidationError

from checks import data
from checks.check import Check
from checks.errors import ChecksError
from checks.model import Frozen, Judgement, Severity, Text, Threshold, Thresholds
from checks.registry import all_checks
from checks.thresholds import kind

DEFAULT = "default"
PACKAGE = "checks.profiles"


class Profile(Frozen):
    """``checks`` are patterns such as ``tls.*``; the tables are keyed by check id.

    ``date``: the state of the framework that the file was made from. ``verified``: its text itself was read.
    """

    name: str
    title: Text
    source: str
    date: date
    verified: bool
    checks: tuple[str, ...] = ("*",)
    severities: dict[str, Severity] = {}
    thresholds: dict[str, dict[str, Threshold]] = {}

    def selects(self, check: Check) -> bool:
        """Whether this profile asks for a check."""
        return any(fnmatchcase(check.id, pattern) for pattern in self.checks)

    def thresholds_for(self, check: Check) -> Thresholds:
        """The check's thresholds with this profile's changes."""
        own = self.thresholds.get(check.id)
        return {**check.thresholds, **own} if own else check.thresholds

    def severity_for(self, check: Check, judgement: Judgement) -> Severity:
        """The profile's severity, else the judgement's own, else the check's default."""
        return self.severities.get(check.id) or judgement.severity or check.severity


def load(name: str = DEFAULT) -> Profile:
    """A profile by name.

    Raises:
        ChecksError: no such profile, or its file is not valid.

    """
    if name not in names():
        raise ChecksError(
            "unknown profile {name!r}: choose one of {names}", name=name, names=", ".join(names())
        )
    return read(name, data.table_text(PACKAGE, name))


def read(name: str, text: str) -> Profile:
    """A profile from the TOML of its file.

    Raises:
        ChecksError: it is no profile, names a check or threshold that does not exist, or gives a threshold of
            another kind than the check's own.

    """
    try:
        profile = Profile.model_validate({"name": name, **tomllib.loads(text)})
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ChecksError("profile {name!r} is not valid: {error}", name=name, error=error) from error
    if problems := [*_unknown_checks(profile), *_wrong_thresholds(profile)]:
        raise ChecksError(
            "profile {name!r} is not valid: {problems}", name=name, problems="; ".join(problems)
        )
    return profile


def names() -> tuple[str, ...]:
    """The profiles that ship."""
    return data.tables(PACKAGE)


def _unknown_checks(profile: Profile) -> Iterator[str]:
    checks = all_checks()
    for pattern in profile.checks:
        if not any(fnmatchcase(check_id, pattern) for check_id in checks):
            yield f"no check matches {pattern!r}"
    for check_id in sorted((profile.severities.keys() | profile.thresholds.keys()) - checks.keys()):
        yield f"unknown check {check_id!r}"


def _wrong_thresholds(profile: Profile) -> Iterator[str]:
    for check_id, wanted in profile.thresholds.items():
        known = all_checks()[check_id].thresholds if check_id in all_checks() else wanted
        for name, value in wanted.items():
            if name not in known:
                choice = ", ".join(known) or "it has none"
                yield f"{check_id} has no threshold {name!r} (choose from: {choice})"
            elif kind(value) != kind(known[name]):
                yield f"{check_id}: threshold {name!r} must be {kind(known[name])}, not {value!r}"
