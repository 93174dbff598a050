"""Reading and writing side by side, and what a failing database says."""

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import IntegrityError, OperationalError

from inventory.database.opening import opened_database
from inventory.database.transactions import reading, reason, shown, writing
from inventory.errors import InventoryError

ADD = text("INSERT INTO organizations (code, name, kind) VALUES (:code, 'x', 'other')")
COUNT = text("SELECT count(*) FROM organizations")


def test_a_reader_sees_one_moment_and_stops_nobody(database: Engine) -> None:
    """What is written during a reading transaction appears after it."""
    with reading(database) as reader:
        assert reader.scalar(COUNT) == 0
        with writing(database) as writer:
            writer.execute(ADD, {"code": "A"})
        assert reader.scalar(COUNT) == 0
    with reading(database) as reader:
        assert reader.scalar(COUNT) == 1


def test_a_second_writer_waits_and_then_says_so(database: Engine) -> None:
    """A writer holds the lock from its beginning; who gives up waiting gets one line."""
    with opened_database(database.url.render_as_string()) as other:
        with other.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 1")
        with (
            writing(database),
            pytest.raises(InventoryError, match=r"capdo-0\.db: database is locked"),
            writing(other),
        ):
            pass


def add_twice(engine: Engine) -> None:
    """Add an organization, and then one of the same code, in one transaction."""
    with writing(engine) as connection:
        connection.execute(ADD, {"code": "A"})
        connection.execute(ADD, {"code": "A"})


def test_an_error_inside_undoes_everything(database: Engine) -> None:
    """Half of a change is no change; and a fault of the program is not called one of the database."""
    with pytest.raises(IntegrityError):
        add_twice(database)
    with reading(database) as reader:
        assert reader.scalar(COUNT) == 0


def test_no_secret_is_shown() -> None:
    """Neither user nor password nor options, even where the driver repeats them."""
    url = make_url("postgresql://lan:s3cret@db.brvt.test:5433/capdo?sslpassword=hush")
    error = OperationalError("SELECT 1", {}, Exception("refused s3cret and hush\nDETAIL: more"))
    assert shown(url) == "postgresql://db.brvt.test:5433/capdo"
    assert str(reason(url, error)) == "refused *** and ***"
