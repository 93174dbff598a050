"""A pass is earned by having seen the whole, at every address; the judging holds it, not each check."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.check import Check
from checks.facts import (
    Absent,
    AddressFacts,
    Facts,
    FactsAbsentError,
    FactsMissingError,
    NotTested,
    Part,
    ProtocolVersion,
    Unseen,
)
from checks.facts.bundle import FIELDS, OF_NAME
from checks.judging import ADDRESSES_KEY, EARNED, UNSEEN_KEY, judge
from checks.model import Outcome, Reason
from checks.profile import load
from checks.registry import all_checks
from tests.checks import builders

EVERY_CHECK = list(all_checks().values())
RELIED_ON = [(check, part) for check in EVERY_CHECK for part in (*check.parts, Part.ADDRESSES)]
REASONS = [reason for reason in Reason if reason is not Reason.INTERNAL_ERROR]
OTHER = "192.0.2.11"
BEFORE = judge(builders.facts(), EVERY_CHECK, load())


def without(facts: Facts, *unseen: Unseen) -> Facts:
    """The same facts, with these parts not seen whole."""
    changes: dict[str, Any] = {"unseen": tuple(one for one in unseen if one.part is Part.ADDRESSES)}
    for field in FIELDS.values():
        value = getattr(facts, field)
        lost = tuple(one for one in unseen if one.part.startswith(f"{field}."))
        if lost:
            changes[field] = value.model_copy(update={"unseen": lost})
    return facts.model_copy(update=changes)


@pytest.mark.parametrize(("check", "part"), RELIED_ON, ids=lambda value: getattr(value, "id", value))
def test_no_check_passes_on_what_it_did_not_see(check: Check, part: Part) -> None:
    """Whatever a check relies on: once it was not seen whole there is no pass, and no "does not apply"."""
    facts = without(builders.facts(), Unseen(part=part, reason=Reason.TIMEOUT, detail="cut off after 3"))
    (verdict,) = judge(facts, [check], load())
    if relies(check, part):
        assert verdict.outcome not in EARNED
    if verdict.reason is Reason.INCOMPLETE:
        assert verdict.evidence[UNSEEN_KEY] == [f"{part}: timeout: cut off after 3"]


def relies(check: Check, part: Part) -> bool:
    """A part of facts that a check doesn't even need cannot be missing to it."""
    if part is Part.ADDRESSES:
        return not OF_NAME.issuperset(check.needs)
    return part.partition(".")[0] in {FIELDS[kind] for kind in check.needs}


@given(parts=st.sets(st.sampled_from(list(Part)), min_size=1), reason=st.sampled_from(REASONS))
def test_unseen_parts_change_passes_only(parts: set[Part], reason: Reason) -> None:
    """Any set of unseen parts: a check says what it said before, or that it could not see the whole."""
    facts, unseen = builders.facts(), tuple(Unseen(part=part, reason=reason) for part in parts)
    after = judge(without(facts, *unseen), EVERY_CHECK, load())
    for check, old, new in zip(EVERY_CHECK, BEFORE, after, strict=True):
        lost = {part for part in (*check.parts, Part.ADDRESSES) if part in parts and relies(check, part)}
        if lost and (old.outcome in EARNED or claims_whole(check, facts)):
            assert new.outcome is Outcome.NOT_TESTED
        else:
            assert new.outcome is old.outcome


def claims_whole(check: Check, facts: Facts) -> bool:
    """Whether what a check says for information needs the whole as well."""
    with suppress(FactsMissingError, FactsAbsentError):
        return check.judge(facts, load().thresholds_for(check)).claims_whole
    return False


def test_a_finding_on_partial_sight_stands_and_says_so() -> None:
    """An old version that was seen is a finding, whatever else was cut off."""
    old = builders.tls(protocols=(builders.protocol(ProtocolVersion.TLS_1_0, "TLS_RSA_WITH_RC4_128_SHA"),))
    lost = Unseen(part=Part.TLS_SUITES, reason=Reason.BLOCKED, detail="1 suite seen, then cut")
    facts = builders.facts(tls=old.model_copy(update={"unseen": (lost,)}))
    verdict = builders.verdict("tls.ciphers", facts)
    assert verdict.outcome is Outcome.FAIL
    assert "tls.suites: blocked: 1 suite seen, then cut" in str(verdict.evidence[UNSEEN_KEY])


@pytest.mark.parametrize("reason", [Reason.NOT_REQUESTED, Reason.NOT_PERMITTED])
def test_what_was_not_to_be_seen_keeps_its_reason(reason: Reason) -> None:
    """A scan that was not asked to is told apart from one that could not."""
    facts = without(builders.facts(), Unseen(part=Part.TLS_GROUPS, reason=reason))
    assert builders.verdict("tls.key_exchange", facts).reason is reason


def other(**changes: Any) -> AddressFacts:
    """What a second address showed: the same, unless changed."""
    return AddressFacts(
        **{"address": OTHER, "tls": builders.tls(address=OTHER), "http": builders.http(), **changes}
    )


EXPIRED = builders.tls(
    address=OTHER,
    chains=(
        builders.chain(builders.certificate(not_after=builders.NOW), trust_problem="expired", trusted=False),
    ),
)
DOWN = NotTested(reason=Reason.UNREACHABLE, detail="refused")


@pytest.mark.parametrize(
    ("check", "second", "outcome", "addresses"),
    [
        ("cert.expiry", other(), "pass", None),
        ("cert.expiry", other(tls=EXPIRED), "fail", [OTHER]),
        ("cert.expiry", other(tls=DOWN), "not_tested", [OTHER]),
        ("tls.protocols", other(tls=Absent(detail="speaks no TLS")), "pass", [builders.V4]),
        ("web.hsts", other(http=DOWN), "not_tested", [OTHER]),
    ],
)
def test_the_worst_address_decides(
    check: str, second: AddressFacts, outcome: str, addresses: list[str] | None
) -> None:
    """One stale, dead or different address never hides behind a good one, and is named."""
    verdict = builders.verdict(check, builders.facts(others=(second,)))
    assert verdict.outcome == outcome
    assert verdict.evidence.get(ADDRESSES_KEY) == addresses


def test_the_order_of_addresses_decides_nothing() -> None:
    """The expired certificate is found at whichever address it stands."""
    good = builders.facts()
    first = AddressFacts(address=builders.V4, tls=good.tls, http=good.http)
    verdict = builders.verdict("cert.expiry", builders.facts(tls=EXPIRED, others=(first,)))
    assert (verdict.outcome, verdict.evidence[ADDRESSES_KEY]) == (Outcome.FAIL, [OTHER])


def test_an_address_not_looked_at_leaves_every_pass_open() -> None:
    """Four addresses a family are looked at; of a fifth nothing is claimed but what its name says."""
    lost = Unseen(part=Part.ADDRESSES, reason=Reason.NOT_REQUESTED, detail="192.0.2.15")
    verdicts = judge(without(builders.facts(), lost), EVERY_CHECK, load())
    for check, old, new in zip(EVERY_CHECK, BEFORE, verdicts, strict=True):
        if OF_NAME.issuperset(check.needs):
            assert new == old
        else:
            assert new.outcome not in EARNED


def test_facts_of_the_first_version_read_as_before() -> None:
    """Facts stored without extents or other addresses give the verdicts they gave."""
    stored = builders.facts().model_dump_json(exclude={"others", "unseen"})
    facts = Facts.model_validate_json(stored.replace(',"unseen":[]', ""))
    assert judge(facts, EVERY_CHECK, load()) == judge(builders.facts(), EVERY_CHECK, load())
