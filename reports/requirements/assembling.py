"""From what units say, and what stands of their systems, to what the report tells of both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from checks.model import Text
from inventory.model import Code, System
from inventory.model import Text as InventoryText
from inventory.requirements.model import Catalogue, Requirement, RequirementState, SelfAssessment
from inventory.requirements.progress import SystemProgress
from reports.assembly.estate import Estate, keys_of
from reports.evidence.ipv6_state import Key
from reports.model.self_assessment import (
    AgencyAnswers,
    AnswerCounts,
    RequirementAnswer,
    SelfAssessments,
    SystemAnswers,
)
from reports.requirements.joining import Spoke, says, spoken
from scanner.observation import Observation
from scanner.waivers.matching import Waived

SETTLED = (RequirementState.MET, RequirementState.NOT_APPLICABLE)


def self_assessments(estate: Estate) -> SelfAssessments | None:
    """Everything the report tells of them; None: nothing was said of its systems."""
    told = estate.source.self_assessed
    systems = {system.code: system for system in estate.inventory.systems}
    said = {code: one for code, one in told.progress.items() if code in systems} if told else {}
    if told is None or not said:
        return None
    counted = [system for system in estate.counted() if system.code in said]
    catalogue, looked = told.catalogue, Standing(estate.observed, estate.waived, estate.source.as_of)
    return SelfAssessments(
        catalogue=catalogue.code,
        title=_text(catalogue.title),
        version=catalogue.version,
        source=_text(catalogue.source) if catalogue.source else None,
        verified=catalogue.verified or catalogue.source is None,
        remark=_text(catalogue.remark) if catalogue.remark else None,
        in_operation=sum(1 for _ in estate.counted()),
        answered=len(counted),
        counts=_counts(said[system.code] for system in counted),
        systems=tuple(
            system_answers(
                systems[code],
                catalogue,
                said[code],
                looked,
                claims=estate.source.approval(code).claims_compliance,
            )
            for code in sorted(said)
        ),
        agencies=_agencies(estate, said),
    )


def against_claims(told: SelfAssessments | None) -> tuple[SystemAnswers, ...]:
    """The systems whose claim of a full plan their own self-assessment contradicts."""
    return told.against_claims if told else ()


@dataclass(frozen=True)
class Standing:
    """What stands of the endpoints by the end of a day, and what of it is waived."""

    observed: Mapping[Key, Observation]
    waived: Waived
    day: date


def system_answers(
    system: System, catalogue: Catalogue, progress: SystemProgress, looked: Standing, *, claims: bool
) -> SystemAnswers:
    """One system, each requirement of its level beside what scans say; ``claims``: that its plan is full."""
    keys = keys_of(system)
    spoke = spoken(system.code, keys, looked.observed, looked.waived)
    return SystemAnswers(
        system=system.code,
        level=progress.level,
        claims=claims,
        support=progress.support,
        counts=_counts([progress]),
        not_applicable=len(progress.answers) - progress.applicable,
        requirements=tuple(
            _answer(catalogue, requirement, said, spoke, len(keys), looked.day)
            for requirement, said in progress.answers
        ),
    )


def _answer(
    catalogue: Catalogue,
    requirement: Requirement,
    said: SelfAssessment | None,
    spoke: Spoke,
    endpoints: int,
    day: date,
) -> RequirementAnswer:
    heading = catalogue.heading(requirement)
    answer = RequirementAnswer(
        code=requirement.code,
        name=_text(requirement.name),
        heading=_text(heading) if heading else None,
        scans=says(requirement, spoke, endpoints),
    )
    return answer if said is None else answer.model_copy(update=_said(said, day))


def _said(said: SelfAssessment, day: date) -> dict[str, object]:
    open_still = said.state not in SETTLED
    return {
        "state": said.state,
        "on": said.on,
        "reason": said.reason,
        "plan": said.plan,
        "person": said.person,
        "due": said.due,
        "overdue": open_still and said.due is not None and said.due < day,
        "evidence": said.file,
    }


def _agencies(estate: Estate, said: Mapping[Code, SystemProgress]) -> tuple[AgencyAnswers, ...]:
    """Every agency with a system in operation, by name; those of which nothing is said too."""
    systems: dict[Code, list[System]] = {}
    names = {}
    for system in estate.counted():
        agency = estate.agency(system)
        names[agency.code] = agency
        systems.setdefault(agency.code, []).append(system)
    return tuple(
        AgencyAnswers(
            agency=names[code],
            systems=len(own),
            answered=sum(system.code in said for system in own),
            counts=_counts(said[system.code] for system in own if system.code in said),
        )
        for code, own in sorted(systems.items(), key=lambda item: (names[item[0]].name, item[0]))
    )


def _counts(told: Iterable[SystemProgress]) -> AnswerCounts:
    counted = list(told)
    return AnswerCounts(
        met=sum(one.met for one in counted),
        applicable=sum(one.applicable for one in counted),
        unanswered=sum(one.unanswered for one in counted),
    )


def _text(text: InventoryText) -> Text:
    return Text(vi=text.vi, en=text.en)
