"""The locked packages: complete, hashed, the same in both lists, and free of any registry's address."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement

from tests.test_architecture import NEIGHBOURHOODS, ROOT, imports, ours, sources

pytestmark = pytest.mark.once

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LISTS = ("requirements.txt", "tests/requirements.txt")


def locked(name: str) -> dict[str, str]:
    """Package and version of each line of a list."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {plain(package): version for package, version in re.findall(r"^([\w.-]+)==([^ \\]+)", text, re.M)}


def plain(package: str) -> str:
    """The name of a package as indexes compare it."""
    return re.sub(r"[-_.]+", "-", package).lower()


@pytest.mark.parametrize(
    ("wanted", "name"),
    [(PROJECT["project"]["dependencies"], LISTS[0]), (PROJECT["dependency-groups"]["dev"], LISTS[1])],
)
def test_the_list_holds_what_the_project_asks_for(wanted: list[str], name: str) -> None:
    versions = locked(name)
    asked = [Requirement(line) for line in wanted]
    assert not [
        str(line) for line in asked if not line.specifier.contains(versions.get(plain(line.name), ""))
    ]


def test_both_lists_hold_the_same_versions() -> None:
    ours_, tests = map(locked, LISTS)
    assert {name: tests[name] for name in ours_.keys() & tests.keys() if ours_[name] != tests[name]} == {}


@pytest.mark.parametrize("name", LISTS)
def test_every_package_is_hashed_and_no_registry_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|file:|^--?[a-z]", text, re.M)
    packages = re.split(r"^(?=[\w.-]+==)", text, flags=re.M)[1:]
    assert not [package.splitlines()[0] for package in packages if "--hash=sha256:" not in package]


def test_what_is_imported_is_in_the_list() -> None:
    """The tests' packages are not there when the portal runs."""
    known, versions = packages_distributions(), locked(LISTS[0])
    foreign = {
        name.split(".")[0]
        for path in sources(*NEIGHBOURHOODS)
        for _, name in imports(path)
        if not ours(name) and name.split(".")[0] not in sys.stdlib_module_names
    }
    assert not [
        name for name in foreign if not {plain(dist) for dist in known.get(name, ())} & versions.keys()
    ]
