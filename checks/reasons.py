"""What each reason for "not tested" means, what the owner can do, and whether a later look may tell.

And the names of the parts that may not have been seen. The texts are data, ``reasons.toml``, read with the
module: while checks judge, no file is opened.
"""

import tomllib

from checks import data
from checks.facts import Part
from checks.model import Frozen, Reason, Text

PACKAGE, TABLE = "checks", "reasons"


class ReasonTexts(Frozen):
    """``phrase`` ends the sentence "not tested: …". ``asked_again``: the scanner itself will look again."""

    phrase: Text
    meaning: Text
    advice: Text
    asked_again: bool


class ReasonTable(Frozen):
    """The texts of every reason, and the name of every part."""

    reasons: dict[Reason, ReasonTexts]
    parts: dict[Part, Text]


_TABLE = ReasonTable.model_validate(tomllib.loads(data.table_text(PACKAGE, TABLE)))
REASONS = _TABLE.reasons
PARTS = _TABLE.parts
