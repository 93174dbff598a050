"""Which words on a screen are of the other language than the one that was chosen."""

import re
from collections.abc import Iterable

from inventory.wording.language import Language
from tests.vietnamese import LETTERS

# Words of nearly every English sentence that are no Vietnamese syllable, however it is typed.
ENGLISH = frozenset(
    [
        "and",
        "are",
        "because",
        "been",
        "by",
        "does",
        "each",
        "every",
        "from",
        "has",
        "have",
        "is",
        "it",
        "its",
        "must",
        "name",
        "needs",
        "not",
        "nothing",
        "of",
        "one",
        "only",
        "or",
        "other",
        "read",
        "says",
        "than",
        "that",
        "the",
        "there",
        "this",
        "was",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "will",
        "with",
        "write",
    ]
)
WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
VIETNAMESE_WORD = re.compile(rf"[A-Za-z{LETTERS}]*[{LETTERS}][A-Za-z{LETTERS}]*", re.IGNORECASE)
# The same in both: code, quotations, options, addresses, paths, identifiers, placeholders, numbers, rules.
SAME = re.compile(
    r"`[^`]*`|“[^”]*”|'[^'\n]*'|\"[^\"\n]*\"|<[^>\n]*>|\[[a-z-]+\]|--?[a-z][a-z0-9-]*|\S+@\S+|\b\w+://\S+|\S*/\S*"
    r"|\b\w+\.\w+\S*|\b\w+_\w+\b|[A-Z_…]{2,}|\S*[0-9]\S*|\S*=\S*"
)


def foreign_words(screen: str, language: Language, same: Iterable[str] = ()) -> list[str]:
    """The words of the other language. ``same``: names and terms that both have."""
    text = SAME.sub(" ", screen)
    for term in same:
        text = text.replace(term, " ")
    if language == "en":
        return VIETNAMESE_WORD.findall(text)
    return [word for word in WORD.findall(text) if word in ENGLISH]
