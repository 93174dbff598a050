"""Whose letter a paper is, and to whom it goes: from the register and the rule set."""

from collections.abc import Mapping
from dataclasses import dataclass

from inventory.law.ruleset import RuleSet
from inventory.model import Code, Organization, System, Text
from inventory.successors import Successors
from inventory.wording.phrases import Joined, Phrase
from reports.errors import ReportError
from reports.papers import entering
from reports.papers.blanks import Blank
from reports.papers.case import PaperCase
from reports.papers.form import PaperForm, Role

UNIT, INDEPENDENT = "specialised-unit", "operator-is-specialised-unit"  # keys of the rule sets
COUNCIL = Text(
    vi="đơn vị hoặc Hội đồng thẩm định độc lập do chủ quản giao",
    en="the unit or independent council that the owner charged with the appraisal",
)
OWNER, OPERATOR, SPECIALISED_UNIT = "owner", "operator", "specialised_unit"  # fields of a system
ROLES = {
    OWNER: Text(vi="chủ quản hệ thống thông tin", en="the system's owner"),
    OPERATOR: Text(vi="đơn vị vận hành", en="the operating unit"),
    SPECIALISED_UNIT: Text(vi="đơn vị chuyên trách về an ninh mạng", en="the specialised unit"),
}
PROCEDURE = Text(vi="thủ tục theo cấp độ", en="the level's procedure")
NOTE = Text(
    vi="{unit} vừa là đơn vị chuyên trách vừa vận hành hệ thống: {rule}",
    en="{unit} is the specialised unit and operates the system too: {rule}",
)


@dataclass(frozen=True)
class Party:
    """A body by its name; ``body``: as registered, None where it is not."""

    name: str | Blank
    body: Organization | None = None


@dataclass(frozen=True)
class PaperParties:
    """Everybody whom a paper names; ``issuer`` and ``addressee`` by the form and the level."""

    owner: Party
    operator: Party
    specialised_unit: Party
    appraiser: Party
    requester: Party
    issuer: Party
    addressee: Party | None
    notes: tuple[Text, ...] = ()


def parties_of(case: PaperCase, form: PaperForm, to: str | None = None) -> PaperParties:
    """Those of all the systems of a paper; ``to``: who it goes to instead.

    Raises:
        ReportError: the systems have different ones, so that no one paper fits.

    """
    _refuse_different(case, form)
    way = case.way(case.systems[0].level)
    found = {role: _registered(case, role) for role in ROLES}
    owner, operator, unit = (found[role] for role in (OWNER, OPERATOR, SPECIALISED_UNIT))
    responsible = form.rules.responsibility(way or form.levels[0])
    is_own = responsible is None or responsible.appraises == UNIT
    is_both = is_own and unit.body is not None and unit.body == operator.body
    if is_both:
        appraiser = Party(Blank(COUNCIL, entering.option("--to")))
    elif is_own or responsible is None:
        appraiser = unit
    else:
        appraiser = Party(form.rules.authority(responsible.appraises, case.day).title.vi)
    requester = operator if is_own else owner
    by_role: Mapping[Role, Party] = {
        "operator": operator,
        "owner": owner,
        "specialised-unit": unit,
        "appraiser": appraiser,
    }
    sending = form.sending(way)
    addressee = None if sending.addressee is None else Party(to) if to else by_role[sending.addressee]
    return PaperParties(
        owner,
        operator,
        unit,
        Party(to) if to and sending.addressee == "appraiser" else appraiser,
        requester,
        by_role[sending.issuer],
        addressee,
        (_independence(form.rules, unit),) if is_both else (),
    )


def _independence(rules: RuleSet, unit: Party) -> Text:
    rule = rules.provision(INDEPENDENT).title
    return Text(
        vi=NOTE.vi.format(unit=unit.name, rule=rule.vi), en=NOTE.en.format(unit=unit.name, rule=rule.en)
    )


def _registered(case: PaperCase, role: str) -> Party:
    system = case.systems[0].system
    code = _code(case, system, role)
    body = next((body for body in case.inventory.organizations if body.code == code), None)
    if body is not None:
        return Party(body.name, body)
    return Party(Blank(ROLES[role], entering.system_column(role, system.code)))


def _code(case: PaperCase, system: System, role: str) -> Code | None:
    """Who it is on the day: bodies merge. A unit that a system does not name is its owner's only one."""
    code: Code | None = getattr(system, role)
    if code is None and role == SPECIALISED_UNIT:
        named = {one.specialised_unit for one in case.inventory.systems if one.owner == system.owner} - {None}
        code = named.pop() if len(named) == 1 else None
    return None if code is None else Successors(case.inventory.organizations).on(code, case.day)


def _refuse_different(case: PaperCase, form: PaperForm) -> None:
    """Name the systems that no one paper fits, with what each has.

    Raises:
        ReportError: they differ in owner, operating unit, specialised unit, or in whose letter it is.

    """
    systems = [one.system for one in case.systems]
    told: dict[Text, Mapping[Code, object]] = {
        text: {system.code: _code(case, system, role) for system in systems} for role, text in ROLES.items()
    }
    ways = {one.system.code: form.sending(case.way(one.level)).levels for one in case.systems}
    told[PROCEDURE] = {
        code: Phrase("levels {least}-{most}", least=levels[0], most=levels[-1])
        for code, levels in ways.items()
    }
    for what, values in told.items():
        if len(set(map(str, values.values()))) > 1:
            each = Joined((Joined((code, value or "-"), ": ") for code, value in values.items()), "; ")
            raise ReportError(
                "no one paper fits these systems, {what} differs: {each}; write one for each",
                what=what,
                each=each,
            )
