"""The admin's ground, seen through every form that stands on it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import models
from django.test import Client, RequestFactory

from alliance.core.admin import OfficeAdmin
from alliance.history.models import Entry
from alliance.portal.models import Page, SiteSettings
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.factories.accounts import PersonFactory
from tests.factories.fields import ActionFieldFactory
from tests.factories.members import (
    ContactFactory,
    GroupFactory,
    KindFactory,
    MandateFactory,
    OrganisationFactory,
)
from tests.factories.news import ArticleFactory, TopicFactory
from tests.factories.pictures import PictureFactory
from tests.factories.portal import PageFactory, SiteSettingsFactory

pytestmark = pytest.mark.django_db

OFFICE, CHIEFS, ADMINISTRATORS, NOBODY = (
    {"redaktion", "leitung", "administration"},
    {"leitung", "administration"},
    {"administration"},
    set[str](),
)
# model: how to make one; who sees, adds, changes and deletes it
TABLE: dict[str, tuple[Callable[[], models.Model], set[str], set[str], set[str], set[str]]] = {
    "accounts.user": (PersonFactory, OFFICE, ADMINISTRATORS, ADMINISTRATORS, NOBODY),
    "members.organisationkind": (KindFactory, OFFICE, OFFICE, OFFICE, NOBODY),
    "members.organisation": (OrganisationFactory, OFFICE, OFFICE, OFFICE, NOBODY),
    "members.mandate": (MandateFactory, OFFICE, CHIEFS, CHIEFS, NOBODY),
    "members.workinggroup": (GroupFactory, OFFICE, CHIEFS, CHIEFS, NOBODY),
    "members.contact": (ContactFactory, OFFICE, OFFICE, OFFICE, OFFICE),
    "fields.actionfield": (ActionFieldFactory, OFFICE, CHIEFS, CHIEFS, CHIEFS),
    "news.topic": (TopicFactory, OFFICE, OFFICE, OFFICE, OFFICE),
    "news.article": (ArticleFactory, OFFICE, OFFICE, OFFICE, OFFICE),
    "pictures.picture": (PictureFactory, OFFICE, OFFICE, OFFICE, OFFICE),
    "portal.page": (PageFactory, OFFICE, CHIEFS, CHIEFS, CHIEFS),
    "portal.sitesettings": (SiteSettingsFactory, OFFICE, NOBODY, ADMINISTRATORS, NOBODY),
}
# Read only or of another room, with tests of their own.
ELSEWHERE = {
    *("history.entry", "notifications.message", "portal.contactmessage", "files.document"),
    *("meetings.meeting", "meetings.venue", "meetings.agendaitem", "meetings.agendatemplate"),
    *("meetings.resolution", "meetings.ballot", "meetings.votingrule"),
    *("minutes.minutes", "minutes.minutesentry", "minutes.task", "workshops.workshop", "letters.letter"),
    *("versions.recognitionperiod", "versions.strategyversion", "versions.section", "versions.fieldedition"),
}


def desk(name: str) -> str:
    return f"/verwaltung/{name.replace('.', '/')}/"


def admin_of(name: str) -> Any:
    return next(row for model, row in admin.site._registry.items() if model._meta.label_lower == name)


def test_the_table_names_every_form() -> None:
    assert {model._meta.label_lower for model in admin.site._registry} == TABLE.keys() | ELSEWHERE
    assert all(isinstance(row, OfficeAdmin) for row in admin.site._registry.values())


@pytest.mark.parametrize("name", TABLE)
def test_permissions_follow_from_the_rules(name: str, cast: Cast) -> None:
    make, *expected = TABLE[name]
    obj, model_admin = make(), admin_of(name)
    for person in EVERYBODY[1:]:
        request = RequestFactory().get("/")
        request.user = cast[person]
        found = [
            model_admin.has_view_permission(request, obj),
            model_admin.has_add_permission(request),
            model_admin.has_change_permission(request, obj),
            model_admin.has_delete_permission(request, obj),
        ]
        assert found == [person in people for people in expected], person
        assert model_admin.has_module_permission(request) is (person in expected[0])


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("person", ["visitor", "northeim", "redaktion", "leitung", "administration"])
def test_pages_answer_as_the_permissions_say(name: str, person: str, client_of: ClientOf) -> None:
    make, see, add, change, delete = TABLE[name]
    obj, client = make(), client_of(person)

    def expected(people: set[str]) -> int:
        stranger = 302 if person == "visitor" else 404
        return 200 if person in people else 403 if person in OFFICE else stranger

    if name != "portal.sitesettings":
        assert client.get(desk(name)).status_code == expected(see)
    assert client.get(f"{desk(name)}add/").status_code == expected(add)
    page = client.get(f"{desk(name)}{obj.pk}/change/")
    assert page.status_code == expected(see)
    assert client.get(f"{desk(name)}{obj.pk}/history/").status_code == expected(see)
    assert client.get(f"{desk(name)}{obj.pk}/delete/").status_code == expected(delete)
    if page.status_code == 200:
        assert ('name="_save"' in page.content.decode()) is (person in change)


@pytest.mark.parametrize("name", TABLE)
def test_what_may_not_be_changed_is_not_changed_by_a_raw_post(name: str, client_of: ClientOf) -> None:
    make, _, add, change, delete = TABLE[name]
    obj = make()
    before = type(obj)._base_manager.values().get(pk=obj.pk)
    for person in EVERYBODY:
        client = client_of(person)
        status = 302 if person == "visitor" else 403 if person in OFFICE else 404
        if person not in change:
            assert client.post(f"{desk(name)}{obj.pk}/change/", {"_save": "1"}).status_code == status
        if person not in add:
            assert client.post(f"{desk(name)}add/", {"_save": "1"}).status_code == status
        if person not in delete:
            assert client.post(f"{desk(name)}{obj.pk}/delete/", {"post": "yes"}).status_code == status
    assert type(obj)._base_manager.values().get(pk=obj.pk) == before
    assert not Entry.objects.exists()


NAMED: dict[str, Callable[[str], models.Model]] = {
    "accounts.user": lambda name: PersonFactory(full_name=name),
    "members.organisationkind": lambda name: KindFactory(name=name),
    "members.organisation": lambda name: OrganisationFactory(name=name),
    "members.mandate": lambda name: MandateFactory(person__full_name=name),
    "members.workinggroup": lambda name: GroupFactory(name=name),
    "members.contact": lambda name: ContactFactory(function=name),
    "fields.actionfield": lambda name: ActionFieldFactory(name=name),
    "news.topic": lambda name: TopicFactory(name=name),
    "news.article": lambda name: ArticleFactory(title=name),
    "pictures.picture": lambda name: PictureFactory(title=name),
    "portal.page": lambda name: PageFactory(title=name),
}


def found(client: Client, name: str, words: str) -> set[Any]:
    return {row.pk for row in client.get(desk(name), {"q": words}).context["cl"].result_list}


@pytest.mark.parametrize("name", NAMED)
def test_search_finds_umlauts_in_either_spelling(name: str, cast: Cast, client_of: ClientOf) -> None:
    wanted = NAMED[name]("Ärztliche Größe in Göttingen")
    NAMED[name]("Anderes")
    client = client_of("leitung")
    for words in ("ärztliche", "Ärztliche", "AERZTLICHE", "groesse", "GRÖSSE goett", "göttingen größe"):
        assert found(client, name, words) == {wanted.pk}, words
    assert wanted.pk not in found(client, name, "größe hannover")
    assert len(found(client, name, "")) >= 2


AUTOCOMPLETE = {
    "lead_picture": "pictures.picture",
    "topics": "news.topic",
    "action_fields": "fields.actionfield",
    "organisations": "members.organisation",
    "contact": "members.contact",
    "working_group": "members.workinggroup",
}


@pytest.mark.parametrize("field", AUTOCOMPLETE)
def test_keys_are_chosen_by_typing_and_by_the_office_only(field: str, client_of: ClientOf) -> None:
    wanted = NAMED[AUTOCOMPLETE[field]]("Überschrift Süd")
    query = {"app_label": "news", "model_name": "article", "field_name": field, "term": "ueberschrift süd"}
    for person in EVERYBODY:
        response = client_of(person).get("/verwaltung/autocomplete/", query)
        if person in OFFICE:
            assert [row["id"] for row in response.json()["results"]] == [str(wanted.pk)]
        else:
            assert response.status_code == (302 if person == "visitor" else 404)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"app_label": "accounts", "model_name": "user", "field_name": "password", "term": "md5"},
        {"app_label": "news", "model_name": "article", "field_name": "gibt_es_nicht", "term": "x"},
    ],
)
def test_autocomplete_answers_no_other_question(query: dict[str, str], client_of: ClientOf) -> None:
    assert client_of("redaktion").get("/verwaltung/autocomplete/", query).status_code == 403


def test_every_input_has_a_name_for_screen_readers(client_of: ClientOf) -> None:
    html = client_of("leitung").get(f"{desk('members.workinggroup')}add/").content.decode()
    assert 'aria-label="Name"' in html
    assert 'aria-label="Auftrag"' in html


def test_a_page_that_meanwhile_changed_is_a_conflict_there_too(client_of: ClientOf) -> None:
    page = PageFactory(title="Alt")
    client, address = client_of("leitung"), f"{desk('portal.page')}{page.pk}/change/"
    Page.objects.filter(pk=page.pk).update(
        revision=1, title="Von anderen", changed_by_name="Jemand Bestimmtes"
    )
    sent = {"title": "Von mir", "slug": page.slug, "place": "none", "order": "0", "revision": "0"}
    response = client.post(address, sent)
    assert response.status_code == 200
    assert "Jemand Bestimmtes hat" in response.content.decode()
    assert Page.objects.get(pk=page.pk).title == "Von anderen"
    assert client.post(address, {**sent, "seen": "1"}).status_code == 302
    assert Page.objects.get(pk=page.pk).title == "Von mir"


def test_saving_writes_our_log_and_not_django_s(cast: Cast, client_of: ClientOf) -> None:
    site = SiteSettingsFactory()
    client, address = client_of("administration"), f"{desk('portal.sitesettings')}1/change/"
    sent = {name: getattr(site, name) for name in ("name", "claim", "intro", "about")}
    inline = {f"links-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM")}
    response = client.post(address, {**sent, **inline, "name": "Neuer Name", "revision": "0"})
    assert response.status_code == 302
    assert SiteSettings.current().name == "Neuer Name"
    assert Entry.objects.get().by == cast.administration
    assert not LogEntry.objects.exists()
