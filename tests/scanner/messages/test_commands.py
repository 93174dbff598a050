"""``capdo messages``: what would be sent, what was, and where it went instead."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from inventory.database.store import InventoryStore
from inventory.setting_keys import SettingKey
from scanner.messages.commands import messages_app
from tests.scanner.messages.estate import EDU, OPERATOR, TAX, TAX_MAIL, at, good, looked, reached_by, settled
from tests.scanner.messages.receiving import Mailbox, receiving


@pytest.fixture
def estate(database: Engine) -> Engine:
    """Two units whose first digests are due."""
    settled(database)
    looked(database, at(0), {TAX: (good(),), EDU: (good(),)})
    return database


@pytest.fixture
def box(estate: Engine) -> Iterator[Mailbox]:
    """A mail server, which the settings name."""
    with receiving() as mailbox:
        reached_by(estate, mailbox)
        yield mailbox


def run(engine: Engine, *words: str) -> tuple[int, str]:
    """One command; its exit status and what it printed."""
    done = CliRunner().invoke(messages_app, [*words, "--database", str(engine.url)])
    return done.exit_code, done.output


def test_dry_run_prints_and_sends_nothing(estate: Engine, box: Mailbox) -> None:
    """Not even a note that it was told: the same is due afterwards."""
    for _ in range(2):
        status, output = run(estate, "send", "--dry-run")
        assert status == 0
        assert f"Tới: {TAX_MAIL}" in output
        assert "Tiêu đề: Bản tin an toàn thông tin" in output
    assert box.steps == []
    assert run(estate, "send")[0] == 0
    assert TAX_MAIL in box.recipients


def test_everything_can_go_to_the_operator(estate: Engine, box: Mailbox) -> None:
    """To nobody else, once; the units get theirs when that ends."""
    for _ in range(2):
        assert run(estate, "send", "--to-operator", "--lang", "en")[0] == 0
    assert set(box.recipients) == {OPERATOR}
    assert sum("Digest" in str(mail["Subject"]) for mail in box.mails) == 2
    before = len(box.taken)
    assert run(estate, "send", "--digest", "daily")[0] == 0
    assert TAX_MAIL in box.recipients[before:]


def test_they_are_listed(estate: Engine, box: Mailbox) -> None:
    """With where each stands; a server that is gone leaves them waiting, and says so."""
    box.replies["EHLO"] = ["421 not now"] * 2
    box.replies["HELO"] = ["421 not now"] * 2
    status, output = run(estate, "send", "--lang", "en")
    assert status == 3
    assert "Not delivered" in output
    listed = run(estate, "list", "--lang", "en")[1]
    assert "waits" in listed
    assert len(run(estate, "list", "--limit", "1")[1]) < len(run(estate, "list")[1])


def test_without_a_way_nothing_is_sent(estate: Engine) -> None:
    """One line says what to set; half a setting does too."""
    done = CliRunner().invoke(messages_app, ["send", "--database", str(estate.url)])
    assert "mail.url" in str(done.exception)
    InventoryStore(estate).change_setting(SettingKey.MAIL_URL, "smtp://127.0.0.1:9")
    done = CliRunner().invoke(messages_app, ["send", "--database", str(estate.url)])
    assert "mail.url is set without mail.from" in str(done.exception)
