"""Links for readers without an account, on a page beside the article's form."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from alliance.accounts.models import person_of
from alliance.news import actions, rules
from alliance.news.models import Article

LONGEST_DAYS = 60


class PreviewLinkForm(forms.Form):
    """For whom and for how long."""

    note = forms.CharField(
        label="Für wen",
        max_length=120,
        required=False,
        help_text="Nur für Sie, zum Beispiel „zitiertes Mitglied“.",
    )
    days = forms.IntegerField(
        label="Gültig, Tage", min_value=1, max_value=LONGEST_DAYS, initial=actions.PREVIEW_DAYS
    )


def preview_links(request: HttpRequest, article: Article | None) -> HttpResponse:
    """List an article's links, make a new one, take one back. For whoever may write the article."""
    if article is None or not rules.may_write(request.user, article):
        raise Http404
    form = PreviewLinkForm(request.POST if "make" in request.POST else None)
    if request.method == "POST" and _act(request, article, form):
        return redirect("admin:news_article_preview_links", article.pk)
    return TemplateResponse(request, "admin/news/preview_links.html", _context(request, article, form))


def _context(request: HttpRequest, article: Article, form: PreviewLinkForm) -> dict[str, Any]:
    rows = article.preview_links.all()
    return {
        **admin.site.each_context(request),
        "title": f"Vorschaulinks: {article}",
        "article": article,
        "opts": Article._meta,
        "form": form,
        "links": [(link, request.build_absolute_uri(link.get_absolute_url())) for link in rows],
    }


def _act(request: HttpRequest, article: Article, form: PreviewLinkForm) -> bool:
    """Do what was asked for; False when the form has to be mended."""
    if "revoke" in request.POST:
        key = request.POST["revoke"]
        link = get_object_or_404(article.preview_links, pk=int(key) if key.isdecimal() else 0)
        actions.revoke_preview_link(by=person_of(request), link=link)
        messages.success(request, "Der Link öffnet nichts mehr.")
        return True
    if not form.is_valid():
        return False
    actions.make_preview_link(by=person_of(request), article=article, **form.cleaned_data)
    messages.success(request, "Der Link ist fertig. Kopieren Sie ihn aus der Liste.")
    return True
