"""Addresses of e-mail as every mail server takes them (RFC 5321, 4.1.2, without quoted names)."""

import re

from inventory.hosts import normalize_host
from inventory.safe_text import quoted
from inventory.words import WrongValueError

LONGEST = 254  # RFC 5321, 4.5.3.1.3: 256 octets with the angle brackets
LOCAL_PART = re.compile(r"(?=.{1,64}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


def normalize_mail_address(text: str) -> str:
    """The address with its host in A-labels.

    Raises:
        WrongValueError: it is not one address.

    """
    local, _, host = text.strip().rpartition("@")
    if LOCAL_PART.fullmatch(local) and "." in host:
        address = f"{local}@{_host(text, host)}"
        if len(address) <= LONGEST:
            return address
    raise WrongValueError("{text} is not an e-mail address: write one, as name@host.vn", text=quoted(text))


def _host(text: str, host: str) -> str:
    try:
        name = normalize_host(host)
    except ValueError:
        name = "0"
    if name.rpartition(".")[2].isdecimal():  # an address of IP has no mailboxes without brackets
        raise WrongValueError(
            "{text} is not an e-mail address: {host} is no host name", text=quoted(text), host=quoted(host)
        )
    return name
