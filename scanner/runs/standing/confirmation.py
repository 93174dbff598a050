"""How old a standing verdict is: when it was confirmed, since when it holds, and what was tried since."""

from datetime import date, datetime

from checks.model import Frozen, Reason


class Attempt(Frozen):
    """A later look that could not tell. ``detail``: technical English; empty: there is none. UTC."""

    at: datetime
    reason: Reason
    detail: str = ""


class Confirmation(Frozen):
    """The age of one standing verdict. Times are UTC.

    ``confirmed_at``: the newest look that gave it. ``first_seen``: the first that ever gave this outcome.
    ``since``: the first look of the unbroken row of those that gave it. ``not_confirmed``: the newest attempt
    after ``confirmed_at``; None: there was none. ``stale``: not confirmed for so long that it counts as not
    tested where something is measured. ``judged_on``: the day on which the facts of ``confirmed_at`` were
    judged again, because by then they say something else; None: they say what they said. ``thinned``: they
    would have been, but the look is old and its facts were thinned, so it is told as it was judged then.
    """

    confirmed_at: datetime
    first_seen: datetime
    since: datetime
    not_confirmed: Attempt | None = None
    stale: bool = False
    judged_on: date | None = None
    thinned: bool = False

    @property
    def is_notable(self) -> bool:
        """Whether there is more to be told than that the newest look gave it."""
        is_old = self.stale or self.thinned
        return is_old or self.not_confirmed is not None or self.judged_on is not None
