"""The completion of a run in the terminal: a line, a table of causes with what the owner can do, or lists."""

from collections.abc import Iterator

from rich import box
from rich.table import Table
from rich.text import Text as Plain

from checks.model import Language, Text
from checks.reasons import REASONS
from inventory.dates import zone_name
from inventory.safe_text import visible
from scanner.completion.counting import Cause, Completion, EndpointCompletion, Seen

LINE = Text(
    vi="Trong {resolving} điểm truy cập có tên phân giải được: {wholly} đã kiểm tra đầy đủ, {partly} một"
    " phần, {none} chưa kiểm tra được; {named:.0%} đầy đủ hoặc rõ nguyên nhân không do máy quét.",
    en="Of {resolving} endpoints whose names resolve: {wholly} wholly tested, {partly} in part, {none} not"
    " at all; {named:.0%} wholly or with a cause that is not the scanner's.",
)
UNRESOLVED = Text(
    vi=" {count} tên không phân giải được.",
    en=" {count} names do not resolve.",
)
HEADINGS = (
    Text(vi="Nguyên nhân", en="Cause"),
    Text(vi="Điểm truy cập", en="Endpoints"),
    Text(vi="Phép kiểm tra", en="Checks"),
    Text(vi="Đơn vị có thể làm gì", en="What its owner can do"),
)
HOURS_NAMED = 5
SCAN_WITHIN = Text(
    vi="Không cần xin phép thêm: quét trong giờ được phép ({hours}, {zone}).",
    en="No further consent is needed: scan within the permitted hours ({hours}, {zone}).",
)
ALL_SEEN = Text(
    vi="Mọi phép kiểm tra được yêu cầu đều đã thực hiện.", en="Everything that was asked for was tested."
)


def completion_line(found: Completion, language: Language) -> Plain:
    """How many endpoints were seen wholly, in part, and not."""
    resolving = found.resolving
    told = LINE.to(language).format(
        resolving=len(resolving),
        wholly=found.count(Seen.WHOLLY),
        partly=found.count(Seen.PARTLY),
        none=found.count(Seen.NOT),
        named=found.named_share,
    )
    if count := found.count(Seen.UNRESOLVED):
        told += UNRESOLVED.to(language).format(count=count)
    return Plain(told)


def cause_table(found: Completion, language: Language) -> Table | None:
    """A row a cause, most endpoints first; None: nothing stood in the way."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in HEADINGS:
        table.add_column(heading.to(language), overflow="fold")
    for cause in found.by_cause():
        checks = sum(count for _, count in cause.places)
        phrase = REASONS[cause.reason].phrase.to(language)
        table.add_row(*map(Plain, (phrase, str(len(cause.places)), str(checks), _advice(cause, language))))
    return table if table.row_count else None


def lines_by_reason(found: Completion, language: Language) -> Iterator[Plain]:
    """Each cause with what the owner can do, then where it was met and at how many checks."""
    for cause in found.by_cause():
        texts = REASONS[cause.reason]
        yield Plain(f"\n{texts.phrase.to(language).capitalize()} ({cause.reason.value})", style="bold")
        yield Plain(f"  {texts.meaning.to(language)} {_advice(cause, language)}", style="dim")
        yield from (Plain(f"  {place(endpoint)}: {count}") for endpoint, count in cause.places)


def _advice(cause: Cause, language: Language) -> str:
    """What the owner can do; where only the hour is another, nothing but to scan again within the hours."""
    if not cause.is_late:
        return REASONS[cause.reason].advice.to(language)
    named = [*cause.hours[:HOURS_NAMED], *(["…"] if len(cause.hours) > HOURS_NAMED else [])]
    return SCAN_WITHIN.to(language).format(hours="; ".join(named), zone=zone_name(language))


def lines_by_endpoint(found: Completion, language: Language) -> Iterator[Plain]:
    """Each endpoint that was not seen wholly, with its causes and at how many checks."""
    for one in found.endpoints:
        if one.causes:
            causes = [f"{REASONS[reason].phrase.to(language)}: {n}" for reason, n in one.causes.items()]
            yield Plain(f"{place(one)}: {'; '.join(causes)}")


def place(endpoint: EndpointCompletion) -> str:
    """An endpoint as it is written."""
    target = endpoint.observation.target
    return visible(f"{target.host}:{target.https_port}")
