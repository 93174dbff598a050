"""What a port scan found at an address stands until a scan of that address says otherwise."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from checks.model import Verdict
from inventory.database.transactions import reading, writing
from scanner.runs.standing import recording, verification
from scanner.runs.standing.tables import PiecedRow, StandingRow
from scanner.waivers.fingerprint import fingerprint
from tests.scanner.runs.standing.addresses.scenes import START, Met, Scan, State, recorded, stands
from tests.scanner.runs.standing.addresses.test_by_address import A, B, C, emptied, kept

CHECK = "exposure.remote_admin"
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SOME_PORTS = "80,443,22,23"
WEB: dict[str, State] = {A: "good", B: "dead", C: "dead"}
TOLD = st.sampled_from(["closed", "ssh", "telnet", "failed"])


def scans(*looks: dict[str, Scan], permitted: str = "1-65535") -> list[Met]:
    """One look a day, from day 1 on; A alone has a web server."""
    return [Met(day, {one: WEB[one] for one in look}, look, permitted) for day, look in enumerate(looks, 1)]


def listed(verdict: Verdict) -> list[str]:
    """The addresses at which its evidence lists something open."""
    services = verdict.evidence.get("services", [])
    assert isinstance(services, list)
    return sorted(str(one["address"]) for one in services if isinstance(one, dict))


@pytest.mark.parametrize(
    ("looks", "told", "where"),
    [  # as grave, graver, and lesser elsewhere
        ([{A: "closed", B: "ssh"}, {A: "ssh", B: "failed"}], "fail high", [A, B]),
        ([{A: "ssh", B: "closed"}, {A: "failed", B: "telnet"}], "fail critical", [A, B]),
        ([{A: "telnet", B: "closed"}, {A: "failed", B: "ssh"}], "fail critical", [A, B]),
        ([{A: "telnet", B: "closed"}, {A: "failed", B: "ssh"}, {A: "closed", B: "failed"}], "fail high", [B]),
        ([{A: "ssh", B: "ssh"}, {A: "closed", B: "failed"}], "fail high", [B]),
        ([{A: "ssh", B: "ssh"}, {A: "failed", B: "closed"}], "fail high", [A]),
        ([{A: "ssh", B: "closed"}, {A: "cut", B: "telnet"}], "fail critical", [A, B]),
        ([{A: "ssh", B: "closed"}, {A: "failed", B: "failed"}], "fail high", [A]),
        ([{A: "ssh", B: "closed"}, {A: "failed", B: "closed"}, {A: "closed", B: "failed"}], "pass high", []),
        ([{A: "ssh", B: "telnet"}, {A: "closed", B: "closed"}], "pass high", []),
        ([{A: "ssh", B: "telnet"}, {A: "closed", B: "failed"}, {A: "closed"}], "pass high", []),  # B left
        ([{A: "closed", B: "failed"}, {A: "failed", B: "closed"}], "pass high", []),  # each on its own day
        ([{A: "closed", B: "failed"}], "not_tested high", []),
    ],
)
def test_a_failed_scan_takes_nothing_from_its_address(
    database: Engine, looks: list[dict[str, Scan]], told: str, where: list[str]
) -> None:
    """Whatever was found at another; and every address with a finding is in the evidence."""
    recorded(database, scans(*looks))
    verdict, _ = stands(database, len(looks), CHECK)
    assert (f"{verdict.outcome} {verdict.severity}", listed(verdict)) == (told, where)
    with reading(database) as connection:
        assert verification.CHAIN.verify(connection, everything=True).fault is None


def test_each_summary_is_told_and_the_worst_address_named(database: Engine) -> None:
    """The gravest first; what was not met that day bears its own."""
    recorded(database, scans({A: "ssh", B: "closed"}, {A: "failed", B: "telnet"}))
    verdict, _ = stands(database, 2, CHECK)
    assert verdict.summary.en.index("Telnet") < verdict.summary.en.index("SSH")
    assert verdict.evidence["addresses"] == [B]
    assert verdict.evidence["seen_on"] == [{"address": A, "seen_on": (START + timedelta(days=1)).isoformat()}]


@pytest.mark.parametrize("after", [{A: "failed", B: "ssh"}, {A: "closed", B: "ssh"}])
def test_where_only_some_ports_may_be_tried_a_closed_one_is_closed(
    database: Engine, after: dict[str, Scan]
) -> None:
    """No pass is earned there, yet what was looked at as widely as before is seen to be gone."""
    recorded(database, scans({A: "ssh", B: "ssh"}, after, permitted=SOME_PORTS))
    expected = [A, B] if after[A] == "failed" else [B]
    assert listed(stands(database, 2, CHECK)[0]) == expected


def test_a_waiver_outlasts_a_scan_that_failed(database: Engine) -> None:
    """The same open ports have the same fingerprint, wherever and whenever each was met."""
    recorded(database, scans({A: "ssh", B: "telnet"}, {A: "failed", B: "telnet"}, {A: "ssh", B: "failed"}))
    assert len({fingerprint(stands(database, day, CHECK)[0]) for day in (1, 2, 3)}) == 1


@FEW
@given(
    st.lists(
        st.fixed_dictionaries(
            dict.fromkeys((A, B, C), st.sampled_from(["closed", "ssh", "telnet", "failed"]))
        ),
        min_size=1,
        max_size=6,
    )
)
def test_no_open_service_is_lost_or_made_up(database: Engine, looks: list[dict[str, Scan]]) -> None:
    """At every address stands what its last scan that could tell found, incrementally and replayed."""
    emptied(database)
    recorded(database, scans(*looks))
    last = {one: [look[one] for look in looks if look[one] != "failed"][-1:] for one in (A, B, C)}
    found = [one for one, scan in last.items() if scan and scan[0] != "closed"]
    verdict, _ = stands(database, len(looks), CHECK)
    assert listed(verdict) == found
    assert verdict.outcome == ("fail" if found else "pass" if all(last.values()) else "not_tested")
    before = [kept(database, table) for table in (StandingRow, PiecedRow)]
    with writing(database) as connection:
        recording.rebuild_all(connection)
    assert [kept(database, table) for table in (StandingRow, PiecedRow)] == before
