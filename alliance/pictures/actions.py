"""What the office does with pictures. The only way to write them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import models, transaction
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.revision import advance
from alliance.core.richtext import picture_ids
from alliance.core.usage import Usage, usages
from alliance.history.actions import record, saved_by
from alliance.pictures.cleaning import prepare
from alliance.pictures.models import Picture, PictureInText
from alliance.pictures.renditions import CENTRE, all_files, current_files

TEXTS = ("title", "alternative_text", "decorative", "caption", "credit")
# So long a page that somebody has open, and a network that showed a link, find the old cut.
KEPT = timedelta(days=1)


class PictureInUse(Exception):
    """The picture is shown somewhere and cannot be deleted; `usages` says where."""

    def __init__(self, picture: Picture, places: list[Usage]) -> None:
        super().__init__(f"{picture} wird noch gezeigt.")
        self.usages = places


@transaction.atomic
def add_picture(
    *,
    by: User | None,
    file: File,
    title: str,
    alternative_text: str = "",
    decorative: bool = False,
    caption: str = "",
    credit: str = "",
    focal_point: tuple[float, float] = CENTRE,
) -> Picture:
    """Put a picture into the library: clean the file, store it, make its renditions.

    Takes one to four seconds for a large photo. Raises ValidationError for a file or text that cannot be.
    """
    clean = prepare(file)
    picture = Picture(
        title=title,
        alternative_text=alternative_text,
        decorative=decorative,
        caption=caption,
        credit=credit,
        focus=_focus(focal_point),
        uploaded_by=by,
        checksum=clean.checksum,
    )
    picture.image = clean
    picture.full_clean()
    advance(picture, by=by)
    _save_or_tidy(picture, by)
    record(verb="hinzugefügt", obj=picture, by=by)
    return picture


def _save_or_tidy(picture: Picture, by: User | None) -> None:
    """Save; what was already written to the disk goes again when that fails."""
    try:
        saved_by(picture, by).save()
    except Exception:
        if picture.image.name:
            _remove(picture.image.storage, all_files(picture))
        raise


@transaction.atomic
def change_picture(*, by: User | None, picture: Picture, revision: int, **changes: Any) -> Picture:
    """Change texts or `focal_point` (a pair of 0 to 1) of the picture that `by` has seen as `revision`.

    A moved focal point makes new files under new names. The old ones stay for at least a day, because
    open pages ask for them; the next move after that day, or deleting the picture, takes them away.
    Raises StaleRevision when somebody else saved since, ValidationError for texts that cannot be.
    """
    unknown = set(changes) - {*TEXTS, "focal_point"}
    if unknown:
        raise TypeError(f"change_picture() cannot change {', '.join(sorted(unknown))}")
    fresh = Picture.objects.select_for_update().get(pk=picture.pk)
    before, changed_at = fresh.focus, fresh.changed_at
    fresh.revision = revision
    if "focal_point" in changes:
        fresh.focus = _focus(changes.pop("focal_point"))
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.full_clean()
    outdated: set[str] = (
        set() if fresh.focus == before else _outdated(picture=fresh, focus=before, since=changed_at)
    )
    advance(fresh, by=by)
    saved_by(fresh, by).save()
    record(verb="geändert", obj=fresh, by=by)
    storage = fresh.image.storage
    transaction.on_commit(lambda: _remove(storage, outdated - current_files(fresh)))
    return fresh


@transaction.atomic
def delete_picture(*, by: User | None, picture: Picture) -> None:
    """Delete a picture that nothing shows, its files too once that is certain. Raises PictureInUse."""
    fresh = Picture.objects.select_for_update().get(pk=picture.pk)
    places = usages(fresh)
    if places:
        raise PictureInUse(fresh, places)
    storage, files = fresh.image.storage, all_files(fresh)
    record(verb="gelöscht", obj=fresh, by=by)
    saved_by(fresh, by).delete()
    transaction.on_commit(lambda: _remove(storage, files))


def _outdated(*, picture: Picture, focus: str, since: Any) -> set[str]:
    """Renditions that no page has asked for since KEPT: those that were replaced before the last change."""
    if since is not None and since > timezone.now() - KEPT:
        return set()
    moved, picture.focus = picture.focus, focus
    present = current_files(picture)
    picture.focus = moved
    return all_files(picture) - present


def _remove(storage: Storage, names: Iterable[str]) -> None:
    for name in names:
        storage.delete(name)


def _focus(point: tuple[float, float]) -> str:
    """The stored form of a focal point; what lies outside of the picture moves to its edge."""
    return "x".join(f"{min(1.0, max(0.0, share)):.3f}" for share in point)


def keep_text_pictures(*, owner: models.Model, through: type[PictureInText], html: str) -> None:
    """Make the rows of `through` for `owner` name just the pictures that the rich text `html` shows.

    Call it in the transaction that saves the text.
    """
    wanted = set(Picture.objects.filter(pk__in=picture_ids(html)).values_list("pk", flat=True))
    manager: Any = through._base_manager
    rows = manager.filter(owner=owner)
    rows.exclude(picture__in=wanted).delete()
    missing = wanted - set(rows.values_list("picture_id", flat=True))
    manager.bulk_create(manager.model(owner=owner, picture_id=pk) for pk in sorted(missing))
