"""What shows itself beside the last clean look alone: no signature, no certain word."""

from collections.abc import Mapping
from random import Random

from benchmarks.content.base import Base
from benchmarks.content.site import Answer, Site
from benchmarks.content.tampered.hiding import Made

TITLES = ("Kira", "xXx NightFox xXx", "Free the world", "AnonPhoenix", "Zer0 was everywhere")
TEXTS = ("peace for everyone tonight", "we see you", "do not forget us", "knock knock", "")
NEAR = (
    "Casino trực tuyến ven biển",
    "Slot mỗi ngày",
    "Giftcode tân thủ",
    "Poker",
    "Vay tiền không thẩm định",
)


def _unsigned(chance: Random, name: str) -> Site:
    """A picture and a word in the place of the start page, which nobody signed."""
    base = Base(chance, name)
    before = dict(base.pages)
    base.pages["/"] = Answer(
        f"<html><head><title>{chance.choice(TITLES)}</title></head><body style='background:#000;color:#0f0'>"
        f"<center><img src='/k.jpg'><p>{chance.choice(TEXTS)}</p></center></body></html>"
    )
    return base.site()._replace(before=before)


def _sold(chance: Random, name: str) -> Site:
    """A link in plain sight, in words that are no sign by themselves."""
    base = Base(chance, name)
    before = dict(base.pages)
    path, place = base.place()
    host = f"vuon{chance.randint(1, 999)}.test"
    base.put(path, f'<a href="https://{host}/">{chance.choice(NEAR)}</a>', place)
    return base.site()._replace(before=before)


TECHNIQUES: Mapping[str, Made] = {
    "replaced, unsigned": _unsigned,
    "a sold link, new": _sold,
}
