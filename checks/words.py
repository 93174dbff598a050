"""What severities and outcomes are called: the one place for every screen, page and file."""

from collections.abc import Mapping

from checks.model import Outcome, Severity, Text

SEVERITIES: Mapping[Severity, Text] = {
    Severity.INFO: Text(vi="thông tin", en="info"),
    Severity.LOW: Text(vi="thấp", en="low"),
    Severity.MEDIUM: Text(vi="trung bình", en="medium"),
    Severity.HIGH: Text(vi="cao", en="high"),
    Severity.CRITICAL: Text(vi="nghiêm trọng", en="critical"),
}
OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.PASS: Text(vi="đạt", en="pass"),
    Outcome.WARN: Text(vi="cảnh báo", en="warning"),
    Outcome.FAIL: Text(vi="không đạt", en="fail"),
    Outcome.INFO: Text(vi="thông tin", en="info"),
    Outcome.NOT_APPLICABLE: Text(vi="không áp dụng", en="not applicable"),
    Outcome.NOT_TESTED: Text(vi="chưa kiểm tra được", en="not tested"),
}
