"""The vocabulary of judging: outcomes, severities and texts."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue, SkipValidation

Language = Literal["vi", "en"]
Threshold = int | float | str | bool | list[str]
Thresholds = Mapping[str, Threshold]


class Outcome(StrEnum):
    """What a check found. ``not_tested`` ("could not tell") is never counted as a pass or a fail."""

    PASS = "pass"  # noqa: S105 - no password
    WARN = "warn"
    FAIL = "fail"
    INFO = "info"
    NOT_APPLICABLE = "not_applicable"
    NOT_TESTED = "not_tested"


FINDINGS = (Outcome.FAIL, Outcome.WARN)
WORST_FIRST = (
    Outcome.FAIL,
    Outcome.WARN,
    Outcome.NOT_TESTED,
    Outcome.INFO,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
)


class Severity(StrEnum):
    """How much a finding matters, mildest first."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 (info) to 4 (critical), for sorting and for ``--fail-on``."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Reason(StrEnum):
    """Why something was not tested."""

    UNREACHABLE = "unreachable"
    DNS_FAILURE = "dns_failure"
    PRIVATE_ADDRESS = "private_address"
    TIMEOUT = "timeout"
    BLOCKED = "blocked"
    BLOCKED_BY_WAF = "blocked_by_waf"
    RATE_LIMITED = "rate_limited"
    CRAWLER_REFUSED = "crawler_refused"  # whoever says to be a search engine's crawler is not shown the site
    NAME_REFUSED = "name_refused"
    STARTTLS = "starttls"  # the port speaks a protocol that changes to TLS on request
    CLIENT_CERTIFICATE = "client_certificate"
    ELSEWHERE = "elsewhere"
    MIDDLEBOX = "middlebox"  # something before the host answers in its stead
    REDIRECT_LOOP = "redirect_loop"
    UNREADABLE = "unreadable"  # it answered, in a form that cannot be read
    UNTRUSTED = "untrusted"  # nobody trusted vouches for whom one would have to ask
    INDETERMINATE = "indeterminate"  # of DNSSEC: nothing says whether there ought to be signatures (RFC 4033)
    INCOMPLETE = "incomplete"  # seen in part, and what was seen is in order
    NOT_PERMITTED = "not_permitted"
    NOT_REQUESTED = "not_requested"  # this scan was not asked to, for example by its depth
    TOOL_MISSING = "tool_missing"
    NO_IPV6_HERE = "no_ipv6_here"
    SCANNER_OFFLINE = "scanner_offline"  # its own resolver or network was dead
    INTERNAL_ERROR = "internal_error"


class Frozen(BaseModel):
    """A value: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Text(Frozen):
    """One sentence or paragraph in both languages of the product."""

    vi: str
    en: str

    def to(self, language: Language) -> str:
        """The text in one language."""
        return self.vi if language == "vi" else self.en


class Reference(Frozen):
    """Where a rule comes from: an RFC section, a decree article, a peer's criterion."""

    title: str
    url: str | None = None
    verified: bool = True  # False: shown as "cần đối chiếu / to be verified"


class Judgement(Frozen):
    """What a check says of one endpoint's facts. ``severity`` overrides the check's default.

    ``claims_whole``: that something is nowhere is said for information, and needs the whole as a pass does.
    ``evidence`` is gone through once, when the judgement becomes a verdict.
    """

    outcome: Outcome
    summary: Text
    evidence: SkipValidation[dict[str, JsonValue]] = {}
    severity: Severity | None = None
    reason: Reason | None = None
    claims_whole: bool = False


class Verdict(Frozen):
    """A judgement with its check's id and the severity in force."""

    check: str
    outcome: Outcome
    severity: Severity
    reason: Reason | None = None
    summary: Text
    evidence: dict[str, JsonValue] = {}

    @property
    def is_finding(self) -> bool:
        """Whether somebody should act on it."""
        return self.outcome in FINDINGS
