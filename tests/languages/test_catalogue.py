"""The catalogue of sentences: each that the program may say as an error is in it once, and no other."""

import os
import re
import string
from collections import Counter
from importlib.resources import files

from inventory.wording.phrases import CATALOGUES, read_catalogue, translations
from tests.languages.sentences import Said, said
from tests.vietnamese import VIETNAMESE

LIBRARIES = "libraries.vi.toml"
ENTRIES = {
    entry.name: read_catalogue(entry.read_text("utf-8"))
    for entry in (files("inventory.wording") / CATALOGUES).iterdir()
}
OWN = {english for name, entries in ENTRIES.items() if name != LIBRARIES for english, _ in entries}
# Where a sentence is passed on that somebody else says: another phrase, or a library.
PASSING_ON = {
    "inventory/wording/keeping.py": ("sentence",),
    "inventory/wording/phrases.py": ("template", "error.strerror"),
    "inventory/wording/validation.py": ("error['msg']",),
    "inventory/cli/options.py": ("template",),
    "inventory/requirements/recording.py": ("refused",),
    "inventory/cli/changing/refusals.py": ("refused.told(language)",),
    "scanner/errors.py": ("error.template",),
    "reports/usage_errors.py": ("error.message", "detail['msg']"),
}
# Those who read files tell what is wrong in both languages themselves (``inventory.files``).
OTHERS_WORDS = ("inventory/files/",)
SAID = [one for one in said() if not one.place.startswith(OTHERS_WORDS)]


def has_words(sentence: str) -> bool:
    """Whether there is anything to translate in it."""
    bare = re.sub(r"\{[^}]*\}", "", sentence)
    return any(letter.isalpha() for letter in bare)


def places(sentence: str) -> set[str]:
    """The names of its values, with how they are written."""
    return {
        f"{name}!{conversion}:{spec}"
        for _, name, spec, conversion in string.Formatter().parse(sentence)
        if name
    }


def code(text: str) -> list[str]:
    """What stays as it is in every language: options, variables, commands, examples of values."""
    return sorted(re.findall(r"--[a-z0-9-]+|CAPDO_[A-Z_]+|`[^`]*`|https?://\S+|\b[a-z]+\.[a-z_]+\b", text))


def test_every_sentence_has_a_translation() -> None:
    """Of errors and parts of them, in every package."""
    missing = sorted(
        {
            f"{one.place}: {one.sentence}"
            for one in SAID
            if one.sentence and has_words(one.sentence) and one.sentence not in OWN
        }
    )
    assert not missing, f"add to inventory/wording/{CATALOGUES}: {missing}"


def test_no_translation_is_unused() -> None:
    """A sentence that was changed leaves no translation of what it said before."""
    unused = sorted(OWN - {one.sentence for one in said()})
    assert not unused, f"remove from inventory/wording/{CATALOGUES}, or bring up to date: {unused}"


def test_what_is_said_stands_where_it_is_said() -> None:
    """A sentence put together by hand can't be translated: it is a literal or a constant, or a phrase."""
    by_hand = [one for one in SAID if one.sentence is None and not is_phrase(one)]
    assert not by_hand, "say it as a literal with values by name, or as a Phrase"


def is_phrase(one: Said) -> bool:
    """Whether it is one already, a kind of fault, which has both languages, or others' words passed on."""
    file = one.place.rpartition(":")[0]
    is_ours = (
        re.match(r"(Joined|Phrase|Foreign|in_language)\(|[A-Z_]+(\(|$)|\w+\.phrase$", one.code) is not None
    )
    return is_ours or any(code in one.code for code in PASSING_ON.get(file, ()))


def test_every_value_is_given() -> None:
    """Each place in the sentence has its value, and each value its place."""
    wrong = [one for one in SAID if one.sentence and one.values and named(one.sentence) != own(one)]
    assert not wrong


def named(sentence: str) -> set[str]:
    """The names of the values of a sentence."""
    return {place.partition("!")[0] for place in places(sentence)}


def own(one: Said) -> frozenset[str]:
    """The names of what is given, without what is no value."""
    return one.values - {"final", "broken", "**"}


def test_no_sentence_is_translated_twice() -> None:
    """Else one of the two would be lost without a word."""
    counted = Counter(english for entries in ENTRIES.values() for english, _ in entries)
    assert [english for english, times in counted.items() if times > 1] == []


def test_a_translation_says_the_same() -> None:
    """With the same values, options and commands."""
    for english, vietnamese in translations().items():
        assert places(vietnamese) == places(english), english
        assert code(vietnamese) == code(english), english
        assert vietnamese.startswith(" ") == english.startswith(" "), english


def test_the_words_of_the_system_are_its_own() -> None:
    """As this machine says them."""
    known = {os.strerror(number) for number in range(200)}
    of_names = {"Name or service not known", "Temporary failure in name resolution"}  # getaddrinfo's
    for english, vietnamese in ENTRIES[LIBRARIES]:
        assert english in known | of_names
        assert VIETNAMESE.search(vietnamese)
