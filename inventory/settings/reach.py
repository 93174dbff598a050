"""How messages reach people: what the settings of mail and webhooks may be. They never hold a password."""

import ipaddress
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from inventory.errors import InventoryError
from inventory.hosts import normalize_host
from inventory.mail_addresses import normalize_mail_address
from inventory.safe_text import quoted
from inventory.wording.phrases import Phrase, os_reason
from inventory.words import WrongValueError

MAIL_PORTS = {"smtp": 25, "smtps": 465}  # RFC 5321, 2.3; RFC 8314, 7.3
WEB_PORTS = {"http": 80, "https": 443}
LONGEST_URL = 2_000  # characters
SHORTEST_SECRET, LONGEST_SECRET = (
    16,
    4_096,
)  # bytes: RFC 2104, 3, wants a key no shorter than is hard to guess
CONFIRMED_AFTER = timedelta(minutes=10)  # unless it is set
LONGEST_CONFIRMATION = 1_440  # minutes
HOW_MAIL = Phrase("write smtp://HOST:PORT or smtps://HOST:PORT")
HOW_WEBHOOK = Phrase("write https://HOST/PATH, or http:// to this machine itself")
WHERE_PASSWORDS = Phrase(
    "user and password come from CAPDO_MAIL_USER and CAPDO_MAIL_PASSWORD (or its file, …_FILE)"
)


class Interval(StrEnum):
    """How often a digest is sent."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


def mail_server(value: str) -> str:
    """``smtp://HOST:PORT`` or ``smtps://HOST:PORT``.

    Raises:
        InventoryError: it is neither, or holds a user or a password.

    """
    url = _split(value, MAIL_PORTS, HOW_MAIL)
    if "@" in url.netloc:
        raise InventoryError("mail.url holds no user and no password: {where}", where=WHERE_PASSWORDS)
    if url.path not in ("", "/") or url.query or url.fragment:
        raise InventoryError(
            "{value} names more than a mail server: {how}", value=quoted(value), how=HOW_MAIL
        )
    return f"{url.scheme}://{_place(url, MAIL_PORTS)}"


def webhook(value: str) -> str:
    """The address of a webhook; plain HTTP only to this machine, as what is sent names weak points.

    Raises:
        InventoryError: it is none.

    """
    url = _split(value, WEB_PORTS, HOW_WEBHOOK)
    if "@" in url.netloc or url.fragment:
        raise InventoryError("webhook.url holds no user, no password and no fragment: {how}", how=HOW_WEBHOOK)
    if url.scheme == "http" and not _is_this_machine(url.hostname or ""):
        raise InventoryError(
            "{value} would be sent in plain text: {how}", value=quoted(value), how=HOW_WEBHOOK
        )
    return value


def mail_address(value: str) -> str:
    """One address of e-mail.

    Raises:
        InventoryError: it is none.

    """
    try:
        return normalize_mail_address(value)
    except WrongValueError as error:
        raise InventoryError(error.phrase) from None


def secret_file(value: str) -> str:
    """The whole path of a file with a secret that can be used.

    Raises:
        InventoryError: it can't be read, or is no secret.

    """
    path = Path(value).absolute()
    secret_in(path)
    return str(path)


def secret_in(path: Path) -> bytes:
    """The secret in a file, without the line break at its end.

    Raises:
        InventoryError: it can't be read, or is too short to be one, or too long.

    """
    try:
        with path.open("rb") as file:
            secret = file.read(LONGEST_SECRET + 1).strip()
    except OSError as error:
        raise InventoryError(
            "{path}: can't be read ({reason})", path=quoted(path), reason=os_reason(error)
        ) from None
    if not SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET:
        raise InventoryError(
            "{path} holds no secret of {least} to {most} bytes: make one with openssl rand -hex 32",
            path=quoted(path),
            least=SHORTEST_SECRET,
            most=LONGEST_SECRET,
        )
    return secret


def interval(value: str) -> str:
    """How often digests are sent.

    Raises:
        InventoryError: it is none of the words.

    """
    if value not in set(Interval):
        raise InventoryError(
            "{value} is no interval: write {intervals}", value=quoted(value), intervals=", ".join(Interval)
        )
    return value


def minutes(value: str) -> str:
    """After how many minutes a second look confirms an alarm.

    Raises:
        InventoryError: it is no whole number from 1 to a day.

    """
    if not (value.isascii() and value.isdecimal() and len(value) <= len(str(LONGEST_CONFIRMATION))):
        raise InventoryError(
            "{value} is no number of minutes: write 1 to {most}",
            value=quoted(value),
            most=LONGEST_CONFIRMATION,
        )
    if not 1 <= int(value) <= LONGEST_CONFIRMATION:
        raise InventoryError(
            "{value} is out of range: write 1 to {most} minutes",
            value=value,
            most=LONGEST_CONFIRMATION,
        )
    return str(int(value))


def _split(value: str, ports: dict[str, int], how: Phrase) -> SplitResult:
    if len(value) > LONGEST_URL or not (value.isascii() and value.isprintable()) or " " in value:
        raise InventoryError("{value} is no such address: {how}", value=quoted(value), how=how)
    try:
        url = urlsplit(value)
        name, _ = normalize_host(url.hostname or ""), url.port
    except ValueError:
        name, url = "", urlsplit("")
    if url.scheme not in ports or not name or url.port == 0:
        raise InventoryError("{value} is no such address: {how}", value=quoted(value), how=how)
    return url


def _place(url: SplitResult, ports: dict[str, int]) -> str:
    name = normalize_host(url.hostname or "")
    host = f"[{name}]" if ":" in name else name
    return f"{host}:{url.port or ports[url.scheme]}"


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("localhost", "localhost.")
