"""Pages that somebody replaced by a notice of their own."""

from collections.abc import Mapping
from random import Random

from benchmarks.content.base import Base
from benchmarks.content.site import Answer, Site
from benchmarks.content.tampered.hiding import Made

NAMES = (
    "Mr.Shadow",
    "x0Bytes",
    "Anon Garuda",
    "R00tk1d",
    "Kira Team",
    "NightFox",
    "AnonPhoenix",
    "ZeroDay Crew",
)
BOASTS = (
    "Hacked By {}",
    "H4ck3d by {}",
    "{} was here - Hacked by {}",
    "0wn3d by {}",
    "Defaced by {}",
    "Pwned by {}",
    "Bị hack bởi {}",
    "Your site has been hacked by {}",
    "Diretas oleh {}",
    "Hackeado por {}",
    "[ H A C K E D ] by {}",
    "Stamped by {}",
)


def _boast(chance: Random) -> str:
    name = chance.choice(NAMES)
    return chance.choice(BOASTS).format(*([name] * 2))


def _replaced(chance: Random, name: str) -> Site:
    base, boast = Base(chance, name), _boast(chance)
    music = '<audio autoplay src="a.mp3"></audio>' if chance.random() < 0.3 else ""
    text = chance.choice(
        (
            "Your security is low, admin!",
            "Greetz to all my friends",
            "No system is safe",
            "we are legion",
            "Hello admin",
        )
    )
    base.pages["/"] = Answer(
        f'<html><head><title>{boast}</title></head><body bgcolor="black" style="color:red;'
        f'text-align:center"><h1>{boast}</h1><p>{text}</p>{music}<img src="x.jpg"></body></html>'
    )
    return base.site()


def _overlaid(chance: Random, name: str) -> Site:
    base, boast = Base(chance, name), _boast(chance)
    base.put(
        "/",
        f'<div style="position:fixed;top:0;left:0;width:100%;height:100%;background:#000;'
        f'color:#0f0;z-index:99999"><h1>{boast}</h1></div>',
        chance.choice(("top", "end")),
    )
    return base.site()


def _titled(chance: Random, name: str) -> Site:
    """The notice is a picture; the title says it."""
    base, boast = Base(chance, name), _boast(chance)
    base.pages["/"] = Answer(
        f'<html><head><title>{boast}</title></head><body style="background:#000"><center><img '
        f'src="/deface.jpg"></center></body></html>'
    )
    return base.site()


def _inner(chance: Random, name: str) -> Site:
    base, boast = Base(chance, name), _boast(chance)
    base.pages["/index.html"] = Answer(f"<title>{boast}</title><h1>{boast}</h1>")
    base.pages["/sitemap.xml"] = base.sitemap(["/", "/index.html"])
    return base.site()


TECHNIQUES: Mapping[str, Made] = {
    "defaced": _replaced,
    "a notice over the page": _overlaid,
    "a title and a picture": _titled,
    "an inner page defaced": _inner,
}
