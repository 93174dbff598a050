"""A DMARC policy record (RFC 9989, sections 4.7 and 4.8): its tags, and what is wrong with them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from checks.mail._uris import is_uri

DmarcPolicy = Literal["none", "quarantine", "reject"]
DmarcProblem = Literal["invalid", "unknown", "removed", "no_tag"]
SuffixFlag = Literal["y", "n", "u"]
MILDER: Mapping[DmarcPolicy, DmarcPolicy] = {"reject": "quarantine", "quarantine": "none", "none": "none"}
POLICY_TAGS = ("p", "sp", "np")
REPORT_TAGS = ("rua", "ruf")
REMOVED = ("pct", "rf", "ri")  # tags of RFC 7489 which receivers of RFC 9989 pass over
_VERSION = re.compile(r"[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|\Z)")
_TAG = re.compile(r"(?P<name>[A-Za-z]+)[ \t]*=[ \t]*(?P<value>[\x20-\x3a\x3c-\x7e]+)")
_VALUES: Mapping[str, re.Pattern[str]] = {
    tag: re.compile(pattern)
    for tag, pattern in {
        **dict.fromkeys(POLICY_TAGS, "none|quarantine|reject"),
        **dict.fromkeys(("adkim", "aspf"), "[rs]"),
        "psd": "[ynu]",
        "t": "[yn]",
        "fo": "[01ds]|d:s|s:d",
    }.items()
}
_SIZE = re.compile(r"![0-9]+[kmgt]?\Z", re.IGNORECASE)  # of RFC 7489, which is passed over


@dataclass(frozen=True)
class DmarcRecord:
    """A record that says to be DMARC's, usable as far as its tags are.

    Attributes:
        tags: valid values by tag, both in lower case but for the addresses of reports.
        problems: what counts for nothing, as written, by what is wrong: ``invalid``, ``unknown``, ``removed``
            (since RFC 9989), ``no_tag``.
        is_spoilt: there is no valid ``p``, or a policy tag that is not valid: no policy holds (4.10.1).

    """

    tags: Mapping[str, str]
    problems: tuple[tuple[DmarcProblem, str], ...] = ()
    is_spoilt: bool = False

    @property
    def is_void(self) -> bool:
        """Whether receivers treat mail as if there were no record: no policy, and nobody to report to."""
        return self.is_spoilt and "rua" not in self.tags

    @property
    def is_testing(self) -> bool:
        """Whether the policy is only tried, so that receivers apply the milder one (``t=y``)."""
        return self.tags.get("t") == "y"

    @property
    def suffix(self) -> SuffixFlag:
        """Whether its domain is a public suffix, is none, or does not say (``psd``)."""
        return cast("SuffixFlag", self.tags.get("psd", "u"))

    def policy(self, tag: str) -> DmarcPolicy:
        """The policy that a policy tag gives, or those in its stead: np, sp, p, at last none."""
        if self.is_spoilt:
            return "none"
        instead = POLICY_TAGS[POLICY_TAGS.index(tag) :: -1]
        return cast("DmarcPolicy", next((self.tags[one] for one in instead if one in self.tags), "none"))


def is_dmarc(text: str) -> bool:
    """Whether a text says to be a policy record of this version, which is told in capitals."""
    return _VERSION.match(text) is not None


def parse(text: str) -> DmarcRecord | None:
    """A text for which ``is_dmarc`` holds; None: a tag is there twice, which spoils all (RFC 6376, 3.2)."""
    written = list(_written(text))
    names = [name for name, _, _ in written if name]
    if len(names) != len(set(names)):
        return None
    problems = [(_problem(name, value), tag) for name, value, tag in written]
    wrong = {name for name, value, _ in written if name and _problem(name, value) == "invalid"}
    tags = {
        name: value if name in REPORT_TAGS else value.lower()
        for name, value, _ in written
        if _problem(name, value) is None
    }
    is_spoilt = "p" not in tags or not wrong.isdisjoint(POLICY_TAGS)
    return DmarcRecord(tags, tuple((what, tag) for what, tag in problems if what), is_spoilt)


def _written(text: str) -> Iterator[tuple[str, str, str]]:
    """Name and value of each tag after the version, and both as written; no name: it is no tag."""
    for part in text.split(";")[1:]:
        tag = _TAG.fullmatch(part.strip())
        if tag is not None:
            yield tag["name"].lower(), tag["value"].strip(), part.strip()
        elif part.strip():
            yield _name_of(part), "", part.strip()


def _name_of(part: str) -> str:
    """The name of what is no tag for its value alone, as ``sp=``."""
    name, equals, _ = part.partition("=")
    return name.strip().lower() if equals else ""


def _problem(name: str, value: str) -> DmarcProblem | None:
    if name in REPORT_TAGS:
        return None if any(is_uri(_SIZE.sub("", uri.strip())) for uri in value.split(",")) else "invalid"
    if name in _VALUES:
        return None if _VALUES[name].fullmatch(value.lower()) else "invalid"
    if not name:
        return "no_tag"
    return "removed" if name in REMOVED else "unknown"
