"""``capdo reasons``: why something was not tested, what that means, and what its owner can do."""

from collections.abc import Iterator

from pydantic import JsonValue
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Line

from checks.model import Language, Reason, Text
from checks.reasons import REASONS
from inventory.cli.listing.forms import ListFormOption, Listing, print_listing
from inventory.cli.options import LanguageOption
from reports.catalogue.markdown import GENERATED, NAMES, escape

INDENT = 3
TITLE = Text(vi="Vì sao chưa kiểm tra được", en="Why something was not tested")
MEANING = Text(vi="Nghĩa là", en="It means")
ADVICE = Text(vi="Nên làm", en="Advice")
HEADINGS = {
    "vi": ("Lý do", "Cách gọi", MEANING.vi, ADVICE.vi, "Quét lại"),
    "en": ("Reason", "Phrase", MEANING.en, ADVICE.en, "Looked at again"),
}
AGAIN = {
    True: Text(vi="capdo sẽ tự thử lại.", en="capdo looks again by itself."),
    False: Text(vi="Thử lại ngay cũng vẫn vậy.", en="Another look would tell the same."),
}


def reasons(output_format: ListFormOption = "text", lang: LanguageOption = "vi") -> None:
    """List why something may not have been tested, what each reason means and what its owner can do."""
    entries = [_entry(reason, lang) for reason in Reason]
    listing = Listing(
        title=TITLE.to(lang),
        headings=HEADINGS[lang],
        rows=[(*list(entry.values())[:-1], AGAIN[bool(entry["asked_again"])].to(lang)) for entry in entries],
        document=lambda: entries,
        shown=lambda: _show(lang),
    )
    print_listing(listing, output_format)


def _show(lang: Language) -> None:
    Console(highlight=False).print(Group(*(part for reason in Reason for part in _parts(reason, lang))))


def page() -> str:
    """The page docs/reasons.md: every reason, first in Vietnamese, then in English."""
    said = "\n".join(_section(language) for language in NAMES)
    return f"# {TITLE.vi} / {TITLE.en}\n\n{GENERATED}\n{said}"


def _entry(reason: Reason, lang: Language) -> dict[str, JsonValue]:
    texts = REASONS[reason]
    return {
        "reason": reason.value,
        "phrase": texts.phrase.to(lang),
        "meaning": texts.meaning.to(lang),
        "advice": texts.advice.to(lang),
        "asked_again": texts.asked_again,
    }


def _parts(reason: Reason, lang: Language) -> Iterator[RenderableType]:
    texts = REASONS[reason]
    yield Line.assemble((reason.value, "bold magenta"), f"  {texts.phrase.to(lang)}")
    for line, style in ((texts.meaning, ""), (texts.advice, "cyan"), (AGAIN[texts.asked_again], "dim")):
        yield Padding(Line(line.to(lang), style=style), (0, 0, 0, INDENT))
    yield ""


def _section(lang: Language) -> str:
    entries = "\n".join(_on_page(reason, lang) for reason in Reason)
    return f"## {NAMES[lang]}\n\n{entries}"


def _on_page(reason: Reason, lang: Language) -> str:
    texts = REASONS[reason]
    return (
        f"### `{reason}`: {escape(texts.phrase.to(lang))}\n\n"
        f"- {MEANING.to(lang)}: {escape(texts.meaning.to(lang))}\n"
        f"- {ADVICE.to(lang)}: {escape(texts.advice.to(lang))}\n"
        f"- {AGAIN[texts.asked_again].to(lang)}\n"
    )
