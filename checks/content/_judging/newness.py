"""What is new beside the last clean look, and how it is said whether there was one."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import JsonValue

from checks.content._judging.findings import EARLIER_KEY, Finding, evidence_of
from checks.content._judging.remembering import address_key
from checks.content._judging.signs import signals_of
from checks.content._judging.walks import View, Walk
from checks.content._reading.addresses import host_of
from checks.content._reading.page import Link
from checks.content._words.names import domain_of
from checks.content._words.topics import topic_of
from checks.facts import Absent, EarlierFacts, Facts
from checks.model import Judgement, Outcome, Severity, Text

NEW_DAYS = (
    "new_days"  # the threshold: how long something is new, and for how long a look is one to compare with
)


class Memory(NamedTuple):
    """The last clean look beside this one. ``known``: domains by when they were first seen."""

    earlier: EarlierFacts
    known: Mapping[str, datetime]
    at: datetime  # this look
    lasting: timedelta

    @property
    def is_recent(self) -> bool:
        """Whether what is new since may be a sign by itself: in a longer time honest sites change, too."""
        return self.at - self.earlier.observed_at <= self.lasting

    def is_new(self, domain: str) -> bool:
        """Whether no clean look saw it; where there were too many to keep, nobody can say."""
        return not self.earlier.is_cut and domain not in self.known

    def was_seen(self, view: View) -> bool:
        """Whether a page was shown to a clean look."""
        return address_key(view) in self.earlier.addresses


class Newcomer(NamedTuple):
    """A link to a domain that is new, the first of its kind. ``first_seen``: this look, or a clean one."""

    view: View
    link: Link
    first_seen: datetime

    @property
    def evidence(self) -> dict[str, JsonValue]:
        """As a finding tells it."""
        told = Finding(self.view.page.url, self.view.client, "", self.link.url, self.link.text).evidence
        kept: dict[str, JsonValue] = {key: told[key] for key in ("link", "text", "page") if key in told}
        return {**kept, "first_seen": self.first_seen.isoformat()}


def memory_of(facts: Facts, days: float) -> Memory | None:
    """The last clean look; None: there is none to compare with."""
    earlier = facts.earlier
    if not isinstance(earlier, EarlierFacts):
        return None
    known = {one.name: one.first_seen for one in earlier.domains}
    return Memory(earlier, known, facts.target.observed_at, timedelta(days=days))


def _dated(found: list[Finding], memory: Memory, walk: Walk) -> list[Finding]:
    """Findings with what is known of their domains: first seen after the last clean look, or there since."""
    return [_with_age(one, memory, walk) for one in found]


def _with_age(one: Finding, memory: Memory, walk: Walk) -> Finding:
    host = host_of(one.link)
    if not host or walk.is_own(host):
        return one
    if since := memory.known.get(domain_of(host)):
        return one._replace(there_since=since.isoformat())
    is_new = memory.is_new(domain_of(host))
    return one._replace(first_seen_after=memory.earlier.observed_at.isoformat()) if is_new else one


def newcomers(walk: Walk, memory: Memory) -> list[Newcomer]:
    """Each new foreign domain once, of pages that were shown before: a new page brings links of its own."""
    found: dict[str, Newcomer] = {}
    for view, link in _foreign_links(walk):
        domain = domain_of(link.host)
        since = memory.known.get(domain)
        is_unknown = since is None and memory.is_new(domain) and memory.was_seen(view)
        if is_unknown or (since and memory.earlier.since < since >= memory.at - memory.lasting):
            found.setdefault(domain, Newcomer(view, link, since or memory.at))
    return list(found.values())


def suspicious(walk: Walk, memory: Memory) -> Iterator[tuple[View, Link]]:
    """Links to domains new within days that come near these trades, where that alone would be no sign."""
    if not memory.is_recent:
        return
    for view, link in _foreign_links(walk):
        if memory.is_new(domain_of(link.host)) and memory.was_seen(view) and _comes_near(view, link, walk):
            yield view, link


def _comes_near(view: View, link: Link, walk: Walk) -> bool:
    """Words of the trades or a brand's in the text, not where they are reported on; firms' hosts look so."""
    signals = signals_of(link)
    title = topic_of(walk.topic_title(view.reading.title)) if view.reading else None
    is_reported = signals.is_reported or bool(title and title.reports)
    return signals.is_weak and not signals.is_host_alone and not is_reported


def _foreign_links(walk: Walk) -> Iterator[tuple[View, Link]]:
    for view in walk.views:
        for link in view.reading.links if view.reading else ():
            if walk.is_foreign(link.host) and link.origin != "comment":
                yield view, link


def with_comparison(good: Text, facts: Facts) -> Text:
    """A summary, and whether there was an earlier look to compare with; no date, which changes each time."""
    if isinstance(facts.earlier, EarlierFacts):
        said = COMPARED
    else:
        said = FIRST if isinstance(facts.earlier, Absent) else NOT_COMPARED
    return Text(vi=f"{good.vi} {said.vi}", en=f"{good.en} {said.en}")


def compared(facts: Facts) -> dict[str, JsonValue]:
    """The same as evidence."""
    if isinstance(facts.earlier, EarlierFacts):
        return _beside(facts.earlier)
    return {"detail": facts.earlier.detail} if facts.earlier.detail else {}


def evidence_beside(found: list[Finding], walk: Walk, memory: Memory | None) -> dict[str, JsonValue]:
    """Findings as evidence, with what is known of the age of what they show."""
    told = evidence_of(_dated(found, memory, walk) if memory else found, walk)
    return {**told, **_beside(memory.earlier)} if memory else told


def _beside(earlier: EarlierFacts) -> dict[str, JsonValue]:
    return {EARLIER_KEY: {"compared_with": earlier.observed_at.isoformat()}}


def for_information(good: Judgement, more: Text, evidence: dict[str, JsonValue]) -> Judgement:
    """What would be a pass, with something new that is none of our business, and yet worth a look."""
    summary = Text(vi=f"{good.summary.vi} {more.vi}", en=f"{good.summary.en} {more.en}")
    return Judgement(
        outcome=Outcome.INFO,
        severity=Severity.INFO,
        summary=summary,
        evidence={**good.evidence, **evidence},
        claims_whole=True,
    )


COMPARED = Text(
    vi="Đã so với lần xem sạch gần nhất.",
    en="It was compared with the last clean look.",
)
FIRST = Text(
    vi="Chưa có lần xem sạch nào trước đó để so.",
    en="There was no earlier clean look to compare with.",
)
NOT_COMPARED = Text(vi="Chưa so với lần xem trước.", en="It was not compared with an earlier look.")
