"""What stands, from what the looks at one check of one endpoint told. Pure; the only statement of the rule.

- A look tells, or it does not ("not tested"). One that does not never takes the place of one that did.
- One that saw a part only, and is milder than what stands, does not tell either, unless what stands had
  missed as much: a finding stays until a look that saw at least as much says otherwise. Such a look may find
  all that it saw in order ("not tested: incomplete"); then nothing stands any more.
- Order is that of the moments of observation. Of several looks at one moment the one that tells counts, of
  several that tell the worst.

A ``Period`` is some looks in a row that confirm one verdict, then those that could not tell. It ends when a
look tells again after such a gap, or tells something else.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from checks.model import WORST_FIRST, Outcome, Severity
from scanner.runs.standing.moments import FOREVER

FirstSeen = Mapping[str, int]  # by outcome, the first moment at which a look told it


@dataclass(frozen=True)
class PastLook:
    """One verdict, reached at a moment. ``words``: reason, summaries and evidence as stored.

    ``unseen``: the parts that it rests on and that were not seen whole.
    """

    moment: int
    verdict: int
    outcome: str
    severity: str
    words: tuple[str, ...]
    unseen: tuple[str, ...] = ()

    @property
    def tells(self) -> bool:
        """Whether it says something of the endpoint, rather than why it cannot."""
        return self.outcome != Outcome.NOT_TESTED.value

    @property
    def content(self) -> tuple[str, ...]:
        """What must be the same for the same verdict."""
        return (self.outcome, self.severity, *self.words)

    @property
    def badness(self) -> tuple[int, int]:
        """Greater is worse."""
        return -WORST_FIRST.index(Outcome(self.outcome)), Severity(self.severity).rank


@dataclass(frozen=True)
class Period:
    """From ``begun`` until before ``ended``; moments in ticks, ``verdict`` and ``attempt`` ids of verdicts.

    ``look``: the newest that confirmed it, or of what was never told, the newest attempt. ``confirmed``: its
    moment; None: never told. ``attempted``: the newest attempt after that.
    """

    look: PastLook
    begun: int
    confirmed: int | None
    first_seen: int
    since: int
    attempted: int | None = None
    attempt: int | None = None
    ended: int = FOREVER


def periods(looks: Iterable[PastLook]) -> tuple[Period, ...]:
    """Everything that stood, oldest first; ``looks`` in any order."""
    found: list[Period] = []
    first_seen: dict[str, int] = {}
    for look in _one_a_moment(looks):
        now = following(found[-1] if found else None, look, first_seen)
        if found and now.begun == found[-1].begun:
            found[-1] = now
        else:
            found[-1:] = [*(replace(last, ended=now.begun) for last in found[-1:]), now]
        first_seen.setdefault(now.look.outcome, now.first_seen)
    return tuple(found)


def following(last: Period | None, look: PastLook, first_seen: FirstSeen) -> Period:
    """What stands after one more look, later than all before: ``last`` carried on, or a period that follows.

    One that follows begins at the look's moment, at which ``last`` has ended.
    """
    if last is None:
        return _begun(look, first_seen)
    if last.confirmed is None:
        return _begun(look, first_seen) if look.tells else replace(last, look=look, attempted=look.moment)
    if not _tells_after(last.look, look):
        return replace(last, attempted=look.moment, attempt=look.verdict)
    if look.content == last.look.content and last.attempted is None:
        return replace(last, look=look, confirmed=look.moment)
    since = last.since if look.outcome == last.look.outcome else look.moment
    return replace(_begun(look, first_seen), since=since)


def _begun(look: PastLook, first_seen: FirstSeen) -> Period:
    first = first_seen.get(look.outcome, look.moment)
    if look.tells:
        return Period(look, look.moment, look.moment, first, look.moment)
    return Period(look, look.moment, None, first, look.moment, attempted=look.moment)


def _tells_after(standing: PastLook, look: PastLook) -> bool:
    """Whether a look may change what stands, or confirm it."""
    saw_less = bool(Counter(look.unseen) - Counter(standing.unseen))
    if not look.tells:
        return bool(look.unseen) and not saw_less
    return look.badness >= standing.badness or not saw_less


def _one_a_moment(looks: Iterable[PastLook]) -> list[PastLook]:
    chosen: dict[int, PastLook] = {}
    for look in looks:
        other = chosen.get(look.moment)
        if other is None or _weight(look) > _weight(other):
            chosen[look.moment] = look
    return [chosen[moment] for moment in sorted(chosen)]


def _weight(look: PastLook) -> tuple[bool, tuple[int, int], tuple[str, ...]]:
    return look.tells, look.badness, look.words
