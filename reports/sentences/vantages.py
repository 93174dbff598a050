"""What two vantages see otherwise, in words."""

from collections.abc import Iterator

from inventory.clock import day_of
from reports.model.vantages import CheckSeenOtherwise, EndpointSeenOtherwise, TwoVantages
from reports.text.locale import Locale

NAMES = {"internet": "Internet", "wan": "WAN"}  # as they are written; others as they are called


def named(vantage: str) -> str:
    """A vantage as it is written."""
    return NAMES.get(vantage, vantage)


def period(told: TwoVantages, locale: Locale) -> str:
    """Which two, and of which day their newest looks are."""
    days = [locale.date(day_of(newest) if newest else None) for newest in told.newest]
    first, second = map(named, told.vantages)
    return locale.t("vantages.period", first=first, first_day=days[0], second=second, second_day=days[1])


def counted(told: TwoVantages, locale: Locale) -> str:
    """How many endpoints differ of how many that both looked at, and how many one alone did."""
    compared = locale.n("vantages.compared", told.compared)
    key = "vantages.differing" if told.differing else "vantages.none"
    sentences = [locale.t(key, count=locale.integer(len(told.differing)), compared=compared)]
    for vantage, alone in zip(told.vantages, told.alone, strict=True):
        if alone:
            sentences.append(locale.n("vantages.alone", alone, vantage=named(vantage)))
    return " ".join(sentences)


def let_in(line: EndpointSeenOtherwise, told: TwoVantages, locale: Locale) -> str:
    """``Vào được từ WAN (…), không vào được từ Internet (…).``; nothing where both or neither are let in."""
    if set(line.lets_in) != {True, False}:
        return ""
    inside = line.lets_in.index(True)
    days = [locale.date(day_of(seen)) for seen in line.seen]
    return locale.t(
        "vantages.let_in",
        inside=named(told.vantages[inside]),
        inside_day=days[inside],
        outside=named(told.vantages[1 - inside]),
        outside_day=days[1 - inside],
    )


def found(line: CheckSeenOtherwise, told: TwoVantages, locale: Locale) -> str:
    """From where it is found, from where it is not, and when each was last seen."""
    days = [locale.date(day_of(seen)) for seen in line.confirmed]
    return locale.t(
        "vantages.found",
        bad=named(told.vantages[line.found_from]),
        bad_day=days[line.found_from],
        good=named(told.vantages[1 - line.found_from]),
        good_day=days[1 - line.found_from],
    )


def ports(line: EndpointSeenOtherwise, told: TwoVantages, locale: Locale) -> Iterator[str]:
    """The ports that are open to one alone."""
    for vantage, numbers in zip(told.vantages, line.ports, strict=True):
        if numbers:
            yield locale.t("vantages.ports", vantage=named(vantage), ports=", ".join(map(str, numbers)))


def unsure(line: EndpointSeenOtherwise, told: TwoVantages, locale: Locale) -> Iterator[str]:
    """What one of them could not tell, and why."""
    for place, vantage in enumerate(told.vantages):
        why = line.why[place]
        if line.lets_in[place] is None and why is not None:
            yield locale.t("vantages.unsure_let_in", vantage=named(vantage), reason=locale.reason(why))
        if count := sum(line.untold[place].values()):
            reasons = "; ".join(locale.reason(reason) for reason in sorted(line.untold[place]))
            values = {"vantage": named(vantage), "other": named(told.vantages[1 - place]), "reasons": reasons}
            yield locale.n("vantages.unsure_checks", count, **values)
