"""exposure.directory_listing."""

import pytest

from checks.facts import ExposedPath, NotTested, Part, Unseen
from checks.facts.files import ExposureKind
from checks.model import Reason
from tests.checks import builders

CHECK = "exposure.directory_listing"


def exposed(exposure: ExposureKind) -> ExposedPath:
    """Something that was found."""
    return ExposedPath(path="/x/", exposure=exposure, sort="git", name="Git", status=200, size=23)


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        ((), "pass"),
        ((exposed("directory"),), "fail"),
        (tuple(exposed(other) for other in ("file", "directory", "panel") if other != "directory"), "pass"),
        ((exposed("file"), exposed("directory"), exposed("panel")), "fail"),
    ],
)
def test_what_is_served_of_this_kind_is_a_finding(found: tuple[ExposedPath, ...], outcome: str) -> None:
    """And what is of another kind is another check's."""
    verdict = builders.verdict(CHECK, builders.facts(files=builders.files(*found)))
    assert verdict.outcome == outcome
    if outcome == "fail":
        assert f"https://{builders.HOST}/x/" in str(verdict.evidence["served"])


@pytest.mark.parametrize("part", [Part.FILES_DIRECTORIES, Part.FILES_ADDRESSES])
def test_a_walk_that_was_cut_short_passes_nothing(part: Part) -> None:
    """Nor does one of an address that is not like the others; what was found stands."""
    lost = (Unseen(part=part, reason=Reason.RATE_LIMITED, detail="3 of 38"),)
    cut = builders.verdict(CHECK, builders.facts(files=builders.files(unseen=lost)))
    assert (cut.outcome, cut.reason) == ("not_tested", "incomplete")
    whole = builders.files(exposed("directory"), unseen=lost)
    assert builders.verdict(CHECK, builders.facts(files=whole)).outcome == "fail"


def test_without_permission_nothing_is_told() -> None:
    """As the probe says."""
    refused = NotTested(reason=Reason.NOT_PERMITTED, detail="files")
    verdict = builders.verdict(CHECK, builders.facts(files=refused))
    assert (verdict.outcome, verdict.reason) == ("not_tested", "not_permitted")
