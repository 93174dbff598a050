"""What scripts write is told without running them, in bounded work."""

import base64
import json
import time
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checks.content._scripts.decoding import decoded
from checks.content._scripts.literals import DECODED, literal_of, value_of
from checks.content._scripts.sinks import effects_of

TEXT = st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x24F), min_size=1, max_size=60)
URL = "https://qh68win.test/"


def hexadecimal(text: str) -> str:
    """A literal of escapes."""
    return '"' + "".join(f"\\u{ord(letter):04x}" for letter in text) + '"'


def codes(text: str) -> str:
    """Character codes."""
    return f"String.fromCharCode({','.join(str(ord(letter)) for letter in text)})"


def in_base64(text: str) -> str:
    """Base64 of UTF-8, as attackers and browsers both read it where it is ASCII."""
    return f'atob("{base64.b64encode(text.encode()).decode()}")'


ENCODERS: tuple[Callable[[str], str], ...] = (
    hexadecimal,
    codes,
    in_base64,
    lambda text: f"decodeURIComponent({json.dumps(quote(text))})",
    lambda text: f'{json.dumps(text[::-1], ensure_ascii=False)}.split("").reverse().join("")',
    lambda text: f"[...{json.dumps(text[::-1], ensure_ascii=False)}].reverse().join('')",
    lambda text: f'[{",".join(json.dumps(letter, ensure_ascii=False) for letter in text)}].join("")',
    lambda text: "+".join(json.dumps(letter, ensure_ascii=False) for letter in text + "ab"),
    lambda text: f'{json.dumps("Q§Q".join(text), ensure_ascii=False)}.split("Q§Q").join("")',
    lambda text: in_base64(base64.b64encode(text.encode()).decode()).replace("atob(", "atob(atob(") + ")",
    lambda text: f'var s={json.dumps(text, ensure_ascii=False)};document.write(s+"")',
)  # fmt: skip


@pytest.mark.parametrize("encode", ENCODERS)
@example(text="0+")  # a quotation mark that ends one literal begins no other
@example(text="()")  # nor do brackets within two literals enclose what is between them
@given(text=TEXT)
@settings(max_examples=30, deadline=None)
def test_what_was_encoded_is_decoded(encode: Callable[[str], str], text: str) -> None:
    """Each encoding gives the text back, whatever stands in it."""
    found = decoded(f"x({encode(text)});")
    values = [value_of(literal).replace(DECODED, "") for literal in _literals(found)]
    assert any(text in value for value in values), found


def _literals(script: str) -> list[str]:
    import re  # noqa: PLC0415

    from checks.content._scripts.literals import STRING  # noqa: PLC0415

    return re.findall(STRING, script)


@given(TEXT)
@settings(max_examples=100, deadline=None)
def test_literals_are_written_and_read_alike(text: str) -> None:
    """The round trip."""
    assert value_of(literal_of(text)) == text


@pytest.mark.parametrize("by", [-7, 1, 33])
def test_moved_codes_are_brought_back(by: int) -> None:
    """By subtraction, by exclusive or, letter by letter."""
    moved = ",".join(str(ord(letter) + by) for letter in URL)
    mixed = ",".join(str(ord(letter) ^ abs(by)) for letter in URL)
    shifted = json.dumps("".join(chr(ord(letter) + 3) for letter in URL))
    for script in (
        f"[{moved}].map(c=>String.fromCharCode(c-{by}))",
        f"for(i of [{mixed}])o+=String.fromCharCode(i^{abs(by)});location=o",
        f"o={shifted};for(i in o)p+=String.fromCharCode(o.charCodeAt(i)-3);location=p",
    ):
        assert URL in decoded(script)


@pytest.mark.parametrize(
    ("script", "automatic"),
    [
        (f'location.href="{URL}"', True),
        (f'(function(){{if(/google/.test(document.referrer))top.location="{URL}"}})()', True),
        (f'function a(){{location.href="{URL}"}}', False),
        (f'function a(){{location.href="{URL}"}};a()', True),
        (f'function a(){{location.href="{URL}"}};setTimeout(a,9)', True),
        (f'b.addEventListener("click",function(){{location.href="{URL}"}})', False),
        (f'document.addEventListener("click",function(){{location.href="{URL}"}})', True),
        (f'$(".x").on("click",e=>{{location.href="{URL}"}})', False),
        (f'$(function(){{location.href="{URL}"}})', True),
        (f'({{a(){{location.href="{URL}"}}}})', False),
    ],
)
def test_what_runs_by_itself_is_told_from_what_waits(script: str, automatic: bool) -> None:  # noqa: FBT001
    """A visitor's click is asked for, unless it is any click anywhere."""
    (sent,) = effects_of(script).sent
    assert (sent.url, sent.automatic) == (URL, automatic)


@pytest.mark.parametrize(
    "script",
    [
        "'a'+" * 60_000,
        "[" * 250_000,
        '"' * 250_001,
        "\\x" * 130_000,
        "atob(" * 50_000,
        '("' * 130_000,
        "var a='x',b=a;" * 18_000,
        f"[{'1,' * 130_000}]String.fromCharCode",
        "eval(function(p,a,c,k,e,d){" * 9_000,
        "{" * 250_000 + f"location='{URL}';" * 100,
        "a.href='//x';" * 20_000,
        "x=document.createElement('a');" * 9_000,
        "/*" * 120_000,
    ],
)
def test_hostile_scripts_are_read_in_bounded_work(script: str) -> None:
    """A generous bound: hanging would take hours."""
    begun = time.process_time()
    effects_of(script)
    assert time.process_time() - begun < 60


@given(st.text(alphabet=st.sampled_from(list("\"'`\\+()[]{};=,.$ab01x/")), max_size=150))
@settings(max_examples=300, deadline=None)
def test_any_script_is_read(script: str) -> None:
    """No text makes the reader fail."""
    effects_of(f"atob {script}")
