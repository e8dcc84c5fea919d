"""Short ways to write templates and to look at what becomes of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aura.shipped import shipped
from aura.templates.blueprint import TemplateFile
from aura.templates.checking import checked
from aura.templates.reading import read

FILES = sorted(shipped("templates").glob("*.toml"))

CARD: dict[str, Any] = {
    "id": "a-template",
    "name": "A template",
    "category": "Creative",
    "brief": {"topic": "Rivers"},
}
"""The least a template says."""


@pytest.fixture
def card() -> dict[str, Any]:
    return CARD


@pytest.fixture
def template() -> Callable[..., TemplateFile]:
    """Makes a template of these fields, over the least there must be."""

    def make(**fields: Any) -> TemplateFile:
        return checked(CARD | fields, TemplateFile)

    return make


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def shipped_file(request: pytest.FixtureRequest) -> Path:
    """Each of the templates that ship."""
    path: Path = request.param
    return path


@pytest.fixture
def shipped_template(shipped_file: Path) -> TemplateFile:
    return checked(read(shipped_file.read_text(encoding="utf-8")), TemplateFile)
