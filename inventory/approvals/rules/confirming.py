"""What a decision must show beyond what is asked when it is recorded, so that it counts as confirmed.

A name may mean a body that the inventory doesn't know, and a number may be written in a way of its own: that
forbids no event, but nothing shows then that a body decided that could.
"""

import re

from inventory.approvals.events import EventKind
from inventory.approvals.rules.authorities import is_ministry, is_prime_minister
from inventory.approvals.rules.model import Basis, EventCase, Rule
from inventory.model import Text

NUMBER = re.compile(r"\s*\d[\w.-]*\s*/\s*\w")  # số/ký hiệu, as 180/QĐ-UBND
DECISIONS = frozenset({EventKind.APPROVED})


def _unknown_body(case: EventCase) -> bool:
    name = case.event.authority
    known = is_ministry(name) or is_prime_minister(name) or bool(case.authorities.meant(name))
    return name is not None and not known


def _no_decision_number(case: EventCase) -> bool:
    return case.event.number is not None and NUMBER.match(case.event.number) is None


CONFIRMING = (
    Rule(
        id="deciding-body-known",
        kinds=DECISIONS,
        broken=_unknown_body,
        says=Text(
            vi="danh mục không có cơ quan phê duyệt này: chưa rõ thẩm quyền",
            en="the inventory has no body of that name: whether it may decide is not known",
        ),
        basis=Basis.DECREE,
    ),
    Rule(
        id="decision-numbered",
        kinds=DECISIONS,
        broken=_no_decision_number,
        says=Text(
            vi="số quyết định không có dạng số/ký hiệu, ví dụ 180/QĐ-UBND",
            en="the decision's number is not written as number and sign, as 180/QĐ-UBND",
        ),
        basis=Basis.WRITING,
    ),
)
