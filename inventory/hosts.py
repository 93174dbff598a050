"""Host names as the network wants them: A-labels (RFC 5890), lower case, no trailing dot."""

import ipaddress
import re

import idna

# Lower-case letters, digits, lone hyphens: IDNA leaves such names as they are, and takes long to say so.
PLAIN = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]+")
LABEL = re.compile(r"^(?!-)[a-z0-9_-]{1,63}(?<!-)$")


def normalize_host(text: str) -> str:
    """An A-label host name or an address in its shortest form.

    Raises:
        ValueError: not a host name and not an address.

    """
    candidate = text.strip().rstrip(".")
    if PLAIN.fullmatch(candidate):
        _refuse_unlike_a_host(text, candidate)
        return candidate
    try:
        return ipaddress.ip_address(candidate.strip("[]")).compressed
    except ValueError:
        pass
    try:
        name = idna.encode(candidate, uts46=True).decode("ascii").lower()
    except idna.IDNAError as error:
        raise ValueError(f"{text!r} is not a host name ({error})") from error
    _refuse_unlike_a_host(text, name)
    return name


def _refuse_unlike_a_host(text: str, name: str) -> None:
    labels = name.split(".")
    if len(name) > 253 or not all(LABEL.match(label) for label in labels):  # noqa: PLR2004 - RFC 1035, 2.3.4
        raise ValueError(f"{text!r} is not a host name: letters, digits and hyphens in labels of at most 63")
    if labels[-1].isdigit():
        raise ValueError(f"{text!r} looks like an address, but is not a valid one")
