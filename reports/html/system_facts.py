"""What is recorded of one system, line by line: made here, as a large estate has thousands of them."""

from collections.abc import Iterator

from reports.model import SystemView
from reports.sentences.phrases import decision, label
from reports.text.locale import NO_DATA, Locale


def facts_of(system: SystemView, locale: Locale) -> list[tuple[str, str]]:
    """What each is called, and what it is."""
    return [(locale.strings[key], value) for key, value in _facts(system, locale)]


def _facts(system: SystemView, locale: Locale) -> Iterator[tuple[str, str]]:
    approval, words = system.approval, locale.strings
    yield "systems.stage", words[f"stage.{approval.stage}"]
    yield "systems.proposed", str(system.proposed_level or NO_DATA)
    yield "systems.level", str(approval.level or NO_DATA)
    yield "systems.decision", decision(approval, locale)
    yield "systems.plan", words[f"plan.{approval.plan}"]
    yield "systems.assessed", locale.date(approval.assessed_on)
    if system.is_portal:
        yield "systems.label", label(approval, locale)
    yield "acting.owner", system.owner.name
    yield "systems.operator", system.operator.name if system.operator else words["systems.unknown_operator"]
    yield "systems.ipv6", words[f"ipv6.{system.ipv6}"]
