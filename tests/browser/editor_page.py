"""The portal's addresses and one more: a page with nothing but a form that holds a rich text."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import path

from alliance import urls
from alliance.core.fields import RichTextFormField

handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler429, handler500 = urls.handler429, urls.handler500

PAGE = """{% extends "admin/base_site.html" %}
{% block extrastyle %}{{ block.super }}{{ form.media }}{% endblock %}
{% block title %}Text{% endblock %}
{% block content %}<h1>Text</h1><form method="post" class="module aligned">{% csrf_token %}
<div class="form-row"><div class="flex-container">{{ form.text.label_tag }}{{ form.text }}</div></div>
<input type="submit" value="Speichern"></form>
{% if stored is not None %}<output>{{ stored }}</output>{% endif %}{% endblock %}"""


class ProbeForm(forms.Form):
    """One text."""

    text = RichTextFormField(label="Text des Artikels", required=False)


def probe(request: HttpRequest) -> HttpResponse:
    """Show the form; after a POST also what would be stored, and what the browser sent."""
    form = ProbeForm(request.POST or None, initial={"text": request.GET.get("text", "")})
    stored = form.cleaned_data["text"] if form.is_valid() else None
    context = {**admin.site.each_context(request), "form": form, "stored": stored}
    return HttpResponse(Template(PAGE).render(RequestContext(request, context)))


urlpatterns = [path("probe/", probe), *urls.urlpatterns]
