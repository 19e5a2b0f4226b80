"""A form that knows on which revision it was opened."""

import re

import pytest
from django import forms

from alliance.core.forms import RevisedForm
from alliance.core.revision import advance
from alliance.members.models import Organisation
from alliance.news.models import Article
from strategy.fields.models import ActionField
from tests.cast import Cast
from tests.factories.fields import ActionFieldFactory
from tests.factories.members import OrganisationFactory, day
from tests.factories.news import ArticleFactory, hours

pytestmark = pytest.mark.django_db


class FieldForm(RevisedForm):
    class Meta:
        model = ActionField
        fields = ("name", "weave", "is_active", "continues")


class MemberForm(RevisedForm):
    class Meta:
        model = Organisation
        fields = ("name", "kind", "left", "succeeded_by")


class ArticleForm(RevisedForm):
    class Meta:
        model = Article
        fields = ("title", "text", "publish_at")


def saved_again(obj: ActionField | Organisation | Article, cast: Cast, **values: object) -> None:
    """Somebody else saves."""
    fresh = type(obj).objects.get(pk=obj.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    advance(fresh, by=cast.leitung)
    fresh.save()


def opened(form: forms.ModelForm) -> dict[str, object]:
    """What a browser sends when nothing was typed."""
    return {name: "" if form[name].value() is None else form[name].value() for name in form.fields}


def differences(form: RevisedForm) -> dict[str, str]:
    assert not form.is_valid()
    assert form.has_error("__all__", "conflict")
    return {difference.label: re.sub(r"<[^>]+>", "|", difference.html) for difference in form.conflict}


def test_a_fresh_form_and_a_new_thing_are_fine() -> None:
    field = ActionFieldFactory()
    assert FieldForm({**opened(FieldForm(instance=field)), "name": "Anders"}, instance=field).is_valid()
    assert FieldForm({"name": "Neu", "weave": "waid"}).is_valid()


def test_the_form_carries_the_stored_revision(cast: Cast) -> None:
    field = ActionFieldFactory(revision=7)
    assert FieldForm(instance=field)["revision"].value() == 7


def test_the_other_one_is_named_with_the_moment_in_berlin(cast: Cast) -> None:
    field = ActionFieldFactory()
    sent = opened(FieldForm(instance=field))
    saved_again(field, cast, name="Von der Leitung")
    field.refresh_from_db()
    ActionField.objects.filter(pk=field.pk).update(changed_at="2026-07-01T10:05+00:00")
    field.refresh_from_db()
    form = FieldForm({**sent, "name": "Von mir"}, instance=field)
    assert not form.is_valid()
    assert f"{cast.leitung.full_name} hat am 1. Juli 2026, 12:05 Uhr gespeichert" in str(form.errors)


def test_an_import_without_a_name_is_somebody_else(cast: Cast) -> None:
    field = ActionFieldFactory()
    sent = opened(FieldForm(instance=field))
    ActionField.objects.filter(pk=field.pk).update(revision=3)
    form = FieldForm(sent, instance=ActionField.objects.get(pk=field.pk))
    assert not form.is_valid()
    assert "Jemand anderes" in str(form.errors)


def test_differences_speak_the_words_of_a_person(cast: Cast) -> None:
    former = ActionFieldFactory(name="Ältestes Feld")
    field = ActionFieldFactory(name="Alt", weave="waid")
    sent = opened(FieldForm(instance=field))
    saved_again(field, cast, weave="malve", is_active=False)
    typed = {**sent, "weave": "efeu", "is_active": "on", "continues": [former.pk]}
    found = differences(FieldForm(typed, instance=ActionField.objects.get(pk=field.pk)))
    assert set(found) == {"Gewebe", "In Arbeit", "Führt fort"}
    assert "Malve" in found["Gewebe"]
    assert "Efeu" in found["Gewebe"]
    assert re.search(r"nein.*ja", found["In Arbeit"])
    assert "Ältestes Feld" in found["Führt fort"].replace("|", "")


def test_differences_of_keys_and_days(cast: Cast) -> None:
    heir, member = OrganisationFactory(name="Erbin"), OrganisationFactory(name="Mitglied A")
    sent = opened(MemberForm(instance=member))
    saved_again(member, cast, left=day(0), succeeded_by=heir)
    found = differences(MemberForm(sent, instance=Organisation.objects.get(pk=member.pk)))
    assert set(found) == {"Ausgetreten am", "Aufgegangen in"}
    assert "Erbin" in found["Aufgegangen in"]
    assert str(day(0).year) in found["Ausgetreten am"]


def test_differences_of_rich_text_and_moments(cast: Cast) -> None:
    article = ArticleFactory(text="<p>Eins zwei drei.</p>", publish_at=hours(-3))
    sent = opened(ArticleForm(instance=article))
    saved_again(article, cast, text="<p>Eins zwei vier.</p>", publish_at=hours(-50))
    found = differences(ArticleForm(sent, instance=Article.objects.get(pk=article.pk)))
    assert set(found) == {"Text", "Erscheint am"}
    assert "vier" in found["Text"]
    assert "drei" in found["Text"]


def test_what_was_typed_the_same_is_no_difference(cast: Cast) -> None:
    """The editor's own spelling of the same text, and a value that both chose."""
    article = ArticleFactory(title="Alt", text="<p>Gleich</p>")
    sent = opened(ArticleForm(instance=article))
    saved_again(article, cast, title="Beide")
    typed = {**sent, "title": "Beide", "text": '<p class="x">Gleich</p>\n'}
    assert differences(ArticleForm(typed, instance=Article.objects.get(pk=article.pk))) == {}


def test_who_has_seen_the_stored_revision_saves(cast: Cast) -> None:
    field = ActionFieldFactory()
    sent = opened(FieldForm(instance=field))
    saved_again(field, cast, name="Neuer")
    fresh = ActionField.objects.get(pk=field.pk)
    assert FieldForm({**sent, "seen": fresh.revision}, instance=fresh).is_valid()
    saved_again(field, cast, name="Noch neuer")
    fresh = ActionField.objects.get(pk=field.pk)
    assert not FieldForm({**sent, "seen": fresh.revision - 1}, instance=fresh).is_valid()


def test_a_wrong_field_and_a_conflict_are_told_together(cast: Cast) -> None:
    field = ActionFieldFactory(name="Alt")
    sent = opened(FieldForm(instance=field))
    saved_again(field, cast, weave="heide")
    form = FieldForm({**sent, "name": ""}, instance=ActionField.objects.get(pk=field.pk))
    assert not form.is_valid()
    assert set(form.errors) == {"name", "__all__"}
    assert [difference.label for difference in form.conflict] == ["Gewebe"]


def test_what_was_frozen_is_refused_in_its_own_words() -> None:
    form_class = type("Frozen", (FieldForm,), {"refusal": "Das ist beschlossen."})
    field = ActionFieldFactory()
    form = form_class({**opened(FieldForm(instance=field)), "name": "Anders"}, instance=field)
    assert not form.is_valid()
    assert form.has_error("__all__", "frozen")
    assert "Das ist beschlossen." in str(form.errors)


def test_one_form_s_conflict_is_not_another_s(cast: Cast) -> None:
    field = ActionFieldFactory()
    sent = opened(FieldForm(instance=field))
    saved_again(field, cast, weave="heide")
    assert differences(FieldForm(sent, instance=ActionField.objects.get(pk=field.pk)))
    assert FieldForm(instance=field).conflict == []
