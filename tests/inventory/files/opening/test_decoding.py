"""Bytes become text, or are refused: never another text silently."""

import codecs
import contextlib
import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inventory.files.opening.decoding import decode
from inventory.files.reading.result import UnreadableError

TONES = "\u0300\u0301\u0303\u0309\u0323"
TEXT = "Tên miền;Đơn vị chủ quản\nso.example;Ủy ban nhân dân tỉnh, Sở Kế hoạch – Nguyễn Thị Ước\n"


def windows_1258(text: str) -> bytes:
    """As Windows wrote Vietnamese: the tone after its vowel."""
    written = bytearray()
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in TONES)
        vowel = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        try:
            written += letter.encode("cp1258")
        except UnicodeEncodeError:
            written += (vowel + tone).encode("cp1258")
    return bytes(written)


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (windows_1258(TEXT), "cp1258"),
    ],
)
def test_every_encoding_gives_the_same(raw: bytes, encoding: str) -> None:
    """As Excel, Notepad and older programs write it."""
    assert decode(raw) == (TEXT, encoding)


@given(st.lists(st.sampled_from("aăâeêioôơuưyđAĂÂĐ bcd"), min_size=1), st.sampled_from(["", *TONES]))
def test_windows_1258_comes_back(letters: list[str], tone: str) -> None:
    """Any letters with any tone, unless they are ASCII alone; no syllable has Đ within."""
    text = unicodedata.normalize("NFC", "".join(letters) + "a" + tone)
    assume(not re.search(r"\wĐ", text))
    assert decode(windows_1258(text)).text == text


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("vowel", "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")
def test_a_tone_of_windows_1258_is_no_sign_of_an_older_encoding(vowel: str, tone: str) -> None:
    """However many words of a list have it, as three people named Nguyễn have."""
    word = unicodedata.normalize("NFC", f"L{vowel}{tone}n")
    text = f"Đơn vị;{word};{word};{word};{word.upper()}\n"
    assert decode(windows_1258(text)).text == text


def test_western_text_is_told_apart() -> None:
    """Marks that no letter takes mean another encoding."""
    assert decode("Città;nòn\n".encode("cp1252")) == ("Città;nòn\n", "cp1252")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("thÞ x·, thÞ trÊn, NghÞ quyÕt".encode("cp1252"), "is typed in TCVN3"),
        ("Céng th«ng tin ®iÖn tö, Së Néi vô, Trung t©m".encode("cp1252"), "is typed in TCVN3"),
        (bytes(range(256)) * 20, "is not text"),
        (b"a,b\n\x81\x8d\x90", "is in an encoding that can't be told"),
        (codecs.BOM_UTF16_LE + b"a\x00\x00\xd8", "is in an encoding that can't be told"),
    ],
)
def test_what_can_not_be_told_is_refused(raw: bytes, message: str) -> None:
    """With what to do."""
    with pytest.raises(UnreadableError, match=message):
        decode(raw)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    """No other exception."""
    with contextlib.suppress(UnreadableError):
        decode(raw)
