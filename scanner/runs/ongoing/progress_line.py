"""The line of a run that is going on: how many endpoints a minute, when it will be done, what holds it up."""

from rich.progress import ProgressColumn, Task
from rich.text import Text as Plain

from checks.model import Language, Text
from scanner.room import HoldUp, Room

MINUTE, HOUR = 60, 3600  # seconds
ENOUGH = 5  # endpoints, before which a rate says nothing
RATE = Text(vi="{rate} điểm/phút", en="{rate} a minute")
LEFT = Text(vi="còn {time}", en="{time} left")
HELD_UP = {
    HoldUp.PROCESSOR: Text(vi="bộ xử lý đã bận hết", en="the processor is busy"),
    HoldUp.ANSWERS: Text(vi="đang chờ {count} máy chủ trả lời", en="waiting for {count} servers"),
    HoldUp.ADDRESSES: Text(
        vi="nhiều tên miền chung ít địa chỉ, phải đi lần lượt", en="many names share few addresses"
    ),
    HoldUp.LOOKS: Text(vi="chờ những điểm cuối cùng", en="waiting for the last ones"),
}
SECOND_LOOK = Text(
    vi="xem lại những gì chưa rõ, sau ít nhất {pause} giây",
    en="looking again at what was not clear, {pause} seconds later",
)


class RateColumn(ProgressColumn):
    """Rate, time left, what holds the rest up; ``pause``: seconds before a second look, if there is one."""

    def __init__(self, room: Room, pause: float | None, lang: Language) -> None:
        super().__init__()
        self._room, self._pause, self._lang = room, pause, lang

    def render(self, task: Task) -> Plain:
        """What is known by now."""
        elapsed = task.elapsed or 0.0
        if task.finished:
            again = "" if self._pause is None else SECOND_LOOK.to(self._lang).format(pause=round(self._pause))
            return Plain(again)
        parts = [*self._forecast(task.completed, task.total or 0.0, elapsed), self._held_up()]
        return Plain(" · ".join(parts))

    def _forecast(self, done: float, total: float, elapsed: float) -> list[str]:
        if done < ENOUGH or not elapsed:
            return []
        rate = RATE.to(self._lang).format(rate=round(done / elapsed * MINUTE))
        return [rate, LEFT.to(self._lang).format(time=duration((total - done) * elapsed / done))]

    def _held_up(self) -> str:
        return HELD_UP[self._room.held_up].to(self._lang).format(count=self._room.inside)


def duration(seconds: float) -> str:
    """Hours, minutes and seconds, as clocks show them."""
    hours, rest = divmod(round(seconds), HOUR)
    minutes, left = divmod(rest, MINUTE)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
