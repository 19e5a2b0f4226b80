"""A small portal with one thing of every sort, for the tests that walk all pages."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from alliance.core.models import FormerAddress
from alliance.members.access import Audience
from alliance.members.models import Contact, Organisation, OrganisationKind, WorkingGroup
from alliance.news.models import Article, ArticlePicture, RelatedLink, Topic
from alliance.news.states import State
from alliance.pictures.models import Picture
from alliance.portal.models import Page, SiteSettings
from strategy.fields.models import ActionField
from tests.factories.pictures import PictureFactory

TEXT = """<p>Rund 25 Mitglieder haben sich im Saal der Agentur für Arbeit getroffen.</p>
<h2>Was besprochen wurde</h2>
<p>Die <a href="/handlungsfelder/">Handlungsfelder</a> und <strong>ihre</strong> Reihenfolge.</p>
<ul><li>Erstens</li><li>Zweitens</li></ul>
<blockquote><p>Viele Hände, ein Faden.</p></blockquote>
<table><tbody>\
<tr><th scope="col">Jahr</th><th scope="col">Zahl</th></tr>\
<tr><td>2024</td><td>25</td></tr>\
</tbody></table>"""


@dataclass(frozen=True)
class World:
    """What there is; `names()` gives what addresses are made of."""

    published: Article
    members_only: Article
    group_only: Article
    office_only: Article
    draft: Article
    review: Article
    scheduled: Article
    expired: Article
    archived: Article
    correction: Article
    topic: Topic
    field: ActionField
    former_field: ActionField
    picture: Picture
    contact: Contact
    organisation: Organisation
    kind: OrganisationKind
    group: WorkingGroup
    page: Page
    settings: SiteSettings

    def names(self) -> dict[str, Any]:
        """Everything by name, for `str.format`."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def article(title: str, *, days: int | None = -7, **values: Any) -> Article:
    """A saved article; published `days` from now unless the values say otherwise."""
    defaults: dict[str, Any] = {
        "title": title,
        "slug": title.lower().replace(" ", "-"),
        "teaser": "Ein Satz darüber, worum es geht, und einer, was daraus folgt.",
        "place": "Göttingen",
        "text": TEXT,
        "state": State.RELEASED,
        "publish_at": None if days is None else timezone.now() + timedelta(days=days),
    }
    return Article.objects.create(**{**defaults, **values})


def many_articles(count: int, world: World, *, after: int = 0) -> None:
    """Published articles in one go, each with the world's topic, field and picture."""
    now = timezone.now()
    rows = Article.objects.bulk_create(
        Article(
            title=f"Meldung {number}",
            slug=f"meldung-{number}",
            teaser="Ein Satz.",
            text="<p>Text.</p>",
            state=State.RELEASED,
            publish_at=_moment(now, number),
            lead_picture=world.picture,
            find_text=f"meldung {number}",
        )
        for number in range(after, after + count)
    )
    _tie(rows, world)


def _moment(now: datetime, number: int) -> datetime:
    return now - timedelta(hours=number + 1)


def _tie(rows: Iterable[Article], world: World) -> None:
    topics, areas = Article.topics.through, Article.action_fields.through
    topics.objects.bulk_create(topics(article=row, topic=world.topic) for row in rows)
    areas.objects.bulk_create(areas(article=row, actionfield=world.field) for row in rows)


def build(*, rendered: bool = False) -> World:
    """Save it all. `rendered` makes the pictures' renditions too, which takes a moment."""
    size = (640, 360)
    picture = PictureFactory(rendered=rendered, size=size, caption="Im Saal", credit="Foto: Büro")
    members = _members()
    world = World(
        **_articles(picture, members["group"]),
        **_fields(),
        **members,
        picture=picture,
        topic=Topic.objects.create(name="Strategie", slug="strategie"),
        contact=Contact.objects.create(
            function="Geschäftsstelle", phone="0551 123", is_default=True, picture=picture
        ),
        page=Page.objects.create(title="Impressum", slug="impressum", text=TEXT, place=Page.Place.LEGAL),
        settings=_settings(),
    )
    _connect(world)
    return world


def _articles(picture: Picture, group: WorkingGroup) -> dict[str, Article]:
    published = article("Austausch zur Strategie", lead_picture=picture, is_pinned=True)
    yesterday = timezone.now() - timedelta(days=1)
    return {
        "published": published,
        "members_only": article("Nur für Mitglieder", slug="mitglieder-intern", audience=Audience.MEMBERS),
        "group_only": article("Gruppe", audience=Audience.GROUP, working_group=group),
        "office_only": article("Nur für das Büro", slug="buero", audience=Audience.OFFICE),
        "draft": article("Entwurf", days=None, state=State.DRAFT),
        "review": article("Pruefung", days=None, state=State.REVIEW),
        "scheduled": article("Geplant", days=7),
        "expired": article("Abgelaufen", expire_at=yesterday),
        "archived": article("Archiviert", state=State.ARCHIVED),
        "correction": article(published.title, days=None, state=State.DRAFT, replaces=published),
    }


def _fields() -> dict[str, ActionField]:
    former = ActionField.objects.create(
        name="Rückkehr und Zuzug", slug="rueckkehr", short_text="Bis 2021.", weave="waid", is_active=False
    )
    field = ActionField.objects.create(
        name="Rekrutierung", slug="rekrutierung", short_text="Menschen gewinnen.", weave="waid"
    )
    field.continues.add(former)
    return {"field": field, "former_field": former}


def _members() -> dict[str, Any]:
    """Those of the cast, if it is there already."""
    kind, _ = OrganisationKind.objects.get_or_create(slug="kommunen", defaults={"name": "Kommunen"})
    names = {"name": "Landkreis Northeim", "short_name": "Northeim", "kind": kind}
    organisation, _ = Organisation.objects.get_or_create(slug="landkreis-northeim", defaults=names)
    group, _ = WorkingGroup.objects.get_or_create(slug="strategie", defaults={"name": "AG Strategie"})
    return {"kind": kind, "organisation": organisation, "group": group}


def _settings() -> SiteSettings:
    return SiteSettings.objects.create(
        name="Fachkräftebündnis Südniedersachsen",
        claim="Viele Hände.\nEin Faden.",
        intro="Das Bündnis verbindet, wer in der Region Fachkräfte braucht, bildet und berät.",
        about="Ein Bündnis von Kommunen, Kammern, Hochschulen und Unternehmen.",
    )


def _connect(world: World) -> None:
    world.published.topics.add(world.topic)
    world.published.action_fields.add(world.field)
    world.published.organisations.add(world.organisation)
    figure = f'<figure><img data-picture="{world.picture.pk}"><figcaption>Im Saal</figcaption></figure>'
    Article.objects.filter(pk=world.published.pk).update(text=TEXT + figure)
    world.published.refresh_from_db()
    ArticlePicture.objects.create(owner=world.published, picture=world.picture)
    RelatedLink.objects.create(
        article=world.published, title="Mehr dazu", url="https://www.example.org/", order=1
    )
    RelatedLink.objects.create(article=world.published, to_field=world.field, order=2)
    FormerAddress.objects.create(kind="news.article", slug="alte-adresse", object_id=world.published.pk)
