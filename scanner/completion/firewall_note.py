"""A note for whoever runs the firewall: who looked, when, at what, and where something stood in the way."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checks.model import Language, Reason, Text
from checks.reasons import REASONS
from inventory.dates import moment, zone_name
from inventory.safe_text import visible
from scanner.completion.counting import Completion, EndpointCompletion
from scanner.completion.view import place
from scanner.probes.http.session import USER_AGENT
from scanner.probes.site.clients import OWN_NAME
from scanner.runs.run_progress import Run

IN_THE_WAY = (  # what a firewall, or whatever protects a host, may be the cause of
    Reason.BLOCKED,
    Reason.BLOCKED_BY_WAF,
    Reason.RATE_LIMITED,
    Reason.MIDDLEBOX,
    Reason.TIMEOUT,
    Reason.UNREACHABLE,
)
LANGUAGES: tuple[Language, ...] = ("vi", "en")
TITLE = Text(vi="GỬI ĐƠN VỊ QUẢN TRỊ TƯỜNG LỬA", en="TO WHOEVER RUNS THE FIREWALL")
LINES = (
    Text(
        vi="Công cụ capdo rà quét các hệ thống của đơn vị theo quyền rà quét đã cấp; lượt quét {run}, từ"
        " {begun} đến {ended} ({zone}).",
        en="capdo looked at your systems within the permission that was granted; run {run}, from {begun} to"
        " {ended} ({zone}).",
    ),
    Text(
        vi="Địa chỉ của máy quét: {addresses} (theo bảng định tuyến của máy; nếu qua NAT, ghi thêm địa chỉ"
        " công cộng: ______________).",
        en="Addresses of the scanner: {addresses} (by the routes of its machine; behind NAT add the public"
        " one: ______________).",
    ),
    Text(
        vi="User-Agent khi hỏi máy chủ web: {agents}. Khi xem nhiều trang (--depth full), tên của trình"
        " duyệt, điện thoại và trình thu thập mà máy quét dùng đều kết thúc bằng: {own_names}.",
        en="User-Agent that it shows to web servers: {agents}. Where it looks at many pages (--depth full),"
        " the names of browsers, a phone and a crawler that it bears all end with: {own_names}.",
    ),
    Text(
        vi="Đã mở {total} kết nối tới {endpoints} điểm truy cập ({kinds}); nhiều nhất 3 kết nối cùng lúc tới"
        " một địa chỉ, trừ khi quyền rà quét nêu số khác. Chỉ hỏi như trình duyệt, trình thu thập và máy"
        " khách TLS; không đăng nhập, không thử khai thác, không gửi dữ liệu.",
        en="It opened {total} connections to {endpoints} endpoints ({kinds}); at most 3 at once to one"
        " address, unless the permission says otherwise. It asks as browsers, crawlers and TLS clients do;"
        " it does not log in, exploit or send data.",
    ),
)
ASKED = Text(
    vi="Đề nghị cho phép các địa chỉ trên và xem nhật ký tại các thời điểm sau, khi máy quét bị chặn hoặc"
    " không nhận được trả lời:",
    en="Please let these addresses through, and look into the logs at these moments, when it was blocked or"
    " got no answer:",
)
NOTHING = Text(vi="Không điểm truy cập nào chặn máy quét.", en="No endpoint blocked the scanner.")
UNKNOWN = Text(vi="không xác định", en="unknown")
UNFINISHED = Text(vi="chưa xong", en="unfinished")


@dataclass(frozen=True, kw_only=True)
class Scanner:
    """How the scanner shows itself: its addresses, and its user agents."""

    addresses: Sequence[str]
    agents: Sequence[str]


def firewall_note(run: Run, found: Completion, scanner: Scanner) -> str:
    """The whole note, in Vietnamese, then in English."""
    return "\n\n".join("\n".join(_in(language, run, found, scanner)) for language in LANGUAGES) + "\n"


def _in(language: Language, run: Run, found: Completion, scanner: Scanner) -> Iterator[str]:
    opened: Counter[str] = Counter()
    for endpoint in found.endpoints:
        opened.update(endpoint.observation.connections)
    ended = moment(run.finished_at, language) if run.finished_at else UNFINISHED.to(language)
    figures = {
        "run": run.id,
        "begun": moment(run.started_at, language),
        "ended": ended,
        "zone": zone_name(language),
        "addresses": ", ".join(scanner.addresses) or UNKNOWN.to(language),
        "agents": "; ".join(map(visible, scanner.agents)),
        "own_names": "; ".join(
            OWN_NAME if agent == USER_AGENT else visible(agent) for agent in scanner.agents
        ),
        "total": opened.total(),
        "endpoints": len(found.endpoints),
        "kinds": ", ".join(f"{kind}: {count}" for kind, count in sorted(opened.items()) if count) or "–",
    }
    yield TITLE.to(language)
    yield from (line.to(language).format(**figures) for line in LINES)
    hindered = list(_hindered(found.endpoints))
    yield (ASKED if hindered else NOTHING).to(language)
    yield from (_where(endpoint, reasons, language) for endpoint, reasons in hindered)


def _hindered(
    endpoints: Iterable[EndpointCompletion],
) -> Iterator[tuple[EndpointCompletion, Sequence[Reason]]]:
    for endpoint in endpoints:
        if reasons := [reason for reason in IN_THE_WAY if reason in endpoint.causes]:
            yield endpoint, reasons


def _where(endpoint: EndpointCompletion, reasons: Sequence[Reason], language: Language) -> str:
    seen = endpoint.observation
    times = f"{moment(seen.started_at, language)} – {moment(seen.finished_at, language)}"
    causes = "; ".join(REASONS[reason].phrase.to(language) for reason in reasons)
    return f"  {place(endpoint)}, {times}: {causes}"
