"""A text in half a kilobyte, so that a later one can be held beside it: a sample of its runs of words.

Of the hashes of all runs of three words the smallest are kept, a bottom-k sketch (A. Broder, On the
resemblance and containment of documents, SEQUENCES 1997): whichever of another text's hashes are below the
largest kept are either there or not.
"""

import base64
from collections.abc import Iterable
from itertools import islice
from zlib import crc32

from pydantic import Field

from checks.model import Frozen

RUN = 3  # words; of fewer, texts of the same trade share too many
WORDS_READ = 20_000
SAMPLE, OCTETS = 128, 3  # hashes kept of a text, and octets of each
ENCODED = SAMPLE * OCTETS // 3 * 4  # characters of base64
TITLE_LENGTH = 150
ENOUGH = 8  # hashes to look for, from which a share is told
ALL = 1 << (8 * OCTETS)


def runs_of(words: Iterable[str]) -> frozenset[int]:
    """The hashes of all runs of words; of a text that is shorter than one, of the whole of it."""
    read = list(islice(words, WORDS_READ))
    ends = range(min(RUN, len(read)), len(read) + 1) if read else ()
    return frozenset(crc32(" ".join(read[max(0, end - RUN) : end]).encode()) >> 8 for end in ends)


class EarlierText(Frozen):
    """A title, and a text as its sample. ``runs``: how many different ones the text had in all."""

    title: str = Field(default="", max_length=TITLE_LENGTH)
    runs: int = 0
    sample: str = Field(default="", max_length=ENCODED)

    @classmethod
    def of(cls, title: str, runs: frozenset[int]) -> "EarlierText":
        """Of the runs of a text."""
        kept = sorted(runs)[:SAMPLE]
        octets = b"".join(one.to_bytes(OCTETS, "big") for one in kept)
        return cls(title=title[:TITLE_LENGTH], runs=len(runs), sample=base64.b64encode(octets).decode())

    @property
    def hashes(self) -> frozenset[int]:
        """The sample."""
        octets = base64.b64decode(self.sample)
        places = range(0, len(octets), OCTETS)
        return frozenset(int.from_bytes(octets[at : at + OCTETS], "big") for at in places)

    def share_of(self, runs: frozenset[int]) -> float | None:
        """How much of a later text, 0 to 1, stood in this one; None: there is too little to tell by."""
        kept = self.hashes
        limit = max(kept, default=0) if self.runs > len(kept) else ALL
        told = [one for one in runs if one <= limit]
        return sum(one in kept for one in told) / len(told) if len(told) >= ENOUGH else None
