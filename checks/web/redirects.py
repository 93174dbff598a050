"""web.redirects: redirects go up to https on the same host, never down or out, and come to an end."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import clip, clipped
from checks.facts import Facts, HttpFacts, Part, Visit
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.pages import pages_of, visits
from checks.urls import Origin, origin_of

RedirectProblem = Literal["downgrade", "loop", "too_many", "leaves_host"]
PROBLEMS: dict[RedirectProblem, Text] = {  # worst first
    "downgrade": Text(vi="HTTPS chuyển hướng xuống HTTP.", en="https redirects down to plain HTTP."),
    "loop": Text(vi="Chuyển hướng thành vòng lặp.", en="The redirects run in a circle."),
    "too_many": Text(vi="Chuyển hướng quá 10 lần.", en="There are more than 10 redirects."),
    "leaves_host": Text(
        vi="HTTP chuyển hướng thẳng sang máy chủ khác, trước khi sang HTTPS trên chính máy chủ đó.",
        en="Plain HTTP redirects straight to another host, not to https on the same host first.",
    ),
}
GOOD = Text(vi="Chuỗi chuyển hướng đúng.", en="The redirects are in order.")
NONE = Text(vi="Không có chuyển hướng nào sai.", en="Nothing redirects.")


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Every hop of every visit counts, the one that leads out of what may be visited among them."""
    seen = visits(facts.require(HttpFacts))
    by_problem = {problem: visit for visit in reversed(seen) for problem in _problems(visit)}
    worst = next((problem for problem in PROBLEMS if problem in by_problem), None)
    if worst is not None:
        evidence = {"problems": clipped(sorted(by_problem)), **_evidence(by_problem[worst])}
        return Judgement(outcome=Outcome.FAIL, summary=PROBLEMS[worst], evidence=evidence)
    pages_of(facts)  # nothing is claimed of a chain whose end was seen nowhere
    longest = max(seen, key=lambda visit: len(_hops(visit)))
    summary = GOOD if len(_hops(longest)) > 1 else NONE
    return Judgement(outcome=Outcome.PASS, summary=summary, evidence=_evidence(longest))


def _problems(visit: Visit) -> Iterator[RedirectProblem]:
    if visit.end == "redirect_loop":
        yield "loop"
    if visit.end == "too_many_redirects":
        yield "too_many"
    origins = [origin_of(url) for url in _hops(visit)]
    for here, there in pairwise(origins):
        if here is not None and there is not None:
            yield from _of_hop(here, there)


def _of_hop(here: Origin, there: Origin) -> Iterator[RedirectProblem]:
    if (here.scheme, there.scheme) == ("https", "http"):
        yield "downgrade"
    if here.scheme == "http" and here.host != there.host:
        yield "leaves_host"


def _hops(visit: Visit) -> Sequence[str]:
    asked = [exchange.url for exchange in visit.exchanges]
    return [*asked, visit.next_url] if visit.next_url else asked


def _evidence(visit: Visit) -> dict[str, JsonValue]:
    return {"address": visit.address, "end": visit.end, "chain": [clip(url) for url in _hops(visit)]}


CHECK = Check(
    id="web.redirects",
    title=Text(vi="Chuyển hướng an toàn", en="Safe redirects"),
    finding=Text(vi="Chuyển hướng sai hoặc không an toàn", en="Faulty or unsafe redirects"),
    rationale=Text(
        vi="Chuyển hướng từ HTTPS xuống HTTP bỏ mất mã hóa; chuyển từ HTTP thẳng sang máy chủ khác khiến "
        "trình duyệt không ghi nhớ được HSTS của tên miền; vòng lặp làm người dùng không vào được trang.",
        en="A redirect from https down to HTTP throws encryption away; one from HTTP straight to another "
        "host keeps a browser from learning the host's HSTS policy; a circle lets nobody in.",
    ),
    remediation=Text(
        vi="Cho HTTP chuyển sang HTTPS trên cùng tên miền trước, rồi mới sang www hoặc máy chủ khác; sửa các "
        "địa chỉ http:// trong quy tắc chuyển hướng của ứng dụng. Sau proxy, gửi X-Forwarded-Proto.\n"
        "nginx: proxy_set_header X-Forwarded-Proto $scheme;\n"
        'Apache: RequestHeader set X-Forwarded-Proto "https"',
        en="Let HTTP go to https on the same name first, and from there to www or another host; mend http:// "
        "addresses in the application's redirects. Behind a proxy, send X-Forwarded-Proto.\n"
        "nginx: proxy_set_header X-Forwarded-Proto $scheme;\n"
        'Apache: RequestHeader set X-Forwarded-Proto "https"',
    ),
    severity=Severity.MEDIUM,
    needs=(HttpFacts,),
    parts=(Part.HTTP_PLAIN, Part.HTTP_PAGE),
    outcomes=(Outcome.PASS, Outcome.FAIL),
    references=(
        Reference(
            title="RFC 9110, 15.4: Redirection", url="https://www.rfc-editor.org/rfc/rfc9110#section-15.4"
        ),
        Reference(title="RFC 6797, 7.2", url="https://www.rfc-editor.org/rfc/rfc6797#section-7.2"),
        Reference(
            title="MDN HTTP Observatory: redirection",
            url="https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring",
        ),
    ),
    since="0.1.0",
    judge=judge,
)
