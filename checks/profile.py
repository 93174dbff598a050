"""Profiles: the checks a framework asks for, its thresholds and severities; data in ``profiles/*.toml``."""

import tomllib
from fnmatch import fnmatchcase
from importlib.resources import files

from pydantic import ValidationError

from checks.model import Check, ChecksError, Frozen, Judgement, Severity, Text, Threshold, Thresholds
from checks.registry import all_checks

DEFAULT = "default"


class Profile(Frozen):
    """``checks`` are patterns such as ``tls.*``; the tables are keyed by check id."""

    name: str
    title: Text
    source: str
    verified: bool
    checks: tuple[str, ...] = ("*",)
    severities: dict[str, Severity] = {}
    thresholds: dict[str, dict[str, Threshold]] = {}

    def selects(self, check: Check) -> bool:
        """Whether this profile asks for a check."""
        return any(fnmatchcase(check.id, pattern) for pattern in self.checks)

    def thresholds_for(self, check: Check) -> Thresholds:
        """The check's thresholds with this profile's changes."""
        return {**check.thresholds, **self.thresholds.get(check.id, {})}

    def severity_for(self, check: Check, judgement: Judgement) -> Severity:
        """The profile's severity, else the judgement's own, else the check's default."""
        return self.severities.get(check.id) or judgement.severity or check.severity


def load(name: str = DEFAULT) -> Profile:
    """A profile by name.

    Raises:
        ChecksError: no such profile, or its file names a check or threshold that does not exist.

    """
    if name not in names():
        raise ChecksError(f"unknown profile {name!r}: choose one of {', '.join(names())}")
    text = (files("checks.profiles") / f"{name}.toml").read_text(encoding="utf-8")
    try:
        profile = Profile.model_validate({"name": name, **tomllib.loads(text)})
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ChecksError(f"profile {name!r} is not valid: {error}") from error
    _refuse_unknown(profile)
    return profile


def names() -> tuple[str, ...]:
    """The profiles that ship."""
    entries = files("checks.profiles").iterdir()
    return tuple(
        sorted(entry.name.removesuffix(".toml") for entry in entries if entry.name.endswith(".toml"))
    )


def _refuse_unknown(profile: Profile) -> None:
    unknown = (profile.severities.keys() | profile.thresholds.keys()) - all_checks().keys()
    if unknown:
        raise ChecksError(f"profile {profile.name!r} names unknown checks: {', '.join(sorted(unknown))}")
    for check_id, changes in profile.thresholds.items():
        strange = ", ".join(sorted(changes.keys() - all_checks()[check_id].thresholds.keys()))
        if strange:
            raise ChecksError(f"profile {profile.name!r}: {check_id} has no threshold {strange}")
