"""``plan-of-action-and-milestones``: what is not met yet, and each open failing finding, by whom and when.

Each item has a risk with its deadline and, where somebody planned something, a remediation with a milestone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.model import Outcome, Text
from inventory.model import Language, System
from inventory.requirements.model import FALLING_SHORT, RequirementState, SelfAssessment
from inventory.requirements.vocabulary import WORDINGS
from reports.assembly.estate import keys_of
from reports.oscal.observations import Resources, said, said_uuid, seen, seen_uuid
from reports.oscal.results import Assessed, assessed
from reports.oscal.subjects import RESPONSIBLE, Parties, component, items, metadata
from reports.oscal.writing import (
    Json,
    OscalVersion,
    control,
    document,
    filled,
    identifier,
    line,
    moment,
    prop,
    props,
)
from reports.requirements.gathering import RequirementSource
from reports.requirements.joining import Spoken, verdicts_at

TITLE = Text(
    vi="Kế hoạch khắc phục và các mốc, tính đến {day:%d/%m/%Y}",
    en="Plan of action and milestones, as of {day}",
)
STATEMENT = Text(
    vi="Yêu cầu của cấp độ chưa được đáp ứng đầy đủ.", en="A requirement of the level is not fully met."
)
TO_MEND = Text(vi="Khắc phục, rồi rà quét lại để xác nhận.", en="Mend it, then scan again to confirm.")


@dataclass(frozen=True)
class ToDo:
    """One item: what it is called, what was seen or said of it, and who does it by when."""

    key: tuple[object, ...]
    system: System
    title: str
    description: str
    statement: str
    observed: tuple[str, ...]
    told: dict[str, object | None]
    status: str
    plan: str | None = None
    person: str | None = None
    due: date | None = None


def plan_of_action(source: RequirementSource, version: OscalVersion, language: Language) -> Json | None:
    """The document; None: nothing is open."""
    parties, resources = Parties(), Resources()
    todo = [one for system in source.inventory.systems for one in _todo(system, source, language)]
    if not todo:
        return None
    systems = {one.system.code: one.system for one in todo}
    observations = [
        observed
        for system in systems.values()
        for observed in _observations(system, source, parties, resources, language)
    ]
    keys = sorted({key for system in systems.values() for key in keys_of(system)})
    risks = [_risk(one, parties) for one in todo]
    title = TITLE.to(language).format(day=source.as_of)
    return document(
        "plan-of-action-and-milestones",
        filled(
            {
                "metadata": metadata(source, title, parties, version, []),
                "local-definitions": filled(
                    {
                        "components": [component(system, source) for system in systems.values()],
                        "inventory-items": items(keys),
                    }
                ),
                "observations": observations,
                "risks": risks,
                "poam-items": [_item(one) for one in todo],
                "back-matter": filled({"resources": list(resources.named.values())}),
            }
        ),
    )


def _todo(system: System, source: RequirementSource, language: Language) -> Iterator[ToDo]:
    progress = source.progress.get(system.code)
    for one in assessed(system, progress, source) if progress else ():
        if one.answer and one.answer.state in FALLING_SHORT:
            yield _of_requirement(system, one, one.answer, source, language)
    for spoke in _open(system, source):
        yield _of_finding(system, spoke, language)


def _open(system: System, source: RequirementSource) -> Iterator[Spoken]:
    """What fails and is not waived."""
    looked = source.looked
    for spoke in verdicts_at(system.code, keys_of(system), looked.observed, looked.waived):
        if spoke.verdict.outcome is Outcome.FAIL and not spoke.waived:
            yield spoke


def _of_requirement(
    system: System, one: Assessed, answer: SelfAssessment, source: RequirementSource, language: Language
) -> ToDo:
    state = WORDINGS[answer.state].to(language)
    name = f"{one.requirement.code} {one.requirement.name.to(language)}"
    against = tuple(seen_uuid(system.code, spoke) for spoke in one.against)
    return ToDo(
        key=("requirement", system.code, source.catalogue.code, one.requirement.code),
        system=system,
        title=f"{system.code}: {name}",
        description=f"{system.name}: {name} – {state}. {answer.plan or ''}",
        statement=STATEMENT.to(language),
        observed=(said_uuid(answer), *against),
        told={
            "system-code": system.code,
            "control-id": control(source.catalogue.code, one.requirement.code),
            "state": answer.state.value,
            "due": answer.due,
        },
        status="remediating" if answer.state is RequirementState.PLANNED else "open",
        plan=answer.plan or (state if answer.due else None),
        person=answer.person,
        due=answer.due,
    )


def _of_finding(system: System, spoke: Spoken, language: Language) -> ToDo:
    verdict, host = spoke.verdict, spoke.key[0]
    return ToDo(
        key=("finding", system.code, *spoke.key, verdict.check),
        system=system,
        title=f"{system.code}: {verdict.check} – {host}",
        description=verdict.summary.to(language),
        statement=verdict.summary.to(language),
        observed=(seen_uuid(system.code, spoke),),
        told={
            "system-code": system.code,
            "check": verdict.check,
            "severity": verdict.severity.value,
            "host": host,
        },
        status="open",
        plan=TO_MEND.to(language) if system.contact_name else None,
        person=system.contact_name,
    )


def _observations(
    system: System, source: RequirementSource, parties: Parties, resources: Resources, language: Language
) -> Iterator[Json]:
    progress = source.progress.get(system.code)
    yield from seen(system.code, _open(system, source), language)
    short = [answer for _, answer in progress.short()] if progress else []
    yield from said(short, parties, resources, language)


def _risk(one: ToDo, parties: Parties) -> Json:
    return filled(
        {
            "uuid": identifier("risk", *one.key),
            "title": line(one.title),
            "description": line(one.description),
            "statement": line(one.statement),
            "props": props(one.told),
            "status": one.status,
            "deadline": moment(one.due) if one.due else None,
            "remediations": [_remediation(one, parties)] if one.plan else [],
            "related-observations": [{"observation-uuid": uuid} for uuid in one.observed],
        }
    )


def _remediation(one: ToDo, parties: Parties) -> Json:
    who = [{"role-id": RESPONSIBLE, "party-uuids": [parties.person(one.person)]}] if one.person else []
    task = filled(
        {
            "uuid": identifier("milestone", *one.key),
            "type": "milestone",
            "title": line(one.title),
            "timing": {"on-date": {"date": moment(one.due)}} if one.due else None,
            "responsible-roles": who,
        }
    )
    return {
        "uuid": identifier("remediation", *one.key),
        "lifecycle": "planned",
        "title": line(one.title),
        "description": line(one.plan or ""),
        "tasks": [task],
    }


def _item(one: ToDo) -> Json:
    who = [prop("person", one.person)] if one.person else []
    return {
        "uuid": identifier("item", *one.key),
        "title": line(one.title),
        "description": line(one.description),
        "props": [*props(one.told), *who],
        "related-observations": [{"observation-uuid": uuid} for uuid in one.observed],
        "related-risks": [{"risk-uuid": identifier("risk", *one.key)}],
    }
