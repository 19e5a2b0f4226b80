"""A state of every kind of content is restored whole: columns, rich text, pictures, keys of many and rows."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client

from alliance.core.fields import RichTextField
from alliance.core.richtext import sanitise
from alliance.history.admin import RecordedAdmin
from alliance.history.past import has_history, history_of
from alliance.news.models import Article, ArticlePicture
from alliance.portal.models import PagePicture
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.history.cases import CASES, other_default
from tests.office_form import read

pytestmark = pytest.mark.django_db
REGISTERED = {
    model: model_admin
    for model, model_admin in admin.site._registry.items()
    if isinstance(model_admin, RecordedAdmin)
}


def whole(obj: Any) -> dict[str, Any]:
    """All that belongs to a thing's content, read from the database."""
    model, shape = type(obj), REGISTERED[type(obj)].shape
    fresh = model._base_manager.get(pk=obj.pk)
    found = {column.attname: getattr(fresh, column.attname) for column in shape.fields}
    # Ids of blocks belong to the present text; a restored block gets one anew.
    found |= {
        column.attname: sanitise(found[column.attname])
        for column in shape.fields
        if isinstance(column, RichTextField)
    }
    found |= {
        column.name: sorted(item.pk for item in getattr(fresh, column.name).all()) for column in shape.many
    }
    for part in shape.parts:
        rows = part.model._base_manager.filter(**{part.key: obj.pk})
        said = [[getattr(row, column.attname) for column in part.fields] for row in rows.order_by("pk")]
        numbers = [getattr(row, "order", 0) for row in rows.order_by("pk")]
        found[part.model.__name__] = [row for _, row in sorted(zip(numbers, said, strict=True), key=str)]
    for pictures in (ArticlePicture, PagePicture):
        if pictures.owner.field.related_model is model:
            found["pictures"] = sorted(pictures.objects.filter(owner=fresh).values_list("picture", flat=True))
    return found


def base(obj: Any) -> str:
    """The address of the thing in the admin."""
    return f"/verwaltung/{obj._meta.app_label}/{obj._meta.model_name}/{obj.pk}/"


def restore(client: Client, obj: Any, number: int) -> str:
    """Press the button and save the form that opens; returns the form's address."""
    response = client.post(f"{base(obj)}verlauf/{number}/herstellen/")
    assert response.status_code == 302, response
    address = response.headers["Location"]
    page = client.get(address)
    assert page.status_code == 200
    sent = read(page.content.decode(), f"{obj._meta.model_name}_form")
    saved = client.post(address, {**sent, "_save": "Speichern"})
    assert saved.status_code == 302, [
        *saved.context["adminform"].form.errors.items(),
        *(formset.formset.errors for formset in saved.context["inline_admin_formsets"]),
    ]
    return address


@pytest.mark.parametrize("name", CASES)
def test_a_state_is_restored_whole(name: str, cast: Cast, client_of: ClientOf) -> None:
    begin, change = CASES[name]
    by, client = cast.administration, client_of("administration")
    first_one = begin(by)
    first, number = whole(first_one), history_of(first_one).first().history_id
    obj = change(by, first_one)
    second = whole(obj)
    assert first_one.pk == obj.pk
    assert [key for key in first if first[key] == second[key]] == [], (
        "the two states have to differ in everything"
    )

    address = restore(client, obj, number)
    if name.endswith("published"):
        assert whole(obj) == second, "readers see no change before the correction is published"
        correction = Article.objects.get(replaces=obj)
        assert address == f"{base(correction)}change/"
        assert client.post(f"{base(correction)}tun/publish/").status_code == 302
    assert whole(obj) == first

    back_again(name, obj, cast, client)
    assert whole(obj) == second


def back_again(name: str, obj: Any, cast: Cast, client: Client) -> None:
    """The state in between was kept, too; the first restoring comes after it."""
    if name == "members.Contact":
        other_default(cast.administration)
    every = history_of(obj).order_by("-history_date", "-history_id")
    restore(client, obj, every[2 if name == "members.Contact" else 1].history_id)
    if name.endswith("published"):
        assert client.post(f"{base(Article.objects.get(replaces=obj))}tun/publish/").status_code == 302


def test_every_model_with_a_history_has_a_case() -> None:
    covered = {name.split()[0] for name in CASES}
    recorded = {model._meta.label for model in apps.get_models() if has_history(model)}
    own = {model: model_admin for model, model_admin in REGISTERED.items() if has_history(model)}
    parts = {part.model._meta.label for model_admin in own.values() for part in model_admin.shape.parts}
    assert {model._meta.label for model in own} == covered
    # Rows of a version's form: a later version holds on to them, so a state of the version leaves them alone.
    inside = {"versions.Priority", "versions.EditionContinues", "versions.EditionOrigin"}
    # Phases and what has dots are moved on the board, never put back from a form.
    inside |= {"workshops.Round", "workshops.Cluster"}
    assert recorded - covered - parts - inside == set()
