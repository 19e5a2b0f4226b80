"""People for tests beside the cast."""

import factory

from alliance.accounts.models import Role, User


class PersonFactory(factory.django.DjangoModelFactory[User]):
    """A saved person without a role, who cannot log in by password."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person-{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Person {n}")
    role = Role.NONE
    password = "!"
