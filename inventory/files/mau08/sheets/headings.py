"""What a heading means, however it is abbreviated: HTTT, ATTT or ANM, with or without diacritics."""

import re

from inventory.files.mau08.form import Field
from inventory.words import fold

# Folded words that mean the same: the form says ANM since Decree 331/2026, ATTT before.
_SAME = (
    (re.compile(r"\b(?:an toan thong tin mang|an toan thong tin|an toan he thong thong tin|attt|"
                r"an ninh mang)\b"), "anm"),
    (re.compile(r"\bhe thong thong tin\b"), "httt"),
    (re.compile(r"\b(?:phuong an|pa)\b"), "pa"),
    (re.compile(r"\b(?:bao dam|dam bao|bd)\b"), "bd"),
    (re.compile(r"\bbdanm\b"), "bd anm"),
    (re.compile(r"\b(?:hsdxcd|ho so de xuat cap do|ho so cap do)\b"), "hsdxcd"),
)  # fmt: skip
_REMARK = re.compile(r"\([^)]*\)?|\[[^]]*\]?")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")

# The first that is found tells the field; the more special ones stand first.
_SIGNS = tuple(
    (field, re.compile(sign))
    for field, sign in (
        (Field.NUMBER, r"^(?:stt|so tt|tt|so thu tu|no)$"),
        (Field.CODE, r"^ma(?: so)?(?: httt| he thong)?$"),
        (Field.PLAN_EXPECTED, r"(?=.*\bdu kien\b)(?=.*\b(?:trien khai|pa)\b)"),
        (Field.APPROVAL_EXPECTED, r"(?=.*\bdu kien\b)(?=.*\b(?:phe duyet|hsdxcd)\b)"),
        (Field.DECISION_DATE, r"^(?:ngay|ngay thang|thoi gian|thoi diem) (?:ban hanh|ky|phe duyet|ra )"),
        (Field.DECISION_DATE, r"^ngay (?:quyet dinh|qd)"),
        (Field.STATUS, r"\b(?:tinh trang|trang thai|ket qua)\b.*\bphe duyet\b|^(?:tinh trang|trang thai)$"),
        (Field.DECISION, r"\b(?:quyet dinh|qd)\b.*\bphe duyet\b|^(?:so )?(?:quyet dinh|qd)$|^so qd\b"),
        (Field.REGULATION, r"^quy che\b"),
        (Field.ASSESSMENT, r"\bkiem tra\b.*\bdanh gia\b"),
        (Field.PLAN, r"\btrien khai\b.*\bpa\b|^pa\b|\bpa bd anm\b"),
        (Field.LEVEL, r"^(?:cap do|muc do)\b|\bcap do de xuat\b"),
        (Field.OPERATION, r"^(?:ngay|nam|thoi gian|thoi diem)\b.*\b(?:van hanh|su dung|hoat dong)\b"),
        (Field.OPERATION, r"^(?:dua vao|bat dau) (?:van hanh|su dung|hoat dong)\b"),
        (Field.OWNER, r"\bchu quan\b"),
        (Field.OPERATOR, r"\b(?:don vi|co quan)\b.*\bvan hanh\b"),
        (Field.URLS, r"\b(?:dia chi|duong dan|link|url|ten mien|website|domain)\b"),
        (Field.NAME, r"^ten (?:cac |day du )?(?:httt|he thong|phan mem|ung dung)\b|^(?:httt|he thong|ten)$"),
    )
)


def meaning(heading: str) -> Field | None:
    """The field that a heading names."""
    text = plain(heading)
    return next((field for field, sign in _SIGNS if sign.search(text)), None)


def plain(heading: str) -> str:
    """A heading as the signs expect it: folded, without remarks in brackets, abbreviations made one."""
    text = _NOT_WORDS.sub(" ", fold(_REMARK.sub(" ", heading))).strip()
    for written, same in _SAME:
        text = written.sub(same, text)
    return text
