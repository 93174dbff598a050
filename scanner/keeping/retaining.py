"""Keeps a database within its retention: facts of old looks are thinned, old messages forgotten."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine

from checks.model import Language, Text
from inventory.clock import Clock, day_of, now
from inventory.database.store import InventoryStore
from inventory.settings.choosing import retention
from scanner.keeping.thinning import Thinned, begin_of_retention, thin
from scanner.messages.outbox.forgetting import forget_messages

MEGABYTE = 1_000_000
THINNED = Text(
    vi="Đã tỉa {looks} lần xem cũ hơn {months} tháng: {size:.1f} MB dữ liệu, {texts} kết quả trùng"
    " lời được giữ chung; bỏ {messages} tin nhắn. Tệp không nhỏ đi, chỗ trống được dùng lại.",
    en="Thinned {looks} looks older than {months} months: {size:.1f} MB of facts; {texts} verdicts in the"
    " same words are kept once; {messages} messages are gone. The file does not shrink; its space is used"
    " again.",
)


@dataclass(frozen=True)
class Retained:
    """What went. ``months``: the retention."""

    months: int
    thinned: Thinned
    messages: int

    @property
    def is_something(self) -> bool:
        """Whether anything went."""
        return bool(self.thinned.looks or self.thinned.texts or self.messages)


def retain(database: Engine, clock: Clock = now, beat: Callable[[], None] = lambda: None) -> Retained | None:
    """Let go of what is older than the retention; None: none is set, and everything stays.

    ``beat``: called now and then, to tell that it is alive.

    Raises:
        InventoryError: the database cannot be read or written; what is done stays done.

    """
    months = retention(InventoryStore(database).settings())
    if months is None:
        return None
    thinned = Thinned()
    for some in thin(database, months, clock):
        thinned += some
        beat()
    at = clock()
    return Retained(months, thinned, forget_messages(database, begin_of_retention(day_of(at), months), at))


def told(retained: Retained, lang: Language) -> str:
    """What went, in a line."""
    words = {"looks": retained.thinned.looks, "texts": retained.thinned.texts, "months": retained.months}
    size = retained.thinned.facts / MEGABYTE
    return THINNED.to(lang).format(**words, size=size, messages=retained.messages)
