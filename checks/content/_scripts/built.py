"""Elements that a script makes one property at a time, as the markup that they come to."""

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from checks.content._scripts.literals import DECODED, STRING, value_of

ELEMENTS, PROPERTIES = 200, 2_000
_W = r"\s*+"
_SET = re.compile(
    rf"([A-Za-z_$][\w$]{{0,40}}){_W}\.{_W}(?:(?P<property>href|src|textContent|innerText|innerHTML|"
    rf"text|id|className|target){_W}\+?=(?!=)|style\.(?P<style>\w{{2,30}}){_W}=(?!=)"
    rf"|setAttribute\({_W}[\"'](?P<attribute>[\w-]{{2,20}})[\"']{_W},|"
    rf"style\.setProperty\({_W}[\"'](?P<set>[\w-]{{2,30}})[\"']{_W},){_W}({STRING})"
)
_CREATED = re.compile(
    rf"([A-Za-z_$][\w$]{{0,40}}){_W}={_W}\w+\.createElement\({_W}[\"'](\w{{1,12}})[\"']{_W}\)"
)
_APPENDED = re.compile(
    rf"([A-Za-z_$][\w$]{{0,40}})\.(?:appendChild|append|prepend)\({_W}([A-Za-z_$][\w$]{{0,40}}){_W}\)"
)
_JQUERY_LINK = re.compile(rf"\.attr\({_W}[\"']href[\"']{_W},{_W}({STRING})")


class Written(NamedTuple):
    """Markup that a script puts into the page. ``decoded``: it was disguised."""

    markup: str
    decoded: bool


class _Made(NamedTuple):
    """An element that a script builds up."""

    properties: dict[str, str]
    styles: list[str]


def elements(text: str) -> Iterator[Written]:
    """Links and frames made one property at a time, each within the element it is put into."""
    made: dict[str, _Made] = {
        name: _Made({"tag": tag.lower()}, []) for name, tag in _CREATED.findall(text)[:ELEMENTS]
    }
    for match in list(_SET.finditer(text))[:PROPERTIES]:
        one = made.get(match[1])
        if one is None:
            continue
        value = value_of(match[match.lastindex or 0])
        style = match["style"] or match["set"]
        if style:
            one.styles.append(value if style == "cssText" else f"{hyphenated(style)}:{value}")
        elif match["attribute"] == "style":
            one.styles.append(value)
        else:
            one.properties[match["property"] or match["attribute"]] = value
    parents = {child: parent for parent, child in _APPENDED.findall(text)}
    for name, one in made.items():
        yield from _built(name, one, made, parents)
    for match in list(_JQUERY_LINK.finditer(text))[:ELEMENTS]:
        value = value_of(match[1])
        yield Written(f'<a href="{escape(value.replace(DECODED, ""))}">…</a>', DECODED in value)


def _built(name: str, one: _Made, made: dict[str, _Made], parents: dict[str, str]) -> Iterator[Written]:
    """The markup of one element, if it leads anywhere."""
    properties = one.properties
    inner = properties.get("innerHTML", "")
    if not properties.keys() & {"href", "src"} and "<" not in inner:
        return
    text = inner or escape(
        properties.get("textContent") or properties.get("innerText") or properties.get("text") or ""
    )
    tag, given = (
        properties["tag"],
        (f'{key}="{escape(properties[key])}"' for key in ("href", "src", "id") if key in properties),
    )
    markup = f'<{tag} {" ".join(given)} style="{escape(";".join(one.styles))}">{text}</{tag}>'
    above = made.get(parents.get(name, ""))
    if above is not None and above is not one:
        markup = f'<div style="{escape(";".join(above.styles))}">{markup}</div>'
    yield Written(markup.replace(DECODED, ""), DECODED in markup)


def hyphenated(name: str) -> str:
    return re.sub(r"[A-Z]", lambda match: f"-{match.group().lower()}", name)
