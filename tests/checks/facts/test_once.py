"""checks.facts.once."""

import copy
import pickle
from collections.abc import Callable

import pytest

from checks.facts import Facts, Target
from checks.facts.once import once
from tests.checks import builders

HOSTS = ("portal.test", "other.test")


def _counting() -> tuple[Callable[[Facts, int], str], list[int]]:
    """Work on facts, and the numbers it was really done for."""
    done: list[int] = []

    @once
    def named(facts: Facts, number: int) -> str:
        done.append(number)
        return f"{facts.target.host} {number}"

    return named, done


def _facts(host: str = HOSTS[0]) -> Facts:
    return builders.facts(target=Target(host=host, observed_at=builders.NOW))


def _sent(facts: Facts) -> Facts:
    """As another process of the run gets them."""
    sent: Facts = pickle.loads(pickle.dumps(facts))  # noqa: S301 - our own
    return sent


def test_work_is_done_once_for_the_same_question() -> None:
    """Of the same facts; another question is work of its own."""
    named, done = _counting()
    facts = _facts()
    assert [named(facts, number) for number in (1, 1, 2, 1)] == [f"{HOSTS[0]} {n}" for n in (1, 1, 2, 1)]
    assert done == [1, 2]


def test_each_value_has_a_memory_of_its_own() -> None:
    """Equal facts too: nothing is kept longer than the facts that it is of."""
    named, done = _counting()
    assert named(_facts(), 1) == named(_facts(), 1)
    assert done == [1, 1]


def test_a_copy_with_other_fields_is_asked_anew() -> None:
    """What was worked out from the first does not hold for it."""
    named, _ = _counting()
    facts = _facts()
    named(facts, 1)
    other = facts.model_copy(update={"target": _facts(HOSTS[1]).target})
    assert named(other, 1) == f"{HOSTS[1]} 1"
    assert named(facts, 1) == f"{HOSTS[0]} 1"


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, _sent])
def test_what_is_kept_is_no_part_of_the_value(again: Callable[[Facts], Facts]) -> None:
    """It is neither compared nor stored nor sent to another process."""
    named, done = _counting()
    facts = _facts()
    before = facts.model_dump_json(), repr(facts), hash(facts), pickle.dumps(facts)
    named(facts, 1)
    assert (facts.model_dump_json(), repr(facts), hash(facts), pickle.dumps(facts)) == before
    assert again(facts) == facts == _facts()
    named(again(facts), 1)
    assert done == [1, 1]


def test_what_is_raised_is_raised_again() -> None:
    """By the work itself, each time."""
    tried: list[Facts] = []

    @once
    def broken(facts: Facts) -> str:
        tried.append(facts)
        raise LookupError("nothing here")

    facts = _facts()
    for _ in range(2):
        with pytest.raises(LookupError, match="nothing"):
            broken(facts)
    assert len(tried) == len(range(2))
