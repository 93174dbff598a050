"""What is said of a run that waits, is stopped, or is cut off: why, and what goes on with it."""

from rich.text import Text as Plain

from checks.model import Language, Text
from inventory.dates import moment, zone_name
from inventory.safe_text import visible
from scanner.runs.lease import Holder
from scanner.runs.pausing import Pause
from scanner.runs.refusals import windows


def interrupted(run: int, lang: Language) -> Plain:
    """What to do after Ctrl-C."""
    message = Text(
        vi=f"Đã dừng. Quét tiếp phần còn lại: capdo scan resume {run}",
        en=f"Stopped. Finish the rest with: capdo scan resume {run}",
    )
    return Plain(message.to(lang), style="yellow")


def waiting(holder: Holder, lang: Language) -> Plain:
    """Whom this run waits for: one process at a time scans from a database."""
    message = Text(
        vi=f"Tiến trình {holder.pid} trên máy {holder.host} đang quét từ cơ sở dữ liệu này; chờ nó xong"
        " (Ctrl-C để thôi).",
        en=f"{str(holder).capitalize()}; waiting for it to end (Ctrl-C to give up).",
    )
    return Plain(message.to(lang), style="yellow")


def paused(pause: Pause, lang: Language) -> Plain:
    """How much is left, which hours were named, and until when the permissions leave nothing to do."""
    until, hours = moment(pause.until, lang), windows(pause.permissions, lang)
    hours = f" ({hours})" if hours else ""
    message = Text(
        vi=f"Ngoài thời gian được phép rà quét{hours}: còn {pause.left} điểm truy cập, quét tiếp được từ"
        f" {until} ({zone_name('vi')}).",
        en=f"Outside permitted time{hours}: {pause.left} endpoints are left, from {until} on"
        f" ({zone_name('en')}).",
    )
    return Plain(message.to(lang), style="bold yellow")


def cut_off(run: int, pause: Pause, lang: Language) -> Plain:
    """That the scanner itself could not look, and that nothing of that time counts."""
    message = Text(
        vi=f"Máy quét mất mạng hoặc mất máy chủ tên miền của chính nó ({visible(pause.outage)}): không tính"
        f" kết quả nào của lúc đó, còn {pause.left} điểm truy cập. Khi có mạng lại: capdo scan resume {run}",
        en=f"The scanner's own network or resolver is dead ({visible(pause.outage)}): nothing seen meanwhile"
        f" counts, and {pause.left} endpoints are left. Once it is back: capdo scan resume {run}",
    )
    return Plain(message.to(lang), style="bold red")


def pause_lines(run: int, pause: Pause, lang: Language) -> tuple[Plain, ...]:
    """What is left of a run, and what to type in the permitted hours."""
    if pause.outage:
        return (cut_off(run, pause, lang),)
    message = Text(
        vi=f"Đến giờ, quét tiếp: capdo scan resume {run} (--wait: tự chờ).",
        en=f"Go on then with: capdo scan resume {run} (--wait waits by itself).",
    )
    return paused(pause, lang), Plain(message.to(lang))
