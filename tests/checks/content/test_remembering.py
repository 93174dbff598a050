"""What a clean look leaves for the next one: bounded on hostile sites, and the same for the same facts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.content._judging.remembering import remembered
from checks.facts import Client, EarlierFacts
from checks.facts.earlier.look import ADDRESSES, DOMAINS, PAGES
from tests.checks.content.sites import HOST, facts, in_turn, on_day, page, redirect, start, status

LONGEST = 120_000  # characters of JSON: addresses and names as long as they may be
MARKUP = st.text(alphabet=st.sampled_from(list("<>/=\"' abdiv.:;#&p\u0301\u200bđ")), max_size=120)


def test_pages_and_domains_are_known_by_whatever_client_saw_them() -> None:
    """Links, moves and what was left to; the site's own names and pages that are missing are none."""
    one = start('<a href="https://a.test/">a</a>', {Client.PHONE: redirect("https://b.test/x")})
    two = page('<a href="https://www.c.test/">c</a><a href="/x">x</a>', "/tin?so=1")
    three = page(status(404, '<a href="https://d.test/">d</a>'), "/mat", found="missing")
    kept = remembered(facts(one, two, three))
    assert [domain.name for domain in kept.domains] == ["a.test", "b.test", "c.test", "d.test"]
    assert kept.addresses == (f"{HOST}/", f"{HOST}/tin?so=1")
    assert [text.title for text in kept.pages[0].texts] == ["Trang thông tin điện tử xã Tân Hải"]
    assert not kept.is_cut


def test_a_hostile_site_leaves_no_more_than_is_kept() -> None:
    """Long names, many domains, long addresses, long titles, many texts."""
    label = "a" * 60
    many = "".join(
        f'<a href="https://{label}.{label}.{label}.x{number}.test/">x</a>' for number in range(600)
    )
    body = f"<title>{'t' * 5_000}</title>{many}<p>{' '.join(map(str, range(3_000)))}</p>"
    pages = [page(f"{body}<i>{number} {'u ' * number}</i>", f"/{'p' * 4_000}{number}") for number in range(2)]
    kept = remembered(facts(*pages))
    assert (len(kept.domains), kept.is_cut) == (DOMAINS, True)
    assert len(kept.pages) <= PAGES
    assert len(kept.addresses) <= ADDRESSES
    assert len(kept.model_dump_json()) < LONGEST


@settings(max_examples=40)
@given(bodies=st.lists(MARKUP, min_size=1, max_size=3))
def test_what_is_kept_comes_back_from_the_store(bodies: list[str]) -> None:
    """Any pages, look after look: the same facts leave the same memory, and JSON holds it."""
    seen = in_turn(*([start(body)] for body in bodies))
    kept = remembered(seen)
    assert EarlierFacts.model_validate_json(kept.model_dump_json()) == kept == remembered(seen)
    again = type(seen).model_validate_json(seen.model_dump_json())
    assert remembered(again) == kept


def test_the_first_clean_look_is_told_too() -> None:
    """From it on domains can be new."""
    third = in_turn([start()], [start()], [start()])
    assert isinstance(third.earlier, EarlierFacts)
    assert third.earlier.since == on_day(0, start()).target.observed_at
    assert third.earlier.observed_at == on_day(1, start()).target.observed_at
