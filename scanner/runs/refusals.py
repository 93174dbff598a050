"""What a run was not permitted to look at, and when it may: nobody is to take its silence for good."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text as Plain

from checks.model import Language, Outcome, Reason, Text
from inventory.dates import day
from inventory.model import Code, ScanPermission
from scanner.observation import Observation
from scanner.planning.permission import hours_of
from scanner.planning.plan import PlannedEndpoint

SHOWN = 5  # windows, or systems
NOTHING = Text(
    vi="KHÔNG KIỂM TRA ĐƯỢC GÌ trong lượt quét này.",
    en="NOTHING COULD BE TESTED in this run.",
)
KEPT = Text(
    vi="Kết quả của các lượt trước được giữ nguyên, kèm ngày đã xác nhận.",
    en="What earlier runs told stands, with the day on which it was confirmed.",
)
OUTSIDE = Text(
    vi="{count} điểm truy cập đang ngoài thời gian được phép rà quét ({windows}), giờ Việt Nam.",
    en="{count} endpoints are outside their permitted time ({windows}), Viet Nam's time.",
)
UNPERMITTED = Text(
    vi="{count} điểm truy cập chưa có quyền rà quét: điền trang “Quyền rà quét” rồi nhập lại danh mục.",
    en="{count} endpoints have no permission: fill in the sheet “Quyền rà quét” and import the inventory.",
)
LEFT_OUT = Text(
    vi="{count} điểm truy cập chỉ được phép rà quét các nhóm khác ({families}), không phải nhóm vừa yêu cầu.",
    en="{count} endpoints may be scanned for other families only ({families}), none of those asked for.",
)
UNDATED = Text(
    vi="Bỏ qua {count} hệ thống chưa có ngày vận hành: {systems}. Điền cột “Vận hành từ ngày”.",
    en="Left out {count} systems without a day of operation: {systems}. Fill in “Vận hành từ ngày”.",
)
FROM, UNTIL = Text(vi="từ {day}", en="from {day}"), Text(vi="trước {day}", en="before {day}")


@dataclass(frozen=True, kw_only=True)
class Refusals:
    """Endpoints by what became of them.

    ``outside``: of each that was refused for the hour or the day, its permissions; ``left_out``: of each that
    was refused for what its permission covers, that; ``unpermitted``: refused without any; ``told``: of which
    at least one check could be told.
    """

    outside: tuple[tuple[ScanPermission, ...], ...]
    left_out: tuple[frozenset[str], ...]
    unpermitted: int
    told: int

    @property
    def is_failure(self) -> bool:
        """Whether something that was to be tested was not, or nothing was."""
        return bool(self.outside) or not self.told


def refusals(planned: Iterable[PlannedEndpoint], observations: Sequence[Observation]) -> Refusals:
    """What of a run's endpoints was refused as a whole."""
    refused = {seen.key: seen.started_at for seen in observations if _is_refused(seen)}
    at_look = [endpoint.at(refused[endpoint.key]) for endpoint in planned if endpoint.key in refused]
    granted = [endpoint for endpoint in at_look if endpoint.permissions]
    return Refusals(
        outside=tuple(endpoint.permissions for endpoint in granted if not endpoint.permit.families),
        left_out=tuple(endpoint.permit.families for endpoint in granted if endpoint.permit.families),
        unpermitted=len(at_look) - len(granted),
        told=sum(observation.tells for observation in observations),
    )


def refusal_lines(
    found: Refusals, undated: Sequence[Code], language: Language, paused: Sequence[Plain] = ()
) -> list[Plain]:
    """The sentences to say, the loud ones first; none where all was permitted.

    ``paused``: what is said of endpoints that wait for their hours.
    """
    lines = [*([] if found.told else [Plain(NOTHING.to(language), style="bold red")]), *paused]
    if found.outside:
        named = windows((one for many in found.outside for one in many), language)
        told = OUTSIDE.to(language).format(count=len(found.outside), windows=named)
        lines.append(Plain(told, style="bold red"))
    lines += _not_covered(found, language)
    if found.is_failure or paused:
        lines.append(Plain(KEPT.to(language)))
    if undated:
        told = UNDATED.to(language).format(count=len(undated), systems=_first(undated))
        lines.append(Plain(told, style="yellow"))
    return lines


def windows(permissions: Iterable[ScanPermission], language: Language) -> str:
    """The hours and days of permissions, the first few: ``22:00–05:00, before 01/01/2027``."""
    return _first(list(filter(None, dict.fromkeys(_window(one, language) for one in permissions))))


def _not_covered(found: Refusals, language: Language) -> Iterator[Plain]:
    """Endpoints that nobody permitted, or not for what was asked."""
    if found.left_out:
        families = sorted(frozenset[str]().union(*found.left_out))
        told = LEFT_OUT.to(language).format(count=len(found.left_out), families=", ".join(families))
        yield Plain(told, style="yellow")
    if found.unpermitted:
        yield Plain(UNPERMITTED.to(language).format(count=found.unpermitted), style="yellow")


def _is_refused(observation: Observation) -> bool:
    return all(
        verdict.outcome is Outcome.NOT_TESTED and verdict.reason is Reason.NOT_PERMITTED
        for verdict in observation.verdicts
    )


def _window(permission: ScanPermission, language: Language) -> str:
    parts = list(filter(None, [hours_of(permission)]))
    for words, on in ((FROM, permission.valid_from), (UNTIL, permission.valid_to)):
        if on is not None:
            parts.append(words.to(language).format(day=day(on, language)))
    return ", ".join(parts)


def _first(names: Sequence[str]) -> str:
    return "; ".join([*names[:SHOWN], *(["…"] if len(names) > SHOWN else [])])
