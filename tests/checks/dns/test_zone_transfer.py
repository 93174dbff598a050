"""dns.zone_transfer."""

from typing import Any

import pytest

from checks.facts import NotTested, Part, TransferAnswer, Unseen
from checks.model import Reason
from tests.checks import builders


def transfers(*states: str) -> dict[str, Any]:
    """Name servers that did so."""
    return {
        "transfers": tuple(
            TransferAnswer.model_validate({"server": f"ns{number}", "address": "192.0.2.1", "state": state})
            for number, state in enumerate(states)
        )
    }


LOST = {"unseen": (Unseen(part=Part.ZONE_TRANSFERS, reason=Reason.TIMEOUT, detail="ns1"),)}
FORBIDDEN = NotTested(reason=Reason.NOT_PERMITTED, detail="needs --authorized")


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        (transfers("refused", "refused"), "pass"),
        (transfers("refused", "open"), "fail"),
        (transfers("open", "silent") | LOST, "fail"),
        (transfers("refused", "silent") | LOST, "not_tested"),
        (transfers("silent", "silent"), "not_tested"),
        (transfers(), "not_tested"),
        ({"transfers": FORBIDDEN}, "not_tested"),
    ],
)
def test_no_server_gives_the_zone_away(changes: dict[str, Any], outcome: str) -> None:
    """One that does is a finding, whatever the others did; a pass needs the refusal of each."""
    verdict = builders.verdict("dns.zone_transfer", builders.facts(zone=builders.zone(**changes)))
    assert verdict.outcome == outcome
    assert (verdict.reason == "not_permitted") is (changes == {"transfers": FORBIDDEN})
