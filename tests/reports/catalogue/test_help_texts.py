"""The help in Vietnamese."""

import re
import tomllib
from collections import Counter
from importlib.resources import files

from reports.catalogue.command_tree import CommandNode
from reports.catalogue.help_texts import FILE, translated, translations

# Only Vietnamese has these: a translation without any was forgotten, or typed without its marks.
MARKS = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)


def test_every_text_of_the_help_has_a_translation(tree: CommandNode) -> None:
    """Of every command, argument and option, paragraph by paragraph."""
    missing = sorted({text for text in tree.help_texts() if text not in translations()})
    assert not missing, f"add to reports/locale/{FILE}: {missing}"


def test_no_translation_is_unused(tree: CommandNode) -> None:
    """A text that was changed leaves no translation of what it said before."""
    unused = sorted(set(translations()) - set(tree.help_texts()))
    assert not unused, f"remove from reports/locale/{FILE}, or bring up to date: {unused}"


def test_no_text_is_translated_twice() -> None:
    """Else one of the two would be lost without a word."""
    read = tomllib.loads((files("reports") / "locale" / FILE).read_text(encoding="utf-8"))
    assert [en for en, times in Counter(entry["en"] for entry in read["help"]).items() if times > 1] == []


def test_translations_are_vietnamese() -> None:
    """With its marks, and with the options and variables that the English text names."""
    for english, vietnamese in translations().items():
        assert MARKS.search(vietnamese), vietnamese
        assert code(vietnamese) == code(english), vietnamese


def code(text: str) -> list[str]:
    """What stays as it is in every language."""
    return sorted(re.findall(r"--[a-z-]+|CAPDO_[A-Z_]+", text))


def test_what_is_not_translated_stays_english() -> None:
    """So that a forgotten text is told in English rather than not at all."""
    assert translated("Never written down.", "vi") == "Never written down."
    assert translated("Print the version.", "en") == "Print the version."
    assert translated("Print the version.", "vi") == "In số phiên bản."
