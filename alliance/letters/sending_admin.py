"""The page beside a letter's form that shows the mail and its receivers, and sends it."""

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from alliance.accounts.models import person_of
from alliance.core.addresses import absolute
from alliance.core.revision import StaleRevision
from alliance.core.workflow import NotPossible
from alliance.letters import actions, rules
from alliance.letters.mail import answers_to, mail_context, reply_address
from alliance.letters.models import Letter
from alliance.letters.receivers import receivers, rule_of
from alliance.letters.states import State
from alliance.notifications.actions import mail_frame, render_mail
from alliance.notifications.models import Preference

LARGEST_KEY = 2**63 - 1


def to_preview(letter: Letter) -> HttpResponseRedirect:
    """To the page with the mail and its receivers."""
    return redirect("admin:letters_letter_preview", letter.pk)


def _seen(request: HttpRequest, pk: int) -> Letter:
    """The letter for the office; Http404 for others."""
    rows = Letter.objects.select_related("reply_to", "meeting")
    letter = rows.filter(pk=pk).first() if pk <= LARGEST_KEY else None
    if letter is None or not rules.may_view(request.user, letter):
        raise Http404
    return letter


def _mail(letter: Letter, documents: list[Any]) -> dict[str, str]:
    """Subject, text and HTML as receivers get them; the link that is each one's own leads to the settings here."""
    label, address = settings.NOTICE_KINDS[actions.KIND][0], absolute(reverse("notifications:preferences"))
    own = {"kind_label": label, "unsubscribe_url": address, "settings_url": address}
    return render_mail(actions.TEMPLATE, {**mail_frame(), **mail_context(letter, documents), **own})


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail and who gets it, or once it is sent who got it and what became of it."""
    letter = _seen(request, pk)
    documents = actions.papers(letter)
    is_draft = letter.state == State.DRAFT
    receiving = _coming(request, letter, documents) if is_draft else _gone(letter)
    frame = {**admin.site.each_context(request), "opts": Letter._meta}
    context = {**frame, **_head(letter, documents), **receiving}
    return TemplateResponse(request, "admin/letters/preview.html", context)


def _head(letter: Letter, documents: list[Any]) -> dict[str, Any]:
    """The mail with what stands above it."""
    words = "Vorschau" if letter.is_draft else "Versand"
    return {
        "title": f"{words}: {letter}",
        "page_title": words,
        "letter": letter,
        "documents": documents,
        "mail": _mail(letter, documents),
        "from": settings.DEFAULT_FROM_EMAIL,
        "reply_to": reply_address(answers_to(letter)),
    }


def _coming(request: HttpRequest, letter: Letter, documents: list[Any]) -> dict[str, Any]:
    """Who would get it now, how, and what stands in the way."""
    rule = rule_of(letter)
    found = receivers(rule)
    how = Preference.objects.how(kind=actions.KIND, persons=[receiver.person.pk for receiver in found])
    return {
        "rule": rule.in_words(),
        "rows": [(receiver, how[receiver.person.pk]) for receiver in found],
        "obstacles": actions.obstacles(letter, found, documents),
        "may_send": rules.may_send(request.user, letter),
        "may_test": rules.may_test(request.user, letter),
    }


def _gone(letter: Letter) -> dict[str, Any]:
    """Who got it; mails that are stuck come first."""
    rows = letter.recipients.select_related("message").defer("message__text", "message__html")
    recipients = sorted(rows, key=lambda row: not row.is_stuck)
    return {
        "rule": letter.sent_to,
        "recipients": recipients,
        "stuck": sum(row.is_stuck for row in recipients),
    }


# Mails carry their styles at the elements; nothing else may happen on this page.
@csp_replace(  # type: ignore[arg-type]
    {
        **{name: [NONE] for name in ("script-src", "font-src", "connect-src", "manifest-src", "form-action")},
        "style-src": [UNSAFE_INLINE],
        "img-src": [SELF],
    }
)
@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML of the mail, exactly."""
    letter = _seen(request, pk)
    return HttpResponse(_mail(letter, actions.papers(letter))["html"])


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send what the preview showed; a letter that changed since is shown anew."""
    letter, revision = _seen(request, pk), request.POST.get("revision", "")
    if not rules.may_send(request.user, letter):
        raise PermissionDenied
    try:
        number = int(revision) if revision.isdecimal() and len(revision) < 10 else -1
        actions.send_letter(by=person_of(request), letter=letter, revision=number)
    except (NotPossible, StaleRevision) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Das Rundschreiben ist unterwegs. Unten sehen Sie, wen es erreicht.")
    return to_preview(letter)
