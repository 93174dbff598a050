"""Pages that ask for much work: it is counted and bounded, and a page that has more was seen in part."""

import time
from collections.abc import Callable

import pytest

from checks import judging, profile, registry
from checks.content import _work
from checks.content._judging.walks import walk_of
from checks.model import Outcome
from tests.checks.content.sites import facts, page

SIZE = 300_000  # characters: what takes quadratic time takes minutes at that
STEPS = 60_000
ONE_ELEMENT = 5_000  # steps that a page may be over: it ends behind an element
SECONDS = 30.0  # of processor time, against hanging alone: each takes less than one
CHECKS = [check for check in registry.all_checks().values() if check.family == "content"]


def times(text: str) -> str:
    """The same again and again."""
    return text * (SIZE // len(text))


def numbered(made: Callable[[int], str]) -> str:
    """Each time with another number."""
    return "".join(made(number) for number in range(SIZE // len(made(1000))))


RULES = numbered(lambda n: f".c{n % 4000} .d{n % 7},.e{n}>.f{{display:none;left:-{n}px}}")
SAME = numbered(lambda n: f".a.b{n} .z{{display:none;color:#{n % 1000:03d}}}")
MANY = {  # more elements, rules and links than are read
    "links": numbered(lambda n: f"<a href=https://h{n}.abc{n % 97}.test/{n}>{n}</a>"),
    "baits": numbered(lambda n: f"<a href=https://nha{n}.test/nha-cai-{n}>nhà cái uy tín {n} casino</a>"),
    "look-alikes": numbered(lambda n: f"<a href=//a{n}.test>сasіnо nhа̷ с̶áі {n}</a>"),
    "nesting": times("<div><b>"),
    "hidden nesting": numbered(lambda n: f"<div style='display:none;left:-{n}px'>x"),
    "rules times elements": f"<style>{RULES}</style>" + numbered(lambda n: f"<p class='c{n} d1 f'>"),
    "rules for one class": f"<style>{SAME}</style>" + times("<p class='a b1 b2 z'>x"),
    "rules for everything": "<style>"
    + numbered(lambda n: f"[x{n}] *{{left:0}}")
    + "</style>"
    + times("<p x1>x"),
    "long selectors": "<style>"
    + ".q .r .s .t .u .p{left:0}" * 300
    + "</style>"
    + times("<div class='p u t'>"),
    "custom properties": "<style>"
    + numbered(lambda n: f".v{n % 50}{{--a{n}:var(--a{n + 1})}}")
    + "</style>"
    + times("<p class=v1 style='left:var(--a1)'>x"),
    "comments with links": numbered(lambda n: f"<!--<a href=//a{n}.test>x</a>-->"),
    "pages in pages": numbered(lambda n: f"<iframe src='data:text/html,<a href=//a{n}.test>x</a>'></iframe>"),
    "metadata": numbered(lambda n: f"<meta http-equiv=refresh content='0;url=//a{n}.test'>"),
    "clicks": numbered(lambda n: f"<p onclick=\"location.href='//a{n}.test'\">x"),
    "ends": times("</p>"),
    "opening": times("<"),
    "scripts": times("<script>location='/a'</script>"),
    "one long script": f"<script>{times('document.write(1);')}</script>" * 2,
}
STRANGE = {  # little work, or none, if each of their beginnings is tried but once
    **{
        f"unclosed {name}": times(f"<{name} ")
        for name in ("a", "style", "script", "link", "input type=hidden")
    },
    "unclosed quotes": times("<a href='"),
    "unclosed comments": times("<!--<a "),
    "unclosed handlers": times(" onload='"),
    "spaces": times("<style " + " " * 900),
    "values": times("value='aaaaaaaaaaaaaaaaaa "),
    "one tag": "<p " + times("x=1 "),
    "attributes": times("<p " + " ".join(f"a{n}=1" for n in range(90)) + ">"),
    "references": times("&amp;&#x41;&notit;"),
    "marks": times("a" + "\u0337\u0301\u0323" * 20 + " "),
    "letters apart": times("n h à c á i "),
    "ligatures": times("\ufdfa"),
    "a text before empty links": "<p>" + "x y " * 40_000 + numbered(lambda n: f"<a href=//a{n}.test></a>"),
    "pieces of one link": "<a href=//a.test>" + times("<b>x</b>"),
    "override": times("\u202ea\u202c"),
    "braces": f"<style>{times('{')}</style>",
    "media": f"<style>{times('@media(')}</style>",
    "comments in styles": f"<style>{times('/*')}</style>",
    "codes": f"<script>CharCode{times('[' + ','.join(map(str, range(60, 90))) + '];')}</script>",
    "letters": "<script>charCodeAt" + numbered(lambda n: f"'qwertyuiopas{n}df';") + "</script>",
    "sums": "<script>document.write(" + times("'a'+") + "'')</script>",
    "open calls": f"<script>{times('atob(')}</script>",
    "functions": "<script>"
    + numbered(lambda n: f"function f{n}(){{location.href='//a{n}.test'}}")
    + "</script>",
}


def judged(body: str) -> tuple[bool, int, set[Outcome]]:
    """Whether a page was seen in part, the steps it took, and what is said of a site of it."""
    before, site = time.process_time(), facts(page(body, "/", found="start"))
    walk = walk_of(site)
    outcomes = {one.outcome for one in judging.judge(site, CHECKS, profile.load(profile.DEFAULT))}
    assert time.process_time() - before < SECONDS
    return walk.is_cut, max(view.reading.steps for view in walk.views if view.reading), outcomes


@pytest.mark.parametrize("name", list(MANY))
def test_a_page_that_asks_for_too_much_is_seen_in_part(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its steps end at the bound, and nothing is passed for it."""
    monkeypatch.setattr(_work, "STEPS", STEPS)
    is_cut, steps, outcomes = judged(MANY[name])
    assert steps <= STEPS + ONE_ELEMENT
    assert is_cut
    assert Outcome.PASS not in outcomes


@pytest.mark.parametrize("name", list(STRANGE))
def test_a_strange_page_costs_no_more_than_its_length(name: str) -> None:
    """Read once from its beginning to its end, whatever stands in it."""
    _, steps, outcomes = judged(STRANGE[name])
    assert steps <= _work.STEPS
    assert outcomes <= {Outcome.PASS, Outcome.FAIL, Outcome.NOT_TESTED}
