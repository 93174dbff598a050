"""Schedules in the terminal and in the journal of the service that carries them out."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from checks.model import Language, Text
from inventory.cli.listing.forms import Listing, named_document
from inventory.cli.terminal import print_line
from inventory.dates import moment, zone_name
from inventory.safe_text import visible
from inventory.wording.keeping import read_kept
from scanner.runs.lease import Holder
from scanner.runs.pausing import Pause
from scanner.schedules.daemon import Happening
from scanner.schedules.forecast import Forecast
from scanner.schedules.schedule import Schedule

NEXT_RUNS = 3
MINUTE = timedelta(minutes=1)
HEADINGS = (
    Text(vi="Lịch", en="Schedule"),
    Text(vi="Biểu thức cron", en="Cron expression"),
    Text(vi="Phạm vi", en="Scope"),
    Text(vi="Trạng thái", en="State"),
    Text(vi="Ba lần tới", en="Next three runs"),
    Text(vi="Dự kiến mỗi lần", en="Forecast of each"),
)
TITLE = Text(vi="Lịch rà quét ({zone})", en="Schedules ({zone})")
NONE = Text(
    vi='Chưa có lịch nào: capdo schedule add TEN --cron "0 2 * * *"',
    en='There is no schedule yet: capdo schedule add NAME --cron "0 2 * * *"',
)
EVERYTHING = Text(vi="mọi hệ thống", en="everything")
ACTIVE = Text(vi="đang chạy", en="active")
PAUSED = Text(vi="tạm dừng", en="paused")
DUE = Text(vi="đến hạn từ {at}", en="due since {at}")
WAITS = Text(vi="phần ngoài giờ chờ đến {at}", en="what is outside its hours waits until {at}")
FAULT = Text(vi="lần trước không bắt đầu được: {why}", en="the last one could not begin: {why}")
SPREAD = Text(vi="rải trong {hours:g} giờ", en="spread over {hours:g} h")
SEEN_FROM = Text(vi="nhìn từ {vantage}", en="seen from {vantage}")
NOT_MEASURED = Text(vi="{endpoints} điểm, chưa đo lần nào", en="{endpoints} endpoints, none measured yet")
TAKES = Text(
    vi="{endpoints} điểm, {takes} (theo {runs} lần đã đo)",
    en="{endpoints} endpoints, {takes} (as {runs} measured)",
)
ONLY_SPREAD = Text(
    vi="{endpoints} điểm, rải trong {takes}, chưa đo lần nào",
    en="{endpoints} endpoints, spread over {takes}, none measured yet",
)
NOTHING = Text(vi="không có gì để quét lúc này", en="nothing to look at now")
ADDED = Text(
    vi="Đã thêm lịch {name}: lần tới {at} ({zone}).", en="Added schedule {name}: next run {at} ({zone})."
)
STOPPED = Text(
    vi="Lịch {name}: tạm dừng; capdo schedule resume để tiếp tục.",
    en="Schedule {name}: paused; capdo schedule resume takes it up again.",
)
RESUMED = Text(vi="Lịch {name}: lần tới {at} ({zone}).", en="Schedule {name}: next run {at} ({zone}).")
REMOVED = Text(vi="Đã bỏ lịch {name}; các lượt quét vẫn còn.", en="Removed schedule {name}; its runs stay.")
BEGUN = Text(
    vi="{name}: lượt quét {run}, {endpoints} điểm truy cập", en="{name}: run {run}, {endpoints} endpoints"
)
ENDED = Text(vi="{name}: lượt quét {run} xong", en="{name}: run {run} is finished")
WAITING = Text(
    vi="{name}: lượt quét {run} xong; {left} điểm truy cập ngoài giờ được phép, chờ đến {at}"
    " (capdo scan show {run})",
    en="{name}: run {run} is finished; {left} endpoints outside their permitted hours wait until {at}"
    " (capdo scan show {run})",
)
CUT_OFF = Text(
    vi="{name}: lượt quét {run} dừng, máy quét mất mạng hoặc mất máy chủ tên miền của chính nó ({why}); không"
    " tính kết quả nào của lúc đó, còn {left} điểm truy cập, quét tiếp khi có mạng lại",
    en="{name}: run {run} stopped, the scanner's own network or resolver is dead ({why}); nothing seen"
    " meanwhile counts, {left} endpoints are left and taken once it is back",
)
CONFIRMING = Text(vi="xem lại trước khi cảnh báo", en="second looks before alarms")
REFUSED = Text(vi="{name}: không bắt đầu được: {why}", en="{name}: could not begin: {why}")
BUSY = Text(
    vi="tiến trình {pid} trên máy {host} đang quét từ cơ sở dữ liệu này; việc đến hạn chờ nó xong",
    en="process {pid} on {host} is scanning from this database; what is due waits for it",
)


def listed(
    forecasts: Sequence[tuple[Schedule, Forecast]], now: datetime, main: str, lang: Language
) -> Listing:
    """Every schedule; the title names the zone of the times. ``main``: the vantage that is not named."""
    return Listing(
        title=TITLE.to(lang).format(zone=zone_name(lang)),
        headings=[heading.to(lang) for heading in HEADINGS],
        rows=[_row(schedule, takes, now, main, lang) for schedule, takes in forecasts],
        document=lambda: named_document(
            "schedules", (_object(schedule, takes, now) for schedule, takes in forecasts)
        ),
        shown=None if forecasts else lambda: print_line(NONE.to(lang)),
    )


def _object(schedule: Schedule, takes: Forecast, now: datetime) -> dict[str, object]:
    """Times are UTC; ``takes``: in seconds, None where none was measured."""
    return {
        "name": schedule.name,
        "cron": schedule.cron.expression,
        "timezone": schedule.cron.timezone,
        "paused": schedule.paused,
        "next_runs": [at.isoformat() for at in coming(schedule, now)],
        "waiting_until": schedule.waiting_until and schedule.waiting_until.isoformat(),
        "fault": schedule.fault,
        "endpoints": takes.endpoints,
        "takes": takes.takes and takes.takes.total_seconds(),
        "settings": schedule.settings.model_dump(mode="json"),
    }


def _row(schedule: Schedule, forecast: Forecast, now: datetime, main: str, lang: Language) -> tuple[str, ...]:
    return (
        schedule.name,
        f"{schedule.cron.expression} ({schedule.cron.timezone})",
        _scope(schedule, main, lang),
        _state(schedule, now, lang),
        "; ".join(moment(at, lang) for at in coming(schedule, now)),
        _takes(forecast, lang),
    )


def coming(schedule: Schedule, now: datetime) -> tuple[datetime, ...]:
    """The moments of the next three runs; a paused schedule has none, one overdue begins now."""
    if schedule.paused:
        return ()
    due = max(schedule.due_at, now)
    return (due, *schedule.cron.coming(due, NEXT_RUNS - 1))


def _scope(schedule: Schedule, main: str, lang: Language) -> str:
    settings = schedule.settings
    parts = [settings.organization or EVERYTHING.to(lang), *settings.only, settings.depth]
    if settings.vantage != main:
        parts.append(SEEN_FROM.to(lang).format(vantage=settings.vantage))
    if settings.spread_hours:
        parts.append(SPREAD.to(lang).format(hours=settings.spread_hours))
    return ", ".join(parts)


def _state(schedule: Schedule, now: datetime, lang: Language) -> str:
    parts = [(PAUSED if schedule.paused else ACTIVE).to(lang)]
    if schedule.due_at <= now and not schedule.paused:
        parts.append(DUE.to(lang).format(at=moment(schedule.due_at, lang)))
    if schedule.waiting_until is not None:
        parts.append(WAITS.to(lang).format(at=moment(schedule.waiting_until, lang)))
    if schedule.fault:
        parts.append(FAULT.to(lang).format(why=read_kept(schedule.fault).to(lang)))
    return "; ".join(parts)


def _takes(forecast: Forecast, lang: Language) -> str:
    if forecast.endpoints is None:
        return NOTHING.to(lang)
    if forecast.takes is None:
        return NOT_MEASURED.to(lang).format(endpoints=forecast.endpoints)
    takes = duration(forecast.takes, lang)
    text = TAKES if forecast.runs else ONLY_SPREAD
    return text.to(lang).format(endpoints=forecast.endpoints, takes=takes, runs=forecast.runs)


def duration(takes: timedelta, lang: Language) -> str:
    """``40 s``, ``12 min``, ``1 h 30 min``; Vietnamese units in Vietnamese."""
    second, minute, hour = ("giây", "phút", "giờ") if lang == "vi" else ("s", "min", "h")
    if takes < 2 * MINUTE:
        return f"{round(takes.total_seconds())} {second}"
    hours, minutes = divmod(round(takes / MINUTE), 60)
    parts = [f"{hours} {hour}"] if hours else []
    return " ".join([*parts, *([f"{minutes} {minute}"] if minutes else [])])


def told(happening: Happening, at: datetime, lang: Language) -> str:
    """One line of the journal: what has begun or ended, and when."""
    name = happening.schedule.name if happening.schedule else CONFIRMING.to(lang)
    words = {"name": name, "why": happening.fault.to(lang)}
    if happening.run is not None:
        words |= {"run": str(happening.run.number), "endpoints": str(len(happening.run.endpoints))}
    if happening.pause is not None:
        words |= {"left": str(happening.pause.left), "at": moment(happening.pause.until, lang)}
        words["why"] = happening.pause.outage
    line = _kind(happening, happening.pause).to(lang).format(**words)
    return f"{moment(at, lang)} {visible(line)}"


def _kind(happening: Happening, pause: Pause | None) -> Text:
    if happening.fault:
        return REFUSED
    if pause is not None:
        return CUT_OFF if pause.outage else WAITING
    return ENDED if happening.ended else BEGUN


def busy(holder: Holder, at: datetime, lang: Language) -> str:
    """That another process scans."""
    return f"{moment(at, lang)} {BUSY.to(lang).format(pid=holder.pid, host=visible(holder.host))}"
