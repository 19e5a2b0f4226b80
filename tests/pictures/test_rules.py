"""Who may do what with pictures: the office everything, nobody else anything."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser

from alliance.pictures import rules
from tests.cast import Cast
from tests.factories.pictures import PictureFactory

VERBS = [rules.may_view, rules.may_add, rules.may_change, rules.may_delete]
OFFICE = {"administration", "leitung", "redaktion"}


@pytest.mark.parametrize("rule", VERBS)
def test_only_the_office(rule: Callable[..., bool], cast: Cast) -> None:
    picture = PictureFactory()
    allowed = {user.email.split("@")[0] for user in cast if rule(user, picture)}
    assert allowed == OFFICE
    assert {user.email.split("@")[0] for user in cast if rule(user)} == OFFICE
    assert not rule(AnonymousUser(), picture)


@pytest.mark.parametrize("rule", VERBS)
def test_not_those_who_left(rule: Callable[..., bool], cast: Cast) -> None:
    cast.leitung.is_active = False
    assert not rule(cast.leitung)
