"""Where a picture is used, and that it cannot vanish from there."""

from typing import Any

import pytest
from django.db.models import ProtectedError

from alliance.core.usage import keys_to, usages
from alliance.members.models import Contact
from alliance.news.models import Article, ArticlePicture
from alliance.pictures.actions import PictureInUse, delete_picture
from alliance.pictures.models import Picture
from alliance.portal.models import Page, PagePicture
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.django_db


def show_everywhere(picture: Picture, copies: int = 1) -> None:
    for number in range(copies):
        article = Article.objects.create(
            title=f"Meldung {number}", slug=f"m-{number}", teaser="x", lead_picture=picture
        )
        ArticlePicture.objects.create(owner=article, picture=picture)
        page = Page.objects.create(title=f"Seite {number}", slug=f"s-{number}")
        PagePicture.objects.create(owner=page, picture=picture)
        Contact.objects.create(function=f"Stelle {number}", email="a@example.org", picture=picture)


def test_every_key_is_known_and_none_of_the_history() -> None:
    keys = {f"{field.model._meta.label}.{field.name}" for field in keys_to(Picture)}
    assert {
        "news.Article.lead_picture",
        "news.ArticlePicture.picture",
        "portal.PagePicture.picture",
        "members.Contact.picture",
        "members.Organisation.logo",
    } <= keys
    assert not [key for key in keys if "Historical" in key]


def test_every_key_protects() -> None:
    for field in keys_to(Picture):
        assert field.remote_field.on_delete.__name__ == "PROTECT", f"{field} must protect the picture"


def test_the_places_with_their_links() -> None:
    picture = PictureFactory()
    show_everywhere(picture)
    found = {usage.label: usage for usage in usages(picture)}
    assert set(found) == {
        "Meldung, Aufmacherbild",
        "Meldung, Bild im Text",
        "Seite, Bild im Text",
        "Ansprechstelle, Bild",
    }
    assert found["Seite, Bild im Text"].title == "Seite 0"
    assert found["Seite, Bild im Text"].public_url == "/s-0/"
    article = Article.objects.get()
    assert found["Meldung, Bild im Text"].admin_url == f"/verwaltung/news/article/{article.pk}/change/"
    assert found["Meldung, Aufmacherbild"].public_url == "", "a draft has no page that visitors find"
    assert found["Ansprechstelle, Bild"].public_url == ""


def test_a_correction_counts_too() -> None:
    original = Article.objects.create(title="Alt", slug="alt", teaser="x")
    picture = PictureFactory()
    Article.objects.create(title="Neu", slug="alt", teaser="x", replaces=original, lead_picture=picture)
    assert [usage.title for usage in usages(picture)] == ["Neu"]


def test_the_same_number_of_queries_for_many_places(django_assert_num_queries: Any) -> None:
    few, many = PictureFactory(), PictureFactory()
    show_everywhere(many, copies=7)
    for picture in (few, many):
        with django_assert_num_queries(len(keys_to(Picture))):
            usages(picture)
    assert len(usages(many)) == 28


def test_used_and_unused() -> None:
    used, unused = PictureFactory(), PictureFactory()
    show_everywhere(used)
    assert list(Picture.objects.used()) == [used]
    assert list(Picture.objects.unused()) == [unused]
    assert {picture.pk: picture.is_used for picture in Picture.objects.with_usage()} == {
        used.pk: True,
        unused.pk: False,
    }


@pytest.mark.parametrize("place", ["lead", "text", "page", "contact"])
def test_neither_action_nor_database_lets_a_used_picture_go(place: str) -> None:
    picture, other = PictureFactory(), PictureFactory()
    show_everywhere(other)
    rows = {
        "lead": (Article, "lead_picture"),
        "text": (ArticlePicture, "picture"),
        "page": (PagePicture, "picture"),
        "contact": (Contact, "picture"),
    }
    model, key = rows[place]
    model._base_manager.update(**{key: picture})

    with pytest.raises(PictureInUse) as refusal:
        delete_picture(by=None, picture=picture)
    assert len(refusal.value.usages) == 1
    with pytest.raises(ProtectedError):
        picture.delete()
    with pytest.raises(ProtectedError):
        Picture.objects.filter(pk=picture.pk).delete()
    assert Picture.objects.filter(pk=picture.pk).exists()
    assert picture.image.storage.exists(picture.image.name)
