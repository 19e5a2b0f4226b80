"""Action fields: what the chief writes, what holds, and their pages."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alliance.core.models import FormerAddress
from alliance.core.revision import StaleRevision
from alliance.core.workflow import NotPossible
from alliance.history.models import Entry
from alliance.news.models import RelatedLink
from strategy.fields import actions
from strategy.fields.models import ActionField
from tests.cast import Cast
from tests.conftest import ClientOf
from tests.factories.fields import ActionFieldFactory
from tests.factories.news import ArticleFactory
from tests.office_form import opened

pytestmark = pytest.mark.django_db
DESK = "/verwaltung/fields/actionfield/"


def test_a_new_field_has_an_address_a_state_and_an_entry(cast: Cast) -> None:
    former = ActionFieldFactory()
    field = ActionField(name="Aus- und Weiterbildung für Ältere", short_text="Kurz.", weave="malve")
    actions.save_field(by=cast.leitung, field=field, continues=[former])
    assert (field.slug, field.get_absolute_url()) == (
        "aus-und-weiterbildung-fuer-aeltere",
        "/handlungsfelder/aus-und-weiterbildung-fuer-aeltere/",
    )
    assert list(field.continues.all()) == [former]
    assert list(former.continued_by.all()) == [field]
    assert list(former.continues.all()) == []
    assert [row.to_actionfield for row in field.history.get().continues.all()] == [former]
    assert Entry.objects.get().by == cast.leitung


def test_no_field_goes_on_from_itself(cast: Cast) -> None:
    field = ActionFieldFactory()
    with pytest.raises(ValidationError, match="selbst fortführen"):
        actions.save_field(by=cast.leitung, field=field, continues=(row for row in [field]))
    assert field.continues.count() == 0
    assert not Entry.objects.exists()


def test_what_it_continues_stays_when_not_given(cast: Cast) -> None:
    field, former = ActionFieldFactory(), ActionFieldFactory()
    actions.save_field(by=cast.leitung, field=field, continues=[former])
    field.name = "Anders"
    actions.save_field(by=cast.leitung, field=field)
    assert list(field.continues.all()) == [former]
    actions.save_field(by=cast.leitung, field=field, continues=[])
    assert field.continues.count() == 0


def test_a_changed_slug_leads_on(cast: Cast, visitor: Client) -> None:
    field = ActionFieldFactory(slug="alt")
    field.slug = "neu"
    actions.save_field(by=cast.leitung, field=field)
    moved = visitor.get("/handlungsfelder/alt/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/handlungsfelder/neu/")
    assert visitor.get("/handlungsfelder/nie-da-gewesen/").status_code == 404
    # A new field may take the old address; then that is what lives there.
    ActionFieldFactory(slug="alt")
    assert visitor.get("/handlungsfelder/alt/").status_code == 200


def test_former_addresses_of_other_things_lead_nowhere_here(visitor: Client) -> None:
    field = ActionFieldFactory()
    FormerAddress.objects.create(kind="news.article", slug="artikel", object_id=field.pk)
    assert visitor.get("/handlungsfelder/artikel/").status_code == 404


def test_names_and_addresses_are_given_once() -> None:
    ActionFieldFactory(name="Einmal", slug="einmal")
    for values in ({"name": "Einmal"}, {"slug": "einmal"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActionFieldFactory(**values)


def test_the_later_of_two_is_refused(cast: Cast) -> None:
    field = ActionFieldFactory()
    mine, yours = ActionField.objects.get(pk=field.pk), ActionField.objects.get(pk=field.pk)
    actions.save_field(by=cast.leitung, field=mine)
    with pytest.raises(StaleRevision):
        actions.save_field(by=cast.administration, field=yours, continues=[ActionFieldFactory()])


def test_a_field_that_nothing_names_is_deleted(cast: Cast) -> None:
    field = ActionFieldFactory()
    actions.delete_field(by=cast.leitung, field=field)
    assert not ActionField.objects.exists()
    assert Entry.objects.get().verb == "gelöscht"


@pytest.mark.parametrize("how", ["article", "link", "successor"])
def test_a_field_that_something_names_stays(how: str, cast: Cast, client_of: ClientOf) -> None:
    """Published articles are frozen; deleting a field must not change them behind the office's back."""
    field = ActionFieldFactory()
    if how == "article":
        ArticleFactory(published=True, title="Nennt das Feld", action_fields=[field])
    elif how == "link":
        article = ArticleFactory(published=True, title="Nennt das Feld")
        RelatedLink.objects.create(article=article, to_field=field)
    else:
        successor = ActionFieldFactory(name="Nennt das Feld")
        successor.continues.add(field)
    with pytest.raises(NotPossible, match="in Arbeit"):
        actions.delete_field(by=cast.leitung, field=field)
    client, address = client_of("leitung"), f"{DESK}{field.pk}/delete/"
    for response in (client.get(address), client.post(address, {"post": "yes"})):
        assert response.status_code == 200
        assert "Nennt das Feld" in response.content.decode()
    client.post(DESK, {"action": "delete_selected", "post": "yes", "_selected_action": [field.pk]})
    assert ActionField.objects.filter(pk=field.pk).exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("redaktion", 403), ("leitung", 302), ("administration", 302)])
def test_only_chiefs_write_fields(name: str, status: int, client_of: ClientOf) -> None:
    client, sent = client_of(name), {"name": "Neu", "short_text": "Kurz.", "weave": "efeu", "order": "0"}
    assert client.get(DESK).status_code == 200
    assert client.post(f"{DESK}add/", sent).status_code == status
    assert ActionField.objects.filter(slug="neu").exists() is (status == 302)
    field = ActionFieldFactory()
    change = f"{DESK}{field.pk}/change/"
    assert client.get(change).status_code == 200
    assert (
        client.post(change, {**sent, "name": "Anders", "slug": "anders", "revision": 0}).status_code == status
    )
    assert client.post(f"{DESK}{field.pk}/delete/", {"post": "yes"}).status_code == status


def test_the_form_refuses_a_field_that_continues_itself(client_of: ClientOf) -> None:
    field = ActionFieldFactory()
    client, address = client_of("leitung"), f"{DESK}{field.pk}/change/"
    response = client.post(address, {**opened(client, address), "continues": [str(field.pk)]})
    assert response.status_code == 200
    assert "selbst fortführen" in response.content.decode()


def test_the_list_shows_fields_in_work_before_former_ones(visitor: Client) -> None:
    ActionFieldFactory(name="Zweites", order=2)
    ActionFieldFactory(name="Erstes", order=1)
    ActionFieldFactory(name="Einstiges", is_active=False, order=0)
    html = visitor.get("/handlungsfelder/").content.decode().split("<main")[1]
    assert html.index("Erstes") < html.index("Zweites") < html.index("Frühere") < html.index("Einstiges")


def test_without_fields_the_list_says_so(visitor: Client) -> None:
    html = visitor.get("/handlungsfelder/").content.decode()
    assert "Noch kein Handlungsfeld" in html
    assert "Frühere Handlungsfelder" not in html


def test_the_page_shows_the_thread(visitor: Client) -> None:
    before, now, after = (ActionFieldFactory(name=name) for name in ("Davor A", "Jetzt", "Danach B"))
    now.continues.add(before)
    after.continues.add(now)
    html = visitor.get(now.get_absolute_url()).content.decode()
    thread = html.split('class="thread"')[1].split("</ol>")[0]
    assert thread.index("Davor A") < thread.index("Jetzt") < thread.index("Danach B")
    assert f'href="{before.get_absolute_url()}"' in thread
    assert f'href="{after.get_absolute_url()}"' in thread
    assert 'class="thread"' not in visitor.get(ActionFieldFactory().get_absolute_url()).content.decode()


def test_a_former_field_says_that_it_is_one(visitor: Client) -> None:
    former = ActionFieldFactory(is_active=False)
    assert "früheres Handlungsfeld" in visitor.get(former.get_absolute_url()).content.decode()
    assert (
        "früheres Handlungsfeld" not in visitor.get(ActionFieldFactory().get_absolute_url()).content.decode()
    )


def test_a_field_without_news_says_so(visitor: Client) -> None:
    html = visitor.get(ActionFieldFactory(short_text="<b>kein Code</b>").get_absolute_url()).content.decode()
    assert "Noch keine Meldung zu diesem Feld" in html
    assert "<b>kein" not in html
    assert not re.search(r"<ul[^>]*>\s*</ul>", html)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    count: int, visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        ActionFieldFactory().continues.add(ActionFieldFactory(is_active=False))
    with django_assert_num_queries(5):
        assert visitor.get("/handlungsfelder/").status_code == 200
