"""What follows from the facts of one look, worked out once however many checks ask for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from checks.model import Frozen

MEMORY = "_worked_out"


class Remembering(Frozen):
    """A value that keeps what was worked out from it by ``once``.

    It keeps that beside its fields: no part of a copy, of a comparison, or of what is stored or sent to
    another process, and gone with the value. (``functools.cached_property`` writes among the fields, where
    a copy with other fields takes it along.)
    """

    __slots__ = (MEMORY,)


Of = TypeVar("Of", bound=Remembering)
Asked = ParamSpec("Asked")
Given = TypeVar("Given")


def once(work: Callable[Concatenate[Of, Asked], Given]) -> Callable[Concatenate[Of, Asked], Given]:
    """Pure work on a value that remembers, done once for the same (hashable) arguments.

    What it raises is not kept.
    """

    @wraps(work)
    def remembered(value: Of, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Given:
        known: dict[object, Any] | None = getattr(value, MEMORY, None)
        if known is None:
            known = {}
            object.__setattr__(value, MEMORY, known)  # the value is frozen, its memory is not
        question = (work, args, *kwargs.items()) if kwargs else (work, args)
        if question not in known:
            known[question] = work(value, *args, **kwargs)
        given: Given = known[question]
        return given

    return remembered
