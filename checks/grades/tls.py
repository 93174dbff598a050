"""grades.tls: one letter for a TLS server, by the SSL Labs rating guide.

The guide (https://github.com/ssllabs/research/wiki/SSL-Server-Rating-Guide), revisions 2009c to 2009q, and
what its makers announced in their blog, up to 2009r of 2025: no TLS 1.3, at most A-; TLS_FALLBACK_SCSV counts
no longer. Where the guide simulates clients, ``_connection_rules`` has one. No public vectors exist.
"""

from collections.abc import Iterator
from typing import Literal

from checks.facts import Absent, Facts, FactsMissingError, NotTested, TlsFacts
from checks.grades._certificate_rules import certificate_rulings, key_rulings
from checks.grades._connection_rules import (
    flaw_rulings,
    renegotiation_rulings,
    suite_rulings,
    version_rulings,
)
from checks.grades._rulings import LETTERS, TRUST, Cap, Letter, Ruling, Unknown, unknown, worst
from checks.grades._scores import Scores, scores_of
from checks.model import Frozen, Reason, Text
from checks.urls import is_address
from checks.web._hsts import hsts_of

BY_SCORE: tuple[tuple[int, Letter], ...] = ((80, "A"), (65, "B"), (50, "C"), (35, "D"), (20, "E"), (0, "F"))
HALF_A_YEAR = 180 * 86_400  # seconds: "at least six months"
TOO_LITTLE = NotTested(
    reason=Reason.BLOCKED, detail="no version with its suites, or no certificate key, was seen"
)
HSTS = unknown("HSTS", "HSTS")
# Rules of the guide that no probe here tests, so that no grade here answers for them.
NEVER_TESTED: tuple[Text, ...] = (
    Text(vi="khóa yếu của Debian (2008)", en="Debian's weak keys (2008)"),
    Text(vi="POODLE trên TLS và các lỗi đệm CBC tương tự", en="POODLE against TLS and its kin"),
    Text(vi="Ticketbleed", en="Ticketbleed"),
    Text(vi="DROWN qua máy chủ khác dùng chung khóa", en="DROWN through other servers with the same key"),
)


class TlsGrade(Frozen):
    """A server's mark. ``grade`` is the best still possible where something was not tested.

    ``score`` and the categories are points of 100; caps lower the letter, not the points. ``caps`` come
    gravest first; T (not trusted) and M (another name) are among them, and left out of
    ``grade_ignoring_trust``. ``not_tested`` names what a rule asks about and the scan could not tell.
    """

    grade: Letter
    grade_ignoring_trust: Letter
    score: int
    protocol_score: float
    key_exchange_score: float
    cipher_score: float
    caps: tuple[Cap, ...] = ()
    not_tested: tuple[Text, ...] = ()
    guide: Literal["2009r"] = "2009r"

    @property
    def complete(self) -> bool:
        """Whether every rule that capdo knows was tested; ``NEVER_TESTED`` names those it does not."""
        return not self.not_tested


def grade(facts: Facts) -> TlsGrade | Absent | NotTested:
    """The grade of one endpoint; Absent without TLS; NotTested when too little was seen to give points."""
    if not isinstance(facts.tls, TlsFacts):
        return facts.tls
    scores = scores_of(facts.tls)
    if scores is None:
        return TOO_LITTLE
    hsts = _long_hsts(facts)
    rulings = tuple(dict.fromkeys(_rulings(facts, facts.tls)))
    untested = [ruling.what for ruling in (*rulings, hsts) if isinstance(ruling, Unknown)]
    caps = [ruling for ruling in rulings if isinstance(ruling, Cap)]
    return _graded(scores, sorted(caps, key=_gravest_first), untested, rewarded=hsts is True)


def _rulings(facts: Facts, tls: TlsFacts) -> Iterator[Ruling]:
    yield from version_rulings(tls)
    yield from suite_rulings(tls)
    yield from key_rulings(tls)
    yield from renegotiation_rulings(tls)
    yield from flaw_rulings(tls)
    yield from certificate_rulings(tls, facts.target.host)


def _graded(scores: Scores, caps: list[Cap], untested: list[Text], *, rewarded: bool) -> TlsGrade:
    base = next(letter for least, letter in BY_SCORE if scores.total >= least)
    if base == "A" and rewarded:
        base = "A+"
    letters = [cap.letter for cap in caps]
    return TlsGrade(
        grade=worst(base, *letters),
        grade_ignoring_trust=worst(base, *(letter for letter in letters if letter not in TRUST)),
        score=scores.total,
        protocol_score=scores.protocol,
        key_exchange_score=scores.key_exchange,
        cipher_score=scores.cipher,
        caps=tuple(caps),
        not_tested=tuple(untested),
    )


def _gravest_first(cap: Cap) -> int:
    return -LETTERS.index(cap.letter)


def _long_hsts(facts: Facts) -> bool | Unknown:
    """2009e: A+ takes HSTS for at least six months; an untrusted certificate is another rule's matter."""
    if is_address(facts.target.host):
        return False
    try:
        hsts = hsts_of(facts)
    except FactsMissingError:
        return HSTS
    return hsts.policy is not None and hsts.policy.max_age >= HALF_A_YEAR
