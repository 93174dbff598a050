"""Host names as the network wants them: A-labels (RFC 5890), lower case, no trailing dot."""

import ipaddress
import re

import idna

# Lower-case letters, digits, lone hyphens: IDNA leaves such names as they are, and takes long to say so.
# Underscores it refuses, yet the DNS and browsers take them (RFC 2181, 11).
PLAIN = re.compile(r"(?:[a-z0-9_]+(?:-[a-z0-9_]+)*\.)+[a-z]+")
ASCII_LABEL = re.compile(r"[a-z0-9_-]+")
ACE_PREFIX = "xn--"
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
        name = _encoded(candidate)
    except idna.IDNAError as error:
        raise ValueError(f"{text!r} is not a host name ({error})") from error
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
        raise ValueError(
            f"{text!r} is not a host name: letters, digits, hyphens and underscores in labels of at most 63"
        )
    if labels[-1].isdigit():
        raise ValueError(f"{text!r} looks like an address, but is not a valid one")
