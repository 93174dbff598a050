"""How messages reach people is set once, and never with a password."""

from collections.abc import Callable
from pathlib import Path

import pytest

from inventory.errors import InventoryError
from inventory.files.layout.choices import SETTINGS
from inventory.setting_keys import SettingKey
from inventory.settings import reach


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("smtp://mail.brvt.test", "smtp://mail.brvt.test:25"),
        ("smtps://mail.brvt.test", "smtps://mail.brvt.test:465"),
        ("smtp://127.0.0.1:2525/", "smtp://127.0.0.1:2525"),
        ("smtp://[::1]:2525", "smtp://[::1]:2525"),
        ("SMTP://Mail.BRVT.test:587", "smtp://mail.brvt.test:587"),
    ],
)
def test_a_mail_server_is_kept_with_its_port(value: str, kept: str) -> None:
    """And in one spelling."""
    assert reach.mail_server(value) == kept


@pytest.mark.parametrize(
    ("read", "value", "why"),
    [
        (reach.mail_server, "mail.brvt.test:25", "write smtp://HOST:PORT"),
        (reach.mail_server, "http://mail.brvt.test", "write smtp://HOST:PORT"),
        (reach.mail_server, "smtp://", "write smtp://HOST:PORT"),
        (reach.mail_server, "smtp://mail.brvt.test:99999", "write smtp://HOST:PORT"),
        (reach.mail_server, "smtp://mail.brvt.test:0", "write smtp://HOST:PORT"),
        (reach.mail_server, "smtp://mail.brvt.test\r\n", "write smtp://HOST:PORT"),
        (reach.mail_server, "smtp://mail.brvt.test/x", "more than a mail server"),
        (reach.mail_server, "smtp://u:p@mail.brvt.test", "no user and no password: .*CAPDO_MAIL_PASSWORD"),
        (reach.webhook, "http://hook.brvt.test/x", "in plain text"),
        (reach.webhook, "http://127.0.0.1.brvt.test/", "in plain text"),
        (reach.webhook, "https://u:p@hook.brvt.test/", "no user"),
        (reach.webhook, "ftp://hook.brvt.test/", "write https://"),
        (reach.webhook, "https:///x", "write https://"),
        (reach.mail_address, "a@so.vn\nBcc: b@so.vn", "is not an e-mail address"),
        (reach.interval, "hourly", "write daily, weekly, monthly"),
        (reach.minutes, "0", "write 1 to 1440"),
        (reach.minutes, "1441", "write 1 to 1440"),
        (reach.minutes, "²", "no number of minutes"),
        (reach.minutes, "9" * 5000, "no number of minutes"),
        (reach.secret_file, "none", "can't be read"),
    ],
)
def test_what_cannot_be_used_is_refused(read: Callable[[str], str], value: str, why: str) -> None:
    """In one line that says what to write."""
    with pytest.raises(InventoryError, match=why):
        read(value)


@pytest.mark.parametrize("value", ["https://hook.brvt.test/a?b=c", "http://127.0.0.1:1/", "http://[::1]/x"])
def test_a_webhook_is_kept_as_it_is(value: str) -> None:
    """Plain HTTP goes to this machine itself only."""
    assert reach.webhook(value) == value


def test_a_secret_is_in_a_file(tmp_path: Path) -> None:
    """Kept by its whole path and read without the line break at its end; a short one is refused."""
    file = tmp_path / "secret"
    file.write_bytes(b"0123456789abcdef\n")
    assert reach.secret_file(str(file)) == str(file)
    assert reach.secret_in(file) == b"0123456789abcdef"
    file.write_bytes(b"0123456789abcde\n")
    with pytest.raises(InventoryError, match="openssl rand"):
        reach.secret_in(file)


def test_every_setting_has_a_word_of_its_own() -> None:
    """So that the workbook can name it."""
    assert {word.value for word in SETTINGS.entries} == set(SettingKey)
