"""Action fields for tests."""

import factory

from strategy.fields.models import ActionField, Weave


class ActionFieldFactory(factory.django.DjangoModelFactory[ActionField]):
    """A field in work."""

    class Meta:
        model = ActionField

    name = factory.Sequence(lambda n: f"Feld {n}")
    slug = factory.Sequence(lambda n: f"feld-{n}")
    short_text = "Ein Satz."
    weave = Weave.WAID
