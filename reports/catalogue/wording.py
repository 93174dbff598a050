"""The words around the texts of checks and commands, in both languages: headings."""

from checks.check import Check
from checks.model import Language, Reference, Text

SEVERITY = Text(vi="Mức độ", en="Severity")
FINDING = Text(vi="Phát hiện", en="Its finding")
OUTCOME = Text(vi="Kết quả có thể", en="Possible outcomes")
SINCE = Text(vi="Có từ phiên bản", en="Since version")
RATIONALE = Text(vi="Vì sao", en="Why")
REMEDIATION = Text(vi="Cách khắc phục", en="What to do")
THRESHOLDS = Text(vi="Ngưỡng (cấu hình được theo bộ tiêu chí)", en="Thresholds (a profile may change them)")
REFERENCES = Text(vi="Căn cứ và tài liệu tham khảo", en="References")
TITLE = Text(vi="Nội dung kiểm tra", en="Check")

COMMAND = Text(vi="Lệnh", en="Command")
ALL_COMMANDS = Text(vi="Tất cả các lệnh", en="All commands")
ARGUMENTS = Text(vi="Tham số", en="Argument")
OPTIONS = Text(vi="Tùy chọn", en="Option")
MEANING = Text(vi="Ý nghĩa", en="Meaning")
EXAMPLES = Text(vi="Ví dụ", en="Examples")
CHOICES = Text(vi="một trong các giá trị", en="one of")
AT_LEAST = Text(vi="nhỏ nhất", en="at least")
AT_MOST = Text(vi="lớn nhất", en="at most")
DEFAULT = Text(vi="mặc định", en="default")
REQUIRED = Text(vi="Bắt buộc", en="Required")
STATUSES = Text(vi="Mã thoát: 0 xong; 2 dữ liệu hoặc câu lệnh sai.", en="Exit status: 0 done; 2 wrong input.")

TO_BE_VERIFIED = Text(vi="(cần đối chiếu)", en="(to be verified)")
IN_BOTH = "(cần đối chiếu / to be verified)"


def findings(check: Check, language: Language) -> str:
    """What its failure is called, and its warning where that is another thing."""
    return "; ".join(text.to(language) for text in (check.finding, check.warning) if text)


def cited(reference: Reference, language: Language | None = None) -> str:
    """A reference's title, marked when nobody has verified it against its source; None: in both languages."""
    mark = TO_BE_VERIFIED.to(language) if language else IN_BOTH
    return reference.title if reference.verified else f"{reference.title} {mark}"
