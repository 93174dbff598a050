"""What to do next: every finding, worst first; the first three in full, the others by a line each."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Plain

from checks.check import heading
from checks.model import Language, Reason, Text, Verdict
from checks.registry import get, heading_of

NEXT = Text(vi="Việc cần làm tiếp", en="What to do next")
MORE = Text(
    vi="Cách khắc phục từng việc: capdo checks explain MÃ", en="How to, for each: capdo checks explain ID"
)
PERMISSIONS = {  # by the word of a permission
    "exposure": Text(
        vi="Quét cổng cần quyền rà quét trong danh mục, hoặc --authorized khi chủ quản đã cho phép.",
        en="A port scan needs a permission in the inventory, or --authorized when the owner has allowed it.",
    ),
    "files": Text(
        vi="Hỏi tệp, thư mục và trang quản trị bị lộ cần quyền “files”, hoặc --files khi chủ quản đã "
        "cho phép.",
        en="Asking for exposed files needs the permission “files”, or --files when the owner has allowed it.",
    ),
    "udp": Text(
        vi="Hỏi dịch vụ UDP cần quyền “udp”, hoặc --udp khi chủ quản đã cho phép.",
        en="Asking UDP services needs the permission “udp”, or --udp when the owner has allowed it.",
    ),
    "zone_transfer": Text(
        vi="Thử chép cả vùng tên miền cần quyền “dns” và “zone_transfer”, hoặc --authorized khi chủ quản đã"
        " cho phép.",
        en="Trying a zone transfer needs the permissions “dns” and “zone_transfer”, or --authorized when the"
        " owner has allowed it.",
    ),
}
IN_FULL = 3
INDENT = 4


def next_steps(ordered: Sequence[Verdict], lang: Language) -> Iterator[RenderableType]:
    """A heading and the steps; nothing where nothing is to be done."""
    findings = [verdict for verdict in ordered if verdict.is_finding]
    if findings:
        yield Plain(f"\n{NEXT.to(lang)}", style="bold")
        yield from (_in_full(number, one, lang) for number, one in enumerate(findings[:IN_FULL], start=1))
        yield from _by_a_line(findings, lang)
    lacking = {get(verdict.check).permitted_by for verdict in ordered if _lacks_permission(verdict)}
    if told := [text.to(lang) for word, text in PERMISSIONS.items() if word in lacking]:
        yield Plain("\n" + "\n".join(told), style="magenta")


def _in_full(number: int, verdict: Verdict, lang: Language) -> RenderableType:
    check = get(verdict.check)
    first, *settings = check.remediation.to(lang).split("\n")
    told = Plain("\n").join([Plain(first), *(Plain(line, style="cyan") for line in settings)])
    name = heading(check, verdict.outcome).to(lang)
    return Group(Plain(f" {number}. {name}", style="bold"), Padding(told, (0, 0, 0, INDENT)))


def _by_a_line(findings: Sequence[Verdict], lang: Language) -> Iterator[RenderableType]:
    for number, verdict in enumerate(findings[IN_FULL:], start=IN_FULL + 1):
        title = heading_of(verdict.check, verdict.outcome).to(lang)
        yield Plain.assemble((f" {number}. {title}", "bold"), (f"  {verdict.check}", "dim"))
    if len(findings) > IN_FULL:
        yield Padding(Plain(MORE.to(lang), style="dim"), (0, 0, 0, INDENT))


def _lacks_permission(verdict: Verdict) -> bool:
    return verdict.reason is Reason.NOT_PERMITTED and verdict.check.startswith("exposure.")
