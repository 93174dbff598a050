"""The words around the checks' own texts, in both languages: headings."""

from checks.model import Reference, Text

SEVERITY = Text(vi="Mức độ", en="Severity")
OUTCOME = Text(vi="Kết quả có thể", en="Possible outcomes")
SINCE = Text(vi="Có từ phiên bản", en="Since version")
RATIONALE = Text(vi="Vì sao", en="Why")
REMEDIATION = Text(vi="Cách khắc phục", en="What to do")
THRESHOLDS = Text(vi="Ngưỡng (cấu hình được theo bộ tiêu chí)", en="Thresholds (a profile may change them)")
REFERENCES = Text(vi="Căn cứ và tài liệu tham khảo", en="References")
TITLE = Text(vi="Nội dung kiểm tra", en="Check")
TO_BE_VERIFIED = "(cần đối chiếu / to be verified)"


def cited(reference: Reference) -> str:
    """A reference's title, marked when nobody has verified it against its source."""
    return reference.title if reference.verified else f"{reference.title} {TO_BE_VERIFIED}"
