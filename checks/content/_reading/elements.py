"""Kinds of elements, as the HTML Standard and browsers treat them."""

from collections.abc import Mapping

# Without content (section 13.1.2).
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"]
)
# What a start tag ends that is still open (section 13.1.2.4).
CLOSES: Mapping[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    "p": frozenset({"p"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "option": frozenset({"option"}),
}
# They show something without text.
SHOWING = frozenset(
    ["img", "svg", "picture", "video", "canvas", "input", "button", "i", "object", "embed", "figure"]
)
# What stands in them is shown as it is written, to be read.
CODE = frozenset({"code", "pre", "samp", "kbd"})
# Text goes on within a word over the tags of any other.
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "br", "div", "dd", "dl", "dt", "figure", "footer", "header", "hr"),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "img",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "section",
            "table",
            "td",
        ),
        *("tr", "ul"),
    )
)
HEADINGS = frozenset({"h1", "h2"})
