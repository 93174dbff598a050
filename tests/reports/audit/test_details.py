"""What probes tell in English is told in Vietnamese: every detail that the code can write is in the table."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.text.details import detail_to

HOUSE = Path(__file__).parents[3]
TELLING = ("_told", "_because")  # functions that take a reason and a detail
# Told by other programs or made of such words alone; and the reading of a typed value, which never gets here.
AS_IT_IS = ("7 at 7: 7", "đã hết hạn ngày 7")


def _text(node: ast.expr) -> str | None:
    """A literal, with 7 for what is filled in; None for anything else."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts)
        case ast.Subscript(value=value):
            return _text(value)
        case _:
            return None


def _details(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg="detail", value=value):
                yield value
            case ast.Call(func=ast.Name(id=name), args=[_, value, *_]) if name in TELLING:
                yield value
            case ast.Assign(targets=[ast.Name(id="detail")], value=value):
                yield value


def _written() -> set[str]:
    files = [file for folder in ("checks", "scanner") for file in (HOUSE / folder).rglob("*.py")]
    nodes = [node for file in files for node in _details(ast.parse(file.read_text(encoding="utf-8")))]
    texts = {text for node in nodes if (text := _text(node)) is not None}
    return {text for text in texts if any(letter.isalpha() for letter in text)} - {*AS_IT_IS}


def test_every_detail_has_its_words() -> None:
    """No detail that the code writes comes out as it went in."""
    written = _written()
    assert len(written) > 60
    assert {detail for detail in written if detail_to(detail, "vi") == detail} == set()


@pytest.mark.parametrize(
    ("detail", "vietnamese"),
    [
        ("the AAAA query got no answer from DNS", "DNS không trả lời câu hỏi AAAA"),
        (
            "https://a.test/ at 192.0.2.1: no complete answer in time",
            "https://a.test/ tại 192.0.2.1: không có câu trả lời trọn vẹn kịp thời hạn",
        ),
        (
            "https://a.test/ at 2001:db8::1: Connection reset by peer",
            "https://a.test/ tại 2001:db8::1: kết nối bị phía bên kia ngắt",
        ),
        ("status 403: a page of Cloudflare", "mã 403: trang của Cloudflare"),
        ("port 443 is closed", "cổng 443 đóng"),
        ("what a server says", "what a server says"),
    ],
)
def test_details_are_put_into_words(detail: str, vietnamese: str) -> None:
    """Place and cause; English stays English, and a server's words stay its own."""
    assert detail_to(detail, "vi") == vietnamese
    assert detail_to(detail, "en") == detail
