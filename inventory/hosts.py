"""Host names as the network wants them: A-labels (RFC 5890), lower case, no trailing dot."""

import ipaddress
import re

import idna

from inventory.safe_text import quoted
from inventory.wording.phrases import Foreign
from inventory.words import WrongValueError

# Lower-case letters, digits, lone hyphens: IDNA leaves such names as they are, and takes long to say so.
# Underscores it refuses, yet the DNS and browsers take them (RFC 2181, 11).
PLAIN = re.compile(r"(?:[a-z0-9_]+(?:-[a-z0-9_]+)*\.)+[a-z]+")
ASCII_LABEL = re.compile(r"[a-z0-9_-]+")
ACE_PREFIX = "xn--"
RANGE = re.compile(r"[0-9.]+/[0-9]{1,2}|[0-9A-Fa-f:]+:[0-9A-Fa-f:]*/[0-9]{1,3}")  # CIDR
ADDRESS = re.compile(r"[0-9.]+")
NUMERIC = re.compile(r"[0-9-]+|0x[0-9a-f]*")  # no top-level domain: browsers read it as a number
LABEL_LENGTH = 63  # RFC 1035, 2.3.4
LABEL = re.compile(rf"^(?!-)[a-z0-9_-]{{1,{LABEL_LENGTH}}}(?<!-)$")


def normalize_host(text: str) -> str:
    """An A-label host name or an address in its shortest form.

    Raises:
        WrongValueError: not a host name and not an address.

    """
    candidate = text.strip().rstrip(".")
    if PLAIN.fullmatch(candidate):
        if len(candidate) <= LABEL_LENGTH:
            return candidate  # no label of it can be longer
        _refuse_unlike_a_host(text, candidate)
        return candidate
    try:
        return ipaddress.ip_address(candidate.strip("[]")).compressed
    except ValueError:
        pass
    try:
        name = _encoded(candidate)
    except idna.IDNAError as error:
        raise WrongValueError(
            "{text!r} is not a host name ({reason})", text=text, reason=Foreign(str(error))
        ) from error
    _refuse_unlike_a_host(text, name)
    return name


def _encoded(name: str) -> str:
    """The A-labels of a name; a label that is plain ASCII with an underscore stays as it is."""
    labels = idna.uts46_remap(name, std3_rules=False).split(".")
    if not any("_" in label for label in labels):
        return idna.encode(name, uts46=True).decode("ascii").lower()
    return ".".join(label if _stays(label) else idna.encode(label).decode("ascii") for label in labels)


def _stays(label: str) -> bool:
    return "_" in label and ASCII_LABEL.fullmatch(label) is not None and not label.startswith(ACE_PREFIX)


def _refuse_unlike_a_host(text: str, name: str) -> None:
    labels = name.split(".")
    if len(name) > 253 or not all(LABEL.match(label) for label in labels):  # noqa: PLR2004 - RFC 1035, 2.3.4
        raise WrongValueError(
            "{text!r} is not a host name: letters, digits, hyphens and underscores in labels of at most 63",
            text=text,
        )
    if labels[-1].isdigit():
        raise WrongValueError("{text!r} looks like an address, but is not a valid one", text=text)


def refuse_unlike_one_host(text: str) -> None:
    """Refuse what somebody types for several hosts, and addresses that mean something on one machine only.

    Raises:
        WrongValueError: a range of addresses, or an address with a zone (RFC 4007, 11).

    """
    name = text.strip().rstrip(".")
    if "%" in name:
        raise WrongValueError(
            "{text} is not a host name: an address is written without % and a zone", text=quoted(text)
        )
    if RANGE.fullmatch(name) or (NUMERIC.fullmatch(name.rpartition(".")[2]) and not ADDRESS.fullmatch(name)):
        raise WrongValueError(
            "{text} looks like a range of addresses: name one host or one address", text=quoted(text)
        )
