"""The shape of a check."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal, Protocol

from checks.facts import AnyFacts, Facts, Part
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds


class Named(Protocol):
    """What has a name for each state: a check, and what a report tells of one."""

    @property
    def title(self) -> Text:
        """Of the good state."""

    @property
    def finding(self) -> Text:
        """Of the bad one."""

    @property
    def warning(self) -> Text | None:
        """Of a warning; None: as the bad one."""


def heading(named: Named, outcome: Outcome) -> Text:
    """What a verdict is headed with: a finding never bears the title of the good state."""
    if outcome is Outcome.WARN:
        return named.warning or named.finding
    return named.finding if outcome is Outcome.FAIL else named.title


@dataclass(frozen=True, kw_only=True)
class Check:
    """One rule. Its file ``checks/FAMILY/NAME.py`` ends with ``CHECK = Check(id="FAMILY.NAME", …)``.

    ``judge`` is pure: the same facts and thresholds always give the same judgement. It reads only the kinds
    of facts listed in ``needs``, through ``facts.require``; when a probe could not supply them, the judging
    (``checks.judging``) answers ``not_tested`` or ``not_applicable`` in its stead.
    """

    id: str
    title: Text  # of the good state: what a pass says
    finding: Text  # of the bad one: what heads a failure, and a warning that has no words of its own
    warning: Text | None = None  # of a warning that is milder than, or another thing than, the failure
    rationale: Text
    remediation: Text
    severity: Severity
    needs: tuple[type[AnyFacts], ...]
    outcomes: tuple[Outcome, ...]  # those that judge itself may return
    references: tuple[Reference, ...]
    since: str
    judge: Callable[[Facts, Thresholds], Judgement]
    thresholds: Thresholds = field(default_factory=dict)  # defaults, which a profile may change
    volatile: tuple[str, ...] = ()  # keys of its evidence that change by themselves, such as days left
    # What must have been seen whole for a pass; every part of what it needs unless it names fewer.
    parts: tuple[Part, ...] = tuple(Part)
    ports: tuple[int, ...] = ()  # TCP ports that a scan must try for it, as Part.PORTS_NAMED
    judges: Literal["address", "endpoint"] = "address"  # endpoint: it compares addresses itself
    reads_zone: bool = False  # of DNS it reads more than the host's addresses
    dated: bool = False  # the same facts may say something else on another day: it reads the moment
    # Of a dated one: at which moments that may happen; None: they are found by judging day by day.
    turns: Callable[[Facts, Thresholds], Iterable[datetime]] | None = None
    # The word of a permission that allows it, where its family's does not: "files", "udp".
    needs_permission: str = ""
    full_only: bool = False  # ports that it names are tried at the full depth alone
    borrows: tuple[type[AnyFacts], ...] = ()  # of ``needs``: a lean look has them where others need them

    @cached_property
    def family(self) -> str:
        """The id's part before the dot."""
        return self.id.partition(".")[0]

    @cached_property
    def permitted_by(self) -> str:
        """The word of a permission that allows it."""
        return self.needs_permission or self.family
