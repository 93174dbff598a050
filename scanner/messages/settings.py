"""What messages are sent by: the database's settings, and secrets from the environment or files alone."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from inventory.model import Setting
from inventory.setting_keys import SettingKey
from inventory.settings.choosing import value_of
from inventory.settings.reach import CONFIRMED_AFTER, Interval, secret_in
from scanner.errors import ScannerError

USER, PASSWORD, PASSWORD_FILE = "CAPDO_MAIL_USER", "CAPDO_MAIL_PASSWORD", "CAPDO_MAIL_PASSWORD_FILE"
LONGEST_PASSWORD = 4_096  # bytes


@dataclass(frozen=True, kw_only=True)
class MessageSettings:
    """How messages go out, to whom what concerns the scanner itself goes, and when something is told."""

    mail_url: str | None = None
    sender: str | None = None
    operator: str | None = None
    webhook_url: str | None = None
    secret_file: Path | None = None
    interval: Interval = Interval.WEEKLY
    confirmed_after: timedelta = CONFIRMED_AFTER

    @property
    def mails(self) -> bool:
        """Whether mail can be sent."""
        return self.mail_url is not None

    @property
    def hooks(self) -> bool:
        """Whether something can be sent to a webhook."""
        return self.webhook_url is not None


@dataclass(frozen=True)
class Credentials:
    """A user of a mail server. The password is in no ``repr``, so that no log gets it."""

    user: str
    password: str

    def __repr__(self) -> str:
        """The user alone."""
        return f"Credentials({self.user!r})"


def message_settings(settings: Iterable[Setting]) -> MessageSettings:
    """What the database says.

    Raises:
        ScannerError: one of two settings is there that need each other.

    """
    kept = tuple(settings)

    def value(key: SettingKey) -> str | None:
        return value_of(kept, key)

    _refuse_half(kept, SettingKey.MAIL_URL, SettingKey.MAIL_FROM)
    _refuse_half(kept, SettingKey.WEBHOOK_URL, SettingKey.WEBHOOK_SECRET_FILE)
    secret, minutes = value(SettingKey.WEBHOOK_SECRET_FILE), value(SettingKey.ALARM_CONFIRMATION)
    return MessageSettings(
        mail_url=value(SettingKey.MAIL_URL),
        sender=value(SettingKey.MAIL_FROM),
        operator=value(SettingKey.MAIL_OPERATOR),
        webhook_url=value(SettingKey.WEBHOOK_URL),
        secret_file=Path(secret) if secret else None,
        interval=Interval(value(SettingKey.MAIL_DIGEST) or Interval.WEEKLY),
        confirmed_after=timedelta(minutes=int(minutes)) if minutes else CONFIRMED_AFTER,
    )


def credentials(environment: Mapping[str, str] | None = None) -> Credentials | None:
    """Who sends at the mail server; None: nobody in particular.

    Raises:
        ScannerError: there is a user without a password, or its file can't be read.

    """
    variables = os.environ if environment is None else environment
    user = variables.get(USER)
    if not user:
        return None
    file = variables.get(PASSWORD_FILE)
    password = variables.get(PASSWORD) or (_password_in(Path(file)) if file else None)
    if not password:
        raise ScannerError(
            "{user} is set without {password} or {password_file}",
            user=USER,
            password=PASSWORD,
            password_file=PASSWORD_FILE,
        )
    return Credentials(user, password)


def secret_of(settings: MessageSettings) -> bytes:
    """What signs for the webhook.

    Raises:
        InventoryError: its file can't be read.
        ScannerError: there is none.

    """
    if settings.secret_file is None:
        raise ScannerError(
            "{webhook_secret_file} is not set: nothing is sent unsigned",
            webhook_secret_file=SettingKey.WEBHOOK_SECRET_FILE,
        )
    return secret_in(settings.secret_file)


def _password_in(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(LONGEST_PASSWORD).decode().rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise ScannerError(
            "{password_file}: the file can't be read as a password", password_file=PASSWORD_FILE
        ) from None


def _refuse_half(settings: tuple[Setting, ...], key: SettingKey, other: SettingKey) -> None:
    if value_of(settings, key) is not None and value_of(settings, other) is None:
        raise ScannerError(
            "{key} is set without {other}: `capdo settings set {other} …`", key=key, other=other
        )
