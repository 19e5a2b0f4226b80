"""What the office does with articles: one verb, one function, one transaction."""

import datetime
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.addresses import remember
from alliance.core.workflow import NotPossible
from alliance.history.actions import delete_content, record, save_content, save_rows, saved_by
from alliance.news.models import Article, ArticlePicture, PreviewLink, RelatedLink, Topic
from alliance.news.rules import WORKFLOW
from alliance.news.states import State
from alliance.pictures.actions import keep_text_pictures
from strategy.fields.models import ActionField

PREVIEW_DAYS = 14
RELATIONS = ("topics", "action_fields", "organisations", "meetings", "resolutions")
# What a correction copies and later writes back; keys of many go by RELATIONS, links by themselves.
CONTENT = (
    *("title", "slug", "place", "teaser", "text", "is_example", "lead_picture", "contact", "is_pinned"),
    *("audience", "working_group", "publish_at", "expire_at"),
)


@dataclass(frozen=True)
class Link:
    """A related link before it is stored: either `url` with a title or one page of ours."""

    title: str = ""
    url: str = ""
    to_article: Article | None = None
    to_field: ActionField | None = None
    note: str = ""


@transaction.atomic
def save_topic(*, by: User | None, topic: Topic) -> Topic:
    """Add or change a topic."""
    return save_content(topic, by=by)


def delete_topic(*, by: User | None, topic: Topic) -> None:
    """Delete a topic; its articles stay."""
    delete_content(topic, by=by)


@transaction.atomic
def save_article(
    *,
    by: User | None,
    article: Article,
    related: dict[str, Iterable[Any]] | None = None,
    links: Sequence[Link] | None = None,
) -> Article:
    """Add an article or change a draft.

    `related` holds many-to-many keys by name (see RELATIONS), `links` are all related links from now on;
    what is not given stays. A slug under which it was published keeps leading here.
    Raises NotPossible for a released article, ValidationError, StaleRevision.
    """
    stored = Article.objects.select_for_update().filter(pk=article.pk).first()
    if not article.is_editable or (stored and not stored.is_editable):
        raise NotPossible("Eine veröffentlichte Meldung ändern Sie über eine Korrektur.")
    save_content(article, by=by, related=related)
    if stored and not article.replaces_id and stored.history.filter(state=State.RELEASED).exists():
        remember(article, old_slug=stored.slug, new_slug=article.slug)
    if links is not None:
        _set_links(article, links, by)
    keep_text_pictures(owner=article, through=ArticlePicture, html=article.text)
    return article


def _set_links(article: Article, links: Sequence[Link], by: User | None) -> None:
    save_rows(article.links.all(), [RelatedLink(article=article, **vars(link)) for link in links], by=by)


def _locked(article: Article, verb: str, by: User | None) -> Article:
    """The stored row, locked; PermissionDenied when `by` may not use the verb, NotPossible from a wrong state."""
    row = Article.objects.select_for_update().get(pk=article.pk)
    if by is not None and not WORKFLOW.rules[verb](by, row):
        raise PermissionDenied
    WORKFLOW.move(verb, row)
    return row


def _move(article: Article, verb: str, by: User | None, said: str) -> Article:
    return save_content(_locked(article, verb, by), by=by, verb=said)


@transaction.atomic
def submit_article(*, by: User | None, article: Article) -> Article:
    """Give a draft to the chief for review."""
    return _move(article, "submit", by, "zur Prüfung gegeben")


@transaction.atomic
def send_back_article(*, by: User | None, article: Article) -> Article:
    """Give an article in review back to its writers."""
    return _move(article, "send_back", by, "zurückgegeben")


@transaction.atomic
def withdraw_article(*, by: User | None, article: Article) -> Article:
    """Take back a scheduled article before it appears."""
    return _move(article, "withdraw", by, "Planung zurückgezogen")


@transaction.atomic
def archive_article(*, by: User | None, article: Article) -> Article:
    """Take a published article from the site; it stays in the admin. Refused while a correction is begun."""
    return _move(article, "archive", by, "archiviert")


@transaction.atomic
def reopen_article(*, by: User | None, article: Article) -> Article:
    """Make a draft of an archived article."""
    return _move(article, "reopen", by, "wieder aufgenommen")


@transaction.atomic
def publish_article(
    *, by: User | None, article: Article, publish_at: datetime.datetime | None = None
) -> Article:
    """Release an article for its `publish_at`, for now when it has none; publish a correction at once.

    A correction is written into its original, which is returned, and removed.
    """
    row = _locked(article, "publish", by)
    if row.replaces_id:
        return _merge(row, by)
    row.publish_at = publish_at or row.publish_at or timezone.now()
    said = "veröffentlicht" if row.publish_at <= timezone.now() else "eingeplant"
    return save_content(row, by=by, verb=said)


@transaction.atomic
def correct_article(*, by: User | None, article: Article) -> Article:
    """Begin a correction: a draft copy that is written back when it is published."""
    original = _locked(article, "correct", by)
    copy = Article(replaces=original, **{name: getattr(original, name) for name in CONTENT})
    save_content(
        copy,
        by=by,
        related={name: getattr(original, name).all() for name in RELATIONS},
        verb="Korrektur begonnen",
    )
    _set_links(copy, _links_of(original), by)
    keep_text_pictures(owner=copy, through=ArticlePicture, html=copy.text)
    return copy


@transaction.atomic
def restore_article(
    *,
    by: User | None,
    article: Article,
    values: Mapping[str, Any],
    related: Mapping[str, Iterable[Any]],
    links: Sequence[Link],
) -> Article:
    """Begin a correction of a published article that holds an old state of it; returns the correction.

    `values` are the state's columns by attribute name. A state from before the publication keeps the present
    date. Raises NotPossible where no correction can begin, ValidationError for what cannot be any more.
    """
    copy = correct_article(by=by, article=article)
    published = copy.publish_at
    for name, value in values.items():
        setattr(copy, name, value)
    copy.publish_at = copy.publish_at or published
    return save_article(by=by, article=copy, related=dict(related), links=links)


def _links_of(article: Article) -> list[Link]:
    rows = article.links.select_related("to_article", "to_field")
    return [Link(row.title, row.url, row.to_article, row.to_field, row.note) for row in rows]


def _merge(correction: Article, by: User | None) -> Article:
    original = Article.objects.select_for_update().get(pk=correction.replaces_id)
    old_slug, published_at = original.slug, original.publish_at
    for name in CONTENT:
        setattr(original, name, getattr(correction, name))
    # An emptied date does not make an old report a new one.
    original.publish_at = original.publish_at or published_at
    original.updated_at = timezone.now()
    related = {name: list(getattr(correction, name).all()) for name in RELATIONS}
    links = _links_of(correction)
    saved_by(correction, by).delete()
    save_content(original, by=by, related=related, verb="Korrektur veröffentlicht")
    remember(original, old_slug=old_slug, new_slug=original.slug)
    _set_links(original, links, by)
    keep_text_pictures(owner=original, through=ArticlePicture, html=original.text)
    return original


@transaction.atomic
def delete_article(*, by: User | None, article: Article) -> None:
    """Delete a draft or discard a correction; raises NotPossible for what was released."""
    row = Article.objects.select_for_update().get(pk=article.pk)
    if not row.is_editable:
        raise NotPossible("Eine veröffentlichte Meldung wird archiviert, nicht gelöscht.")
    delete_content(row, by=by)


@transaction.atomic
def make_preview_link(*, by: User, article: Article, days: int = PREVIEW_DAYS, note: str = "") -> PreviewLink:
    """Let whoever has the link read `article` for `days` days, without an account."""
    link = PreviewLink(article=article, key=secrets.token_urlsafe(32), note=note, made_by_name=by.full_name)
    link.ends_at = timezone.now() + datetime.timedelta(days=days)
    link.full_clean()
    link.save()
    record(verb="Vorschaulink erstellt", obj=article, by=by, note=note)
    return link


@transaction.atomic
def revoke_preview_link(*, by: User, link: PreviewLink) -> PreviewLink:
    """Take a link back; it opens nothing from now on."""
    link.revoked_at = link.revoked_at or timezone.now()
    link.save(update_fields=["revoked_at"])
    record(verb="Vorschaulink zurückgenommen", obj=link.article, by=by, note=link.note)
    return link


VERBS = {
    "submit": submit_article,
    "publish": publish_article,
    "send_back": send_back_article,
    "withdraw": withdraw_article,
    "correct": correct_article,
    "archive": archive_article,
    "reopen": reopen_article,
}
