"""The lock files: one resolution, told three ways, that any machine can install from."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

REPOSITORY = Path(__file__).parents[2]
EXPORTS = ("requirements.lock", "requirements-scenes.lock", "requirements-dev.lock")


def project() -> dict[str, Any]:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text())


def locked() -> list[dict[str, Any]]:
    packages: list[dict[str, Any]] = tomllib.loads((REPOSITORY / "uv.lock").read_text())["package"]
    return packages


def exported(name: str) -> dict[tuple[str, str], set[str]]:
    """(package, version) -> the digests it may have."""
    text = (REPOSITORY / name).read_text().replace("\\\n", " ")
    lines = (line for line in text.splitlines() if line and not line.lstrip().startswith("#"))
    return {
        (match[1], match[2]): set(re.findall(r"--hash=(\S+)", line))
        for line in lines
        if (match := re.match(r"([a-z0-9.-]+)(?:\[.*?\])?==(\S+)", line))
    }


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_names_what_uv_locked_with_the_same_digests(name: str):
    held = {
        (package["name"], package["version"]): {
            file["hash"] for file in [*package.get("wheels", []), package.get("sdist")] if file
        }
        for package in locked()
    }

    for package, digests in exported(name).items():
        assert digests
        assert digests == held[package], package


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_names_each_dependency_of_the_project(name: str):
    versions: dict[str, list[str]] = {}
    for package, version in exported(name):
        versions.setdefault(package, []).append(version)
    groups = project()["dependency-groups"] if "dev" in name else {}
    extra = project()["project"]["optional-dependencies"]["scenes"] if "scenes" in name else []
    wanted = [*project()["project"]["dependencies"], *extra]
    wanted += [*groups.get("test", []), *groups.get("check", [])]

    for requirement in map(Requirement, wanted):
        normal = re.sub(r"[-_.]+", "-", requirement.name).lower()
        assert normal in versions, requirement
        assert all(requirement.specifier.contains(version) for version in versions[normal]), requirement


def test_what_the_tests_need_includes_what_aura_needs():
    assert exported("requirements.lock").keys() <= exported("requirements-dev.lock").keys()


def test_what_scenes_need_is_what_aura_needs_and_moviepy_with_its_own():
    more = exported("requirements-scenes.lock").keys() - exported("requirements.lock").keys()
    assert {"moviepy", "proglog", "imageio"} <= {package for package, _ in more}
    assert exported("requirements.lock").keys() <= exported("requirements-scenes.lock").keys()
    assert more <= exported("requirements-dev.lock").keys()


def test_the_locks_name_no_index_and_no_folder_of_anyones_machine():
    for package in locked():
        assert package["source"] in ({"registry": "https://pypi.org/simple"}, {"editable": "."}), package[
            "name"
        ]
    for name in EXPORTS:
        text = (REPOSITORY / name).read_text()
        assert not re.search(r"--(extra-)?index|--find-links|file:|://", text)


def test_the_lock_was_made_from_this_project_file():
    def plain(requirement: Requirement) -> tuple[str, str]:
        return requirement.name.lower(), str(requirement.specifier)

    aura = next(package for package in locked() if package["name"] == "aura")
    declared = {plain(Requirement(text)) for text in project()["project"]["dependencies"]}
    recorded = {
        (entry["name"], str(Requirement(f"x{entry.get('specifier', '')}").specifier))
        for entry in aura["metadata"]["requires-dist"]
        if "extra ==" not in entry.get("marker", "")
    }

    assert {(re.sub(r"[-_.]+", "-", name), specifier) for name, specifier in declared} == recorded


def test_the_licence_page_names_every_package():
    """Whoever adds one looks up what it may be used for, and writes that down in THIRD_PARTY.md."""
    named = set(re.findall(r"[a-z0-9-]+", (REPOSITORY / "THIRD_PARTY.md").read_text()))

    assert {package for package, _ in exported("requirements-dev.lock")} <= named
