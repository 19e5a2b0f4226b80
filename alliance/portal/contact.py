"""`/kontakt/`: writing to the office.

No cookie, no session: the forms go without Django's CSRF token, which would need one. They change nothing for
anybody who is logged in, and the signed note of the moment keeps other sites from sending them unseen.
"""

from http import HTTPStatus
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from alliance.core.limits import client_address, is_over
from alliance.members.models import Contact
from alliance.notifications.models import Message
from alliance.portal.actions import COPY_SALT, send_contact_copy, send_contact_message
from alliance.portal.forms import ContactForm
from alliance.portal.models import ContactMessage

HOUR = 3600
COPY_LINK_SECONDS = 7 * 24 * HOUR
# Many people may share one connection, hardly anybody shares an address.
MOST_BY_CONNECTION = 20
MOST_BY_ADDRESS = 5
TOO_MANY = (
    "Von hier kamen in der letzten Stunde schon viele Nachrichten. Ihr Text steht noch hier: "
    "Bitte senden Sie ihn in einer Stunde."
)
COPY_TOO_OFTEN = (
    "An diese Adresse ging in der letzten Stunde schon ein Link. Bitte senden Sie ohne Kopie oder später."
)

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@csrf_exempt
@form_page
def contact(request: HttpRequest) -> HttpResponse:
    """The form; where the office has no address, only how else to reach it."""
    office = Contact.objects.default().first()
    if not office or not office.email:
        return _page(request, office, None)
    if request.method != "POST":
        return _page(request, office, ContactForm(initial=_known(request)))
    form = ContactForm(request.POST)
    status = _send(request, office, form) if form.is_valid() else HTTPStatus.OK
    if status == HTTPStatus.SEE_OTHER:
        return HttpResponseRedirect(reverse("portal:contact_done"), status=status)
    return _page(request, office, form, status)


def _known(request: HttpRequest) -> dict[str, str]:
    """Who is logged in need not type who they are."""
    user = request.user
    return {"name": user.full_name, "email": user.email} if user.is_authenticated else {}


def _send(request: HttpRequest, office: Contact, form: ContactForm) -> HTTPStatus:
    """Send a valid form unless too many come; returns the status of the answer."""
    message = form.as_message()
    if not ContactMessage.objects.filter(key=message.key).exists():
        if _comes_too_often(request, message):
            form.add_error(None, TOO_MANY)
            return HTTPStatus.TOO_MANY_REQUESTS
        if message.wants_copy and is_over(name="contact-copy", who=message.email, most=1, seconds=HOUR):
            form.add_error("wants_copy", COPY_TOO_OFTEN)
            return HTTPStatus.TOO_MANY_REQUESTS
    send_contact_message(message=message, to=office.email, root=request.build_absolute_uri("/"))
    return HTTPStatus.SEE_OTHER


def _comes_too_often(request: HttpRequest, message: ContactMessage) -> bool:
    where, who = client_address(request), message.email
    return is_over(name="contact-from", who=where, most=MOST_BY_CONNECTION, seconds=HOUR) or is_over(
        name="contact-by", who=who, most=MOST_BY_ADDRESS, seconds=HOUR
    )


def _page(
    request: HttpRequest, office: Contact | None, form: ContactForm | None, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    if form is not None and form.errors:
        form.focus_first_error()
    context: dict[str, Any] = {"contact": office, "form": form}
    return render(request, "portal/contact.html", context, status=status)


@never_cache
@csrf_exempt
@form_page
def contact_copy(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: one button, so that a mail program that looks at all links sends nothing."""
    message = _of_token(token)
    if request.method == "POST" and message:
        send_contact_copy(message=message)
        return HttpResponseRedirect(request.path, status=HTTPStatus.SEE_OTHER)
    is_sent = message is not None and Message.objects.of(f"{message.occasions}copy").exists()
    context = {"is_open": message is not None, "is_sent": is_sent}
    status = HTTPStatus.OK if message else HTTPStatus.GONE
    return render(request, "portal/contact_copy.html", context, status=status)


def _of_token(token: str) -> ContactMessage | None:
    """The message of a link; None when the link or the message has run out. Raises Http404 for others."""
    try:
        pk = signing.loads(token, salt=COPY_SALT, max_age=COPY_LINK_SECONDS)
    except signing.SignatureExpired:
        return None
    except signing.BadSignature as error:
        raise Http404 from error
    return ContactMessage.objects.filter(pk=pk, wants_copy=True).first()
