"""dns.rpki."""

from datetime import date
from typing import Any

import pytest

from checks.facts import AddressRoute, ImportedTable, NotTested, RouteOrigin
from checks.facts.names.routing import NO_VRPS
from checks.model import Reason
from tests.checks import builders


def route(address: str, *validities: str) -> AddressRoute:
    """An address whose prefix is announced by a network for each of these."""
    origins = ({"asn": 64496 + number, "validity": one} for number, one in enumerate(validities))
    prefix = "192.0.2.0/24" if validities else None
    return AddressRoute(
        address=address, prefix=prefix, origins=tuple(map(RouteOrigin.model_validate, origins))
    )


@pytest.mark.parametrize(
    ("routes", "outcome", "said"),
    [
        ([route("192.0.2.1", "valid")], "info", "confirms"),
        ([route("192.0.2.1", "valid"), route("192.0.2.2", "invalid")], "info", "not authorize"),
        ([route("192.0.2.1", "valid", "invalid")], "info", "not authorize"),
        ([route("192.0.2.1", "not_found"), route("192.0.2.2", "valid")], "info", "no ROA"),
        ([route("192.0.2.1", "not_found"), route("192.0.2.2", "invalid")], "info", "192.0.2.2"),
        ([route("192.0.2.1"), route("192.0.2.2", "valid")], "info", "none to 192.0.2.1"),
        ([], "not_applicable", "no public address"),
    ],
)
def test_the_worst_is_told(routes: list[AddressRoute], outcome: str, said: str) -> None:
    """With its addresses; and it is never a finding."""
    about = builders.facts(routing=builders.routing(addresses=tuple(routes)))
    verdict = builders.verdict("dns.rpki", about)
    assert verdict.outcome == outcome
    assert said in verdict.summary.en


def test_the_days_of_the_tables_are_told() -> None:
    """The older of the two dates the sentence, and its age is in the evidence."""
    old = ImportedTable(day=date(2026, 5, 2), sha256="cd" * 32)
    verdict = builders.verdict("dns.rpki", builders.facts(routing=builders.routing(routes=old)))
    assert "2026-05-02" in verdict.summary.en
    assert "02/05/2026" in verdict.summary.vi
    assert (verdict.evidence["routes_of"], verdict.evidence["vrps_of"], verdict.evidence["days"]) == (
        "2026-05-02",
        "2026-06-01",
        30,
    )


@pytest.mark.parametrize(
    ("routing", "said"),
    [
        (NotTested(reason=Reason.NOT_REQUESTED, detail="no table of routes is set"), "no table of routes"),
        (builders.routing(vrps=NO_VRPS), "rpki.vrps"),
    ],
)
def test_without_a_table_it_says_what_to_import(routing: Any, said: str) -> None:
    """Nothing is told of routes that nobody looked up."""
    verdict = builders.verdict("dns.rpki", builders.facts(routing=routing))
    assert (verdict.outcome, verdict.reason) == ("not_tested", Reason.NOT_REQUESTED)
    assert said in verdict.summary.en or said in str(verdict.evidence)
