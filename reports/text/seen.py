"""What was seen, in one line under a verdict: where, and the evidence in few words.

Evidence is what a server said: every part of it is made visible and short here, whatever it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pydantic import JsonValue

from checks.facts import Facts, HttpFacts, Part, TlsFacts
from checks.judging import ADDRESSES_KEY, LOOKED_AGAIN_KEY, UNSEEN_KEY
from checks.model import Language, Reason, Verdict
from checks.reasons import PARTS, REASONS
from inventory.safe_text import visible
from reports.text.details import detail_to
from reports.text.evidence_codes import CODES
from reports.text.evidence_labels import LABELS, PERIOD, UNLABELLED, UNSAID, VALUES
from reports.text.plain_text import shortened

BETWEEN = " · "
ITEMS = 4  # of a list
ITEM_LENGTH = 120
COMMAND, COMMAND_LENGTH, WITH_A_COMMAND = "reproduce", 600, 900  # half a command is none
WITH_ONE_ITEM = 1_500  # of a list whose items have commands, where more of them are too long
WHOLE = 20_000  # characters or items: a cell holds 32,767 characters
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[0-9:.]+(Z|[+-]\d\d:\d\d)")
DETAILS = ("detail", LOOKED_AGAIN_KEY, "hidden_by")
OF = "of_"  # begins the name of what a count is a part of
ON_TLS = ("tls", "cert")
ON_PAGES = ("web", "label")


@dataclass(frozen=True)
class _Form:
    """``items``: how many of a list are told; ``length``: of one item, in characters."""

    lang: Language
    items: int = ITEMS
    length: int = ITEM_LENGTH


def seen(verdict: Verdict, facts: Facts | None, lang: Language, length: int) -> str:
    """The line, at most so many characters, more where commands are in it; empty: nothing was seen.

    Of findings with a command each, so many are told as have room with theirs, and one in any case.
    """
    if not has_commands(verdict):
        return shortened(_line(verdict, facts, _Form(lang)), length)
    lines = (_line(verdict, facts, _Form(lang, items)) for items in range(ITEMS, 1, -1))
    one = _line(verdict, facts, _Form(lang, items=1))
    return next((line for line in lines if len(line) <= WITH_A_COMMAND), shortened(one, WITH_ONE_ITEM))


def has_commands(verdict: Verdict) -> bool:
    """Whether the evidence, or each finding that is listed there, has a command that reproduces it."""
    lists = (value for value in verdict.evidence.values() if isinstance(value, list))
    each = any(isinstance(item, dict) and COMMAND in item for items in lists for item in items)
    return each or COMMAND in verdict.evidence


def seen_in_full(verdict: Verdict, lang: Language) -> str:
    """The line with every item of every list, for a spreadsheet's cell."""
    return _line(verdict, None, _Form(lang, items=WHOLE, length=WHOLE))


def _line(verdict: Verdict, facts: Facts | None, form: _Form) -> str:
    evidence = dict(verdict.evidence)
    parts = [*_where(verdict, evidence, facts, form), *_certificate(evidence, form), *_told(evidence, form)]
    return visible(BETWEEN.join(dict.fromkeys(filter(None, parts))))


def _where(
    verdict: Verdict, evidence: dict[str, JsonValue], facts: Facts | None, form: _Form
) -> Iterator[str]:
    """The addresses, or the one that the facts are of; of a page its URL and status."""
    family = verdict.check.partition(".")[0]
    if ADDRESSES_KEY in evidence:
        yield _value(evidence.pop(ADDRESSES_KEY), form)
    elif facts and family in ON_TLS and isinstance(facts.tls, TlsFacts):
        yield _socket(facts.tls.address, facts.tls.port)
    url, status = evidence.pop("url", None), evidence.pop("status", None)
    if facts and family in ON_PAGES and isinstance(facts.http, HttpFacts) and not url:
        url, status = facts.http.page.url, facts.http.page.status
    yield " → ".join(str(part) for part in (url, status) if part is not None)


def _socket(address: str, port: int) -> str:
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _certificate(evidence: dict[str, JsonValue], form: _Form) -> Iterator[str]:
    """Whose it is, and from when to when it is valid."""
    subject, deciding = evidence.pop("subject", None), evidence.pop("deciding_certificate", None)
    yield _value(deciding or subject, form)
    begin, end = evidence.pop("not_before", None), evidence.pop("not_after", None)
    days = [_day(moment, form.lang) if isinstance(moment, str) else "…" for moment in (begin, end)]
    if begin or end:
        yield f"{PERIOD.to(form.lang)} {' – '.join(days)}"


def _day(moment: str, lang: Language) -> str:
    year, month, day = moment[:10].split("-")
    return f"{day}/{month}/{year}" if lang == "vi" else moment[:10]


def _told(evidence: dict[str, JsonValue], form: _Form) -> Iterator[str]:
    unseen = evidence.pop(UNSEEN_KEY, None)
    if isinstance(unseen, list):
        yield f"{_label(UNSEEN_KEY, form)}: {_value([_unseen(str(one), form) for one in unseen], form)}"
    for key, value in evidence.items():
        said = "" if key in UNSAID else _coded(key, value, form)
        if said:
            yield said if key in UNLABELLED else f"{_label(key, form)}: {said}"


def _unseen(told: str, form: _Form) -> str:
    """As the judging writes it, ``part: reason: detail``; part and reason in people's words."""
    part, reason, *detail = told.split(": ", 2) if told.count(": ") else (told, "")
    named = PARTS[Part(part)].to(form.lang) if part in {*Part} else part
    why = REASONS[Reason(reason)].phrase.to(form.lang) if reason in {*Reason} else reason
    words = (detail_to(text, form.lang) for text in detail)
    return ": ".join(filter(None, (f"{named} ({why})" if why else named, *words)))


def _label(key: str, form: _Form) -> str:
    return LABELS[key].to(form.lang) if key in LABELS else shortened(key, ITEM_LENGTH).replace("_", " ")


def _value(value: JsonValue, form: _Form) -> str:
    if isinstance(value, bool):
        return VALUES[value].to(form.lang)
    if isinstance(value, list):
        said = ", ".join(filter(None, (_value(item, form) for item in value[: form.items])))
        return f"{said} (+{len(value) - form.items})" if len(value) > form.items else said
    if isinstance(value, dict):
        return _service(value, form) if "port" in value and "address" in value else _entries(value, form)
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return _day(value, form.lang)
    return "" if value is None else shortened(str(value), form.length)


def _coded(key: str, item: JsonValue, form: _Form) -> str:
    """A value, or a list of values, that have names of their own in people's words."""
    codes = CODES.get(key, {})
    if isinstance(item, list) and codes:
        item = [codes[one].to(form.lang) if isinstance(one, str) and one in codes else one for one in item]
    word = codes.get(item) if isinstance(item, str) else None
    item = detail_to(item, form.lang) if key in DETAILS and isinstance(item, str) else item
    whole = replace(form, length=max(form.length, COMMAND_LENGTH)) if key == COMMAND else form
    return word.to(form.lang) if word else _value(item, whole)


def _entries(value: Mapping[str, JsonValue], form: _Form) -> str:
    """A mapping; one of names to words, such as suites to their strength, by its names alone."""
    if len(value) > 1 and all(isinstance(word, str) for word in value.values()) and not value.keys() & LABELS:
        return _value(list(value), form)
    counted = {key: item for key, item in value.items() if f"{OF}{key}" in value}
    whole = {f"{OF}{key}" for key in counted}  # told beside its part: ``handshakes 30/31``
    told = (
        (
            key,
            f"{_value(item, form)}/{_value(value[f'{OF}{key}'], form)}"
            if key in counted
            else _coded(key, item, form),
        )
        for key, item in value.items()
        if key not in UNSAID and key not in whole
    )
    said = (word if key in UNLABELLED else f"{_label(key, form)} {word}" for key, word in told if word)
    return ", ".join(said)


def _service(value: Mapping[str, JsonValue], form: _Form) -> str:
    """``192.0.2.1:3306 MySQL 5.5``."""
    address, port = value["address"], value["port"]
    named = value.get("product") or value.get("service"), value.get("version")
    where = _socket(str(address), int(str(port))) if str(port).isdigit() else str(address)
    return " ".join([where, *(shortened(str(part), form.length) for part in named if part)])
