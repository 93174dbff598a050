"""Who may appraise and who may approve. A name that can't be told from another is let through.

Which body decides at which level is the rule set's. Level 5 stands in the Prime Minister's list; the owner
may decide on the single system. A unit that operates the system itself does not appraise it.
"""

from inventory.approvals.events import EventKind
from inventory.approvals.rules.authorities import is_prime_minister
from inventory.approvals.rules.model import Basis, EventCase, Rule
from inventory.model import Text

UNIT, OWNER = "specialised-unit", "owner"  # keys of the rule sets' authorities
MINISTRY, PRIME_MINISTER = "ministry", "prime-minister"


def _not_by_the_unit(case: EventCase) -> bool:
    is_unit = case.authorities.is_specialised_unit(case.event.authority, case.system)
    return _approves(case) == UNIT and is_unit is False


def _not_by_the_owner(case: EventCase) -> bool:
    decides, name = _approves(case), case.event.authority
    if decides == PRIME_MINISTER and is_prime_minister(name):
        return False
    return decides in (OWNER, PRIME_MINISTER) and case.authorities.is_owner(name, case.system) is False


def _not_by_a_ministry(case: EventCase) -> bool:
    responsible = case.responsible
    high = responsible is not None and responsible.appraises == MINISTRY
    return high and case.authorities.is_another(case.event.authority)


def _approves(case: EventCase) -> str | None:
    return case.responsible.approves if case.responsible else None


def _by_the_operator(case: EventCase) -> bool:
    operator = case.system.operator
    return operator is not None and case.authorities.meant(case.event.authority) == {operator}


DECIDING = (
    Rule(
        id="approved-by-the-specialised-unit",
        kinds=frozenset({EventKind.APPROVED}),
        broken=_not_by_the_unit,
        says=Text(
            vi="cấp độ 1–2 do đơn vị chuyên trách phê duyệt",
            en="levels 1 and 2 are approved by the specialised unit",
        ),
        basis=Basis.DECREE,
    ),
    Rule(
        id="approved-by-the-owner",
        kinds=frozenset({EventKind.APPROVED}),
        broken=_not_by_the_owner,
        says=Text(
            vi="cấp độ 3 trở lên do chủ quản hệ thống thông tin phê duyệt",
            en="level 3 and above is approved by the system's owner",
        ),
        basis=Basis.DECREE,
    ),
    Rule(
        id="appraised-by-a-ministry",
        kinds=frozenset({EventKind.APPRAISED}),
        broken=_not_by_a_ministry,
        says=Text(vi="cấp độ 4–5 do bộ chủ trì thẩm định", en="levels 4 and 5 are appraised by the ministry"),
        basis=Basis.DECREE,
    ),
    Rule(
        id="independent-appraisal",
        kinds=frozenset({EventKind.APPRAISED}),
        broken=_by_the_operator,
        says=Text(
            vi="đơn vị vận hành không tự thẩm định: giao đơn vị khác hoặc hội đồng thẩm định độc lập",
            en="the operating unit does not appraise itself: another unit or an independent council does",
        ),
        basis=Basis.DECREE,
    ),
)
