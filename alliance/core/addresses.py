"""Addresses that change and old ones that lead on."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import Resolver404, resolve

from alliance.core.german import slugify_german
from alliance.core.models import FormerAddress

# Words of an address; what numbers twins comes on top.
LONGEST = 80
ROOM_FOR_NUMBER = 5


def absolute(path: str) -> str:
    """The whole address of a page of the portal, for mails and calendars, where nobody has asked for a page."""
    return f"{settings.SITE_URL}{path}"


def kind_of(model: type[models.Model]) -> str:
    """The plain name under which former addresses of a model are kept, such as `news.article`."""
    return model._meta.label_lower


def remember(obj: models.Model, *, old_slug: str, new_slug: str) -> None:
    """Keep `old_slug` leading to `obj`; `new_slug` leads nowhere else from now on.

    Writes nothing when both are the same. Call it in the transaction that saves `obj`.
    """
    kind = kind_of(type(obj))
    FormerAddress.objects.filter(kind=kind, slug=new_slug).delete()
    if old_slug and old_slug != new_slug:
        FormerAddress.objects.update_or_create(kind=kind, slug=old_slug, defaults={"object_id": obj.pk})


def now_at(queryset: models.QuerySet, slug: str) -> Any:
    """What used to live at `slug`, as far as `queryset` lets the person see it; else None."""
    old = FormerAddress.objects.filter(kind=kind_of(queryset.model), slug=slug).values("object_id")
    return queryset.filter(pk__in=old).first()


def free_slug(model: type[models.Model], text: str, *, keep: Iterable[models.Model | None] = ()) -> str:
    """A slug made of `text` that no other row of `model` has, numbered where needed (`-2`, `-3` …).

    What the rows of `keep` have counts as free.
    """
    field: Any = model._meta.get_field("slug")
    base = slugify_german(text, longest=min(LONGEST, field.max_length - ROOM_FOR_NUMBER)) or "ohne-titel"
    others = model._base_manager.exclude(pk__in=[row.pk for row in keep if row and row.pk])
    taken = set(others.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, count = base, 1
    while slug in taken:
        count += 1
        slug = f"{base}-{count}"
    return slug


def is_taken_by_route(path: str, *, own: str) -> bool:
    """Whether a fixed page of the portal already answers at `path`; `own` is the view name that may."""
    try:
        return resolve(path).view_name != own
    except Resolver404:
        return False
