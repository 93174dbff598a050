"""The shape of a check."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from checks.facts import AnyFacts, Facts, Part
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds


@dataclass(frozen=True, kw_only=True)
class Check:
    """One rule. Its file ``checks/FAMILY/NAME.py`` ends with ``CHECK = Check(id="FAMILY.NAME", …)``.

    ``judge`` is pure: the same facts and thresholds always give the same judgement. It reads only the kinds
    of facts listed in ``needs``, through ``facts.require``; when a probe could not supply them, the judging
    (``checks.judging``) answers ``not_tested`` or ``not_applicable`` in its stead.
    """

    id: str
    title: Text
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
    dated: bool = False  # the same facts may say something else on another day: it reads the moment

    @property
    def family(self) -> str:
        """The id's part before the dot."""
        return self.id.partition(".")[0]
