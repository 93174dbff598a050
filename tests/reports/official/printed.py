"""Printed pages, read with poppler: where each word stands, and which fonts are in the file."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from defusedxml.ElementTree import fromstring

MM = 72 / 25.4  # points in a millimetre
XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Word:
    """A word and its box in millimetres from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page's size in millimetres, and its words."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words in their order."""
        return " ".join(word.text for word in self.words)

    def find(self, *texts: str) -> tuple[Word, ...]:
        """The first run of words that reads like this."""
        for start in range(len(self.words)):
            found = self.words[start : start + len(texts)]
            if tuple(word.text for word in found) == texts:
                return found
        raise AssertionError(f"{texts} is not on the page: {self.text}")


def pages(file: Path) -> list[Page]:
    """Every page of a PDF."""
    told = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True)
    return [
        Page(float(page.attrib["width"]) / MM, float(page.attrib["height"]) / MM, tuple(map(_word, page)))
        for page in fromstring(told.stdout).iter(f"{XHTML}page")
    ]


def _word(element: object) -> Word:
    attributes = element.attrib  # type: ignore[attr-defined] # an element of the standard library
    left, top, right, bottom = (float(attributes[name]) / MM for name in ("xMin", "yMin", "xMax", "yMax"))
    return Word(element.text, left, top, right, bottom)  # type: ignore[attr-defined]


def fonts(file: Path) -> set[str]:
    """The families in a PDF, all of which must be embedded."""
    told = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True, text=True)
    lines = [line.split() for line in told.stdout.splitlines()[2:]]
    assert all("yes" in line for line in lines)
    return {line[0].partition("+")[2].replace("-", "").removesuffix("Regular") for line in lines}
