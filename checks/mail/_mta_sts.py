"""MTA Strict Transport Security (RFC 8461): the record in DNS, and the policy file, each with its faults."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checks.facts import Exchange
from checks.facts.names.mail import RecordType
from checks.mail._domain import NULL_MX

LABEL, HOST = "_mta-sts", "mta-sts"  # of the record, and of the web server with the file
ADDRESSES: tuple[RecordType, ...] = ("A", "AAAA")
OK = 200
LONGEST = 31_557_600  # seconds, which a policy may be kept
LINES_READ = 1_000
VERSION = "STSv1"
MODES = ("enforce", "testing", "none")
_SAYS_SO = re.compile(r"v=STSv1[ \t]*;")
_ID = re.compile(r"[A-Za-z0-9]{1,32}")
_FIELD = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9_.-]{0,31}):[ \t]*(?P<value>.*?)[ \t]*")
_PATTERN = re.compile(r"(?:\*\.)?[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*")


@dataclass(frozen=True)
class StsPolicy:
    """A policy file. ``problems``: stable words; none of them: a valid one."""

    mode: str = ""
    exchanges: tuple[str, ...] = ()  # patterns: a name, or ``*.`` and the rest of one
    problems: tuple[str, ...] = ()

    def covers(self, exchange: str) -> bool:
        """Whether a mail server's name matches a pattern; an asterisk stands for one label (4.1)."""
        name = exchange.lower()
        return any(
            name == one or (one[:2] == "*." and name.partition(".")[2] == one[2:]) for one in self.exchanges
        )


def select(texts: Iterable[str]) -> tuple[str, ...]:
    """The records that say to be of this version (3.1); more than one count as none."""
    return tuple(text for text in texts if _SAYS_SO.match(text))


def record_problems(text: str) -> tuple[str, ...]:
    """What is wrong with a selected record: it gives no id, or one that is none."""
    fields = (part.strip().partition("=") for part in text.split(";")[1:])
    ids = [value.strip() for name, _, value in fields if name.strip() == "id"]
    return () if len(ids) == 1 and _ID.fullmatch(ids[0]) else ("bad_id",)


def read_file(answer: Exchange) -> StsPolicy:
    """The policy that a web server gave for the file (3.2 and 3.3)."""
    if answer.status != OK:
        return StsPolicy(problems=("redirect" if answer.is_redirect else "no_file",))
    media_type = (answer.value("content-type") or "").partition(";")[0].strip().lower()
    policy = parse(answer.body)
    wrong_type = () if media_type == "text/plain" else ("not_text_plain",)
    return StsPolicy(policy.mode, policy.exchanges, (*policy.problems, *wrong_type))


def parse(text: str) -> StsPolicy:
    """The text of a policy file."""
    fields: dict[str, list[str]] = {}
    lines = text.splitlines()[:LINES_READ]
    found = [(line, _FIELD.fullmatch(line)) for line in lines if line.strip()]
    for _, match in found:
        if match is not None:
            fields.setdefault(match["name"], []).append(match["value"])
    problems = [*_problems(fields), *(["bad_line"] if any(match is None for _, match in found) else [])]
    mode = fields.get("mode", [""])[0]
    return StsPolicy(mode, tuple(one.lower() for one in fields.get("mx", ())), tuple(problems))


def _problems(fields: dict[str, list[str]]) -> Iterator[str]:
    """Fields beside ``mx`` count where they stand first (3.2)."""
    mode, age = fields.get("mode", [""])[0], fields.get("max_age", [""])[0]
    if fields.get("version", [""])[0] != VERSION:
        yield "bad_version"
    if mode not in MODES:
        yield "bad_mode"
    if not re.fullmatch(r"[0-9]{1,10}", age) or int(age) > LONGEST:
        yield "bad_max_age"
    patterns = fields.get("mx", [])
    if (not patterns and mode != "none") or not all(_PATTERN.fullmatch(one) for one in patterns):
        yield "bad_mx"


def uncovered(policy: StsPolicy, exchanges: Iterable[str]) -> tuple[str, ...]:
    """The domain's mail servers that its own policy does not allow."""
    return tuple(name for name in exchanges if name != NULL_MX and not policy.covers(name))
