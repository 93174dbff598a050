"""``assessment-results``: for each system what was seen, what was said, and what was found of requirements.

A finding is "not-satisfied" where its unit says so, or a scan contradicts it; "satisfied" where its unit says
that it is met and no scan contradicts that. What could not be tested is an observation and makes no finding;
what does not apply is told as an observation, and excluded from the controls reviewed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from checks.model import Text
from inventory.model import Language, System
from inventory.requirements.model import FALLING_SHORT, Requirement, RequirementState, SelfAssessment
from inventory.requirements.progress import SystemProgress
from reports.assembly.estate import keys_of
from reports.errors import ReportError
from reports.oscal.observations import Resources, does_not_apply, is_told, said, said_uuid, seen, seen_uuid
from reports.oscal.subjects import Parties, component, items, metadata
from reports.oscal.writing import (
    Json,
    OscalVersion,
    beginning,
    control,
    document,
    filled,
    identifier,
    line,
    props,
)
from reports.requirements.gathering import RequirementSource
from reports.requirements.joining import Spoken, clauses_named, clauses_of, verdicts_at

TITLE = Text(
    vi="Kết quả đánh giá theo yêu cầu của cấp độ, tính đến {day:%d/%m/%Y}",
    en="Assessment by the requirements of each level, as of {day}",
)
LIMITS = Text(
    vi="Kết quả quét từ bên ngoài có thể trái với tự đánh giá, không chứng minh tự đánh giá là đúng; "
    "nội dung chưa kiểm tra được không bao giờ là chưa đạt.",
    en="What a scan sees from outside can contradict what a unit says, and never proves it; what could not "
    "be tested is never a failure.",
)
NO_LEVEL = Text(
    vi="Chưa rõ cấp độ nên chưa đánh giá: {codes}.", en="Not assessed, since the level is not known: {codes}."
)
NO_PLAN = Text(
    vi="Không có kế hoạch đánh giá ở định dạng OSCAL: phạm vi là yêu cầu của cấp độ theo {title}.",
    en="There is no assessment plan in OSCAL: assessed are the requirements of {title} at each level.",
)
IMPLEMENTED = {
    RequirementState.MET: "implemented",
    RequirementState.PARTLY: "partial",
    RequirementState.PLANNED: "planned",
}
BY_UNIT = Text(vi="theo tự đánh giá của đơn vị", en="by what its unit says")
BY_SCAN = Text(vi="kết quả quét trái với yêu cầu", en="a scan contradicts it")
Status = Literal["satisfied", "not-satisfied"]


@dataclass(frozen=True)
class Assessed:
    """A requirement of a system, what was said of it, what speaks to it, and of that what contradicts it."""

    requirement: Requirement
    answer: SelfAssessment | None
    speaking: tuple[Spoken, ...]
    against: tuple[Spoken, ...]

    @property
    def status(self) -> Status | None:
        """None: nothing tells whether it is met, or it does not apply."""
        state = self.answer.state if self.answer else None
        if state is RequirementState.NOT_APPLICABLE:
            return None
        if state in FALLING_SHORT or self.against:
            return "not-satisfied"
        return "satisfied" if state is RequirementState.MET else None


def assessed(system: System, progress: SystemProgress, source: RequirementSource) -> Iterator[Assessed]:
    """Every requirement of a system's level."""
    looked = source.looked
    told = tuple(verdicts_at(system.code, keys_of(system), looked.observed, looked.waived))
    for requirement, answer in progress.answers:
        named = clauses_named(requirement)
        speaking = tuple(one for one in told if clauses_of(one.verdict.check) & named)
        yield Assessed(requirement, answer, speaking, tuple(one for one in speaking if one.clauses & named))


def assessment_results(source: RequirementSource, version: OscalVersion, language: Language) -> Json:
    """The document.

    Raises:
        ReportError: the level of no system is known, so that nothing is assessed.

    """
    parties, resources = Parties(), Resources()
    systems = [(system, source.progress.get(system.code)) for system in source.inventory.systems]
    results = [
        _result(system, progress, source, parties, resources, language)
        for system, progress in systems
        if progress
    ]
    if not results:
        raise ReportError("no system has a level: give systems one (proposed_level) in the inventory first")
    unknown = ", ".join(system.code for system, progress in systems if progress is None)
    remarks = [LIMITS.to(language), *([NO_LEVEL.to(language).format(codes=unknown)] if unknown else [])]
    plan = identifier("plan", source.catalogue.code)
    title = TITLE.to(language).format(day=source.as_of)
    return document(
        "assessment-results",
        {
            "metadata": metadata(source, title, parties, version, remarks),
            "import-ap": {"href": f"#{plan}"},
            "results": results,
            "back-matter": {"resources": [_plan(plan, source, language), *resources.named.values()]},
        },
    )


def _plan(uuid: str, source: RequirementSource, language: Language) -> Json:
    catalogue = source.catalogue
    text = NO_PLAN.to(language).format(title=catalogue.title.to(language))
    description = f"{text} {catalogue.source.to(language) if catalogue.source else ''}"
    return {"uuid": uuid, "title": line(catalogue.title.to(language)), "description": line(description)}


def _result(
    system: System,
    progress: SystemProgress,
    source: RequirementSource,
    parties: Parties,
    resources: Resources,
    language: Language,
) -> Json:
    looked = source.looked
    told = [
        one
        for one in verdicts_at(system.code, keys_of(system), looked.observed, looked.waived)
        if is_told(one)
    ]
    answers = [answer for _, answer in progress.answers if answer]
    observations = [*seen(system.code, told, language), *said(answers, parties, resources, language)]
    collected = sorted([*(one.seen_at for one in told), *(beginning(one.on) for one in answers)])
    figures = {
        "system-code": system.code,
        "level": progress.level,
        "met": progress.met,
        "applicable": progress.applicable,
        "unanswered": progress.unanswered,
        "claim-of-full-plan": progress.support.value if system.code in source.claims else None,
    }
    return filled(
        {
            "uuid": identifier("result", system.code, source.as_of),
            "title": line(f"{system.code} – {system.name}"),
            "description": line(TITLE.to(language).format(day=source.as_of)),
            "start": (collected[0] if collected else beginning(source.as_of)).isoformat(),
            "end": collected[-1].isoformat() if collected else None,
            "props": props(figures),
            "local-definitions": filled(
                {"components": [component(system, source)], "inventory-items": items(keys_of(system))}
            ),
            "reviewed-controls": _reviewed(progress, source),
            "observations": observations,
            "findings": [
                finding
                for one in assessed(system, progress, source)
                if (finding := _finding(system, one, source, language))
            ],
        }
    )


def _reviewed(progress: SystemProgress, source: RequirementSource) -> Json:
    """The requirements of the level; those that do not apply are excluded, with an observation of why."""
    code = source.catalogue.code
    asked = [{"control-id": control(code, requirement.code)} for requirement, _ in progress.answers]
    excluded = [
        {"control-id": control(code, requirement.code)}
        for requirement, answer in progress.answers
        if answer and does_not_apply(answer)
    ]
    return {"control-selections": [filled({"include-controls": asked, "exclude-controls": excluded})]}


def _finding(system: System, one: Assessed, source: RequirementSource, language: Language) -> Json | None:
    status = one.status
    if status is None:
        return None
    code = control(source.catalogue.code, one.requirement.code)
    reasons = [BY_SCAN] if one.against else []
    reasons += [BY_UNIT] if one.answer else []
    name = f"{one.requirement.code} {one.requirement.name.to(language)}"
    observed = [said_uuid(one.answer)] if one.answer else []
    observed += [seen_uuid(system.code, spoke) for spoke in one.speaking if is_told(spoke)]
    target = {
        "type": "objective-id",
        "target-id": code,
        "title": line(name),
        "status": {
            "state": status,
            "reason": "pass" if status == "satisfied" else "fail",
            "remarks": "; ".join(reason.to(language) for reason in reasons),
        },
        "implementation-status": _implementation(one),
    }
    return filled(
        {
            "uuid": finding_uuid(system, one, source),
            "title": line(name),
            "description": line(f"{system.name}: {name}"),
            "target": filled(target),
            "related-observations": [{"observation-uuid": uuid} for uuid in dict.fromkeys(observed)],
        }
    )


def _implementation(one: Assessed) -> Json | None:
    state = IMPLEMENTED.get(one.answer.state) if one.answer else None
    return {"state": state} if state else None


def finding_uuid(system: System, one: Assessed, source: RequirementSource) -> str:
    """The identifier of what was found of a requirement of a system on a day."""
    return identifier("requirement", system.code, source.catalogue.code, one.requirement.code, source.as_of)
