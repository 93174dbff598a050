"""What Chromium does with each case, as it was asked once: see chromium.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from benchmarks.suites.pki.judging import ACCEPT, REFUSE


@dataclass(frozen=True, kw_only=True)
class Expected:
    """``answers``: accept or refuse by case. ``stricter``, ``left_out``: why, by case."""

    browser: str
    answers: dict[str, str]
    stricter: dict[str, str]
    left_out: dict[str, str]

    def of(self, case: str) -> str:
        """What is expected of capdo: the browser's answer, or a refusal where capdo is rightly stricter."""
        return REFUSE if case in self.stricter else self.answers.get(case, "not known")


@cache
def expected() -> Expected:
    """The file's content."""
    text = resources.files("benchmarks.suites.limbo").joinpath("chromium.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return Expected(
        browser=f"{data['browser']}, {data['asked']:%Y-%m-%d}",
        answers=dict.fromkeys(data["accepted"], ACCEPT) | dict.fromkeys(data["refused"], REFUSE),
        stricter=data["stricter"],
        left_out=data["left_out"],
    )
