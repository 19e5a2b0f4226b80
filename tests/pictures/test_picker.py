"""The page from which the editor takes pictures."""

from typing import Any

import html5lib
import pytest
from django.urls import reverse

from tests.conftest import ClientOf
from tests.factories.pictures import PictureFactory

pytestmark = pytest.mark.django_db
OFFICE = ("redaktion", "leitung", "administration")


def tree(response: Any) -> Any:
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def pictures(response: Any) -> list[str]:
    return [link.attrib["data-picture"] for link in tree(response).iter("a") if "data-picture" in link.attrib]


def test_only_the_office_enters(client_of: ClientOf) -> None:
    picture = PictureFactory()
    for address in (reverse("pictures:picker"), reverse("pictures:picker_picture", args=[picture.pk])):
        answer = client_of("visitor").get(address)
        assert answer.status_code == 302
        assert answer.url == f"{reverse('account_login')}?next={address}"
        assert {client_of(name).get(address).status_code for name in ("northeim", "ehemalig")} == {404}
        assert {client_of(name).get(address).status_code for name in OFFICE} == {200}
        assert client_of("redaktion").post(address).status_code == 405


def test_it_lists_finds_and_turns_pages(client_of: ClientOf, django_assert_max_num_queries: Any) -> None:
    client = client_of("redaktion")
    made = [PictureFactory(title=f"Sitzung {n}") for n in range(14)]
    found = PictureFactory(title="Fachkräftetag", credit="Foto: Müller")
    address = reverse("pictures:picker")
    first = client.get(address)
    assert pictures(first) == [str(picture.pk) for picture in (found, *made[:2:-1])]
    assert "15 Bilder in der Bibliothek, Seite 1 von 2" in first.content.decode()
    assert pictures(client.get(address, {"seite": 2})) == [str(picture.pk) for picture in made[2::-1]]
    assert len(pictures(client.get(address, {"q": "sitzung", "seite": "99"}))) == 2
    for words in ("fachkraeftetag", "Fachkräfte", "mueller foto"):
        assert pictures(client.get(address, {"q": words})) == [str(found.pk)]
    with django_assert_max_num_queries(6):
        client.get(address)


def test_links_lead_to_the_pictures_and_search_keeps_its_words(client_of: ClientOf) -> None:
    for n in range(13):
        PictureFactory(title=f"A&B {n}")
    html = client_of("redaktion").get(reverse("pictures:picker"), {"q": "a&b"})
    following = [
        link.attrib["href"] for link in tree(html).iter("a") if "seite=2" in link.attrib.get("href", "")
    ]
    assert following == ["?q=a%26b&seite=2"]


def test_nothing_found_and_nothing_there(client_of: ClientOf) -> None:
    client, address = client_of("leitung"), reverse("pictures:picker")
    assert "Die Bibliothek ist noch leer" in client.get(address).content.decode()
    PictureFactory()
    assert "Kein Bild passt dazu" in client.get(address, {"q": "<script>"}).content.decode()
    assert "<script>alert" not in client.get(address, {"q": "<script>alert"}).content.decode()


def test_one_picture_as_the_editor_asks_for_it(client_of: ClientOf) -> None:
    picture = PictureFactory(title="Saal", alternative_text="Ein Saal", caption="Im Saal")
    client = client_of("redaktion")
    answer = client.get(reverse("pictures:picker_picture", args=[picture.pk]))
    assert answer.json() == {
        "src": picture.sources().src,
        "width": 64,
        "height": 48,
        "title": "Saal",
        "alt": "Ein Saal",
        "caption": "Im Saal",
    }
    assert "no-store" in answer["Cache-Control"]
    assert client.get(reverse("pictures:picker_picture", args=[4711])).status_code == 404
