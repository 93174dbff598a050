"""What a person types as a target: host, host:port, an https URL, or an address."""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from checks.urls import resolve
from inventory.hosts import RANGE, normalize_host, refuse_unlike_one_host
from inventory.model import USER_AGENT
from inventory.safe_text import quoted
from inventory.wording.phrases import Foreign, Phrase, PhrasedError
from inventory.words import WrongValueError
from scanner.errors import ScannerError
from scanner.planning.permission import audit_permit
from scanner.planning.plan import PlannedEndpoint, www_sibling

HTTPS = 443
HTTP = 80
ROOT = "/"
PATH_LENGTH = 2000  # characters
ADDRESS_COLONS = 2  # an IPv6 address without brackets has at least as many


def parse_target(text: str, http_port: int = HTTP) -> PlannedEndpoint:
    """The endpoint that a target names, and the page that its path names.

    Raises:
        ScannerError: not a host, host:port, https URL or address.

    """
    try:
        typed, port, path = _split(text.strip())
        refuse_unlike_one_host(text if RANGE.fullmatch(text.strip()) else typed)
        host = normalize_host(typed)
        return PlannedEndpoint(
            host=host,
            https_port=port,
            http_port=http_port,
            path=path,
            neighbours=www_sibling(host),
            permit=audit_permit(authorized=False),
        )
    except ValueError as error:
        raise ScannerError(
            "target {text!r}: {error}; write host, host:port, https://host[:port]/ or an address",
            text=text,
            error=_why(error),
        ) from error


def _split(text: str) -> tuple[str, int, str]:
    if text.count(":") >= ADDRESS_COLONS and "[" not in text and "//" not in text:
        return text, HTTPS, ROOT
    url = urlsplit(text if "//" in text else f"https://{text}")
    if url.scheme != "https":
        raise WrongValueError(
            "{scheme}: is not looked at on its own; the https target covers plain HTTP too", scheme=url.scheme
        )
    if url.username is not None or not url.hostname:
        raise WrongValueError(Phrase("it holds a user name") if url.hostname else Phrase("it names no host"))
    return url.hostname, HTTPS if url.port is None else _port(url.port), _page(url)


def _page(url: SplitResult) -> str:
    """The path and query as a browser would ask for them."""
    if url.path in ("", ROOT) and not url.query:
        return ROOT
    typed = f"{url.path or ROOT}?{url.query}" if url.query else url.path
    asked = urlsplit(resolve("https://host.invalid/", typed))
    if len(typed) > PATH_LENGTH or asked.hostname != "host.invalid":
        raise WrongValueError("its path is no path, or longer than {most} characters", most=PATH_LENGTH)
    return f"{asked.path}?{asked.query}" if asked.query else asked.path


def parse_resolver(text: str) -> tuple[str, int]:
    """``IP`` or ``IP:PORT`` (IPv6 with a port in brackets) of a DNS resolver.

    Raises:
        ScannerError: not an address with an optional port.

    """
    try:
        if text.count(":") >= ADDRESS_COLONS and "[" not in text:
            return _address(text), 53
        url = urlsplit(f"//{text}")
        return _address(url.hostname or ""), 53 if url.port is None else _port(url.port)
    except ValueError as error:
        raise ScannerError(
            "--resolver {text!r}: write IP or IP:PORT ({error})", text=text, error=_why(error)
        ) from error


def _port(number: int) -> int:
    if number == 0:
        raise WrongValueError("port 0 is none")
    return number


def _address(text: str) -> str:
    try:
        return ip_address(text).compressed
    except ValueError:
        raise WrongValueError("{text} is no address", text=quoted(text)) from None


def parse_user_agent(text: str) -> str:
    """What a person types as the scanner's User-Agent (RFC 9110 section 10.1.5).

    Raises:
        ScannerError: not printable ASCII, or too long.

    """
    if not re.fullmatch(USER_AGENT, text):
        raise ScannerError("--user-agent: write 1 to 200 printable ASCII characters, no blank at either end")
    return text


def _why(error: ValueError) -> Phrase:
    """In our words where it is ours, else in those of the library that parses URLs."""
    return error.phrase if isinstance(error, PhrasedError) else Foreign(str(error))
