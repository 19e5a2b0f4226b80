"""Nothing reaches a row unsanitised, whichever way it takes."""

from typing import Any

import pytest
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test.utils import isolate_apps

from alliance.core.fields import RichTextField, RichTextFormField
from alliance.core.widgets import RichTextWidget

BAD = "<h1 onclick=alert(1)>Titel</h1><p>a<script>alert(1)</script></p><p></p>"
GOOD = "<h2>Titel</h2>\n<p>a</p>"


with isolate_apps("alliance.core"):

    class Leaf(models.Model):
        """A table of its own, made for these tests only; the project does not know of it."""

        text = RichTextField("Text", blank=True)
        need = RichTextField("Pflicht", default="<p>x</p>")

        class Meta:
            app_label = "core"

        def __str__(self) -> str:
            return self.text


@pytest.fixture(autouse=True)
def table(transactional_db: None) -> Any:
    with connection.schema_editor() as editor:
        editor.create_model(Leaf)
    yield
    with connection.schema_editor() as editor:
        editor.delete_model(Leaf)


def stored() -> list[str]:
    return list(Leaf.objects.order_by("pk").values_list("text", flat=True))


def test_save_cleans_the_row_and_the_instance() -> None:
    leaf = Leaf(text=BAD)
    leaf.save()
    assert leaf.text == GOOD
    assert stored() == [GOOD]
    leaf.text = BAD
    leaf.save(update_fields=["text"])
    assert (leaf.text, stored()) == (GOOD, [GOOD])


def test_every_other_way_of_writing_is_clean() -> None:
    Leaf.objects.bulk_create([Leaf(text=BAD), Leaf(text=BAD)])
    assert stored() == [GOOD, GOOD]
    Leaf.objects.update(text="")
    Leaf.objects.filter().update(text=BAD)
    assert stored() == [GOOD, GOOD]
    leaves = list(Leaf.objects.all())
    for leaf in leaves:
        leaf.text = BAD + "<p>b</p>"
    Leaf.objects.bulk_update(leaves, ["text"])
    assert stored() == [GOOD + "\n<p>b</p>"] * 2
    Leaf.objects.update(text=F("text"))
    assert stored() == [GOOD + "\n<p>b</p>"] * 2


def test_a_fixture_is_clean() -> None:
    Leaf(text=BAD).save_base(raw=True)
    assert stored() == [GOOD]


def test_sql_made_from_columns_is_left_alone() -> None:
    """What the database itself puts together cannot be cleaned on the way; it is made of clean columns."""
    Leaf(text="<p>a</p>").save()
    Leaf.objects.update(text=Concat(F("text"), Value("")))
    assert stored() == ["<p>a</p>"]


def test_an_empty_editor_is_nothing() -> None:
    leaf = Leaf(text="<p></p>", need="<p><br></p>")
    with pytest.raises(ValidationError) as error:
        leaf.full_clean()
    assert set(error.value.message_dict) == {"need"}
    field = Leaf._meta.get_field("need").formfield()
    with pytest.raises(ValidationError):
        field.clean("<p></p>")
    assert Leaf._meta.get_field("text").formfield().clean("<p></p>") == ""


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(ValidationError, match="zu lang"):
        RichTextFormField().clean("<p>" + "Wort " * 100_001)


def test_the_form_field_is_the_editor_in_the_admin_too() -> None:
    for options in ({}, {"widget": AdminTextareaWidget}, {"widget": AdminTextareaWidget()}):
        field = Leaf._meta.get_field("text").formfield(**options)
        assert isinstance(field, RichTextFormField)
        assert isinstance(field.widget, RichTextWidget)
    assert not field.has_changed("<p>a</p>", "<p>a </p><p></p>")
    assert field.has_changed("<p>a</p>", "<p>b</p>")
    html = field.widget.render("text", "<p>a</p><script>x</script>", {"id": "id_text"})
    assert "data-prose" in html and "<script>" not in html and "required" not in html
    media = str(field.widget.media)
    assert 'type="module"' in media and "prose-paste" in media and "importmap" not in media
