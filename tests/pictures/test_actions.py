"""Adding, changing and deleting pictures."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from alliance.accounts.models import User
from alliance.core.revision import StaleRevision
from alliance.history.models import Entry
from alliance.pictures.actions import KEPT, add_picture, change_picture, delete_picture
from alliance.pictures.models import Picture
from alliance.pictures.renditions import current_files
from tests.cast import Cast
from tests.factories.pictures import PictureFactory, picture_file

pytestmark = pytest.mark.django_db


def add(by: User | None = None, **values: Any) -> Picture:
    return add_picture(
        by=by, file=picture_file(), **{"title": "Saal", "alternative_text": "Ein Saal", **values}
    )


def files(picture: Picture) -> set[str]:
    """Everything that lies on the disk."""
    root = Path(picture.image.storage.location)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def test_adding_stores_everything_and_tells_the_history(cast: Cast) -> None:
    picture = add(cast.redaktion, caption="Im Saal", credit="Foto: Redaktion", focal_point=(0.25, 2.0))

    picture = Picture.objects.get(pk=picture.pk)
    assert (picture.width, picture.height) == (64, 48)
    assert (picture.caption, picture.credit, picture.focal_point) == (
        "Im Saal",
        "Foto: Redaktion",
        (0.25, 1.0),
    )
    assert (picture.uploaded_by, picture.revision) == (cast.redaktion, 1)
    assert files(picture) == current_files(picture)
    assert Entry.objects.get().verb == "hinzugefügt"
    assert picture.history.get().history_user == cast.redaktion


def test_the_same_file_twice_gives_two_pictures_with_files_of_their_own() -> None:
    first, second = add(), add()
    assert first.checksum == second.checksum
    assert first.image.name != second.image.name
    delete = current_files(first)
    assert not delete & current_files(second)


def test_a_refused_file_leaves_nothing() -> None:
    with pytest.raises(ValidationError):
        add_picture(by=None, file=picture_file(content=b"<svg/>"), title="x", decorative=True)
    assert not Picture.objects.exists()


def test_a_failing_save_leaves_no_files(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError("Platte voll")

    monkeypatch.setattr("alliance.pictures.models.Picture.forget_addresses", fail)
    with pytest.raises(OSError, match="Platte voll"):
        add()
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_the_alternative_text_is_asked_for_by_action_and_database() -> None:
    with pytest.raises(ValidationError, match="Alternativtext"):
        add(alternative_text="")
    assert add(alternative_text="", decorative=True).alt == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        PictureFactory(alternative_text="", decorative=False)


def test_a_decorative_picture_is_not_read_out() -> None:
    assert PictureFactory(alternative_text="Ein Saal", decorative=True).alt == ""


def test_changing_texts_touches_no_file(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    picture = add()
    before = files(picture)
    with django_capture_on_commit_callbacks(execute=True):
        changed = change_picture(by=cast.leitung, picture=picture, revision=1, title="Großer Saal")
    assert (changed.title, changed.revision, changed.changed_by_name) == (
        "Großer Saal",
        2,
        cast.leitung.full_name,
    )
    assert files(picture) == before
    assert Entry.objects.filter(verb="geändert", by=cast.leitung).exists()
    assert picture.history.count() == 2


def test_two_people_at_once_the_second_is_told() -> None:
    picture = add()
    change_picture(by=None, picture=picture, revision=1, title="Erste")
    with pytest.raises(StaleRevision):
        change_picture(by=None, picture=picture, revision=1, title="Zweite")
    assert Picture.objects.get().title == "Erste"


def test_only_texts_and_focal_point_change() -> None:
    with pytest.raises(TypeError):
        change_picture(by=None, picture=add(), revision=1, image="x.jpeg")


def test_wrong_texts_change_nothing() -> None:
    picture = add()
    with pytest.raises(ValidationError):
        change_picture(by=None, picture=picture, revision=1, title="", focal_point=(0, 0))
    assert Picture.objects.get().title == "Saal"


def test_moving_the_focal_point_makes_new_files_and_keeps_the_old(
    django_capture_on_commit_callbacks: Any,
) -> None:
    picture = add()
    before = current_files(picture)
    address = picture.thumbnail_url
    with django_capture_on_commit_callbacks(execute=True):
        moved = change_picture(by=None, picture=picture, revision=1, focal_point=(0.1, 0.9))
    after = current_files(moved)
    assert moved.thumbnail_url != address
    assert picture.image.natural_480_avif == moved.image.natural_480_avif, (
        "nothing is cut off, so nothing changes"
    )
    assert files(moved) == before | after


def test_old_files_go_with_the_next_move_after_a_day(django_capture_on_commit_callbacks: Any) -> None:
    picture = add()
    first = current_files(picture)
    moved = change_picture(by=None, picture=picture, revision=1, focal_point=(0.1, 0.9))
    second = current_files(moved)
    Picture.objects.update(changed_at=timezone.now() - KEPT - timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        again = change_picture(by=None, picture=moved, revision=2, focal_point=(0.9, 0.1))
    third = current_files(again)
    assert files(again) == second | third
    assert first - second - third


def test_moving_back_keeps_the_files_that_are_needed_again(django_capture_on_commit_callbacks: Any) -> None:
    picture = add()
    first = current_files(picture)
    moved = change_picture(by=None, picture=picture, revision=1, focal_point=(0.1, 0.9))
    Picture.objects.update(changed_at=timezone.now() - KEPT - timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        back = change_picture(by=None, picture=moved, revision=2, focal_point=(0.5, 0.5))
    assert current_files(back) == first
    assert first <= files(back)


def test_deleting_removes_the_files_when_it_is_certain(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    picture, other = add(), add()
    with django_capture_on_commit_callbacks(execute=True):
        delete_picture(by=cast.redaktion, picture=picture)
        assert current_files(picture) <= files(other)
    assert files(other) == current_files(other)
    assert list(Picture.objects.all()) == [other]
    assert Entry.objects.filter(verb="gelöscht", by=cast.redaktion, title="Saal").exists()


@pytest.mark.parametrize(
    "words", ["straße", "STRASSE", "göttingen strasse", "goettingen", "redaktion", "übersicht"]
)
def test_found_whatever_the_spelling(words: str) -> None:
    picture = PictureFactory(title="Straße in Göttingen", caption="Uebersicht", credit="Foto: Redaktion")
    PictureFactory(title="Anderes")
    assert list(Picture.objects.found(words)) == [picture]
