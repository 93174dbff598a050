"""content.redirect_hijack: no path of the site takes its visitors to somebody else."""

from collections.abc import Iterator

from checks.check import Check
from checks.content._judging.findings import Finding, evidence_of, looked_at, of_move, unlike
from checks.content._judging.moves import hijacking_moves
from checks.content._judging.texts import REFERENCES, REMEDIATION, pass_on
from checks.content._judging.walks import Walk, walk_of
from checks.facts import Client, Facts, Part, SiteFacts
from checks.model import Judgement, Outcome, Severity, Text, Thresholds


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Redirects, refreshes, scripts and frames over a page that lead to another registrant's domain.

    Honest are: gov.vn among themselves, the site's own domain or name under another suffix, a single
    sign-on that comes back, large platforms (the agency's own channel), a page for leaving that
    names where to.

    Raises:
        FactsMissingError: no walk was made, or a page was too long to be read whole and nothing was found.

    """
    walk = walk_of(facts)
    found = unlike(_moves(walk))
    if not found:
        return pass_on(walk, SUMMARY_GOOD, looked_at(walk))
    summary = Text(
        vi=f"{len({one.page for one in found})} địa chỉ của trang đưa khách sang tên miền của người khác.",
        en=f"{len({one.page for one in found})} address(es) of the site take visitors to somebody "
        f"else's domain.",
    )
    return Judgement(outcome=Outcome.FAIL, summary=summary, evidence=evidence_of(found, walk))


def _moves(walk: Walk) -> Iterator[Finding]:
    for view in sorted(walk.views, key=lambda one: one.client is not Client.BROWSER):
        for move in hijacking_moves(view, walk):
            yield of_move(view, move)


SUMMARY_GOOD = Text(
    vi="Không địa chỉ nào đã xem đưa khách sang tên miền của người khác mà không rõ lý do.",
    en="No address seen takes visitors to somebody else's domain without a reason that is known.",
)
CHECK = Check(
    id="content.redirect_hijack",
    title=Text(vi="Không bị chuyển hướng sang trang của người khác", en="No redirects to somebody else"),
    finding=Text(
        vi="Trang đưa khách sang tên miền của người khác",
        en="The site takes visitors to somebody else's domain",
    ),
    rationale=Text(
        vi="Một đường dẫn dưới tên miền của cơ quan nhà nước được tin cậy. Khi nó chuyển sang trang "
        "cờ bạc, lừa đảo thì cả công cụ tìm kiếm lẫn người "
        "dân đều bị lừa, và máy chủ hoặc phần mềm của trang đã bị sửa.",
        en="A path under a government's name is trusted. When it leads to gambling or fraud, search "
        "engines and citizens alike are deceived, and the "
        "server or its software has been altered.",
    ),
    remediation=REMEDIATION,
    severity=Severity.CRITICAL,
    needs=(SiteFacts,),
    parts=(Part.SITE_PAGES, Part.SITE_FILES, Part.SITE_ERRORS),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=REFERENCES,
    since="0.1.0",
    judge=judge,
)
