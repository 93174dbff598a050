"""Links and moves that scripts write, plain and disguised."""

import base64
import json
import re
from collections.abc import Callable, Mapping
from random import Random

from benchmarks.content.bait import bait
from benchmarks.content.base import Base
from benchmarks.content.site import Answer, Site
from benchmarks.content.tampered.hiding import Made, links

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WORD = re.compile(r"\w+", re.ASCII)
LIBRARY = (
    "/*! jquery-like v1.2 */(function(w){var f=function(s){return new f.fn.init(s)};"
    "f.fn={init:function(s){this.s=s},html:function(h){return this}};w.f=f;w.cookie='a=1; path=/'})"
    "(window);\n" * 20
)


def _base64(text: str, _chance: Random) -> str:
    return f'atob("{base64.b64encode(text.encode()).decode()}")'


def _twice(text: str, _chance: Random) -> str:
    inner = base64.b64encode(base64.b64encode(text.encode())).decode()
    return f'atob(atob("{inner}"))'


def _turned_base64(text: str, _chance: Random) -> str:
    return f'atob("{base64.b64encode(text.encode()).decode()[::-1]}".split("").reverse().join(""))'


def _codes(text: str, _chance: Random) -> str:
    return f"String.fromCharCode({','.join(str(ord(letter)) for letter in text)})"


def _hexadecimal(text: str, _chance: Random) -> str:
    return (
        '"'
        + "".join(
            f"\\x{ord(letter):02x}" if ord(letter) < 256 else f"\\u{ord(letter):04x}" for letter in text
        )
        + '"'
    )


def _percent(text: str, chance: Random) -> str:
    codes = "".join(f"%{byte:02X}" for byte in text.encode("ascii", "xmlcharrefreplace"))
    return f'{chance.choice(("decodeURIComponent", "unescape"))}("{codes}")'


def _reversed(text: str, _chance: Random) -> str:
    return f'{json.dumps(text[::-1])}.split("").reverse().join("")'


def _joined(text: str, chance: Random) -> str:
    size = chance.randint(3, 9)
    parts = ",".join(json.dumps(text[start : start + size]) for start in range(0, len(text), size))
    return f'[{parts}].join("")'


def _summed(text: str, chance: Random) -> str:
    size = chance.randint(4, 12)
    return "+".join(json.dumps(text[start : start + size]) for start in range(0, len(text), size))


def _offset(text: str, chance: Random) -> str:
    by = chance.randint(1, 40)
    return (
        f"[{','.join(str(ord(letter) + by) for letter in text)}].map(function(c){{return "
        f"String.fromCharCode(c-{by})}}).join('')"
    )


def _packed(text: str) -> str:
    """As a statement: the packer's own, every word in its table."""
    script = f"document.write({json.dumps(text)})"
    words = sorted(set(_WORD.findall(script)))
    names = {word: _place_of(place) for place, word in enumerate(words)}
    payload = _WORD.sub(lambda match: names[match.group()], script).replace("\\", "\\\\").replace("'", "\\'")
    return (
        "eval(function(p,a,c,k,e,d){e=function(c){return(c<a?'':e(parseInt(c/a)))+((c=c%a)>"
        "35?String.fromCharCode(c+29):c.toString(36))};while(c--){if(k[c]){p=p.replace(new "
        "RegExp('\\\\b'+e(c)+'\\\\b','g'),k[c])}}return p}"
        f"('{payload}',{len(DIGITS)},{len(words)},'{'|'.join(words)}'.split('|'),0,{{}}))"
    )


def _place_of(place: int) -> str:
    return (DIGITS[place // len(DIGITS)] if place >= len(DIGITS) else "") + DIGITS[place % len(DIGITS)]


ENCODINGS: Mapping[str, Callable[[str, Random], str]] = {
    "base64": _base64,
    "base64 twice": _twice,
    "base64 turned round": _turned_base64,
    "character codes": _codes,
    "hexadecimal": _hexadecimal,
    "percent": _percent,
    "reversed": _reversed,
    "joined": _joined,
    "summed": _summed,
    "offset codes": _offset,
}
AWAY = ("position:absolute;left:-9999px", "display:none", "height:0;overflow:hidden")


def _written(encode: Callable[[str, Random], str] | None) -> Made:
    def make(chance: Random, name: str) -> Site:
        base = Base(chance, name)
        inner = links(chance, chance.randint(1, 4), trades=("gambling",))
        markup = f'<div style="{chance.choice(AWAY)}">{inner}</div>'
        value = encode(markup, chance) if encode else json.dumps(markup).replace("</", "<\\/")
        sink = chance.choice(
            (
                "document.write({})",
                "document.body.innerHTML+={}",
                'document.getElementById("main").insertAdjacentHTML("beforeend",{})',
                "var h={};document.writeln(h)",
                "(function(){{var x={};document.body.insertAdjacentHTML('afterend',x)}})()",
            )
        )
        script = sink.format(value) + ";"
        _place(base, chance, script)
        return base.site()

    return make


def _place(base: Base, chance: Random, script: str) -> None:
    """In the page, or at the end of a library of the site's own."""
    if chance.random() < 0.4:
        base.pages["/js/lib.min.js"] = Answer(LIBRARY + script, kind="application/javascript")
        base.put("/", '<script src="/js/lib.min.js"></script>', "end")
    else:
        base.put("/", f"<script>{script}</script>", chance.choice(("end", "foot")))


def _built(chance: Random, name: str) -> Site:
    """One property at a time."""
    base, one = Base(chance, name), bait(chance, ("gambling",))
    hide = chance.choice(('display="none"', 'cssText="position:absolute;top:-9999px"'))
    script = (
        f'var d=document.createElement("div");d.style.{hide};var a=document.createElement("a");'
        f'a.href="{one.url}";a.textContent="{one.text}";d.appendChild(a);document.body.appendChild(d);'
    )
    _place(base, chance, script)
    return base.site()


def _packer(chance: Random, name: str) -> Site:
    base = Base(chance, name)
    _place(base, chance, _packed(f'<p style="display:none">{links(chance, 1, trades=("gambling",))}</p>'))
    return base.site()


def _evaluated(chance: Random, name: str) -> Site:
    """A script within a string of a script, which moves the visitor."""
    base, one = Base(chance, name), bait(chance, ("gambling",))
    inner = f'if(document.referrer.indexOf("google")>-1){{window.location.href="{one.url}"}}'
    _place(base, chance, f"eval({_base64(inner, chance)})")
    return base.site()


def _moves(chance: Random, name: str) -> Site:
    """To another domain, from a disguised address."""
    base, one = Base(chance, name), bait(chance, ("gambling",))
    encode = chance.choice(list(ENCODINGS.values()))
    condition = chance.choice(
        (
            "if(/google|coccoc/.test(document.referrer))",
            "if(!localStorage.getItem('csrf_seen')){{localStorage.setItem('csrf_seen',1);"
            "setTimeout(function(){{{}}},300)}}",
            "",
        )
    )
    move = f"window.location.replace({encode(one.url, chance)});"
    script = condition.format(move) if "{}" in condition else f"{condition}{{{move}}}"
    _place(base, chance, f"(function(){{{script}}})();")
    return base.site()


def _table(chance: Random, name: str) -> Site:
    """From a table of strings written as numbers."""
    base, one = Base(chance, name), bait(chance, ("gambling",))
    markup = f'<a href="{one.url}" style="display:none">{one.text}</a>'
    cut = chance.randint(5, 12)
    script = (
        f"var _0x4f=[{_hexadecimal(markup[:cut], chance)},{_hexadecimal(markup[cut:], chance)}];"
        f"document.write(_0x4f[0]+_0x4f[1]);"
    )
    _place(base, chance, script)
    return base.site()


TECHNIQUES: Mapping[str, Made] = {
    "written by a script": _written(None),
    **{f"written, {name}": _written(encode) for name, encode in ENCODINGS.items()},
    "built up by a script": _built,
    "packed": _packer,
    "evaluated": _evaluated,
    "a disguised move": _moves,
    "a table of strings": _table,
}
