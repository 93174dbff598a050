"""tls.post_quantum."""

from typing import Any

import pytest

from checks.facts import Part, ProtocolVersion, Unseen
from checks.model import Reason, Verdict
from tests.checks import builders

V = ProtocolVersion


def judged(**changes: Any) -> Verdict:
    """The verdict on a server with these changes."""
    return builders.verdict("tls.post_quantum", builders.facts(tls=builders.tls(**changes)))


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        (("X25519MLKEM768", "x25519"), "is offered: X25519MLKEM768."),
        (("MLKEM1024",), "is offered: MLKEM1024."),
        (("x25519",), "is not offered."),
        ((), "is not offered."),
    ],
)
def test_it_is_information_whatever_it_finds(groups: tuple[str, ...], words: str) -> None:
    """Offered or not, nobody has to act."""
    verdict = judged(groups=groups)
    assert (verdict.outcome, verdict.severity, verdict.is_finding) == ("info", "info", False)
    assert verdict.summary.en.endswith(words)


def test_without_tls_1_3_it_cannot_be_offered() -> None:
    """Then untested groups leave nothing open."""
    only_tls_1_2 = tuple(
        builders.protocol(version, *(["TLS_RSA_WITH_AES_128_CBC_SHA"] if version is V.TLS_1_2 else []))
        for version in V
    )
    verdict = judged(protocols=only_tls_1_2, groups=None)
    assert (verdict.outcome, verdict.summary.en.endswith("it needs TLS 1.3.")) == ("info", True)


def test_untested_groups_are_not_called_missing() -> None:
    """Neither are those of a scanner that cannot offer them, nor of a TLS 1.3 that was not tested."""
    assert judged(groups=None).outcome == "not_tested"
    blind = judged(scanner="sslyze 6.3.1")
    assert (blind.outcome, blind.reason) == ("not_tested", "tool_missing")
    assert judged(groups=("X25519MLKEM768",), scanner="sslyze 9").outcome == "info"
    open_scan = builders.protocol(V.TLS_1_3, status="not_tested")
    assert judged(protocols=(builders.protocol(V.TLS_1_2, "X"), open_scan)).outcome == "not_tested"


@pytest.mark.parametrize("part", [Part.TLS_GROUPS, Part.TLS_1_3, Part.TLS_NODES])
def test_a_list_that_was_cut_off_is_not_called_whole(part: Part) -> None:
    """What was seen in it is told; that something is not in it cannot be."""
    unseen = (Unseen(part=part, reason=Reason.RATE_LIMITED, detail="2 groups seen, then hung up 6 times"),)
    verdict = judged(groups=("x25519", "x448"), unseen=unseen)
    assert (verdict.outcome, verdict.reason) == ("not_tested", "incomplete")
    assert "2 groups seen, then hung up 6 times" in str(verdict.evidence["not_seen"])
    assert judged(groups=("X25519MLKEM768",), unseen=unseen).outcome == "info"
