"""What was seen, in one line under a verdict: where, and the evidence in few words.

Evidence is what a server said: every part of it is made visible and short here, whatever it is.
"""

from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from checks.facts import Facts, HttpFacts, Part, TlsFacts
from checks.judging import ADDRESSES_KEY, LOOKED_AGAIN_KEY, UNSEEN_KEY
from checks.model import Language, Reason, Verdict
from checks.reasons import PARTS, REASONS
from inventory.safe_text import visible
from reports.audit.details import detail_to
from reports.audit.evidence_labels import LABELS, PERIOD, UNLABELLED, UNSAID, VALUES
from reports.text.plain_text import shortened

BETWEEN = " · "
ITEMS = 4  # of a list
ITEM_LENGTH = 120
DETAILS = ("detail", LOOKED_AGAIN_KEY)
ON_TLS = ("tls", "cert")
ON_PAGES = ("web", "label")


def seen(verdict: Verdict, facts: Facts | None, lang: Language, length: int) -> str:
    """The line, at most so many characters; empty where nothing was seen."""
    evidence = dict(verdict.evidence)
    parts = [*_where(verdict, evidence, facts), *_certificate(evidence, lang), *_told(evidence, lang)]
    return shortened(visible(BETWEEN.join(dict.fromkeys(filter(None, parts)))), length)


def _where(verdict: Verdict, evidence: dict[str, JsonValue], facts: Facts | None) -> Iterator[str]:
    """The addresses, or the one that the facts are of; of a page its URL and status."""
    family = verdict.check.partition(".")[0]
    if ADDRESSES_KEY in evidence:
        yield _value(evidence.pop(ADDRESSES_KEY), "vi")
    elif facts and family in ON_TLS and isinstance(facts.tls, TlsFacts):
        yield _socket(facts.tls.address, facts.tls.port)
    url, status = evidence.pop("url", None), evidence.pop("status", None)
    if facts and family in ON_PAGES and isinstance(facts.http, HttpFacts) and not url:
        url, status = facts.http.page.url, facts.http.page.status
    yield " → ".join(str(part) for part in (url, status) if part is not None)


def _socket(address: str, port: int) -> str:
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _certificate(evidence: dict[str, JsonValue], lang: Language) -> Iterator[str]:
    """Whose it is, and from when to when it is valid."""
    subject, deciding = evidence.pop("subject", None), evidence.pop("deciding_certificate", None)
    yield _value(deciding or subject, lang)
    begin, end = evidence.pop("not_before", None), evidence.pop("not_after", None)
    if isinstance(begin, str) and isinstance(end, str):
        yield f"{PERIOD.to(lang)} {_day(begin, lang)} – {_day(end, lang)}"


def _day(moment: str, lang: Language) -> str:
    year, month, day = moment[:10].split("-")
    return f"{day}/{month}/{year}" if lang == "vi" else moment[:10]


def _told(evidence: dict[str, JsonValue], lang: Language) -> Iterator[str]:
    unseen = evidence.pop(UNSEEN_KEY, None)
    if isinstance(unseen, list):
        yield f"{_label(UNSEEN_KEY, lang)}: {_value([_unseen(str(one), lang) for one in unseen], lang)}"
    for key, value in evidence.items():
        words = detail_to(value, lang) if key in DETAILS and isinstance(value, str) else value
        said = "" if key in UNSAID else _value(words, lang)
        if said:
            yield said if key in UNLABELLED else f"{_label(key, lang)}: {said}"


def _unseen(told: str, lang: Language) -> str:
    """As the judging writes it, ``part: reason: detail``; part and reason in people's words."""
    part, reason, *detail = told.split(": ", 2) if told.count(": ") else (told, "")
    named = PARTS[Part(part)].to(lang) if part in {*Part} else part
    why = REASONS[Reason(reason)].phrase.to(lang) if reason in {*Reason} else reason
    words = (detail_to(text, lang) for text in detail)
    return ": ".join(filter(None, (f"{named} ({why})" if why else named, *words)))


def _label(key: str, lang: Language) -> str:
    return LABELS[key].to(lang) if key in LABELS else shortened(key, ITEM_LENGTH).replace("_", " ")


def _value(value: JsonValue, lang: Language) -> str:
    if isinstance(value, bool):
        return VALUES[value].to(lang)
    if isinstance(value, list):
        said = [_value(item, lang) for item in value[:ITEMS]]
        return ", ".join(filter(None, said)) + (f" (+{len(value) - ITEMS})" if len(value) > ITEMS else "")
    if isinstance(value, dict):
        return _service(value) if "port" in value and "address" in value else _entries(value, lang)
    return "" if value is None else shortened(str(value), ITEM_LENGTH)


def _entries(value: Mapping[str, JsonValue], lang: Language) -> str:
    """A mapping; one of names to words, such as suites to their strength, by its names alone."""
    if len(value) > 1 and all(isinstance(word, str) for word in value.values()) and not value.keys() & LABELS:
        return _value(list(value), lang)
    told = ((key, _value(item, lang)) for key, item in value.items() if key not in UNSAID)
    said = (word if key in UNLABELLED else f"{_label(key, lang)} {word}" for key, word in told if word)
    return ", ".join(said)


def _service(value: Mapping[str, JsonValue]) -> str:
    """``192.0.2.1:3306 MySQL 5.5``."""
    address, port = value["address"], value["port"]
    named = value.get("product") or value.get("service"), value.get("version")
    where = _socket(str(address), int(str(port))) if str(port).isdigit() else str(address)
    return " ".join([where, *(shortened(str(part), ITEM_LENGTH) for part in named if part)])
