"""What two vantages see otherwise as JSON, ``capdo.vantages/1``."""

from collections.abc import Iterable

from pydantic import JsonValue

from checks.model import Language
from reports.differences.document import moment_of
from reports.model.vantages import CheckSeenOtherwise, EndpointSeenOtherwise, TwoVantages

SCHEMA = "capdo.vantages/1"


def vantages_document(told: TwoVantages, lang: Language) -> dict[str, JsonValue]:
    """What each sees is by its name; null: it could not tell, or there is none. Moments are UTC."""
    return {
        "schema": SCHEMA,
        "vantages": list(told.vantages),
        "newest": _by_name(told, (moment_of(one) if one else None for one in told.newest)),
        "compared": told.compared,
        "alone": _by_name(told, told.alone),
        "endpoints": [_differing(line, told, lang) for line in told.differing],
        "untold": [_unsure(line, told) for line in told.unsure],
    }


def _differing(line: EndpointSeenOtherwise, told: TwoVantages, lang: Language) -> JsonValue:
    return {
        **_place(line, told),
        "checks": [_check(check, told, lang) for check in line.checks],
        "ports": _by_name(told, (list(numbers) for numbers in line.ports)),
    }


def _check(line: CheckSeenOtherwise, told: TwoVantages, lang: Language) -> JsonValue:
    return {
        "check": line.check,
        "found_from": told.vantages[line.found_from],
        "severity": line.severity.value,
        "summary": line.summary.to(lang),
        "confirmed": _by_name(told, map(moment_of, line.confirmed)),
    }


def _unsure(line: EndpointSeenOtherwise, told: TwoVantages) -> JsonValue:
    untold: list[JsonValue] = [
        {reason.value: count for reason, count in sorted(one.items())} for one in line.untold
    ]
    return {
        **_place(line, told),
        "reasons": _by_name(told, (why.value if why else None for why in line.why)),
        "checks": _by_name(told, untold),
    }


def _place(line: EndpointSeenOtherwise, told: TwoVantages) -> dict[str, JsonValue]:
    return {
        "systems": list(line.systems),
        "host": line.host,
        "port": line.port,
        "http_port": line.http_port,
        "seen": _by_name(told, map(moment_of, line.seen)),
        "reachable": _by_name(told, line.lets_in),
    }


def _by_name(told: TwoVantages, pair: Iterable[JsonValue]) -> JsonValue:
    return dict(zip(told.vantages, pair, strict=True))
