"""The self-assessments of a database: appended, never changed. What they come to is ``standing``'s."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, func, select

from inventory.clock import Clock, now
from inventory.database.author import login_name
from inventory.database.transactions import reading, writing
from inventory.model import Code
from inventory.requirements.catalogue_rows import (
    ChosenCatalogue,
    catalogue_called,
    catalogue_on,
    choose,
    chosen,
)
from inventory.requirements.model import Catalogue, SelfAssessment
from inventory.requirements.recording import SayingBy, said_of, say, say_new
from inventory.requirements.standing import Answers, answers_on
from inventory.requirements.tables import SelfAssessmentRow


@dataclass(frozen=True)
class SelfAssessmentsOn:
    """What a database says on a day: the catalogue in force, and the last words of systems that said any."""

    catalogue: Catalogue
    answers: Mapping[Code, Answers]


class SelfAssessmentLog:
    """``actor``: who records, for those that name nobody.

    Each of its methods raises InventoryError where the database can't be read or written.
    """

    def __init__(self, engine: Engine, clock: Clock = now, actor: str | None = None) -> None:
        self._engine = engine
        self._by = SayingBy(actor or login_name(), clock)

    def append_all(self, told: Sequence[SelfAssessment]) -> Sequence[SelfAssessment]:
        """Record them, all or nothing; as they were recorded.

        Raises:
            SelfAssessmentRefusedError: every one that is refused, and why.

        """
        with writing(self._engine) as connection:
            return say(connection, told, self._by)

    def append_new(self, told: Sequence[SelfAssessment]) -> int:
        """Record those not yet recorded, all or nothing; how many those were.

        Raises:
            SelfAssessmentRefusedError: every one that is refused, and why.

        """
        with writing(self._engine) as connection:
            return say_new(connection, told, self._by)

    def choose(self, catalogue: Catalogue, since: date) -> bool:
        """Go by a catalogue from a day on; whether that is anything new."""
        with writing(self._engine) as connection:
            return choose(connection, catalogue, since, self._by.actor, self._by.clock)

    def chosen(self) -> tuple[ChosenCatalogue, ...]:
        """Every catalogue that was chosen, in the order in which they take each other's place."""
        with reading(self._engine) as connection:
            return chosen(connection)

    def catalogue(self, day: date, code: Code | None = None) -> Catalogue | None:
        """The catalogue in force on a day; or the newest of a code, None: there is none."""
        told = self.chosen()
        return catalogue_on(told, day) if code is None else catalogue_called(told, code)

    def said(self, systems: Collection[Code] | None = None) -> Mapping[Code, Sequence[SelfAssessment]]:
        """All that was said of some systems, or of every one, in the order of recording."""
        with reading(self._engine) as connection:
            return said_of(connection, systems)

    def with_files(self) -> tuple[SelfAssessment, ...]:
        """Those that name a file of evidence."""
        return tuple(one for said in self.said().values() for one in said if one.file is not None)

    def on(self, day: date, systems: Collection[Code] | None = None) -> SelfAssessmentsOn | None:
        """The last words at the end of a day; None: nothing was said of these systems."""
        with reading(self._engine) as connection:
            return _on(connection, day, systems)


def _on(connection: Connection, day: date, systems: Collection[Code] | None) -> SelfAssessmentsOn | None:
    if not connection.scalar(select(func.count()).select_from(SelfAssessmentRow)):
        return None
    catalogue = catalogue_on(chosen(connection), day)
    told = said_of(connection, systems).items()
    answers = {code: found for code, said in told if (found := answers_on(said, catalogue.code, day))}
    return SelfAssessmentsOn(catalogue, answers) if answers else None
