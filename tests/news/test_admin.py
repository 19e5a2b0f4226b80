"""The office's desk for articles: saving, verbs as buttons, what is refused and by which answer."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from alliance.history.models import Entry
from alliance.news import actions
from alliance.news.models import Article
from alliance.news.states import TRANSITIONS, State
from tests.cast import EVERYBODY, Cast
from tests.conftest import ClientOf
from tests.factories.fields import ActionFieldFactory
from tests.factories.members import ContactFactory, OrganisationFactory
from tests.factories.news import ArticleFactory, TopicFactory, hours
from tests.factories.pictures import PictureFactory
from tests.office_form import opened

pytestmark = pytest.mark.django_db
LIST = "/verwaltung/news/article/"
ADD = LIST + "add/"
OFFICE = ("redaktion", "leitung", "administration")


def form_of(article: Article) -> str:
    return f"{LIST}{article.pk}/change/"


def verb_of(article: Article, verb: str) -> str:
    return f"{LIST}{article.pk}/tun/{verb}/"


def buttons(client: Client, article: Article) -> set[str]:
    """The verbs that the page of this article offers, whichever way they are drawn."""
    html = client.get(form_of(article)).content.decode()
    return set(re.findall(r'name="_verb" value="(\w+)"', html)) | set(re.findall(r"/tun/(\w+)/", html))


def written(client: Client, **keys: object) -> dict[str, object]:
    """The whole form of a new article, with two links whose order is not that of their rows."""
    return {
        **opened(client, ADD),
        "title": "Fachkräfte für Göttingen",
        "teaser": "Worum es geht.",
        "text": '<h1>Groß</h1><p onclick="x()">Text</p><script>böse()</script>',
        "links-TOTAL_FORMS": "2",
        "links-0-order": "2",
        "links-0-title": "Draußen",
        "links-0-url": "https://example.org/",
        "links-1-order": "1",
        **keys,
        "_save": "Speichern",
    }


def test_an_editor_writes_a_whole_article(cast: Cast, client_of: ClientOf) -> None:
    topic, field, member = TopicFactory(), ActionFieldFactory(), OrganisationFactory()
    other, picture, contact = ArticleFactory(), PictureFactory(), ContactFactory()
    client = client_of("redaktion")
    keys = {"lead_picture": picture.pk, "contact": contact.pk, "links-1-to_article": other.pk}
    many = {"topics": [topic.pk], "action_fields": [field.pk], "organisations": [member.pk]}
    response = client.post(ADD, written(client, **keys, **many))
    assert (response.status_code, response.headers.get("Location")) == (302, LIST)
    article = Article.objects.get(slug="fachkraefte-fuer-goettingen")
    assert (article.state, article.changed_by_name) == (State.DRAFT, cast.redaktion.full_name)
    assert "onclick" not in article.text
    assert "böse" not in article.text
    assert "<h2>Groß</h2>" in article.text
    assert (article.topics.get(), article.action_fields.get(), article.organisations.get()) == (
        topic,
        field,
        member,
    )
    assert (article.lead_picture, article.contact) == (picture, contact)
    assert [row.href for row in article.links.all()] == [other.get_absolute_url(), "https://example.org/"]
    assert article.history.count() == 1
    assert list(Entry.objects.values_list("verb", "by_name")) == [("angelegt", cast.redaktion.full_name)]
    assert not LogEntry.objects.exists()


def test_saving_again_without_a_change_keeps_everything(cast: Cast, client_of: ClientOf) -> None:
    topic = TopicFactory()
    article = actions.save_article(
        by=cast.redaktion,
        article=ArticleFactory.build(publish_at=hours(5), place="Göttingen"),
        related={"topics": [topic]},
        links=[actions.Link(title="A", url="/a/"), actions.Link(to_field=ActionFieldFactory())],
    )
    before = (article.title, article.slug, article.text, [*article.links.values_list("pk", "order")])
    client = client_of("redaktion")
    response = client.post(form_of(article), opened(client, form_of(article)))
    assert response.status_code == 302
    article = Article.objects.get(pk=article.pk)
    assert (article.title, article.slug, article.text, [*article.links.values_list("pk", "order")]) == before
    assert [*article.topics.all()] == [topic]
    assert article.revision == 2


def test_one_button_saves_and_uses_the_verb(cast: Cast, client_of: ClientOf) -> None:
    article = ArticleFactory()
    client = client_of("leitung")
    sent = {**opened(client, form_of(article)), "title": "Neuer Titel", "_verb": "publish"}
    response = client.post(form_of(article), sent, follow=True)
    article.refresh_from_db()
    assert (article.title, article.state) == ("Neuer Titel", State.RELEASED)
    assert article.is_published
    assert "Die Meldung steht jetzt auf der Website." in response.content.decode()


def test_a_new_article_may_go_to_review_at_once(client_of: ClientOf) -> None:
    client = client_of("redaktion")
    sent = {**opened(client, ADD), "title": "Eilig", "teaser": "Kurz.", "_verb": "submit"}
    client.post(ADD, sent)
    assert Article.objects.get().state == State.REVIEW


def test_a_verb_pressed_without_the_right_saves_nothing(cast: Cast, client_of: ClientOf) -> None:
    article = ArticleFactory(title="Alt")
    client = client_of("redaktion")
    sent = {**opened(client, form_of(article)), "title": "Neu", "_verb": "publish"}
    assert client.post(form_of(article), sent).status_code == 403
    article.refresh_from_db()
    assert (article.title, article.state) == ("Alt", State.DRAFT)


BUTTONS = {
    "draft": ({"submit"}, {"submit", "publish"}),
    "review": (set(), {"publish", "send_back"}),
    "scheduled": (set(), {"withdraw"}),
    "published": ({"correct"}, {"correct", "archive"}),
    "expired": ({"correct"}, {"correct", "archive"}),
    "archived": (set(), {"reopen"}),
}


@pytest.mark.parametrize("situation", BUTTONS)
def test_the_page_shows_just_the_buttons_that_work(situation: str, client_of: ClientOf) -> None:
    article = ArticleFactory(**({} if situation == "draft" else {situation: True}))
    editors, chiefs = BUTTONS[situation]
    assert buttons(client_of("redaktion"), article) == editors
    assert buttons(client_of("leitung"), article) == chiefs
    assert buttons(client_of("administration"), article) == chiefs


def test_an_article_with_a_correction_leads_to_it(client_of: ClientOf) -> None:
    article = ArticleFactory(published=True)
    copy = ArticleFactory(replaces=article, slug=article.slug)
    client = client_of("leitung")
    assert buttons(client, article) == set()
    assert form_of(copy) in client.get(form_of(article)).content.decode()
    assert form_of(article) in client.get(form_of(copy)).content.decode()


@pytest.mark.parametrize("verb", TRANSITIONS)
def test_the_address_of_a_verb_answers_to_post_only(verb: str, client_of: ClientOf) -> None:
    article = ArticleFactory(review=True)
    for method in ("get", "head", "put", "delete"):
        assert getattr(client_of("leitung"), method)(verb_of(article, verb)).status_code == 405
    article.refresh_from_db()
    assert article.state == State.REVIEW


FROM = {
    "submit": "draft",
    "publish": "review",
    "send_back": "review",
    "withdraw": "scheduled",
    "correct": "published",
    "archive": "published",
    "reopen": "archived",
}


@pytest.mark.parametrize("verb", FROM)
def test_raw_posts_of_a_verb(verb: str, client_of: ClientOf) -> None:
    """Strangers log in, members find nothing, the editor is told that it is not hers, the chief may."""
    situation, mine = FROM[verb], verb in ("submit", "correct")
    for name in EVERYBODY:
        article = ArticleFactory(**({} if situation == "draft" else {situation: True}))
        before = article.state
        response = client_of(name).post(verb_of(article, verb))
        article.refresh_from_db()
        if name in OFFICE and (mine or name != "redaktion"):
            assert response.status_code == 302, name
            assert response.headers["Location"].startswith(LIST)
            assert Entry.objects.filter(by_name=client_of(name).get("/").wsgi_request.user.full_name).exists()
        else:
            expected = 302 if name == "visitor" else 403 if name == "redaktion" else 404
            assert response.status_code == expected, name
            assert name != "visitor" or response.headers["Location"].startswith("/anmelden/?next=")
            assert (article.state, Article.objects.filter(replaces=article).count()) == (before, 0)


def test_an_unknown_verb_and_an_unknown_article_are_not_found(client_of: ClientOf) -> None:
    client, article = client_of("leitung"), ArticleFactory()
    for address in (verb_of(article, "delete"), verb_of(article, "save_model"), f"{LIST}9999/tun/submit/"):
        assert client.post(address).status_code == 404


def test_a_verb_from_a_wrong_state_is_told_above_the_form(client_of: ClientOf) -> None:
    article = ArticleFactory(published=True)
    response = client_of("leitung").post(verb_of(article, "submit"), follow=True)
    assert response.status_code == 200
    assert "ist im Stand „freigegeben“ nicht möglich" in response.content.decode()


def test_a_verb_that_the_model_refuses_is_told_too(client_of: ClientOf) -> None:
    article = ArticleFactory(expire_at=hours(-3))
    response = client_of("leitung").post(verb_of(article, "publish"), follow=True)
    assert "verschwinden, bevor sie erscheint" in response.content.decode()
    article.refresh_from_db()
    assert article.state == State.DRAFT


@pytest.mark.parametrize("name", ["redaktion", "leitung"])
@pytest.mark.parametrize("change", [{}, {"publish_at_0": "", "publish_at_1": ""}])
def test_a_form_sent_after_publication_is_refused_and_nothing_typed_is_lost(
    name: str, change: dict[str, str], client_of: ClientOf
) -> None:
    article = ArticleFactory(title="Alt", text="<p>Alt</p>", topics=[TopicFactory()])
    client = client_of(name)
    sent = {**opened(client, form_of(article)), **change, "title": "Mühsam", "text": "<p>Lange getippt</p>"}
    Article.objects.filter(pk=article.pk).update(state=State.RELEASED, publish_at=hours(-1))
    for extra in ({"_save": "1"}, {"_verb": "submit"}, {"_preview": "1"}, {"_continue": "1"}):
        response = client.post(form_of(article), {**sent, **extra})
        html = response.content.decode()
        assert response.status_code == 200
        assert "ändert sich nur noch über eine Korrektur" in html
        assert "Mühsam" in html
        assert "Lange getippt" in html
    stored = Article.objects.get(pk=article.pk)
    assert (stored.title, stored.text, stored.state) == ("Alt", "<p>Alt</p>", State.RELEASED)
    assert stored.publish_at is not None
    assert not Entry.objects.exists()


def test_a_released_article_shows_no_form(client_of: ClientOf) -> None:
    html = client_of("leitung").get(form_of(ArticleFactory(published=True))).content.decode()
    assert 'name="title"' not in html
    assert 'name="_save"' not in html


def test_deleting_goes_through_the_action_and_only_for_drafts(client_of: ClientOf) -> None:
    draft, published = ArticleFactory(), ArticleFactory(published=True)
    client = client_of("redaktion")
    assert client.post(f"{LIST}{published.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"}).status_code == 302
    assert list(Article.objects.all()) == [published]
    assert Entry.objects.get().verb == "gelöscht"
    assert not LogEntry.objects.exists()


def test_many_are_deleted_only_if_all_are_drafts(client_of: ClientOf) -> None:
    draft, published = ArticleFactory(), ArticleFactory(published=True)
    client = client_of("leitung")
    sent = {"action": "delete_selected", "post": "yes"}
    client.post(LIST, {**sent, "_selected_action": [draft.pk, published.pk]})
    assert Article.objects.count() == 2
    client.post(LIST, {**sent, "_selected_action": [draft.pk]})
    assert list(Article.objects.all()) == [published]
    assert Entry.objects.get().verb == "gelöscht"
    assert not LogEntry.objects.exists()


def test_the_preview_is_the_page_as_readers_will_see_it(client_of: ClientOf) -> None:
    article = ArticleFactory(title="Noch geheim", text="<h2>Zwischenruf</h2>")
    html = client_of("redaktion").get(f"{LIST}{article.pk}/vorschau/").content.decode()
    assert "Vorschau." in html
    assert "<h2>Zwischenruf</h2>" in html
    assert "noindex" in html
    article.state, article.publish_at = State.RELEASED, hours(-1)
    article.save()
    page = client_of("redaktion").get(article.get_absolute_url()).content.decode()
    wanted = re.sub(r"noch ohne Datum|<time.*?</time>", "", html.split("<article>")[1].split("</article>")[0])
    assert wanted == re.sub(r"<time.*?</time>", "", page.split("<article>")[1].split("</article>")[0])


def test_strangers_and_members_have_no_preview(client_of: ClientOf) -> None:
    article = ArticleFactory()
    for name in ("northeim", "ehemalig"):
        assert client_of(name).get(f"{LIST}{article.pk}/vorschau/").status_code == 404
    assert client_of("visitor").get(f"{LIST}{article.pk}/vorschau/").status_code == 302
    assert client_of("redaktion").get(f"{LIST}9999/vorschau/").status_code == 404


def test_the_office_saves_and_looks_in_one_click(client_of: ClientOf) -> None:
    client = client_of("redaktion")
    response = client.post(
        ADD, {**opened(client, ADD), "title": "Blick", "teaser": "Kurz.", "_preview": "Speichern und ansehen"}
    )
    article = Article.objects.get()
    assert response.headers["Location"] == f"{LIST}{article.pk}/vorschau/"


SITUATIONS = {
    "entwurf": "draft",
    "pruefung": "review",
    "geplant": "scheduled",
    "sichtbar": "published",
    "abgelaufen": "expired",
    "archiv": "archived",
}


def test_the_list_finds_articles_by_where_they_stand(client_of: ClientOf) -> None:
    rows = {
        key: ArticleFactory(**({} if trait == "draft" else {trait: True}))
        for key, trait in SITUATIONS.items()
    }
    rows["korrektur"] = ArticleFactory(replaces=rows["sichtbar"], slug=rows["sichtbar"].slug)
    client = client_of("redaktion")
    for key, row in rows.items():
        found = client.get(LIST, {"stand": key}).context["cl"].result_list
        assert [article.pk for article in found] == [row.pk], key
    assert len(client.get(LIST).context["cl"].result_list) == len(rows)


def test_the_list_says_what_follows_from_time(client_of: ClientOf) -> None:
    for trait in SITUATIONS.values():
        ArticleFactory(**({} if trait == "draft" else {trait: True}))
    corrected = ArticleFactory(published=True)
    ArticleFactory(replaces=corrected, slug=corrected.slug, review=True)
    html = client_of("redaktion").get(LIST).content.decode()
    found = [re.sub(r" für .*", "", text) for text in re.findall(r'field-situation">(.*?)</td>', html)]
    assert sorted(found) == sorted(
        [
            *("Entwurf", "in Prüfung", "geplant", "veröffentlicht", "abgelaufen", "archiviert"),
            *("veröffentlicht, Korrektur begonnen", "Korrektur in Prüfung"),
        ]
    )


@pytest.mark.parametrize(
    ("day", "time", "utc"),
    [
        ("01.07.2026", "08:00", "2026-07-01T06:00+00:00"),
        ("01.12.2026", "08:00", "2026-12-01T07:00+00:00"),
        ("29.03.2026", "03:00", "2026-03-29T01:00+00:00"),
    ],
)
def test_the_form_speaks_the_time_of_berlin(day: str, time: str, utc: str, client_of: ClientOf) -> None:
    article, client = ArticleFactory(), client_of("redaktion")
    sent = {**opened(client, form_of(article)), "publish_at_0": day, "publish_at_1": time}
    assert client.post(form_of(article), sent).status_code == 302
    article.refresh_from_db()
    assert article.publish_at.isoformat() == utc.replace("+00:00", ":00+00:00")
    again = opened(client, form_of(article))
    assert (again["publish_at_0"], again["publish_at_1"]) == (day, f"{time}:00")


@pytest.mark.parametrize(
    "change",
    [
        # Twice in that night, and never in that one.
        {"publish_at_0": "25.10.2026", "publish_at_1": "02:30"},
        {"publish_at_0": "29.03.2026", "publish_at_1": "02:30"},
        {"publish_at_0": "31.02.2026", "publish_at_1": "08:00"},
        {
            "publish_at_0": "02.03.2026",
            "publish_at_1": "08:00",
            "expire_at_0": "01.03.2026",
            "expire_at_1": "08:00",
        },
        {"audience": "group"},
        {"slug": "Kein Slug"},
        {"slug": "vergeben"},
        {"title": ""},
        {"teaser": "x" * 401},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    change: dict[str, str], client_of: ClientOf
) -> None:
    ArticleFactory(slug="vergeben")
    article, client = ArticleFactory(text="<p>Alt</p>"), client_of("redaktion")
    sent = {**opened(client, form_of(article)), "place": "Uslar", "text": "<p>Lange getippt</p>", **change}
    response = client.post(form_of(article), sent)
    html = response.content.decode()
    assert response.status_code == 200
    assert response.context["errors"]
    assert "Lange getippt" in html
    assert 'value="Uslar"' in html
    assert Article.objects.get(pk=article.pk).text == "<p>Alt</p>"
    assert not Entry.objects.exists()
