"""Words in disguise, and links in plain sight."""

import unicodedata
from collections.abc import Callable, Mapping
from random import Random

from benchmarks.content import prose
from benchmarks.content.bait import Bait, bait, brand
from benchmarks.content.base import Base
from benchmarks.content.site import Site
from benchmarks.content.tampered.hiding import Made
from checks.content._words.folding import plain

CYRILLIC = str.maketrans("aeocpxyi", "аеосрхуі")
LEET = str.maketrans("aio", "410")


def _accentless(text: str, _chance: Random) -> str:
    return " ".join(plain(word) for word in text.lower().split())


def _joined(text: str, chance: Random) -> str:
    first, *rest = _accentless(text, chance).split()
    return " ".join([first + (rest[0] if rest else ""), *rest[1:]])


def _cyrillic(text: str, _chance: Random) -> str:
    return text.translate(CYRILLIC)


def _invisible(text: str, chance: Random) -> str:
    return "".join(
        letter
        + (
            chance.choice(("\u200b", "\u00ad", "\u200c"))
            if letter.isalpha() and chance.random() < 0.4
            else ""
        )
        for letter in text
    )


def _decomposed(text: str, _chance: Random) -> str:
    return unicodedata.normalize("NFD", text)


def _references(text: str, _chance: Random) -> str:
    return "".join(f"&#{ord(letter)};" for letter in text)


def _wide(text: str, _chance: Random) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def _leet(text: str, chance: Random) -> str:
    return _accentless(text, chance).translate(LEET)


DISGUISES: Mapping[str, Callable[[str, Random], str]] = {
    "without accents": _accentless,
    "Cyrillic letters": _cyrillic,
    "invisible signs": _invisible,
    "decomposed": _decomposed,
    "references": _references,
    "wide letters": _wide,
    "digits for letters": _leet,
    "joined": _joined,
}
SURE = (
    "nhà cái {b} uy tín nhất",
    "tài xỉu online {b}",
    "xóc đĩa {b} tặng code",
    "soi cầu miền bắc hôm nay chuẩn",
    "nổ hũ {b} uy tín",
    "cá cược thể thao {b}",
    "nhà cái {b} link vào mới nhất",
)


def _disguised(disguise: Callable[[str, Random], str]) -> Made:
    def make(chance: Random, name: str) -> Site:
        base = Base(chance, name)
        made = [_with_text(bait(chance, ("gambling",)), chance) for _ in range(chance.randint(1, 3))]
        block = " ".join(f'<a href="{one.url}">{disguise(one.text, chance)}</a>' for one in made)
        base.put(
            "/",
            f'<div style="{chance.choice(("", "", "display:none", "font-size:0"))}">{block}</div>',
            chance.choice(("main", "side", "foot")),
        )
        return base.site()

    return make


def _with_text(one: Bait, chance: Random) -> Bait:
    return one._replace(text=chance.choice(SURE).format(b=one.brand))


def _brands(chance: Random, name: str) -> Site:
    """A row of brands and no other word."""
    base = Base(chance, name)
    made = [bait(chance, ("gambling",)) for _ in range(chance.randint(4, 9))]
    base.put(
        "/",
        " | ".join(f'<a href="https://{one.host}/">{one.brand}</a>' for one in made),
        chance.choice(("foot", "side")),
    )
    return base.site()


def _in_article(chance: Random, name: str) -> Site:
    """One link put into an old article."""
    base = Base(chance, name)
    one = _with_text(bait(chance, ("gambling",)), chance)
    path = chance.choice(base.slugs)
    base.put(
        path,
        f'<p>{prose.SENTENCES[2]} Xem thêm <a href="{one.url}">{one.text}</a> để biết chi tiết. '
        f"{prose.SENTENCES[4].format(n=4)}</p>",
        "main",
    )
    return base.site()


def _comments(chance: Random, name: str) -> Site:
    """Under an article, by visitors."""
    base = Base(chance, name)
    path = chance.choice((chance.choice(base.slugs), "/hoi-dap"))
    one = _with_text(bait(chance, ("gambling",)), chance)
    base.put(
        path,
        f'<ol class="comments"><li><b>{brand(chance)}</b>: Bài viết hay quá, mời xem <a rel="ugc '
        f'nofollow" href="{one.url}">{one.text}</a></li></ol>',
        "main",
    )
    return base.site()


def _footer(chance: Random, name: str) -> Site:
    """Partners in plain sight at the end."""
    base = Base(chance, name)
    made = [bait(chance) for _ in range(chance.randint(2, 6))]
    base.put(
        "/",
        f'<div class="links"><h4>Đối tác</h4>'
        f"{''.join(f'<a href={one.url}>{one.text}</a> ' for one in made)}</div>",
    )
    return base.site()


TECHNIQUES: Mapping[str, Made] = {
    **{f"disguised: {name}": _disguised(disguise) for name, disguise in DISGUISES.items()},
    "a row of brands": _brands,
    "a link in an old article": _in_article,
    "in comments": _comments,
    "partners in the footer": _footer,
}
