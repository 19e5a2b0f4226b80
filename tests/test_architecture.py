"""The order of the house: imports and keys only point down, and nothing grows past its limit."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.conf import settings
from django.db import models

pytestmark = pytest.mark.once

ROOT = Path(settings.ROOT)
NEIGHBOURHOODS = ("alliance", "events", "strategy")
# Upper number: may see what is below, never beside or above.
LAYERS = {
    "alliance.core": 0,
    "alliance.accounts": 1,
    "alliance.history": 2,
    "alliance.pictures": 3,
    "alliance.notifications": 3,
    "alliance.members": 4,
    "strategy.fields": 5,
    "alliance.files": 5,
    "events.meetings": 6,
    "events.minutes": 7,
    "events.workshops": 7,
    "strategy.versions": 8,
    "alliance.letters": 9,
    "alliance.news": 9,
    "alliance.portal": 10,
    "alliance.search": 10,
}
ROOF = 11
# Inside an app each kind of file may import those before it.
ORDER = ("apps", "states", "querysets", "models", "rules", "actions", "forms", "views", "urls")
# What other apps may use of an app.
OPEN = {"models", "states", "rules", "actions", "access"}
# Open beside that: core as a whole, and what is made to build with.
LIBRARIES = (
    "alliance.core",
    "alliance.history.admin",
    "alliance.pictures.printed",
    "alliance.pictures.richtext",
    "events.meetings.finding",
    "events.meetings.pdf",
)
LIMITS = {"module": 300, "test": 400, "function": 40, "view": 15, "template": 120}
# Not among them: "picture". A figure is part of a rich text, of which core knows the number only.
FEATURE_WORDS = re.compile(
    r"article|news|meeting|minutes|workshop|mandate|organisation|ballot|resolution|strategy|action_?field"
    r"|artikel|meldung|sitzung|protokoll|beschluss|mitglied|handlungsfeld",
    re.IGNORECASE,
)
# Here minutes are sixty seconds.
OTHER_MEANING = {"reading_minutes"}


def sources(*folders: str) -> list[Path]:
    """The project's Python files below these folders, without migrations."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def module(path: Path) -> str:
    """The dotted name of a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def app_of(name: str) -> str | None:
    """The app that a module belongs to; None outside of every app."""
    return next((app for app in LAYERS if name == app or name.startswith(app + ".")), None)


def layer(name: str) -> int:
    """How high a module stands; what belongs to no app is the roof."""
    app = app_of(name)
    return LAYERS[app] if app else ROOF


def role(name: str) -> str:
    """What a module is in its app: `alliance.news.models` and `alliance.news.models.article` are `models`."""
    app = app_of(name) or ""
    return name.removeprefix(app).lstrip(".").split(".")[0]


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every import of a file, inline and for type checking too, as (line, dotted module)."""
    package = module(path).split(".")[: None if path.name == "__init__.py" else -1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for name in node.names:
                whole = f"{base}.{name.name}"
                yield node.lineno, whole if is_module(whole) else base


def is_module(name: str) -> bool:
    """Whether the dotted name is a file or folder of the project."""
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def ours(name: str) -> bool:
    """Whether the module belongs to the project."""
    return name.split(".")[0] in NEIGHBOURHOODS


def all_imports() -> Iterator[tuple[str, str, str]]:
    """(place, importing module, imported module) for everything of ours that imports something of ours."""
    for path in sources(*NEIGHBOURHOODS):
        for line, name in imports(path):
            if ours(name):
                yield f"{path.relative_to(ROOT)}:{line}", module(path), name


def own_apps() -> list[AppConfig]:
    """The apps of the project."""
    return [config for config in apps.get_app_configs() if ours(config.name)]


def test_every_app_has_a_layer() -> None:
    assert {config.name for config in own_apps()} <= set(LAYERS)
    assert all(config.label == config.name.split(".")[-1] for config in own_apps())


def test_imports_point_down() -> None:
    wrong = [
        f"{place}: {upper} imports {lower}"
        for place, upper, lower in all_imports()
        if app_of(upper) != app_of(lower) and layer(lower) >= layer(upper) and layer(upper) != ROOF
    ]
    assert not wrong, "\n".join(wrong)


def test_nobody_imports_the_roof() -> None:
    wrong = [
        f"{place}: {lower}"
        for place, upper, lower in all_imports()
        if app_of(lower) is None and app_of(upper) is not None
    ]
    assert not wrong, "\n".join(wrong)


def test_other_apps_use_only_what_is_open() -> None:
    wrong = [
        f"{place}: {lower}"
        for place, upper, lower in all_imports()
        if app_of(upper)
        and app_of(lower)
        and app_of(upper) != app_of(lower)
        and not lower.startswith(LIBRARIES)
        and role(lower) not in OPEN
    ]
    assert not wrong, "\n".join(wrong)


def test_order_inside_an_app() -> None:
    wrong = [
        f"{place}: {role(upper)} imports {role(lower)}"
        for place, upper, lower in all_imports()
        if app_of(upper)
        and app_of(upper) == app_of(lower)
        and app_of(upper) != "alliance.core"
        and role(upper) in ORDER
        and role(lower) in ORDER
        and ORDER.index(role(lower)) > ORDER.index(role(upper))
    ]
    assert not wrong, "\n".join(wrong)


def relations() -> Iterator[tuple[models.Field, type[models.Model]]]:
    """Each key of our models with the model it points to, those of many-to-many fields included."""
    for config in own_apps():
        for model in config.get_models(include_auto_created=True):
            for field in model._meta.get_fields(include_hidden=True):
                if field.is_relation and not field.auto_created and isinstance(field.related_model, type):
                    yield field, field.related_model


def test_keys_point_down_and_leave_no_trace() -> None:
    wrong = []
    for field, target in relations():
        here, there = field.model._meta.app_config.name, target._meta.app_config.name
        if here == there or not ours(there):
            continue
        if layer(there) >= layer(here):
            wrong.append(f"{field}: points up or sideways to {there}")
        generated = field.model._meta.auto_created or field.model.__name__.startswith("Historical")
        if not generated and not field.remote_field.hidden:
            wrong.append(f'{field}: related_name="+" is missing')
    assert not wrong, "\n".join(wrong)


def test_migrations_point_down() -> None:
    from django.db.migrations.loader import MigrationLoader

    names = {config.label: config.name for config in own_apps()}
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    wrong = [
        f"{label}.{name} depends on {other}"
        for (label, name), migration in loader.disk_migrations.items()
        for other, _ in [*migration.dependencies, *migration.run_before]
        if label in names and other in names and other != label and layer(names[other]) >= layer(names[label])
    ]
    assert not wrong, "\n".join(wrong)


def test_core_knows_no_feature() -> None:
    wrong = []
    for path in sources("alliance/core"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = [getattr(node, name, None) for name in ("name", "id", "attr", "arg")]
            wrong += [
                f"{path.name}:{getattr(node, 'lineno', 0)}: {word}"
                for word in named
                if isinstance(word, str) and FEATURE_WORDS.search(word) and word not in OTHER_MEANING
            ]
    assert not wrong, "\n".join(wrong)


def test_neighbourhoods_are_empty_and_nothing_is_called_utils() -> None:
    for name in NEIGHBOURHOODS:
        file = ROOT / name / "__init__.py"
        assert not file.exists() or not file.read_text(encoding="utf-8").strip()
    assert not [
        path for path in sources(*NEIGHBOURHOODS, "tests") if path.stem in ("utils", "helpers", "misc")
    ]


def test_the_environment_is_read_in_one_place() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in sources(*NEIGHBOURHOODS)
        if path.name != "env.py" and re.search(r"os\.environ(?!\.setdefault)|getenv", path.read_text("utf-8"))
    ]
    assert not wrong


def length(node: ast.AST) -> int:
    """Lines of a function, decorators not counted."""
    return node.end_lineno - node.lineno + 1  # type: ignore[attr-defined]


def is_view(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function answers requests."""
    returns = ast.unparse(node.returns) if node.returns else ""
    return "Response" in returns and any(argument.arg == "request" for argument in node.args.args)


def too_long() -> Iterator[str]:
    """Everything longer than the house allows."""
    for path in [*sources(*NEIGHBOURHOODS, "tests"), ROOT / "manage.py"]:
        name, text = path.relative_to(ROOT), path.read_text(encoding="utf-8")
        limit = LIMITS["test" if name.parts[0] == "tests" else "module"]
        if text.count("\n") > limit:
            yield f"{name}: {text.count(chr(10))} lines, at most {limit}"
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            most = LIMITS["view" if is_view(node) else "function"]
            if length(node) > most:
                yield f"{name}:{node.lineno}: {node.name} has {length(node)} lines, at most {most}"
    for path in sorted((ROOT / "templates").rglob("*.html")):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > LIMITS["template"]:
            yield f"{path.relative_to(ROOT)}: {lines} lines, at most {LIMITS['template']}"


def test_nothing_is_longer_than_its_limit() -> None:
    wrong = list(too_long())
    assert not wrong, "\n".join(wrong)


def test_pages_hold_no_inline_style_or_script() -> None:
    pattern = re.compile(
        r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\s(?:src=|type=.application/(?:ld\+)?json))|javascript:",
        re.IGNORECASE,
    )
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if "emails" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not wrong, "\n".join(wrong)
