"""A run in the terminal. Everything is rich ``Text``, so nothing a server said is taken for markup."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from rich import box
from rich.table import Table
from rich.text import Text as Plain

from checks.model import Language, Outcome, Text, Verdict
from checks.registry import heading_of
from checks.words import SEVERITIES
from inventory.clock import day_of
from inventory.dates import day, moment, zone_name
from inventory.safe_text import visible
from inventory.settings.vantage import INTERNET
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs.run_progress import Run
from scanner.severities import COLOURS, worst

SCANNING = Text(vi="Đang quét", en="Scanning")
RUN = Text(vi="Lượt quét", en="Run")
STARTED = Text(vi="Bắt đầu", en="Started")
FINISHED = Text(vi="Kết thúc", en="Finished")
ENDPOINTS = Text(vi="Điểm truy cập", en="Endpoints")
ENDPOINT = Text(vi="Điểm truy cập", en="Endpoint")
FINDINGS = Text(vi="Phát hiện", en="Findings")
WORST = Text(vi="Nặng nhất", en="Worst")
NOT_TESTED = Text(vi="Chưa kiểm tra được", en="Not tested")
CONNECTIONS = Text(vi="Kết nối", en="Connections")
TIMES = Text(vi="Thời gian", en="Times")
UNCONFIRMED = Text(
    vi="{endpoint}: còn {count} phát hiện trước đó mà lượt quét này không xác nhận lại được",
    en="{endpoint}: {count} earlier findings stand, which this run could not confirm",
)
REGRADED = Text(
    vi="Đã đánh giá lại {endpoints} điểm truy cập từ dữ liệu đã lưu: {changed} kết quả thay đổi",
    en="Judged {endpoints} endpoints again from stored facts: {changed} verdicts are others now",
)
LEFT = Text(
    vi="Lượt quét này còn {count} điểm truy cập chưa xem tới: capdo scan resume {run}",
    en="This run has {count} endpoints left: capdo scan resume {run}",
)
THINNED = Text(
    vi="{looks} lần xem cũ giữ nguyên kết quả: dữ liệu của chúng đã được tỉa theo thời hạn lưu",
    en="{looks} old looks stay as they were judged: their facts were thinned by the retention",
)
WAITING = Text(
    vi="{count} điểm truy cập ngoài giờ được phép trong lượt quét này, chờ lần quét theo lịch trong giờ đó:"
    " {places}",
    en="{count} endpoints were outside their permitted hours, and wait for the schedule's next call in them:"
    " {places}",
)
SINCE = Text(vi="từ {day}", en="since {day}")
VANTAGE = Text(vi="Nhìn từ", en="Seen from")
SEEN_FROM = Text(
    vi="Nhìn từ {vantage}, không phải vị trí nhìn chính ({main}): báo cáo, số liệu và cảnh báo không tính"
    " lượt này. So sánh: capdo scan diff --vantage {main} --vantage {vantage}",
    en="Seen from {vantage}, not from the main vantage ({main}): reports, figures and alarms do not count"
    " this run. To compare: capdo scan diff --vantage {main} --vantage {vantage}",
)
PLACES_NAMED = 20  # of those that wait
UNFINISHED = Text(vi="chưa xong", en="unfinished")


def run_table(runs: Sequence[Run], lang: Language, main: str = INTERNET) -> Table:
    """One line a run; under the table, the zone of its times.

    ``main``: the main vantage; where runs looked from another one, from where each did.
    """
    apart = any(run.settings.vantage != main for run in runs)
    table = _table(lang, RUN, STARTED, FINISHED, ENDPOINTS, *([VANTAGE] if apart else []))
    table.caption = f"{TIMES.to(lang)}: {zone_name(lang)}"
    for run in runs:
        ended = moment(run.finished_at, lang) if run.finished_at else UNFINISHED.to(lang)
        line = [str(run.id), moment(run.started_at, lang), ended, f"{run.done}/{run.endpoints}"]
        table.add_row(*line, *([run.settings.vantage] if apart else []))
    return table


def observation_table(observations: Sequence[Observation], lang: Language) -> Table:
    """One line an endpoint, worst first."""
    table = _table(lang, ENDPOINT, WORST, FINDINGS, NOT_TESTED, CONNECTIONS)
    table.columns[0].no_wrap = True  # whole, however narrow the screen is
    for column in table.columns[2:]:  # a heading may break, but not within a word
        column.max_width = max(map(len, str(column.header).split()))
    for observation in sorted(observations, key=badness):
        table.add_row(*_line(observation, lang))
    return table


def findings_of(observation: Observation) -> list[Verdict]:
    """Of one endpoint, the worst first."""
    findings = (verdict for verdict in observation.verdicts if verdict.is_finding)
    return sorted(findings, key=lambda verdict: (-verdict.severity.rank, verdict.check))


def findings_lines(
    observations: Sequence[Observation],
    lang: Language,
    since: Mapping[tuple[EndpointKey, str], datetime] = {},
) -> list[Plain]:
    """The findings by name, under their endpoint, in the order of the table; each with what was seen.

    ``since``: by endpoint and check, since when it stands, where that is known.
    """
    lines = []
    for observation in sorted(observations, key=badness):
        findings = findings_of(observation)
        if findings:
            lines.append(Plain(f"\n{place(observation)}", style="bold"))
        lines += [_finding(one, since.get((observation.key, one.check)), lang) for one in findings]
    return lines


def _finding(verdict: Verdict, since: datetime | None, lang: Language) -> Plain:
    begun = f", {SINCE.to(lang).format(day=day(day_of(since), lang))}" if since else ""
    return Plain.assemble(
        (f"  {SEVERITIES[verdict.severity].to(lang)}: ", COLOURS[verdict.severity]),
        f"{heading_of(verdict.check, verdict.outcome).to(lang)} ({verdict.check}{begun}): ",
        (visible(verdict.summary.to(lang)), "dim"),
    )


def run_summary(run: int, observations: Sequence[Observation], lang: Language) -> Plain:
    """A run in one sentence."""
    verdicts = [verdict for observation in observations for verdict in observation.verdicts]
    outcomes = Counter(verdict.outcome for verdict in verdicts)
    opened = sum(sum(observation.connections.values()) for observation in observations)
    findings = outcomes[Outcome.FAIL] + outcomes[Outcome.WARN]
    missing = outcomes[Outcome.NOT_TESTED]
    message = Text(
        vi=f"Lượt quét {run}: {len(observations)} điểm truy cập, {findings} phát hiện,"
        f" {missing} phép kiểm tra chưa thực hiện được, {opened} kết nối.",
        en=f"Run {run}: {len(observations)} endpoints, {findings} findings, {missing} checks not tested,"
        f" {opened} connections.",
    )
    return Plain(message.to(lang))


def vantage_line(vantage: str, main: str, lang: Language) -> Plain:
    """That a run looked from another vantage than the main one, and what that is for."""
    return Plain(SEEN_FROM.to(lang).format(vantage=vantage, main=main), style="yellow")


def left_line(run: Run, left: Iterable[EndpointKey], lang: Language) -> Plain:
    """How many endpoints a run has not come to, which ones, and what finishes it."""
    told = LEFT if run.finished_at is None else WAITING
    places = [f"{host}:{https_port}" for host, https_port, _ in sorted(left)]
    named = ", ".join([*places[:PLACES_NAMED], *(["…"] if len(places) > PLACES_NAMED else [])])
    line = told.to(lang).format(count=len(places), run=run.id, places=visible(named))
    return Plain(line, style="yellow")


def unconfirmed_lines(
    run: Run, observations: Iterable[Observation], standing: Iterable[Observation], lang: Language
) -> list[Plain]:
    """One line for each endpoint with findings of before that a run was to confirm and did not.

    ``standing``: what stands now of the endpoints that the run looked at or has left.
    """
    judged = {seen.key: {verdict.check for verdict in seen.verdicts} for seen in observations}
    lines = []
    for now in standing:
        earlier = {check for check, age in now.confirmations.items() if age.confirmed_at < run.started_at}
        findings = {verdict.check for verdict in now.verdicts if verdict.is_finding} & earlier
        if count := len(findings & judged.get(now.key, findings)):
            told = UNCONFIRMED.to(lang).format(endpoint=place(now), count=count)
            lines.append(Plain(told, style="yellow"))
    return lines


def regraded_lines(endpoints: Sequence[Counter[str]], lang: Language, thinned: int = 0) -> list[Plain]:
    """How many endpoints were judged again, and by check how many verdicts are others now.

    ``thinned``: looks that could not be, since their facts are no longer kept.
    """
    changed = sum(endpoints, Counter[str]())
    total = REGRADED.to(lang).format(endpoints=len(endpoints), changed=changed.total())
    left = [Plain(THINNED.to(lang).format(looks=thinned), style="yellow")] if thinned else []
    return [Plain(total), *left, *(Plain(f"  {check}: {count}") for check, count in sorted(changed.items()))]


def _table(lang: Language, *headings: Text) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading.to(lang), overflow="fold")
    return table


def place(observation: Observation) -> str:
    """An endpoint as lists name it."""
    return f"{observation.target.host}:{observation.target.https_port}"


def badness(observation: Observation) -> tuple[int, int, int, str]:
    """Where nothing was found, first what could not be told."""
    severity = worst(observation.verdicts)
    findings = sum(verdict.is_finding for verdict in observation.verdicts)
    untold = sum(verdict.outcome is Outcome.NOT_TESTED for verdict in observation.verdicts)
    return (-severity.rank if severity else 1, -findings, -untold, observation.target.host)


def _line(observation: Observation, lang: Language) -> tuple[str | Plain, ...]:
    severity = worst(observation.verdicts)
    outcomes = Counter(verdict.outcome for verdict in observation.verdicts)
    return (
        Plain(place(observation)),
        Plain(SEVERITIES[severity].to(lang), style=COLOURS[severity]) if severity else Plain("–"),
        str(outcomes[Outcome.FAIL] + outcomes[Outcome.WARN]),
        str(outcomes[Outcome.NOT_TESTED]),
        str(sum(observation.connections.values())),
    )
