"""Where the network of one vantage is dead, another one goes on."""

import pytest
from sqlalchemy import Engine

from scanner.outages.recording import OutageLog, every_outage
from tests.scanner.messages.estate import at

pytestmark = pytest.mark.both_databases


def test_each_vantage_has_outages_of_its_own(database: Engine) -> None:
    """One that lasts is none of the other's, and is not ended by what the other reaches."""
    here, there = OutageLog(database), OutageLog(database, "wan")
    there.begin(at(1), "no resolver answers")
    assert here.outages() == ()
    here.end(at(2))
    assert [outage.ended_at for outage in there.outages()] == [None]
    here.begin(at(3), "no route")
    there.end(at(4))
    assert [outage.ended_at for outage in here.outages()] == [None]
    told = [(outage.vantage, outage.begun_at, outage.ended_at) for outage in every_outage(database)]
    assert told == [("internet", at(3), None), ("wan", at(1), at(4))]
