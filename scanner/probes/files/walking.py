"""One host's walk: paths that cannot exist first, then the table's, until something stands in the way."""

import asyncio
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checks.facts import ExposedPath, NotTested, Part, Unseen
from checks.facts.blocking import FORBIDDEN, UNAUTHORIZED, firewall
from checks.facts.files import ExposureKind
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.files.asking import FileAnswer, FileAsker
from scanner.probes.files.table import AskedPath, path_at, table
from scanner.probes.files.verifying import exposed, listing

NO_ANSWER = NotTested(reason=Reason.BLOCKED, detail="the connection was cut, or no answer came in time")
FAILURES = 3  # in a row, after which the host is left alone
SECONDS = 120.0  # for the whole walk
REFUSED = frozenset({UNAUTHORIZED, FORBIDDEN})
PARTS: dict[ExposureKind, Part] = {
    "file": Part.FILES_ASKED,
    "directory": Part.FILES_DIRECTORIES,
    "panel": Part.FILES_PANELS,
}


@dataclass(frozen=True)
class WantedPath:
    """One path; ``entry`` None: a directory."""

    path: str
    entry: AskedPath | None = None

    @property
    def exposure(self) -> ExposureKind:
        """What would be found there."""
        return "directory" if self.entry is None else self.entry.exposure

    def found(self, answer: FileAnswer) -> ExposedPath | None:
        """What an answer to it comes to."""
        return listing(self.path, answer) if self.entry is None else exposed(self.entry, self.path, answer)


@dataclass
class FilesWalk:
    """What has been asked and found."""

    asker: FileAsker
    asked: list[str] = field(default_factory=list)
    found: list[ExposedPath] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    impossible: list[FileAnswer] = field(default_factory=list)
    unseen: tuple[Unseen, ...] = ()

    async def begin(self) -> NotTested | None:
        """Ask for two paths that cannot exist: how does the site refuse? Why not to go on, or None."""
        for path in impossible_paths():
            answer = await self.asker.ask(path, insisting=True)
            if isinstance(answer, NotTested):
                return answer
            if (blocked := firewall(answer.exchange)) is not None:
                return blocked
            self.impossible.append(answer)
        return None

    async def run(self, wanted: Sequence[WantedPath]) -> None:
        """Ask for each, as long as the host answers and there is time; once more for what was cut."""
        due = asyncio.get_running_loop().time() + SECONDS
        cut, left, why = await self._round(wanted, due)
        if cut and why is None:
            cut, later, _ = await self._round(cut, due)
            cut = [*cut, *later]
        self.unseen = (*_left(left, len(wanted), why), *_left(cut, len(wanted), NO_ANSWER))

    async def _round(
        self, wanted: Sequence[WantedPath], due: float
    ) -> tuple[list[WantedPath], list[WantedPath], NotTested | None]:
        """What got no answer, what was not asked for, and why not."""
        waiting, cut, in_a_row = list(wanted), list[WantedPath](), 0
        while waiting:
            if (why := self._at_an_end(due)) is not None:
                return cut, waiting, why
            one = waiting.pop(0)
            answer = await self.asker.ask(one.path)
            if isinstance(answer, FileAnswer):
                in_a_row = 0
                self._take(one, answer)
                continue
            cut.append(one)
            in_a_row += 1
            if answer.reason is Reason.RATE_LIMITED or (in_a_row == FAILURES and await self._is_gone()):
                return cut, waiting, answer
            in_a_row %= FAILURES
        return cut, [], None

    async def _is_gone(self) -> bool:
        """Whether the host answers nothing any more, rather than cutting what a firewall dislikes."""
        if self.asker.is_spent:
            return True
        return isinstance(await self.asker.ask(self.impossible[0].path), NotTested)

    def _at_an_end(self, due: float) -> NotTested | None:
        if self.asker.is_spent:
            return NotTested(reason=Reason.INCOMPLETE, detail="all requests were made")
        if asyncio.get_running_loop().time() > due:
            return NotTested(reason=Reason.TIMEOUT, detail="the host was too slow")
        return None

    def _take(self, wanted: WantedPath, answer: FileAnswer) -> None:
        self.asked.append(wanted.path)
        if answer.status in REFUSED or firewall(answer.exchange) is not None:
            self.refused.append(wanted.path)
        found = wanted.found(answer)
        if found is not None and not self._is_shown_for_everything(wanted, answer):
            self.found.append(found)

    def _is_shown_for_everything(self, wanted: WantedPath, answer: FileAnswer) -> bool:
        """A page that comes for a name that nobody could have given is no finding under another name."""
        return any(
            wanted.found(other) is not None or (other.status, other.data) == (answer.status, answer.data)
            for other in self.impossible
        )


def impossible_paths() -> tuple[str, str]:
    """A file and a page of a folder; their names are new each time, so that nobody has prepared for them."""
    return f"/{secrets.token_hex(8)}.txt", f"/{secrets.token_hex(6)}/{secrets.token_hex(6)}/"


def wanted_paths(host: str, directories: Sequence[str]) -> list[WantedPath]:
    """The table's files, directories with those that the start page names, and panels; each path once."""
    every = [WantedPath(path_at(entry.path, host), entry) for entry in table().paths]
    folders = [WantedPath(path) for path in (*directories, *(one.path for one in table().directories))]
    by_path = {one.path: one for one in reversed([*_of("file", every), *folders, *_of("panel", every)])}
    return list(reversed(by_path.values()))


def _of(exposure: ExposureKind, every: Sequence[WantedPath]) -> Iterator[WantedPath]:
    return (one for one in every if one.exposure == exposure)


def _left(paths: Sequence[WantedPath], count: int, why: NotTested | None) -> Iterator[Unseen]:
    """Each part of which some paths were not seen."""
    if why is None:
        return
    said = f"{len(paths)} of {count} paths not seen: {why.detail}"[:DETAIL_LENGTH]
    for exposure in dict.fromkeys(one.exposure for one in paths):
        yield Unseen(part=PARTS[exposure], reason=why.reason, detail=said)
