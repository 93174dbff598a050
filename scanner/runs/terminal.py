"""A run in the terminal. Everything is rich ``Text``, so nothing a server said is taken for markup."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.table import Table
from rich.text import Text as Plain

from checks.judging import unseen_reasons
from checks.model import Language, Outcome, Reason, Severity, Text, Verdict
from scanner.observation import Observation
from scanner.runs.run import Run

NOT_TO_BE_TESTED = (Reason.NOT_PERMITTED, Reason.NOT_REQUESTED)
NOT_ALL_TESTED = 3  # exit status

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
UNFINISHED = Text(vi="chưa xong", en="unfinished")
SEVERITIES: dict[Severity, Text] = {
    Severity.CRITICAL: Text(vi="nghiêm trọng", en="critical"),
    Severity.HIGH: Text(vi="cao", en="high"),
    Severity.MEDIUM: Text(vi="trung bình", en="medium"),
    Severity.LOW: Text(vi="thấp", en="low"),
    Severity.INFO: Text(vi="thông tin", en="info"),
}
COLOURS = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "cyan", "info": "dim"}
MOMENT: dict[Language, str] = {"vi": "%d/%m/%Y %H:%M", "en": "%Y-%m-%d %H:%M"}


def not_all_tested(verdicts: Iterable[Verdict]) -> bool:
    """Whether something that was to be tested was not, or not wholly; what is not permitted was not to be."""
    return any(not _reasons(verdict) <= set(NOT_TO_BE_TESTED) for verdict in verdicts)


def _reasons(verdict: Verdict) -> set[Reason]:
    """Why a verdict does not rest on all that it was to rest on."""
    if verdict.outcome is Outcome.NOT_TESTED:
        return {verdict.reason or Reason.INTERNAL_ERROR}
    return unseen_reasons(verdict)


def worst(verdicts: Iterable[Verdict]) -> Severity | None:
    """The highest severity among the findings, or None when there are none."""
    return max(
        (verdict.severity for verdict in verdicts if verdict.is_finding), key=lambda s: s.rank, default=None
    )


def interrupted(run: int, lang: Language) -> Plain:
    """What to do after Ctrl-C."""
    said = Text(
        vi=f"Đã dừng. Quét tiếp phần còn lại: capdo scan resume {run}",
        en=f"Stopped. Finish the rest with: capdo scan resume {run}",
    )
    return Plain(said.to(lang), style="yellow")


def run_table(runs: Sequence[Run], lang: Language) -> Table:
    """One line a run."""
    table = _table(lang, RUN, STARTED, FINISHED, ENDPOINTS)
    for run in runs:
        started = run.started_at.astimezone().strftime(MOMENT[lang])
        ended = (
            run.finished_at.astimezone().strftime(MOMENT[lang]) if run.finished_at else UNFINISHED.to(lang)
        )
        table.add_row(str(run.id), started, ended, f"{run.done}/{run.endpoints}")
    return table


def observation_table(observations: Sequence[Observation], lang: Language) -> Table:
    """One line an endpoint, worst first."""
    table = _table(lang, ENDPOINT, WORST, FINDINGS, NOT_TESTED, CONNECTIONS)
    for observation in sorted(observations, key=_badness):
        table.add_row(*_line(observation, lang))
    return table


def run_summary(run: int, observations: Sequence[Observation], lang: Language) -> Plain:
    """A run in one sentence."""
    verdicts = [verdict for observation in observations for verdict in observation.verdicts]
    outcomes = Counter(verdict.outcome for verdict in verdicts)
    opened = sum(sum(observation.connections.values()) for observation in observations)
    findings = outcomes[Outcome.FAIL] + outcomes[Outcome.WARN]
    missing = outcomes[Outcome.NOT_TESTED]
    said = Text(
        vi=f"Lượt quét {run}: {len(observations)} điểm truy cập, {findings} phát hiện,"
        f" {missing} phép kiểm tra chưa thực hiện được, {opened} kết nối.",
        en=f"Run {run}: {len(observations)} endpoints, {findings} findings, {missing} checks not tested,"
        f" {opened} connections.",
    )
    return Plain(said.to(lang))


def _local(moment: datetime, lang: Language) -> str:
    return moment.astimezone().strftime(MOMENT[lang])


def _table(lang: Language, *headings: Text) -> Table:
    table = Table()
    for heading in headings:
        table.add_column(heading.to(lang))
    return table


def _badness(observation: Observation) -> tuple[int, int, str]:
    severity = worst(observation.verdicts)
    findings = sum(verdict.is_finding for verdict in observation.verdicts)
    return (-severity.rank if severity else 1, -findings, observation.target.host)


def _line(observation: Observation, lang: Language) -> tuple[str | Plain, ...]:
    severity = worst(observation.verdicts)
    outcomes = Counter(verdict.outcome for verdict in observation.verdicts)
    return (
        Plain(f"{observation.target.host}:{observation.target.https_port}"),
        Plain(SEVERITIES[severity].to(lang), style=COLOURS[severity]) if severity else Plain("–"),
        str(outcomes[Outcome.FAIL] + outcomes[Outcome.WARN]),
        str(outcomes[Outcome.NOT_TESTED]),
        str(sum(observation.connections.values())),
    )
