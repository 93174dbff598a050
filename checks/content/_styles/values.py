"""Values of CSS as far as they hide: lengths, colours, the declarations of a block."""

import re
from collections.abc import Mapping
from functools import lru_cache

from checks.model import Frozen

BLOCK_LENGTH = 4_000  # characters of one block of declarations
FAR = 400.0  # pixels from which something is moved out of sight
TINY = 2.0  # pixels up to which nothing is legible or noticed
NEAR_COLOURS = 24  # steps of 255 in each of red, green and blue

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_LENGTH = re.compile(r"^([+-]?(?:\d+\.?\d*|\.\d+))\s*(px|pt|em|rem|ex|ch|vw|vh|vmin|vmax|%|cm|mm|in)?$")
_PIXELS = {
    "px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "vw": 12.0, "vh": 8.0,
    "vmin": 8.0,
    "vmax": 12.0,
    "%": 12.0, "cm": 37.8, "mm": 3.78, "in": 96.0, None: 1.0,
}  # fmt: skip
_NUMBERS = re.compile(r"[\d.]+%?")
_CALC = re.compile(r"^calc\((.*)\)$")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_NAMED = {
    "white": (255, 255, 255), "black": (0, 0, 0), "red": (255, 0, 0), "blue": (0, 0, 255),
    "green": (0, 128, 0),
    "yellow": (255, 255, 0), "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192),
    "navy": (0, 0, 128), "maroon": (128, 0, 0), "orange": (255, 165, 0), "snow": (255, 250, 250),
    "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245), "ghostwhite": (248, 248, 255),
    "azure": (240, 255, 255),
    "mintcream": (245, 255, 250), "seashell": (255, 245, 238),
}  # fmt: skip

Colour = tuple[int, int, int]


class Shade(Frozen):
    """A colour; ``clear``: nothing is painted."""

    rgb: Colour = (0, 0, 0)
    clear: bool = False


def without_comments(css: str) -> str:
    """CSS without its comments."""
    return _COMMENT.sub(" ", css) if "/*" in css else css


@lru_cache(maxsize=4096)
def declarations(block: str) -> Mapping[str, tuple[str, bool]]:
    """Properties of a block in lower case with their values, and whether each is important."""
    text = block[:BLOCK_LENGTH]
    if "\\" in text:
        text = _ESCAPE.sub(_escaped, text)
    found: dict[str, tuple[str, bool]] = {}
    for part in without_comments(text).split(";"):
        name, colon, value = part.partition(":")
        if colon:
            bare, important, _ = value.strip().lower().partition("!")
            found[name.strip().lower()] = (bare.strip(), bool(important))
    return found


def _escaped(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"  # noqa: PLR2004 - Unicode


def resolved(value: str, variables: Mapping[str, str]) -> str:
    """With custom properties replaced, three levels deep."""
    for _ in range(3):
        if "var(" not in value:
            break
        value = _VARIABLE.sub(
            lambda match: variables.get(match[1], match[2] or ""), value[:BLOCK_LENGTH]
        ).strip()
    return value


def pixels(value: str) -> float | None:
    """A length in pixels, percentages and viewport units as on a desktop; None for ``auto`` and the like."""
    if calc := _CALC.match(value):
        value = (
            re.split(r"\s[+-]\s", calc[1], maxsplit=1)[0].strip(" ()").replace("-1 *", "-").replace(" ", "")
        )
    match = _LENGTH.match(value)
    return float(match[1]) * _PIXELS[match[2]] if match else None


def colour(value: str) -> Shade | None:
    """A colour by name, hexadecimal, rgb() or hsl() near black or white; None for anything else."""
    if value in _NAMED:
        return Shade(rgb=_NAMED[value])
    if value == "transparent":
        return Shade(clear=True)
    if value.startswith("#"):
        return _hexadecimal(value[1:])
    if value.startswith("rgb"):
        return _decimal(_NUMBERS.findall(value))
    return _hue(_NUMBERS.findall(value)) if value.startswith("hsl") else None


def _hexadecimal(digits: str) -> Shade | None:
    whole = "".join(digit * 2 for digit in digits) if len(digits) in (3, 4) else digits
    if len(whole) not in (6, 8) or not all(digit in "0123456789abcdef" for digit in whole):
        return None
    red, green, blue = (int(whole[start : start + 2], 16) for start in (0, 2, 4))
    return Shade(rgb=(red, green, blue), clear=len(whole) == 8 and int(whole[6:], 16) < 13)  # noqa: PLR2004 - 5 % of 255


def _decimal(parts: list[str]) -> Shade | None:
    if len(parts) < 3:  # noqa: PLR2004 - red, green, blue
        return None
    red, green, blue = (min(255, round(_number(part, 2.55))) for part in parts[:3])
    return Shade(rgb=(red, green, blue), clear=len(parts) > 3 and _number(parts[3], 0.01) < 0.05)  # noqa: PLR2004


def _hue(parts: list[str]) -> Shade | None:
    """Only how light it is; greys, which is what hides."""
    if len(parts) < 3 or _number(parts[1], 1) > 10:  # noqa: PLR2004
        return None
    light = min(255, round(_number(parts[2], 1) * 2.55))
    return Shade(rgb=(light, light, light))


def _number(text: str, percent: float) -> float:
    try:
        return float(text[:-1]) * percent if text.endswith("%") else float(text)
    except ValueError:
        return 0.0


def alike(one: Colour, other: Colour) -> bool:
    """Whether nobody can read one upon the other."""
    return all(abs(left - right) <= NEAR_COLOURS for left, right in zip(one, other, strict=True))


def ratio(value: str) -> float | None:
    """A number or a percentage; None for anything else."""
    try:
        return float(value[:-1]) / 100 if value.endswith("%") else float(value)
    except ValueError:
        return None
