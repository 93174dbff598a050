"""Parts of a page that show what they hold on demand, as menus, tabs, sliders and dialogues do."""

import re

from checks.content._styles.selectors import Element

NAMES_LENGTH = 300  # characters of an element's names

INTERFACE_TAGS = frozenset({"nav", "menu", "dialog", "details", "select", "noscript", "template"})
_INTERFACE_ROLES = frozenset(
    {
        "menu",
        "menubar",
        "dialog",
        "alertdialog",
        "tabpanel",
        "tooltip",
        "navigation",
        "listbox",
        "alert",
        "status",
        "search",
        "menuitem",
    }
)
_INTERFACE_NAMES = re.compile(
    r"menu|nav|tab|carousel|slid|swiper|owl|slick|splide|glide|modal|popup|pop-up|dropdown|"
    r"collapse|accordion|off-?canvas|drawer|cookie|consent"
    r"|print|mobile|desktop|search|lang|tooltip|toast|sidebar|toggle|lightbox|fancybox|gallery|"
    r"mega|submenu|sr-?only|visually|screen-?reader"
    r"|assistive|skip|a11y|overlay|loading|preload|spinner|step|wizard|pane|filter|share|social|"
    r"d-none|d-md|d-lg|hidden-(?:xs|sm|md|lg)|visible-|ticker"
    r"|panel|faq|expand|read-?more|banner|float|announce|alert|notice|fade|login|chat",
    re.IGNORECASE,
)
_HOLDING_NAMES = re.compile(
    r"menu|nav|tabs?(?:\b|-|_)|tabpanel|carousel|slider|slides|swiper|owl-|slick|splide|glide|"
    r"modal|popup|dropdown|accordion|off-?canvas|drawer|cookie|consent|sr-?only|visually-hidden|"
    r"screen-?reader"
    r"|lightbox|fancybox|tooltip|toast|ticker",
    re.IGNORECASE,
)
_WHOLE = frozenset({"html", "body", "main", "article", "form"})


def is_interface(element: Element, controlled: frozenset[str]) -> bool:
    """Whether it is of a kind that shows what it holds on demand."""
    if element.name in INTERFACE_TAGS or element.attributes.get("role", "") in _INTERFACE_ROLES:
        return True
    if element.identifier and element.identifier in controlled:
        return True
    return _INTERFACE_NAMES.search(_names_of(element)) is not None


def holds_interface(element: Element) -> bool:
    """Whether all that it holds belongs to one: a menu's entries, a slider's slides."""
    if element.name in INTERFACE_TAGS or element.attributes.get("role", "") in _INTERFACE_ROLES:
        return True
    return element.name not in _WHOLE and _HOLDING_NAMES.search(_names_of(element)) is not None


def _names_of(element: Element) -> str:
    return " ".join((element.identifier, *element.classes))[:NAMES_LENGTH]
