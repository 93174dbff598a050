"""Facts in, verdicts out. "Could not tell" is settled here once, so that no check can turn it into a fail."""

from collections.abc import Iterable

from checks.check import Check
from checks.facts import Absent, Facts, FactsAbsentError, FactsMissingError, NotTested
from checks.model import Judgement, Outcome, Text, Verdict
from checks.profile import Profile

REASONS: dict[str, Text] = {
    "unreachable": Text(vi="không kết nối được", en="the host could not be reached"),
    "timeout": Text(vi="hết thời gian chờ", en="it did not answer in time"),
    "blocked": Text(vi="kết nối bị chặn hoặc bị ngắt", en="the connection was blocked or cut"),
    "not_permitted": Text(vi="chưa được phép kiểm tra", en="no permission covers this test"),
    "not_requested": Text(vi="lần kiểm tra này không yêu cầu", en="this scan was not asked to"),
    "tool_missing": Text(vi="thiếu công cụ trên máy quét", en="a tool is missing on this scanner"),
    "no_ipv6_here": Text(vi="máy quét không có kết nối IPv6", en="this scanner has no working IPv6"),
    "internal_error": Text(vi="lỗi của chương trình", en="an error of this program"),
}


def judge(facts: Facts, checks: Iterable[Check], profile: Profile) -> tuple[Verdict, ...]:
    """One verdict a check, in the order given."""
    return tuple(_verdict(check, facts, profile) for check in checks)


def refuse(checks: Iterable[Check], missing: NotTested, profile: Profile) -> tuple[Verdict, ...]:
    """Verdicts for checks that were not to be tried at all, for example without permission."""
    judgement = not_tested(missing)
    return tuple(_settled(check, judgement, profile) for check in checks)


def not_tested(missing: NotTested) -> Judgement:
    """The judgement for facts that a probe could not supply."""
    why = REASONS[missing.reason.value]
    summary = Text(vi=f"Chưa kiểm tra được: {why.vi}.", en=f"Not tested: {why.en}.")
    evidence = {"detail": missing.detail} if missing.detail else {}
    return Judgement(
        outcome=Outcome.NOT_TESTED, summary=summary, evidence=dict(evidence), reason=missing.reason
    )


def not_applicable(absent: Absent) -> Judgement:
    """The judgement for something that an endpoint does not have."""
    summary = Text(vi="Không áp dụng cho điểm truy cập này.", en="Does not apply to this endpoint.")
    return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=summary, evidence={"detail": absent.detail})


def _verdict(check: Check, facts: Facts, profile: Profile) -> Verdict:
    try:
        judgement = check.judge(facts, profile.thresholds_for(check))
    except FactsMissingError as missing:
        judgement = not_tested(missing.not_tested)
    except FactsAbsentError as absent:
        judgement = not_applicable(absent.absent)
    return _settled(check, judgement, profile)


def _settled(check: Check, judgement: Judgement, profile: Profile) -> Verdict:
    return Verdict(
        check=check.id,
        outcome=judgement.outcome,
        severity=profile.severity_for(check, judgement),
        reason=judgement.reason,
        summary=judgement.summary,
        evidence=judgement.evidence,
    )
