"""exposure.files, directory_listing and admin_panel: each its own kind of what nobody links to."""

import pytest

from checks.facts import ExposedPath, NotTested, Part, Unseen
from checks.facts.files import ExposureKind
from checks.model import Reason
from tests.checks import builders

KINDS: dict[str, tuple[ExposureKind, Part]] = {
    "exposure.files": ("file", Part.FILES_ASKED),
    "exposure.directory_listing": ("directory", Part.FILES_DIRECTORIES),
    "exposure.admin_panel": ("panel", Part.FILES_PANELS),
}


def exposed(exposure: ExposureKind) -> ExposedPath:
    """Something that was found."""
    return ExposedPath(path="/x/", exposure=exposure, sort="git", name="Git", status=200, size=23)


EACH = {kind: exposed(kind) for kind, _ in KINDS.values()}


@pytest.mark.parametrize("check", KINDS)
def test_what_is_served_of_this_kind_is_a_finding(check: str) -> None:
    """And what is of another kind is another check's."""
    own = EACH[KINDS[check][0]]
    others = [one for one in EACH.values() if one is not own]
    for found, outcome in (((), "pass"), ((own,), "fail"), (others, "pass"), (EACH.values(), "fail")):
        verdict = builders.verdict(check, builders.facts(files=builders.files(*found)))
        assert verdict.outcome == outcome
        assert (f"https://{builders.HOST}/x/" in str(verdict.evidence.get("served"))) is (outcome == "fail")


@pytest.mark.parametrize(
    ("check", "part"),
    [(check, part) for check, (_, own) in KINDS.items() for part in (own, Part.FILES_ADDRESSES)],
)
def test_a_walk_that_was_cut_short_passes_nothing(check: str, part: Part) -> None:
    """Nor does one of an address that is not like the others; what was found stands."""
    lost = (Unseen(part=part, reason=Reason.RATE_LIMITED, detail="3 of 38"),)
    cut = builders.verdict(check, builders.facts(files=builders.files(unseen=lost)))
    assert (cut.outcome, cut.reason) == ("not_tested", "incomplete")
    whole = builders.files(EACH[KINDS[check][0]], unseen=lost)
    assert builders.verdict(check, builders.facts(files=whole)).outcome == "fail"


@pytest.mark.parametrize("check", KINDS)
def test_what_cut_short_another_kind_alone_costs_no_pass(check: str) -> None:
    """Each relies on the paths of its own kind."""
    others = [part for other, (_, part) in KINDS.items() if other != check]
    lost = tuple(Unseen(part=part, reason=Reason.TIMEOUT) for part in others)
    assert builders.verdict(check, builders.facts(files=builders.files(unseen=lost))).outcome == "pass"


@pytest.mark.parametrize("check", KINDS)
def test_without_permission_nothing_is_told(check: str) -> None:
    """As the probe says."""
    refused = NotTested(reason=Reason.NOT_PERMITTED, detail="files")
    verdict = builders.verdict(check, builders.facts(files=refused))
    assert (verdict.outcome, verdict.reason) == ("not_tested", "not_permitted")
