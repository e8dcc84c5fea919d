"""Settings as the environment, the store and nobody say them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aura import config
from aura.services import Services
from aura.setup.catalogue import VARIABLES
from aura.setup.standing import Configured


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting from outside."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def set_values(aura: Services) -> Callable[..., dict[str, Configured]]:
    """Stores settings, given as ``category__name=value``; answers how they stand."""

    def store(services: Services = aura, **values: Any) -> dict[str, Configured]:
        done = {}
        for name, value in values.items():
            with services.writing() as unit:
                key = name.replace("__", ".")
                done[key] = unit.configuration.set(key, value)
        return done

    return store


@pytest.fixture
def get(aura: Services) -> Callable[..., Configured]:
    """How a setting stands."""

    def read(key: str, services: Services = aura) -> Configured:
        with services.reading() as unit:
            return unit.configuration.get(key)

    return read


@pytest.fixture
def in_environment(
    aura: Services, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Services]]:
    """The same Aura, started again with these variables."""
    opened: list[Services] = []

    def start(**variables: str) -> Services:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        settings = config.load(home, database_url=aura.settings.database_url)
        opened.append(Services(settings, clock=aura.database.clock).open())
        return opened[-1]

    yield start
    for services in opened:
        services.close()
