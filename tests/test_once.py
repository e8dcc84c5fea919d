"""What is made when it is first asked for is made once, whoever asks meanwhile."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from aura.once import Once
from aura.services import Services


class House:
    """Makes things slowly, and one of another."""

    def __init__(self) -> None:
        self.making = threading.RLock()
        self.made: list[str] = []

    @Once
    def kitchen(self) -> object:
        """Where soup is made."""
        time.sleep(0.01)  # another thread comes to its turn
        self.made.append("kitchen")
        return object()

    @Once
    def soup(self) -> tuple[object]:
        kitchen = self.kitchen
        self.made.append("soup")
        return (kitchen,)

    @Once
    def fire(self) -> object:
        self.made.append("fire")
        raise ZeroDivisionError


def test_of_many_threads_all_get_the_one_that_was_made() -> None:
    house, start = House(), threading.Barrier(8)

    def ask(number: int) -> tuple[object, object]:
        start.wait()
        return (house.soup[0], house.kitchen) if number % 2 else (house.kitchen, house.soup[0])

    with ThreadPoolExecutor(8) as threads:
        got = list(threads.map(ask, range(8)))

    assert house.made == ["kitchen", "soup"]
    assert {id(each) for pair in got for each in pair} == {id(house.kitchen)}


def test_what_one_makes_is_no_other_s() -> None:
    assert House().kitchen is not House().kitchen


def test_what_is_made_stands_in_the_object_and_what_stands_there_is_not_made() -> None:
    house = House()
    vars(house)["kitchen"] = "another's"

    assert house.soup == ("another's",)
    assert vars(house)["soup"] is house.soup
    assert house.made == ["soup"]


def test_what_could_not_be_made_is_tried_again() -> None:
    house = House()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            house.fire  # noqa: B018
    assert house.made == ["fire", "fire"]


def test_it_tells_what_it_is() -> None:
    assert House.kitchen.__doc__ == "Where soup is made."


@pytest.mark.parametrize("name", ["tools", "studio", "glances", "prober", "scripts", "gallery"])
def test_all_that_an_aura_opens_is_made_once(name: str) -> None:
    assert isinstance(vars(Services)[name], Once)
