"""RFC 7208's ``check_host()``, from answers of DNS that are there already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from checks.facts.names.mail import exchanges_of
from checks.mail._spf.macros import NAME_LENGTH, expand, name_of
from checks.mail._spf.record import Mechanism, SpfRecord, SpfSyntaxError, parse, select
from checks.mail._spf.sender import SpfSender, UnknownAnswerError

SpfResult = Literal["none", "neutral", "pass", "fail", "softfail"]
SpfProblem = Literal[
    "several_records",
    "syntax",
    "loop",
    "too_many_lookups",
    "too_many_void_lookups",
    "too_many_mx",
    "without_record",
]
RESULTS: Mapping[str, SpfResult] = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}
LOOKUPS = 10  # terms that ask DNS (4.6.4)
VOID_LOOKUPS = 2  # of those, answered with nothing
EXCHANGES = 10  # MX records of one name
LABEL_LENGTH = 63


class SpfPermError(Exception):
    """A record cannot be interpreted: ``where`` is the domain whose it is, and ``what`` the term."""

    def __init__(self, problem: SpfProblem, where: str, what: str = "") -> None:
        super().__init__(problem)
        self.problem, self.where, self.what = problem, where, what


@dataclass
class Evaluation:
    """One evaluation, with what it has asked for so far. Terms are counted over all records (4.6.4).

    ``decided_by``: the domain and the term that decide; empty where none is met.
    """

    sender: SpfSender
    lookups: int = 0
    void_lookups: int = 0
    decided_by: tuple[str, str] = ("", "")

    def result(self, domain: str, above: tuple[str, ...] = ()) -> SpfResult:
        """What the record of a domain says; ``above``: those whose records led here.

        Raises:
            SpfPermError: it, or one that it leads to, cannot be interpreted.

        """
        if domain in above:
            raise SpfPermError("loop", above[-1], domain)
        record = self._record(domain)
        if record is None:
            return "none"
        for mechanism in record.mechanisms:
            if self._is_met(mechanism, domain, above):
                if mechanism.name != "include":  # which is met by what is met behind it
                    self.decided_by = (domain, mechanism.term)
                return RESULTS[mechanism.qualifier]
        if record.redirect:
            return self._redirected(record.redirect, domain, above)
        self.decided_by = ("", "")
        return "neutral"

    def _record(self, domain: str) -> SpfRecord | None:
        if not is_name(domain):
            return None
        texts = select(self.sender.answer(domain, "TXT").values)
        if len(texts) > 1:
            raise SpfPermError("several_records", domain)
        try:
            return parse(texts[0]) if texts else None
        except SpfSyntaxError as error:
            raise SpfPermError("syntax", domain, str(error)) from error

    def _is_met(self, mechanism: Mechanism, domain: str, above: tuple[str, ...]) -> bool:
        try:
            return mechanism.name == "all" or self._matches(mechanism, domain, above)
        except UnknownAnswerError:
            return False

    def _matches(self, mechanism: Mechanism, domain: str, above: tuple[str, ...]) -> bool:
        if mechanism.network is not None:
            return self.sender.is_in(mechanism.network)
        self._count(domain)
        target = self._target(mechanism.domain, domain)
        if target is None:
            return False
        if mechanism.name == "include":
            return self._includes(target, domain, above)
        return self._asks(mechanism, target, domain)

    def _asks(self, mechanism: Mechanism, target: str, domain: str) -> bool:
        if mechanism.name == "ptr":
            return self.sender.is_named(target)
        if not is_name(target):
            return False
        if mechanism.name == "mx":
            return self._is_exchange(mechanism, target, domain)
        if mechanism.name == "exists":
            return self._found(self.sender.answer(target, "A").values, domain)
        addresses = self.sender.addresses(target)
        return self._found(addresses, domain) and self.sender.is_near(addresses, mechanism)

    def _is_exchange(self, mechanism: Mechanism, target: str, domain: str) -> bool:
        exchanges = tuple(one.exchange for one in exchanges_of(self.sender.answer(target, "MX")))
        if len(exchanges) > EXCHANGES:
            raise SpfPermError("too_many_mx", domain, target)
        return self._found(exchanges, domain) and self.sender.is_at(exchanges, mechanism)

    def _includes(self, target: str, domain: str, above: tuple[str, ...]) -> bool:
        result = self.result(target, (*above, domain))
        if result == "none":
            raise SpfPermError("without_record", domain, target)
        return result == "pass"

    def _redirected(self, redirect: str, domain: str, above: tuple[str, ...]) -> SpfResult:
        self._count(domain)
        target = self._target(redirect, domain)
        if target is None:
            raise UnknownAnswerError
        result = self.result(target, (*above, domain))
        if result == "none":
            raise SpfPermError("without_record", domain, target)
        return result

    def _target(self, spec: str, domain: str) -> str | None:
        if not spec:
            return domain
        expanded = expand(spec, self.sender.letters(domain))
        if expanded is None:
            self.sender.unresolved(spec)
        return None if expanded is None else name_of(expanded)

    def _count(self, domain: str) -> None:
        self.lookups += 1
        if self.lookups > LOOKUPS:
            raise SpfPermError("too_many_lookups", domain)

    def _found(self, values: tuple[str, ...], domain: str) -> bool:
        self.void_lookups += not values
        if self.void_lookups > VOID_LOOKUPS:
            raise SpfPermError("too_many_void_lookups", domain)
        return bool(values)


def is_name(domain: str) -> bool:
    """Whether DNS can be asked for it, and it has more than one label (4.3)."""
    labels = domain.split(".")
    return (
        len(labels) > 1
        and len(domain) <= NAME_LENGTH
        and all(0 < len(label) <= LABEL_LENGTH for label in labels)
    )
