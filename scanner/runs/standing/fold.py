"""What stands, from what the looks at one check of one endpoint told. Pure; the only statement of the rule.

- A look tells, or it does not ("not tested"). One that does not never takes the place of one that did.
- One that saw a part only, and is milder than what stands, does not tell either, unless what stands had
  missed as much: a finding stays until a look that saw at least as much says otherwise. Such a look may find
  all that it saw in order ("not tested: incomplete"); then nothing stands any more.
- A look at some of the addresses is put together with what the others last showed (``addresses``). It then
  rests on those looks, and is confirmed as of them.
- Order is that of the moments of observation. Of several looks at one moment the one that tells counts, of
  several that tell the worst.

A ``Period`` is some looks in a row that confirm one verdict, then those that could not tell. It ends when a
look tells again after such a gap, or tells something else.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from checks.model import WORST_FIRST, Outcome, Severity
from scanner.runs.standing.moments import FOREVER

NOT_TOLD = Outcome.NOT_TESTED.value
FirstSeen = Mapping[str, int]  # by outcome, the first moment at which a look told it


class PastLook(NamedTuple):
    """One verdict, reached at a moment. ``words``: reason, summaries and evidence as stored.

    ``unseen``: the parts that it rests on and that were not seen whole. ``leads``: it was put together with
    all that was known of the other addresses, so it may change what stands. ``rests``: the moment of the look
    at another address that it is confirmed by; None: it is this look's own verdict.
    """

    moment: int
    verdict: int
    outcome: str
    severity: str
    words: tuple[str, ...]
    unseen: tuple[str, ...] = ()
    leads: bool = False
    rests: int | None = None

    @property
    def tells(self) -> bool:
        """Whether it says something of the endpoint, rather than why it cannot."""
        return self.outcome != NOT_TOLD

    @property
    def content(self) -> tuple[object, ...]:
        """What must be the same for the same verdict."""
        return (self.outcome, self.severity, *self.words, self.rests)

    @property
    def badness(self) -> tuple[int, int]:
        """Greater is worse."""
        return -WORST_FIRST.index(Outcome(self.outcome)), Severity(self.severity).rank


class Period(NamedTuple):
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


Weigh = Callable[["Period | None", PastLook], PastLook]


def periods(looks: Iterable[PastLook], weigh: Weigh = lambda _, look: look) -> tuple[Period, ...]:
    """Everything that stood, oldest first; ``looks`` in any order.

    ``weigh``: what a look comes to after what stood, where it saw some addresses only.
    """
    found: list[Period] = []
    first_seen: dict[str, int] = {}
    for look in _one_a_moment(looks):
        last = found[-1] if found else None
        now = following(last, weigh(last, look), first_seen)
        if found and now.begun == found[-1].begun:
            found[-1] = now
        else:
            found[-1:] = [*(last._replace(ended=now.begun) for last in found[-1:]), now]
        first_seen.setdefault(now.look.outcome, now.first_seen)
    return tuple(found)


def following(last: Period | None, look: PastLook, first_seen: FirstSeen) -> Period:
    """What stands after one more look, later than all before: ``last`` carried on, or a period that follows.

    One that follows begins at the look's moment, at which ``last`` has ended.
    """
    if last is None:
        return _begun(look, first_seen)
    if last.confirmed is None:
        return _begun(look, first_seen) if look.tells else last._replace(look=look, attempted=look.moment)
    confirms = look.content == last.look.content
    if (confirms and look.rests is not None) or not tells_after(last.look, look):
        return last._replace(attempted=look.moment, attempt=look.verdict)
    if confirms and last.attempted is None:
        return last._replace(look=look, confirmed=look.moment)
    begun = _begun(look, first_seen)
    return begun._replace(since=last.since) if look.outcome == last.look.outcome else begun


def _begun(look: PastLook, first_seen: FirstSeen) -> Period:
    at = look.moment if look.rests is None else look.rests
    first = first_seen.get(look.outcome, at)
    if look.tells and at < look.moment:
        return Period(look, look.moment, at, first, at, attempted=look.moment, attempt=look.verdict)
    if look.tells:
        return Period(look, look.moment, at, first, at)
    return Period(look, look.moment, None, first, look.moment, attempted=look.moment)


def tells_after(standing: PastLook, look: PastLook) -> bool:
    """Whether a look may change what stands, or confirm it."""
    if look.leads:
        return True
    saw_less = bool(look.unseen) and bool(Counter(look.unseen) - Counter(standing.unseen))
    if not look.tells:
        return bool(look.unseen) and not saw_less
    return not saw_less or look.badness >= standing.badness


def _one_a_moment(looks: Iterable[PastLook]) -> list[PastLook]:
    chosen: dict[int, PastLook] = {}
    for look in looks:
        other = chosen.get(look.moment)
        if other is None or _weight(look) > _weight(other):
            chosen[look.moment] = look
    return [chosen[moment] for moment in sorted(chosen)]


def _weight(look: PastLook) -> tuple[bool, tuple[int, int], tuple[str, ...]]:
    return look.tells, look.badness, look.words
