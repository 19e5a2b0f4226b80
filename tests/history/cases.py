"""Each kind of content in two states that differ in everything, for the tests of the content history.

A new content model needs a line in CASES: what saves its first state, and what saves the second.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from alliance.accounts.models import User
from alliance.files import actions as files
from alliance.files.models import Document
from alliance.members import actions as members
from alliance.members.models import Contact, Mandate, Organisation, OrganisationKind, WorkingGroup
from alliance.news import actions as news
from alliance.news.models import Article, Topic
from alliance.pictures import actions as pictures
from alliance.pictures.models import Picture
from alliance.portal import actions as portal
from alliance.portal.models import Page, SiteLink, SiteSettings
from strategy.fields import actions as fields
from strategy.fields.models import ActionField
from strategy.versions import actions as versions
from strategy.versions.models import FieldEdition, RecognitionPeriod, Section, StrategyVersion
from tests.factories.accounts import PersonFactory
from tests.factories.fields import ActionFieldFactory
from tests.factories.files import DocumentFactory, document_file
from tests.factories.meetings import MeetingFactory
from tests.factories.members import ContactFactory, GroupFactory, KindFactory, OrganisationFactory
from tests.factories.minutes import resolution
from tests.factories.news import ArticleFactory, TopicFactory
from tests.factories.pictures import PictureFactory, picture_file
from tests.factories.portal import PageFactory
from tests.factories.versions import EditionFactory, PeriodFactory, SectionFactory, VersionFactory
from tests.history.cases_letters import begin_letter, change_letter
from tests.history.cases_meetings import MEETING_CASES
from tests.history.cases_minutes import MINUTES_CASES
from tests.history.cases_workshops import begin_workshop, change_workshop

Begin = Callable[[User], Any]
Change = Callable[[User, Any], Any]


def moment(day: int) -> datetime:
    """A time without split seconds, as a form keeps it."""
    return datetime(2024, 2, day, 10, 30, tzinfo=UTC)


def set_all(obj: Any, **values: Any) -> Any:
    """Write these values on the row, unsaved."""
    for name, value in values.items():
        setattr(obj, name, value)
    return obj


def text_with(picture: Picture, words: str) -> str:
    """A rich text of several blocks that shows a picture."""
    figure = f'<figure><img data-picture="{picture.pk}"><figcaption>{words}</figcaption></figure>'
    return f"<h2>{words}</h2>\n<p>Der <strong>ganze</strong> Text.</p>\n{figure}\n<ul><li>{words}</li></ul>"


def article_values(word: str, number: int) -> dict[str, Any]:
    """Columns of an article."""
    return {
        "title": f"Titel {word}",
        "slug": f"titel-{word}",
        "place": f"Ort {word}",
        "teaser": f"Vorspann {word}.",
        "text": text_with(PictureFactory(), word),
        "lead_picture": PictureFactory(),
        "contact": ContactFactory(),
        "is_example": number == 1,
        "is_pinned": number == 1,
        "audience": "group" if number == 1 else "public",
        "working_group": GroupFactory() if number == 1 else None,
        "publish_at": moment(number),
        "expire_at": moment(number).replace(year=2099),
    }


def article_more() -> dict[str, Any]:
    """Keys of many and links of an article."""
    links = [
        news.Link(to_field=ActionFieldFactory(), note="Seite"),
        news.Link(title="Mehr dazu", url="https://example.org/"),
        news.Link(to_article=ArticleFactory()),
    ]
    many = {"topics": [TopicFactory(), TopicFactory()], "action_fields": [ActionFieldFactory()]}
    many |= {"organisations": [OrganisationFactory()], "meetings": [MeetingFactory()]}
    many |= {"resolutions": [resolution()]}
    return {"related": many, "links": links}


def begin_article(by: User) -> Article:
    """A draft."""
    return news.save_article(by=by, article=Article(**article_values("eins", 1)), **article_more())


def change_article(by: User, article: Article) -> Article:
    """The same draft with other words, other keys and other links."""
    more = article_more()
    more["links"] = more["links"][:1]
    return news.save_article(by=by, article=set_all(article, **article_values("zwei", 2)), **more)


def begin_published(by: User) -> Article:
    """A published article."""
    return news.publish_article(by=by, article=begin_article(by))


def change_published(by: User, article: Article) -> Article:
    """Changed through a correction."""
    return news.publish_article(
        by=by, article=change_article(by, news.correct_article(by=by, article=article))
    )


def begin_topic(by: User) -> Topic:
    return news.save_topic(by=by, topic=Topic(name="Eins", slug="eins", order=1))


def change_topic(by: User, topic: Topic) -> Topic:
    return news.save_topic(by=by, topic=set_all(topic, name="Zwei", slug="zwei", order=2))


def begin_field(by: User) -> ActionField:
    field = ActionField(name="Eins", slug="eins", short_text="Kurz.", weave="waid", order=1, is_example=True)
    return fields.save_field(by=by, field=field, continues=[ActionFieldFactory(), ActionFieldFactory()])


def change_field(by: User, field: ActionField) -> ActionField:
    words = {"name": "Zwei", "slug": "zwei", "short_text": "Länger.", "weave": "malve"}
    set_all(field, order=2, is_example=False, is_active=False, **words)
    return fields.save_field(by=by, field=field, continues=[ActionFieldFactory()])


def begin_picture(by: User) -> Picture:
    words = {"title": "Eins", "alternative_text": "Ein Saal", "caption": "Im Saal", "credit": "Foto: A"}
    return pictures.add_picture(by=by, file=picture_file(size=(320, 240)), focal_point=(0.25, 0.75), **words)


def change_picture(by: User, picture: Picture) -> Picture:
    words = {"title": "Zwei", "alternative_text": "", "decorative": True, "caption": "", "credit": "Foto: B"}
    return pictures.change_picture(
        by=by, picture=picture, revision=picture.revision, focal_point=(0.5, 0.5), **words
    )


def begin_kind(by: User) -> OrganisationKind:
    return members.save_kind(by=by, kind=OrganisationKind(name="Eins", slug="eins", order=1))


def change_kind(by: User, kind: OrganisationKind) -> OrganisationKind:
    return members.save_kind(by=by, kind=set_all(kind, name="Zwei", slug="zwei", order=2))


def organisation_values(word: str, number: int) -> dict[str, Any]:
    words = {"name": f"Mitglied {word}", "short_name": word, "slug": word, "place": f"Ort {word}"}
    days = {"joined": date(2015, 1, number), "left": date(2024, 1, number)}
    keys = {"kind": KindFactory(), "logo": PictureFactory(), "succeeded_by": OrganisationFactory()}
    return {**words, **days, **keys, "website": f"https://{word}.example.org/", "has_vote": number == 1}


def begin_organisation(by: User) -> Organisation:
    return members.save_organisation(by=by, organisation=Organisation(**organisation_values("eins", 1)))


def change_organisation(by: User, organisation: Organisation) -> Organisation:
    values = organisation_values("zwei", 2)
    return members.save_organisation(by=by, organisation=set_all(organisation, **values))


def mandate_values(kind: str, day: int) -> dict[str, Any]:
    days = {"valid_from": date(2024, 1, day), "valid_to": date(2024, 12, day)}
    return {"person": PersonFactory(), "organisation": OrganisationFactory(), "kind": kind, **days}


def begin_mandate(by: User) -> Mandate:
    return members.save_mandate(by=by, mandate=Mandate(**mandate_values("deputy", 1)))


def change_mandate(by: User, mandate: Mandate) -> Mandate:
    return members.save_mandate(by=by, mandate=set_all(mandate, **mandate_values("representative", 2)))


def group_values(word: str, day: int) -> dict[str, Any]:
    days = {"valid_from": date(2024, 1, day), "valid_to": date(2024, 12, day)}
    return {"name": f"AG {word}", "slug": word, "mandate_text": word, "lead": OrganisationFactory(), **days}


def begin_group(by: User) -> WorkingGroup:
    seats = [members.Seat(PersonFactory(), date(2024, 1, 1)), members.Seat(PersonFactory(), date(2024, 1, 2))]
    return members.save_group(by=by, group=WorkingGroup(**group_values("eins", 1)), seats=seats)


def change_group(by: User, group: WorkingGroup) -> WorkingGroup:
    """One person leaves, the other's seat ends, a third comes."""
    stays = group.memberships.order_by("pk")[0].person
    seats = [members.Seat(stays, date(2024, 1, 1), date(2024, 6, 30)), members.Seat(PersonFactory())]
    return members.save_group(by=by, group=set_all(group, **group_values("zwei", 2)), seats=seats)


def contact_values(word: str, number: int) -> dict[str, Any]:
    words = {"function": f"Stelle {word}", "details": f"Haus\n{word}", "phone": str(number), "hours": word}
    return {**words, "email": f"{word}@example.org", "picture": PictureFactory(), "is_default": number == 1}


def begin_contact(by: User) -> Contact:
    return members.save_contact(by=by, contact=Contact(**contact_values("eins", 1)))


def other_default(by: User) -> Contact:
    """Another contact takes the place of the default, which nobody may just give up."""
    return members.save_contact(by=by, contact=ContactFactory.build(is_default=True))


def change_contact(by: User, contact: Contact) -> Contact:
    other_default(by)
    contact.refresh_from_db()
    return members.save_contact(by=by, contact=set_all(contact, **contact_values("zwei", 2)))


def page_values(word: str, number: int) -> dict[str, Any]:
    words = {"title": f"Seite {word}", "slug": f"seite-{word}", "lead": word}
    keys = {"text": text_with(PictureFactory(), word), "parent": PageFactory()}
    return {**words, **keys, "place": "header" if number == 1 else "about", "order": number}


def begin_page(by: User) -> Page:
    return portal.save_page(by=by, page=Page(**page_values("eins", 1)))


def change_page(by: User, page: Page) -> Page:
    return portal.save_page(by=by, page=set_all(page, **page_values("zwei", 2)))


def settings_values(word: str) -> dict[str, Any]:
    """Every column that somebody fills in, whichever there are."""
    columns = [
        column for column in SiteSettings._meta.concrete_fields if column.editable and not column.primary_key
    ]
    special = {"email": f"{word}@example.org"}
    values = {}
    for column in columns:
        if column.is_relation:
            values[column.name] = PictureFactory() if column.related_model is Picture else ContactFactory()
        else:
            values[column.name] = special.get(column.name, f"{column.name} {word}")
    return values


def begin_settings(by: User) -> SiteSettings:
    links = [
        SiteLink(kind="funding", title="Land", picture=PictureFactory(), url="https://land.example.org/"),
        SiteLink(kind="social", title="Profil", url="https://profil.example.org/"),
    ]
    return portal.save_settings(by=by, site=SiteSettings(**settings_values("eins")), links=links)


def change_settings(by: User, site: SiteSettings) -> SiteSettings:
    links = [SiteLink(kind="funding", title="Bund", picture=PictureFactory())]
    return portal.save_settings(by=by, site=set_all(site, **settings_values("zwei")), links=links)


def document_values(word: str, number: int) -> dict[str, Any]:
    keys = {"working_group": GroupFactory(), "organisation": OrganisationFactory()}
    words = {"title": f"Dokument {word}", "language": "de" if number == 1 else "en"}
    return {**words, **keys, "audience": "group" if number == 1 else "public", "is_accessible": number == 1}


def begin_document(by: User) -> Document:
    return files.add_document(by=by, file=document_file(), **document_values("eins", 1))


def change_document(by: User, document: Document) -> Document:
    return files.change_document(by=by, document=set_all(document, **document_values("zwei", 2)))


def period_values(word: str, number: int) -> dict[str, Any]:
    days = {"starts": date(2030 - number, 1, 1), "ends": date(2033 + number, 12, 31)}
    words = {"authority": f"Behörde {word}", "virtual_budget": number * 1000, "is_example": number == 1}
    return {**days, **words, "certificate": DocumentFactory()}


def begin_period(by: User) -> RecognitionPeriod:
    return versions.save_period(by=by, period=RecognitionPeriod(**period_values("eins", 1)))


def change_period(by: User, period: RecognitionPeriod) -> RecognitionPeriod:
    return versions.save_period(by=by, period=set_all(period, **period_values("zwei", 2)))


def version_values(word: str, number: int) -> dict[str, Any]:
    words = {"title": f"Strategie {word}", "slug": f"strategie-{word}", "motto": word}
    days = {"period_starts": date(2020 + number, 1, 1), "period_ends": date(2030 + number, 12, 31)}
    starts = date(2010 + 10 * number, 1, 1)
    begun = RecognitionPeriod.objects.filter(starts=starts).first()
    recognition = begun or PeriodFactory(starts=starts, ends=date(starts.year + 9, 12, 31))
    keys = {"recognition": recognition, "working_group": GroupFactory(), "official_pdf": DocumentFactory()}
    audience = "office" if number == 1 else "public"
    more = {"is_example": number == 1, "audience": audience, "adopted_ranks": number}
    text = text_with(PictureFactory(), word)
    return {**words, **days, **keys, **more, "foreword": text, "predecessor": VersionFactory()}


def begin_version(by: User) -> StrategyVersion:
    return versions.save_version(by=by, version=StrategyVersion(**version_values("eins", 1)))


def change_version(by: User, version: StrategyVersion) -> StrategyVersion:
    return versions.save_version(by=by, version=set_all(version, **version_values("zwei", 2)))


def figures(word: str) -> list[dict[str, Any]]:
    return [{"value": word, "caption": f"Anteil {word}", "source": f"Amt {word}", "as_of": word}]


def begin_section(by: User) -> Section:
    return change_section(by, SectionFactory.build(version=VersionFactory()), "eins")


def change_section(by: User, section: Section, word: str = "zwei") -> Section:
    section.text = text_with(PictureFactory(), word)
    return versions.save_section(by=by, section=section, figures=figures(word))


def begin_edition(by: User) -> FieldEdition:
    empty = EditionFactory.build(version=VersionFactory(), action_field=ActionFieldFactory())
    return change_edition(by, empty, "eins")


def change_edition(by: User, edition: FieldEdition, word: str = "zwei") -> FieldEdition:
    edition.text = text_with(PictureFactory(), word)
    goals = [{"title": f"Ziel {word}", "text": word}, {"title": f"Noch eins {word}", "text": ""}]
    return versions.save_edition(by=by, edition=edition, goals=goals)


CASES: dict[str, tuple[Begin, Change]] = {
    "news.Article": (begin_article, change_article),
    "news.Article published": (begin_published, change_published),
    "news.Topic": (begin_topic, change_topic),
    "files.Document": (begin_document, change_document),
    "fields.ActionField": (begin_field, change_field),
    "versions.RecognitionPeriod": (begin_period, change_period),
    "versions.StrategyVersion": (begin_version, change_version),
    "versions.Section": (begin_section, change_section),
    "versions.FieldEdition": (begin_edition, change_edition),
    "letters.Letter": (begin_letter, change_letter),
    "pictures.Picture": (begin_picture, change_picture),
    "members.OrganisationKind": (begin_kind, change_kind),
    "members.Organisation": (begin_organisation, change_organisation),
    "members.Mandate": (begin_mandate, change_mandate),
    "members.WorkingGroup": (begin_group, change_group),
    "members.Contact": (begin_contact, change_contact),
    "portal.Page": (begin_page, change_page),
    "portal.SiteSettings": (begin_settings, change_settings),
    **MEETING_CASES,
    **MINUTES_CASES,
    "workshops.Workshop": (begin_workshop, change_workshop),
}
