"""What can be wrong with a request to scan."""

from checks.errors import ChecksError
from inventory.wording.phrases import Phrase, PhrasedError


class ScannerError(PhrasedError):
    """The target, the run or the machine is not fit for the scan that was asked for."""


def phrase_of(error: PhrasedError | ChecksError) -> Phrase:
    """What an error tells: checks know of no languages but those of their own texts."""
    return Phrase(error.template, **error.values) if isinstance(error, ChecksError) else error.phrase
