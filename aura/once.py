"""What an object makes when it is first asked for, and then keeps: one, however many threads ask.

It stands in the object's ``__dict__`` from then on, as with ``cached_property``, which has no lock from
Python 3.12 on: two threads would make two of what opens processes, and one of them would never be closed.
All that one object makes is made under its one lock, so that it may be made of one another.  Whoever makes
may be waiting to write, so that nobody asks for a first time in a unit of work that writes.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Generic, Protocol, Self, TypeVar, overload


class Making(Protocol):
    """An object that makes things; ``making`` is an ``RLock`` of its own."""

    @property
    def making(self) -> AbstractContextManager[Any]: ...


T = TypeVar("T")


class Once(Generic[T]):
    """Decorates the method that makes it."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...

    @overload
    def __get__(self, owner: Making, kind: type) -> T: ...

    def __get__(self, owner: Making | None, kind: type) -> Self | T:
        if owner is None:
            return self
        with owner.making:
            held: dict[str, Any] = vars(owner)
            if self._name not in held:
                held[self._name] = self._make(owner)
            made: T = held[self._name]
            return made
