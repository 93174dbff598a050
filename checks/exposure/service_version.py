"""exposure.service_version: nothing runs that its makers maintain no more."""

from pydantic import JsonValue

from checks.check import Check
from checks.evidence import LIST_LENGTH, clip
from checks.exposure._end_of_life import END_OF_LIFE, Ended, cpe_of, ended, name_of
from checks.exposure._versions import Software, banners_of, names_a_distribution, software_of
from checks.facts import Facts, HttpFacts, Part, PortFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds
from checks.pages import pages_of

NAMED = 5  # in the sentence
BANNER_LENGTH = 100  # characters
NONE = Text(
    vi="Không phiên bản phần mềm nào nhìn thấy đã hết hỗ trợ ({count} phần mềm nêu phiên bản).",
    en="No version that is told has ended ({count} programs tell theirs).",
)
OVER = Text(vi="Phần mềm hết hỗ trợ: {names}.", en="Software past its end of life: {names}.")
PERHAPS = Text(
    vi="Nhà sản xuất đã hết hỗ trợ {names}; có thể bản phân phối hoặc gói mở rộng vẫn vá lỗi: cần kiểm tra.",
    en="Its makers have ended {names}; a distribution or a paid plan may patch it still: to be checked.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """By the day of the judgement; where somebody else may maintain the version, it is a warning."""
    today = facts.target.observed_at.date()
    software = software_of(facts)
    by_distribution = any(map(names_a_distribution, banners_of(facts)))
    over = [past for one in software if (past := ended(one, today, distribution=by_distribution)) is not None]
    if not over:
        return _nothing_over(facts, software)
    certain = [past for past in over if not past.perhaps]
    return Judgement(
        outcome=Outcome.FAIL if certain else Outcome.WARN,
        severity=None if certain else Severity.LOW,
        summary=_named(OVER if certain else PERHAPS, certain or over),
        evidence={
            "software": [_evidence(past.software, past) for past in (over)[:LIST_LENGTH]],
            "table": END_OF_LIFE.date.isoformat(),
        },
    )


def _nothing_over(facts: Facts, software: list[Software]) -> Judgement:
    """A pass, where both the pages and the services were seen."""
    facts.require(HttpFacts)
    pages_of(facts)
    facts.require(PortFacts)
    vi, en = (text.format(count=len(software)) for text in (NONE.vi, NONE.en))
    return Judgement(
        outcome=Outcome.PASS,
        summary=Text(vi=vi, en=en),
        evidence={
            "software": [_evidence(one) for one in software[:LIST_LENGTH]],
            "table": END_OF_LIFE.date.isoformat(),
        },
    )


def _named(sentence: Text, over: list[Ended]) -> Text:
    names = list(dict.fromkeys(name_of(past.software) for past in over))
    listed = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    return Text(vi=sentence.vi.format(names=listed), en=sentence.en.format(names=listed))


def _evidence(one: Software, past: Ended | None = None) -> JsonValue:
    told: dict[str, JsonValue] = {
        "name": clip(name_of(one)),
        "where": one.where,
        "banner": clip(one.banner, BANNER_LENGTH),
        "cpe": cpe_of(one),
    }
    if past is not None:
        told |= {"ended": past.since.isoformat() if past.since else "ended", "perhaps": past.perhaps or None}
    return told


CHECK = Check(
    id="exposure.service_version",
    title=Text(vi="Phần mềm còn được hỗ trợ", en="Software is still maintained"),
    finding=Text(vi="Phần mềm đã hết hỗ trợ", en="Software past its end of life"),
    warning=Text(vi="Phần mềm có thể đã hết hỗ trợ", en="Software that may be past its end of life"),
    rationale=Text(
        vi="Phần mềm hết hỗ trợ không còn được vá: lỗ hổng công bố sau ngày đó mở mãi. Phiên bản là "
        "do chính máy "
        "chủ nêu; bản phân phối Linux có thể vá mà giữ nguyên số phiên bản.",
        en="Software past its end of life is patched no more: a weakness that is published later stays "
        "open. The version is what the server says; a distribution may patch it and keep the number.",
    ),
    remediation=Text(
        vi="Nâng lên phiên bản còn hỗ trợ; nếu bản phân phối vẫn vá, ghi nhận và chấp nhận có thời hạn.\n"
        "Debian, Ubuntu: apt update && apt full-upgrade\n"
        "RHEL: dnf upgrade; dnf module list php nginx",
        en="Upgrade to a version that is maintained; where the distribution patches it, record that "
        "and waive the finding for a time.\n"
        "Debian, Ubuntu: apt update && apt full-upgrade\n"
        "RHEL: dnf upgrade; dnf module list php nginx",
    ),
    severity=Severity.MEDIUM,
    needs=(HttpFacts, PortFacts),
    parts=(Part.HTTP_PAGE, Part.HTTP_BODY, Part.PORTS_TRIED),
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL),
    references=(
        Reference(title="endoflife.date", url="https://endoflife.date"),
        Reference(title="CIS Controls v8, 2.2", url="https://www.cisecurity.org/controls/v8"),
        Reference(title="TCVN 11930:2017, 7.2.3.6 An toàn ứng dụng và mã nguồn", verified=False),
    ),
    since="0.1.0",
    judge=judge,
    judges="endpoint",
    dated=True,
)
