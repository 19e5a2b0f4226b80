"""Puts the demo pictures and articles into the database, through actions only."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.files import File

from alliance.accounts.models import User
from alliance.core.addresses import now_at
from alliance.core.german import slugify_german
from alliance.members.models import Organisation
from alliance.news.actions import (
    Link,
    archive_article,
    correct_article,
    publish_article,
    save_article,
    save_topic,
    submit_article,
)
from alliance.news.models import Article, Topic
from alliance.pictures.actions import add_picture
from alliance.pictures.models import Picture
from alliance.portal.demo import articles, drawings
from alliance.portal.demo.shapes import Drawing, Story
from events.meetings.models import Meeting
from strategy.fields.models import ActionField

PICTURE_MARK = re.compile(r"\{bild:([a-z-]+)\}")


def add_pictures(*, by: User) -> int:
    """Put the drawings that are missing into the library; a third of a second each."""
    known = pictures_by_key()
    missing = [drawing for drawing in (*drawings.DRAWINGS, drawings.EMBLEM) if drawing.key not in known]
    for drawing in missing:
        _add_picture(drawing, by)
    return len(missing)


def _add_picture(drawing: Drawing, by: User) -> None:
    with (drawings.FOLDER / f"{drawing.key}.webp").open("rb") as stream:
        add_picture(
            by=by,
            file=File(stream, name=f"{drawing.key}.webp"),
            title=drawing.title,
            alternative_text=drawing.alt,
            caption=drawing.caption,
            credit="" if drawing is drawings.EMBLEM else drawings.CREDIT,
        )


def pictures_by_key() -> dict[str, Picture]:
    """The drawings that are in the library, by key."""
    keys = {drawing.title: drawing.key for drawing in (*drawings.DRAWINGS, drawings.EMBLEM)}
    return {keys[row.title]: row for row in Picture.objects.filter(title__in=keys)}


def add_articles(*, editor: User, chief: User) -> int:
    """Write the articles that are missing and bring each into its state; returns how many were added."""
    topics = _topics(editor)
    missing = [story for story in articles.STORIES if _written(story.title) is None]
    pictures = pictures_by_key() if missing else {}
    written = [(story, _write(story, topics, pictures, editor)) for story in missing]
    for story, article in written:
        # Links come last where articles point at each other.
        if len(article.links.all()) < len(story.links):
            save_article(by=editor, article=article, links=_links(story))
        _bring_forward(story, article, editor, chief)
    return len(missing)


def _topics(by: User) -> dict[str, Topic]:
    known = {topic.name: topic for topic in Topic.objects.all()}
    for order, name in enumerate(articles.TOPICS, start=1):
        if name not in known:
            known[name] = save_topic(by=by, topic=Topic(name=name, order=order))
    return known


def _written(title: str) -> Article | None:
    """The article that once had this title, at its first address or where it moved since."""
    slug, originals = slugify_german(title), Article.objects.filter(replaces=None)
    return originals.filter(slug=slug).first() or now_at(originals, slug)  # type: ignore[return-value]


def _write(story: Story, topics: dict[str, Topic], pictures: dict[str, Picture], by: User) -> Article:
    article = Article(
        title=story.title,
        place=story.place,
        teaser=story.teaser,
        text=_with_pictures(story.text, pictures),
        is_example=story.is_example,
        lead_picture=pictures[story.drawing] if story.drawing else None,
        is_pinned=story.is_pinned,
        expire_at=story.expire_at,
    )
    related: dict[str, Iterable[Any]] = {
        "topics": [topics[name] for name in story.topics],
        "action_fields": ActionField.objects.filter(slug__in=story.fields),
        "organisations": Organisation.objects.filter(short_name__in=story.organisations),
        "meetings": Meeting.objects.filter(title__in=story.meetings),
    }
    return save_article(by=by, article=article, related=related, links=_links(story))


def _with_pictures(text: str, pictures: dict[str, Picture]) -> str:
    def figure(mark: re.Match[str]) -> str:
        return f'<figure><img data-picture="{pictures[mark[1]].pk}"></figure>'

    return PICTURE_MARK.sub(figure, text)


def _links(story: Story) -> list[Link]:
    """The story's links whose targets are there."""
    found = []
    for link in story.links:
        article = _written(link.article) if link.article else None
        field = ActionField.objects.filter(slug=link.action_field).first() if link.action_field else None
        if link.url or article or field:
            found.append(Link(link.title, link.url, article, field, link.note))
    return found


def _bring_forward(story: Story, article: Article, editor: User, chief: User) -> None:
    """Use the verbs that lead to the story's state, each by whoever may."""
    if story.state == "draft":
        return
    if story.state == "review":
        submit_article(by=editor, article=article)
        return
    article = publish_article(by=chief, article=article, publish_at=story.publish_at)
    if story.state == "archived":
        archive_article(by=chief, article=article)
    if story.correction:
        correction = correct_article(by=editor, article=article)
        correction.teaser = story.correction
        save_article(by=editor, article=correction)
