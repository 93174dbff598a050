"""What CAA records let certification authorities do (RFC 8659, section 4)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checks.facts import CaaRecord

CRITICAL = 128
ISSUE = "issue"
WITH_ISSUER = (ISSUE, "issuewild", "issuemail", "issuevmc")  # RFC 8659, RFC 9495, and the BIMI group's
# RFC 8659, 4.4; the CA/Browser Forum's Baseline Requirements, appendix A.1.
KNOWN = (*WITH_ISSUER, "iodef", "contactemail", "contactphone")
LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
PARAMETER = r"[a-z0-9]+(?:-*[a-z0-9]+)*[ \t]*=[ \t]*[\x21-\x3a\x3c-\x7e]*"
ISSUER = re.compile(rf"[ \t]*({LABEL}(?:\.{LABEL})*)?[ \t]*", re.IGNORECASE)
PARAMETERS = re.compile(rf"[ \t]*{PARAMETER}[ \t]*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class CaaPolicy:
    """What a record set says. ``issuers``: who may issue ordinary certificates, by domain.

    ``restricts``: whether it says anything of those at all; ``misread``: records that hinder each authority.
    """

    issuers: tuple[str, ...]
    restricts: bool
    malformed: tuple[str, ...]
    unknown: tuple[str, ...]  # critical, and defined nowhere: nobody may issue (4.1)


def policy(records: Sequence[CaaRecord]) -> CaaPolicy:
    """The policy of one record set. A malformed value stands for ";": nobody (4.2)."""
    issuers = [issuer(record.value) for record in records if record.tag == ISSUE]
    return CaaPolicy(
        issuers=tuple(dict.fromkeys(name for name in issuers if name)),
        restricts=bool(issuers),
        malformed=tuple(
            shown(record) for record in records if record.tag in WITH_ISSUER and issuer(record.value) is None
        ),
        unknown=tuple(
            shown(record) for record in records if record.flags & CRITICAL and record.tag not in KNOWN
        ),
    )


def issuer(value: str) -> str | None:
    """The domain of the authority, in lower case; "" is nobody; None: the value is malformed."""
    domain, _, rest = value.partition(";")
    named = ISSUER.fullmatch(domain)
    parameters = rest.split(";") if rest.strip(" \t") else []
    if named is None or not all(PARAMETERS.fullmatch(part) for part in parameters):
        return None
    return (named[1] or "").lower()


def shown(record: CaaRecord) -> str:
    """A record as a zone file has it."""
    return f'{record.flags} {record.tag} "{record.value}"'
