"""Facts in, verdicts out. What could not be told, or was seen in part only, is settled here once.

No check can turn "could not tell" into a fail, and none can pass on what it did not see: a pass, and "does
not apply", need every part that the check relies on (``Check.parts``) to have been seen whole, at every
address. A finding stands on what was seen, and its evidence says what was not.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from pydantic import JsonValue

from checks.absences import does_not_apply
from checks.check import Check
from checks.facts import (
    Absent,
    Facts,
    FactsAbsentError,
    FactsMissingError,
    NotTested,
    Part,
    Unseen,
)
from checks.facts.bundle import OF_NAME, SCANS
from checks.model import WORST_FIRST, Judgement, Outcome, Reason, Text, Verdict
from checks.profile import Profile
from checks.reasons import PARTS, REASONS

UNSEEN_KEY = "not_seen"  # in the evidence: what was not seen whole, and why
SEEN_ON_KEY = "seen_on"  # in what was put together of several looks: the older of them, by address
SEPARATOR = ": "  # between part, reason and detail there
ADDRESSES_KEY = "addresses"
EACH_KEY = "each_address"  # in the evidence: what each address showed, where they differ or one was not met
LISTED_KEYS = ("services", "ports")  # in the evidence: lists whose entries each name the address of theirs
HOURS_KEY = "permitted_hours"  # in the evidence of what waits for an hour
LOOKED_AGAIN_KEY = "looked"  # in the evidence of what two looks could not tell
EARNED = (Outcome.PASS, Outcome.NOT_APPLICABLE)  # outcomes that claim something of the whole
MINUTE = 60
NOT_TO_BE_SEEN = {Reason.NOT_REQUESTED, Reason.NOT_PERMITTED}


def judge(
    facts: Facts, checks: Iterable[Check], profile: Profile, at: datetime | None = None
) -> tuple[Verdict, ...]:
    """One verdict a check, in the order given.

    ``at``: the moment at which the checks judge that the day decides (``Check.dated``); None: at the look.
    """
    later = _at(facts, at) if at else facts
    return tuple(_verdict(check, later if check.dated else facts, profile) for check in checks)


def _at(facts: Facts, moment: datetime) -> Facts:
    """The same facts, judged at another moment."""
    if moment == facts.target.observed_at:
        return facts
    return facts.model_copy(update={"target": facts.target.model_copy(update={"observed_at": moment})})


def judge_parts(check: Check, parts: Sequence[tuple[str, Facts]], profile: Profile, at: datetime) -> Verdict:
    """The verdict of an endpoint whose addresses were seen by different looks, each with its facts."""
    judged = [(one, _earned(check, _at(facts, at), profile)) for one, facts in parts]
    return _settled(check, _together(check, judged, profile), profile)


def refuse(checks: Iterable[Check], missing: NotTested, profile: Profile) -> tuple[Verdict, ...]:
    """Verdicts for checks that were not to be tried at all, for example without permission."""
    return tuple(_settled(check, not_tested(missing), profile) for check in checks)


def not_tested(missing: NotTested) -> Judgement:
    """The judgement for facts that a probe could not supply."""
    evidence: dict[str, JsonValue] = {"detail": missing.detail} if missing.detail else {}
    if missing.hours:
        evidence[HOURS_KEY] = list(missing.hours)
    return Judgement(
        outcome=Outcome.NOT_TESTED,
        summary=_untested(missing.reason),
        evidence=evidence,
        reason=missing.reason,
    )


@cache
def _untested(reason: Reason) -> Text:
    why = REASONS[reason].phrase
    return Text(vi=f"Chưa kiểm tra được: {why.vi}.", en=f"Not tested: {why.en}.")


def not_applicable(absent: Absent) -> Judgement:
    """The judgement for something that an endpoint does not have."""
    return Judgement(
        outcome=Outcome.NOT_APPLICABLE,
        summary=does_not_apply(absent.detail),
        evidence={"detail": absent.detail},
    )


def incomplete(missing: Sequence[Unseen], judgement: Judgement) -> Judgement:
    """The judgement in place of a pass that was not earned: what was seen is in order, but not all was."""
    reasons = {unseen.reason for unseen in missing}
    reason = missing[0].reason if reasons <= NOT_TO_BE_SEEN else Reason.INCOMPLETE
    parts = [PARTS[part] for part in dict.fromkeys(unseen.part for unseen in missing)]
    vi, en = ", ".join(part.vi for part in parts), ", ".join(part.en for part in parts)
    why = REASONS[missing[0].reason].phrase
    summary = Text(
        vi=f"Chưa xem hết {vi} ({why.vi}); phần đã xem không có lỗi.",
        en=f"Not seen whole: {en} ({why.en}); what was seen is in order.",
    )
    with_unseen = _with_unseen(judgement, missing)
    return Judgement(
        outcome=Outcome.NOT_TESTED, summary=summary, evidence=with_unseen.evidence, reason=reason
    )


def unseen_reasons(verdict: Verdict) -> set[Reason]:
    """Why something that a verdict rests on was not seen whole; empty when all was."""
    unseen = verdict.evidence.get(UNSEEN_KEY)
    if not isinstance(unseen, list):
        return set()
    return {Reason(line.split(SEPARATOR)[1]) for line in unseen if isinstance(line, str)}


def permitted_hours(verdict: Verdict) -> tuple[str, ...]:
    """The hours for which alone a verdict waits; none where it does not."""
    hours = verdict.evidence.get(HOURS_KEY)
    return tuple(hour for hour in hours if isinstance(hour, str)) if isinstance(hours, list) else ()


def _verdict(check: Check, facts: Facts, profile: Profile) -> Verdict:
    if check.judges == "endpoint" or facts.is_of_one(check.needs):
        judgement = _earned(check, facts, profile)
    else:
        judgement = _by_address(check, facts, profile)
    again = None if check.needs_permission else facts.looked_again  # which is looked at once a run
    return _settled(check, _lasting(judgement, again), profile)


def _lasting(judgement: Judgement, seconds: int | None) -> Judgement:
    """Whatever a second look could not tell either is no passing trouble, and says so."""
    if seconds is None or judgement.reason is None or not REASONS[judgement.reason].asked_again:
        return judgement
    apart = f"{seconds} s" if seconds < MINUTE else f"{round(seconds / MINUTE)} min"
    evidence = {**judgement.evidence, LOOKED_AGAIN_KEY: f"twice, {apart} apart"}
    return judgement.model_copy(update={"evidence": evidence})


def _attempt(check: Check, facts: Facts, profile: Profile) -> Judgement:
    try:
        return check.judge(facts, profile.thresholds_for(check))
    except FactsMissingError as missing:
        return not_tested(missing.not_tested)
    except FactsAbsentError as absent:
        return not_applicable(absent.absent)


def _earned(check: Check, facts: Facts, profile: Profile) -> Judgement:
    judgement = _attempt(check, facts, profile)
    missing = _missing(check, facts)
    if not missing or judgement.outcome is Outcome.NOT_TESTED:
        return judgement
    if judgement.outcome in EARNED or judgement.claims_whole:
        return incomplete(missing, judgement)
    return _with_unseen(judgement, missing)


def _missing(check: Check, facts: Facts) -> list[Unseen]:
    """What was not seen whole of the parts that a check relies on."""
    if not (missing := facts.missing(check.needs, check.ports)):
        return []
    # What a name says is whole, whichever of its addresses were looked at.
    relied_on = check.parts if OF_NAME.issuperset(check.needs) else (*check.parts, Part.ADDRESSES)
    return [unseen for unseen in missing if unseen.part in relied_on]


def _with_unseen(judgement: Judgement, missing: Sequence[Unseen]) -> Judgement:
    lines = [SEPARATOR.join(filter(None, (unseen.part, unseen.reason, unseen.detail))) for unseen in missing]
    return judgement.model_copy(update={"evidence": {**judgement.evidence, UNSEEN_KEY: list(lines)}})


def _by_address(check: Check, facts: Facts, profile: Profile) -> Judgement:
    judged = [(address, _earned(check, part, profile)) for address, part in facts.by_address(check.needs)]
    # Whoever lists the ports of every address lists them all at once; the worst address alone lists its own.
    of_all = _earned(check, facts, profile) if is_of_a_scan(check) else None
    whole = _together(check, judged, profile, of_all)
    told = [judgement for _, judgement in judged if judgement.outcome is not Outcome.NOT_TESTED]
    unmet = facts.unmet(check.needs)
    alike = {_said(check, judgement) for _, judgement in judged}
    if not told or (len(alike) == 1 and not unmet):
        return whole
    base = of_all or whole
    each = {address: _told_at(check, judgement, base, profile) for address, judgement in judged}
    evidence = {**whole.evidence, EACH_KEY: {**each, **dict.fromkeys(unmet)}}
    return whole.model_copy(update={"evidence": evidence})


def is_of_a_scan(check: Check) -> bool:
    """Whether what a check finds is listed with its address each time: of ports, or of UDP services."""
    return any(kind in SCANS for kind in check.needs)


def _said(check: Check, judgement: Judgement) -> str:
    """What must be the same at two addresses that showed the same; of ports, each has a list of its own."""
    evidence = judgement.evidence if is_of_a_scan(check) else None
    return str((judgement.outcome, judgement.summary, evidence))


def _told_at(check: Check, judgement: Judgement, whole: Judgement, profile: Profile) -> dict[str, JsonValue]:
    """What one address showed, for whoever puts it together with other days; empty: what the whole says."""
    if _said(check, judgement) == _said(check, whole):
        return {}
    return _settled(check, judgement, profile).model_dump(mode="json", exclude={"check"})


def _together(
    check: Check,
    judged: Sequence[tuple[str, Judgement]],
    profile: Profile,
    of_all: Judgement | None = None,
) -> Judgement:
    """The judgement of an endpoint's addresses: the worst finding wins and names where it was met.

    ``of_all``: what the facts of all of them say at once, where that is told in its stead.
    """

    def badness(judgement: Judgement) -> tuple[int, int]:
        severity = profile.severity_for(check, judgement)
        return WORST_FIRST.index(judgement.outcome), -severity.rank

    worst = min((judgement for _, judgement in judged), key=badness)
    alike = [address for address, judgement in judged if badness(judgement) == badness(worst)]
    whole = of_all or worst
    if len(alike) == len(judged):
        return whole
    named = whole.model_copy(update={"evidence": {**whole.evidence, ADDRESSES_KEY: list(alike)}})
    return _with_untold(named, judged)


def _with_untold(worst: Judgement, judged: Sequence[tuple[str, Judgement]]) -> Judgement:
    """A finding at some addresses says at which others it could not be told."""
    untold = [
        Unseen(part=Part.ADDRESSES, reason=judgement.reason, detail=address)
        for address, judgement in judged
        if judgement.outcome is Outcome.NOT_TESTED and judgement.reason is not None
    ]
    if worst.outcome is Outcome.NOT_TESTED or UNSEEN_KEY in worst.evidence or not untold:
        return worst
    return _with_unseen(worst, untold)


def _settled(check: Check, judgement: Judgement, profile: Profile) -> Verdict:
    return Verdict(
        check=check.id,
        outcome=judgement.outcome,
        severity=profile.severity_for(check, judgement),
        reason=judgement.reason,
        summary=judgement.summary,
        evidence=judgement.evidence,
    )
