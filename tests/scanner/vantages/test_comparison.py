"""What two vantages really see otherwise, and that nothing of the one is told of the other."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from checks.model import Outcome, Reason
from inventory.clock import today
from inventory.database.store import InventoryStore
from inventory.database.transactions import reading
from inventory.setting_keys import SettingKey
from inventory.settings.vantage import INTERNET
from scanner.differences.asked import compared
from scanner.differences.comparing import systems_at
from scanner.errors import ScannerError
from scanner.keeping.thinning import thin
from scanner.runs import running
from scanner.runs.reader import ScanReader
from scanner.runs.regrading import regrade
from scanner.runs.standing import verification
from scanner.vantages.compared import VantageComparison
from scanner.vantages.comparison import compared_vantages
from tests.scanner.vantages.two_networks import (
    ALIKE,
    INSIDE,
    OTHERWISE,
    OUTSIDE,
    PAIR,
    UNKNOWN,
    WAN,
    TwoNetworks,
    two_networks,
)

HEADER = "web.content_type_options"


@pytest.fixture(scope="module")
def networks() -> Iterator[TwoNetworks]:
    """Two networks."""
    with two_networks() as made:
        yield made


@pytest.fixture
def seen(database: Engine, networks: TwoNetworks) -> Engine:
    """Looked at from both."""
    networks.filled(database)
    for vantage in PAIR:
        networks.looked(database, vantage)
    return database


def comparison(database: Engine) -> VantageComparison:
    """What differs today."""
    with reading(database) as connection:
        return compared_vantages(connection, PAIR, today(), systems_at(connection, today()))


def stood(database: Engine, vantage: str | None = None) -> dict[str, tuple[object, ...]]:
    """What stands of each host, with its age."""
    return {
        one.target.host: (one.verdicts, one.confirmations)
        for one in ScanReader(database).standing(vantage=vantage)
    }


@pytest.mark.both_databases
def test_two_vantages_are_compared_endpoint_by_endpoint(seen: Engine) -> None:
    """Reachable from one alone, both ways; found from one alone; alike; what one could not tell, apart."""
    found = comparison(seen)
    assert [which for _, which in found.looked_at] == [(True, True)] * 5
    differing = {one.key[0]: one for one in found.differing}
    assert set(differing) == {INSIDE, OUTSIDE, OTHERWISE}
    assert (differing[INSIDE].lets_in, differing[INSIDE].let_in_alone) == ((False, True), 1)
    assert (differing[OUTSIDE].lets_in, differing[OUTSIDE].let_in_alone) == ((True, False), 0)
    assert differing[OTHERWISE].lets_in == (True, True)
    (check,) = differing[OTHERWISE].checks
    assert (check.verdicts[0].check, check.found_from) == (HEADER, 1)
    assert [verdict.outcome for verdict in check.verdicts] == [Outcome.PASS, Outcome.FAIL]
    (unsure,) = found.unsure
    assert (unsure.key[0], unsure.lets_in) == (UNKNOWN, (None, True))
    assert unsure.why == (Reason.DNS_FAILURE, None)
    assert not unsure.differs


@pytest.mark.both_databases
def test_the_second_vantage_changes_nothing_of_the_first(database: Engine, networks: TwoNetworks) -> None:
    """Nor does a further look of it, judging anew, or thinning; what is kept is good."""
    networks.filled(database)
    first = networks.looked(database, INTERNET)
    before, begins = stood(database), ScanReader(database).begins()
    with reading(database) as connection:
        last_looks = compared(connection)
    for _ in range(2):
        networks.looked(database, WAN)
    assert (stood(database), ScanReader(database).begins()) == (before, begins)
    assert not sum(count.total() for count in regrade(database))
    list(thin(database, 1))
    assert stood(database, INTERNET) == before
    assert stood(database, WAN)[ALIKE][0] == before[ALIKE][0]
    with reading(database) as connection:
        assert verification.CHAIN.verify(connection, everything=True).fault is None
        assert compared(connection, [str(first)]).changes == ()
        assert compared(connection) == last_looks


def test_the_main_vantage_is_chosen_by_a_setting(seen: Engine) -> None:
    """Then all that is told without a name is what is seen from there."""
    as_wan = stood(seen, WAN)
    assert stood(seen) == stood(seen, INTERNET) != as_wan
    InventoryStore(seen).change_setting(SettingKey.SCAN_VANTAGE, WAN)
    assert stood(seen) == as_wan
    assert ScanReader(seen).main_vantage() == WAN


def test_a_run_of_a_vantage_is_resumed_there(database: Engine, networks: TwoNetworks) -> None:
    """What was begun from the WAN is finished from there, as its settings say."""
    networks.filled(database)
    begun = running.start(database, networks.settings(WAN))
    with pytest.raises(ScannerError, match=r"no unfinished run to resume from internet; .*: 1 \(wan\)"):
        running.resume(database, None)
    resumed = running.resume(database, None, vantage=WAN)
    assert (resumed.number, resumed.settings.vantage) == (begun.number, WAN)
    assert running.carry_out(database, resumed, lambda _: None) is None
    assert stood(database) == {}
    assert set(stood(database, WAN)) == {INSIDE, OUTSIDE, OTHERWISE, ALIKE, UNKNOWN}


def test_of_a_past_day_each_vantage_tells_its_own(seen: Engine) -> None:
    """Nothing stood yesterday from either."""
    day = today() - timedelta(days=1)
    assert all(ScanReader(seen).standing(day, vantage=vantage) == () for vantage in PAIR)


def test_runs_and_vantages_that_do_not_go_together_are_refused(seen: Engine) -> None:
    """A run of the other vantage, a vantage that nobody looked from, one named twice."""
    with reading(seen) as connection:
        with pytest.raises(ScannerError, match=r"run 2 looked from wan, not from internet"):
            compared(connection, ["2"])
        assert compared(connection, ["2"], vantage=WAN).changes == ()
        for pair, told in (((INTERNET, "lan"), "nothing was seen from"), ((WAN, WAN), "named twice")):
            with pytest.raises(ScannerError, match=told):
                compared_vantages(connection, pair, today(), {})
