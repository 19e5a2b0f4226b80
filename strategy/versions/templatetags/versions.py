"""The strategy on pages of the apps below and above."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from alliance.core.difference import one_side
from alliance.pictures.richtext import render
from strategy.versions import rules
from strategy.versions.models import EditionOrigin, FieldEdition, Priority, StrategyVersion
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


@register.inclusion_tag("versions/take_over.html", takes_context=True)
def take_over(context: Context, workshop: Any) -> dict[str, Any]:
    """The ways from the result of a workshop into the drafts, for the office; one query for it, else none."""
    user = context["request"].user
    drafts = []
    if rules.may_view(user):
        drafts = [row for row in StrategyVersion.objects.visible_to(user) if rules.may_change(user, row)]
    return {"drafts": drafts, "workshop": workshop, "is_office": rules.may_view(user)}


@register.inclusion_tag("versions/of_resolution.html", takes_context=True)
def versions_of_resolution(context: Context, resolution: Any) -> dict[str, Any]:
    """The versions of the strategy that a resolution adopted, as far as the person may see them; one query."""
    versions = StrategyVersion.objects.visible_to(context["request"].user).filter(resolution=resolution)
    return {"versions": list(versions.defer("foreword"))}


@register.inclusion_tag("versions/outcome.html", takes_context=True)
def workshop_outcome(context: Context, workshop: Any) -> dict[str, Any]:
    """What the clusters of a workshop became, in versions that the person may read; two queries."""
    versions = StrategyVersion.objects.visible_to(context["request"].user)
    priorities = Priority.objects.filter(origin__round__workshop=workshop, version__in=versions)
    origins = EditionOrigin.objects.filter(
        cluster__round__workshop=workshop, edition__version__in=versions
    ).select_related("cluster", "edition__version", "edition__action_field")
    return {
        "priorities": priorities.select_related("origin", "version").order_by(
            "-version__period_starts", "-version", "rank"
        ),
        "origins": origins.order_by("-edition__version__period_starts", "edition__order", "pk"),
    }
