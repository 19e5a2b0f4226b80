"""The strategy on pages of the apps below and above."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from alliance.core.difference import one_side
from alliance.pictures.richtext import render
from strategy.versions.models import FieldEdition, StrategyVersion
from strategy.versions.outline import pieces_of_editions

register = template.Library()


@register.filter
def what_was(difference: str) -> SafeString:
    """The earlier text out of a difference, for the left column."""
    return one_side(difference, old=True)


@register.filter
def what_is(difference: str) -> SafeString:
    """The later text out of a difference, for the right column."""
    return one_side(difference, old=False)


@register.inclusion_tag("versions/of_field.html", takes_context=True)
def field_editions(context: Context, action_field: Any) -> dict[str, Any]:
    """What each version that the person may see says of an action field, newest first; two queries.

    Pictures stay on the pages of the versions.
    """
    versions = StrategyVersion.objects.visible_to(context["request"].user)
    rows = FieldEdition.objects.filter(action_field=action_field, version__in=versions)
    editions = list(rows.select_related("version").order_by("-version__period_starts", "-version__pk"))
    pieces = pieces_of_editions(editions) if editions else {}
    told = [
        {
            "row": row,
            "text": render(row.text, {}),
            "goals": pieces.get(("goal", row.pk), []),
            "priorities": pieces.get(("priority", row.pk), []),
        }
        for row in editions
    ]
    return {"editions": told}
