"""Somebody can always manage accounts."""

import pytest
from django.core.exceptions import ValidationError

from alliance.accounts.models import Role
from alliance.members.actions import save_person
from tests.cast import Cast, person
from tests.conftest import ClientOf
from tests.office_form import opened

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", [{"role": Role.EDITOR}, {"is_active": False}])
def test_the_last_administrator_stays(cast: Cast, change: dict[str, object]) -> None:
    last = cast.administration
    for name, value in change.items():
        setattr(last, name, value)

    with pytest.raises(ValidationError, match="letzte Person"):
        save_person(by=cast.administration, person=last)
    person("zweite", role=Role.ADMINISTRATOR)
    save_person(by=cast.administration, person=last)


def test_the_form_says_so(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("administration")
    address = f"/verwaltung/accounts/user/{cast.administration.pk}/change/"

    response = client.post(address, {**opened(client, address), "role": Role.EDITOR})

    assert "letzte Person der Administration" in response.content.decode()
    cast.administration.refresh_from_db()
    assert cast.administration.is_administrator
