"""Documents on pages of the apps below."""

from typing import Any

from django import template
from django.template import Context

from alliance.files.models import Document

register = template.Library()


@register.inclusion_tag("files/documents.html", takes_context=True)
def group_documents(context: Context, group: Any) -> dict[str, Any]:
    """The documents of a working group that the person may see; two queries, nothing where there are none."""
    documents = Document.objects.visible_to(context["request"].user).of_group(group)
    return _listed(documents)


@register.inclusion_tag("files/documents.html", takes_context=True)
def organisation_documents(context: Context, organisation: Any) -> dict[str, Any]:
    """The documents of a member for who may see them; two queries, nothing where there are none."""
    documents = Document.objects.visible_to(context["request"].user).of_organisation(organisation)
    return _listed(documents)


def _listed(documents: Any) -> dict[str, Any]:
    rows = documents.with_versions()
    return {"documents": [document for document in rows if document.current is not None]}
