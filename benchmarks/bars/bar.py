"""One bar, and how far a measurement is from it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: ``at_least`` or at most a limit. ``measured`` None: not measured in this run."""

    name: str
    limit: float
    measured: float | None
    unit: str = ""
    at_least: bool = False

    @property
    def missed_by(self) -> float:
        """How far beyond the limit; 0 when it is met."""
        if self.measured is None:
            return 0.0
        return max(0.0, self.limit - self.measured if self.at_least else self.measured - self.limit)

    @property
    def met(self) -> bool | None:
        """Whether it is met; None when it was not measured."""
        return None if self.measured is None else not self.missed_by

    @property
    def line(self) -> str:
        """``bar: …: at most …, measured … (met|missed by …)``."""
        limit = f"{'at least' if self.at_least else 'at most'} {self._with_unit(self.limit)}"
        if self.measured is None:
            return f"bar: {self.name}: {limit} (not measured)"
        verdict = "met" if self.met else f"missed by {self._with_unit(self.missed_by)}"
        return f"bar: {self.name}: {limit}, measured {self._with_unit(self.measured)} ({verdict})"

    def _with_unit(self, number: float) -> str:
        return f"{number:.4g}{' ' + self.unit if self.unit else ''}"
