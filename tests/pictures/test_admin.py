"""The library of pictures in the admin."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alliance.news.models import Article
from alliance.pictures.actions import add_picture
from alliance.pictures.models import Picture
from tests.conftest import ClientOf
from tests.factories.pictures import PictureFactory, picture_file

pytestmark = pytest.mark.django_db
LIST = reverse("admin:pictures_picture_changelist")
ADD = reverse("admin:pictures_picture_add")
WORDS = {"title": "Großer Saal", "alternative_text": "Ein Saal", "caption": "Im Saal", "credit": "Foto: Amt"}


@pytest.fixture
def office(client_of: ClientOf) -> Client:
    return client_of("redaktion")


def change(picture: Picture) -> str:
    return reverse("admin:pictures_picture_change", args=[picture.pk])


def delete(picture: Picture) -> str:
    return reverse("admin:pictures_picture_delete", args=[picture.pk])


def used_by(picture: Picture, title: str = "Meldung mit Bild") -> Article:
    return Article.objects.create(title=title, slug=f"m-{picture.pk}", teaser="x", lead_picture=picture)


def sent(**values: Any) -> dict[str, Any]:
    return {**WORDS, "focal_x": "20", "focal_y": "80.5", **values}


def test_adding(office: Client, cast: Any) -> None:
    answer = office.post(ADD, sent(file=picture_file()))
    assert answer.status_code == 302, answer.context["errors"]
    picture = Picture.objects.get()
    assert (picture.title, picture.focal_point, picture.uploaded_by) == (
        "Großer Saal",
        (0.2, 0.805),
        cast.redaktion,
    )
    assert str(picture.pk) in office.get(LIST).content.decode()


def test_a_bad_file_is_told_at_the_field_and_nothing_typed_is_lost(office: Client) -> None:
    answer = office.post(ADD, sent(file=picture_file(content=b"GIF89a")))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "GIF-Dateien nehmen wir nicht an" in page
    assert all(word in page for word in (*WORDS.values(), 'value="20"', 'value="80.5"'))
    assert not Picture.objects.exists()


def test_without_file_and_alternative_text(office: Client) -> None:
    page = office.post(ADD, sent(alternative_text="")).content.decode()
    assert "Bitte wählen Sie eine Bilddatei." in page
    assert "Beschreiben Sie in einem Satz" in page


def test_the_same_file_twice_is_told(office: Client) -> None:
    office.post(ADD, sent(file=picture_file()))
    page = office.post(ADD, sent(file=picture_file(), title="Zweites"), follow=True).content.decode()
    assert "Dieselbe Datei liegt schon in der Bibliothek" in page
    assert Picture.objects.count() == 2


def test_the_form_shows_picture_point_and_places(office: Client) -> None:
    picture = add_picture(by=None, file=picture_file(), focal_point=(0.333, 0.5), **WORDS)
    article = used_by(picture)
    page = office.get(change(picture)).content.decode()
    assert 'cx="33.3%"' in page
    assert 'name="focal_x" value="33.3"' in page
    assert picture.sources().src in page
    assert reverse("admin:news_article_change", args=[article.pk]) in page
    assert "focal-point.js" in page
    assert 'name="file"' not in page
    assert "style=" not in page
    assert "<script>" not in page


def test_changing(office: Client, cast: Any) -> None:
    picture = PictureFactory(rendered=True)
    answer = office.post(change(picture), sent(revision="1"))
    assert answer.status_code == 302, answer.context["errors"]
    picture.refresh_from_db()
    assert (picture.title, picture.revision, picture.focal_point) == ("Großer Saal", 2, (0.2, 0.805))
    assert picture.changed_by_name == cast.redaktion.full_name


def test_the_second_of_two_is_told_and_overwrites_nothing(office: Client) -> None:
    picture = PictureFactory(rendered=True)
    office.post(change(picture), sent(revision="1", title="Erste"))
    answer = office.post(change(picture), sent(revision="1", title="Zweite"))
    assert answer.status_code == 200
    assert "während Sie geschrieben haben" in answer.content.decode()
    picture.refresh_from_db()
    assert picture.title == "Erste"
    assert [entry.label for entry in answer.context["adminform"].form.conflict] == ["Titel"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Straße", "Schmuck", "Halle"}),
        ("?q=strasse", {"Straße"}),
        ("?q=GRÜN", {"Halle"}),
        ("?q=gruen", {"Halle"}),
        ("?alternativtext=ohne", {"Schmuck"}),
        ("?alternativtext=mit", {"Straße", "Halle"}),
        ("?verwendung=benutzt", {"Halle"}),
        ("?verwendung=unbenutzt", {"Straße", "Schmuck"}),
    ],
)
def test_list_search_and_filters(office: Client, query: str, expected: set[str]) -> None:
    PictureFactory(title="Straße")
    PictureFactory(title="Schmuck", alternative_text="", decorative=True)
    used_by(PictureFactory(title="Halle", caption="Im Grünen"))
    answer = office.get(LIST + query)
    assert {picture.title for picture in answer.context["cl"].queryset} == expected


def test_the_list_costs_the_same_for_few_and_many(office: Client, django_assert_max_num_queries: Any) -> None:
    counts = []
    for _ in range(2):
        for _ in range(4):
            used_by(PictureFactory())
        with django_assert_max_num_queries(25) as captured:
            office.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_autocomplete_finds_umlauts(office: Client) -> None:
    PictureFactory(title="Übergabe")
    address = reverse("admin:autocomplete")
    asked = {"app_label": "news", "model_name": "article", "field_name": "lead_picture", "term": "uebergabe"}
    assert [row["text"] for row in office.get(address, asked).json()["results"]] == ["Übergabe"]


def test_an_unused_picture_is_deleted(office: Client) -> None:
    picture = PictureFactory(title="Alt")
    assert "Es steht nirgends auf der Website" in office.get(delete(picture)).content.decode()
    assert office.post(delete(picture), {"post": "yes"}).status_code == 302
    assert not Picture.objects.exists()


def test_a_used_picture_says_where_and_stays(office: Client) -> None:
    picture = PictureFactory()
    article = used_by(picture)
    page = office.get(delete(picture)).content.decode()
    assert "wird noch gezeigt" in page
    assert reverse("admin:news_article_change", args=[article.pk]) in page
    assert "Bild löschen" not in page
    assert "wird noch gezeigt" in office.post(delete(picture), {"post": "yes"}).content.decode()
    assert Picture.objects.exists()


def test_many_at_once_likewise(office: Client) -> None:
    used, unused = PictureFactory(), PictureFactory()
    article = used_by(used)
    both = {"action": "delete_selected", "_selected_action": [used.pk, unused.pk]}
    for data in (both, {**both, "post": "yes"}):
        page = office.post(LIST, data, follow=True).content.decode()
        assert "Es wurde keines gelöscht" in page
        assert reverse("admin:news_article_change", args=[article.pk]) in page
        assert Picture.objects.count() == 2
    only = {**both, "_selected_action": [unused.pk]}
    assert "Bilder löschen" in office.post(LIST, only).content.decode()
    office.post(LIST, {**only, "post": "yes"})
    assert list(Picture.objects.all()) == [used]


@pytest.mark.parametrize("name", ["visitor", "northeim", "ehemalig"])
def test_others_get_no_further_than_the_door(client_of: ClientOf, name: str) -> None:
    picture = PictureFactory()
    client = client_of(name)
    for address in (LIST, ADD, change(picture), delete(picture)):
        assert client.get(address).status_code in (302, 403, 404)
        assert client.post(address, sent(revision="1")).status_code in (302, 403, 404)
    picture.refresh_from_db()
    assert picture.revision == 1
