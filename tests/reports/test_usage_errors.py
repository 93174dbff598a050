"""What is said of a command line that can't be parsed: one line, in the language that was chosen."""

import pytest

from tests.cli.conftest import Here, here

__all__ = ["here"]


@pytest.mark.parametrize(
    ("arguments", "vi", "en"),
    [
        (["audit"], "thiếu TARGET…", "TARGET… is missing"),
        (["audit", "a.test", "--colour"], "không có tùy chọn `--colour`", "there is no option `--colour`"),
        (["audit", "a.test", "--formt", "json"], "có phải ý là '--format'", "did you mean '--format'"),
        (["audit", "a.test", "--output"], "`--output` cần có giá trị", "`--output` needs a value"),
        (["audit", "a.test", "--format", "pdf"], "không thuộc các giá trị: text", "is not one of text"),
        (["audit", "a.test", "--http-port", "x"], "'x' không phải số nguyên", "'x' is no whole number"),
        (["audit", "a.test", "--http-port", "0"], "'0' quá nhỏ", "'0' is too little"),
        (["audit", "a.test", "--http-port", "70000"], "'70000' quá lớn", "'70000' is too much"),
        (["doctor", "now", "please"], "'now please'", "'now please' is too much"),
        (["targets", "--as-of", "1.1"], "--as-of: '1.1' không phải ngày", "--as-of: '1.1' is not a day"),
        (["approval", "classify", "--all=1"], "`--all` không nhận giá trị", "`--all` takes no value"),
    ],
)
def test_each_mistake_is_one_line_in_each_language(
    here: Here, arguments: list[str], vi: str, en: str
) -> None:
    """What is wrong with which parameter, and which help tells how to write it."""
    for language, said in ((), vi), (("--lang", "vi"), vi), (("--lang", "en"), en):
        # An option that lacks its value would take the next word for it.
        places = [(*language, *arguments), (*arguments, *language)][: 1 if arguments[-1] == "--output" else 2]
        for ended in (here(*typed) for typed in places):
            assert ended.is_one_clear_line(), ended
            assert said in ended.errors


def test_the_help_named_is_that_of_the_command(here: Here) -> None:
    """Of the innermost one."""
    assert "(xem `capdo inventory list --help`)" in here("inventory", "list", "--nope").errors
    assert "(see `capdo scan --help`)" in here("--lang", "en", "scan", "--nope").errors


def test_the_setting_of_the_database_counts_where_it_is_opened(here: Here) -> None:
    """After the option and the variable."""
    assert here("inventory", "import", "--sample").status == 0
    assert here("settings", "set", "language", "EN").status == 0
    assert "there is no" in here("inventory", "show", "NOPE").errors
    assert "không có" in here("inventory", "show", "NOPE", "--lang", "vi").errors
    assert "Systems" in here("inventory", "list").output
    assert here("settings", "unset", "language").status == 0
    assert "Hệ thống" in here("inventory", "list").output
