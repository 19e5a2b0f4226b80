"""The polls of a full room, answered before anything is asked about who is there.

It stands before sessions, users and addresses in MIDDLEWARE: a phone asks each second, and nothing it may be told
depends on whose it is. The view stays under its address and says the same.
"""

import re

from django.http import Http404, HttpRequest, HttpResponse

from alliance.core.middleware import GetResponse
from events.workshops.join.views import poll
from events.workshops.models.workshop import CODE_LENGTH, LETTERS

POLL = re.compile(rf"/w/([{LETTERS}]{{{CODE_LENGTH}}})/stand\.json")


class Polls:
    """Answer polls; pass on everything else, and what there is no answer to."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = POLL.fullmatch(request.path_info) if request.method == "GET" else None
        if found is None:
            return self.get_response(request)
        try:
            response = poll(request, found[1])
        except Http404:
            return self.get_response(request)
        # Else the connection could not be kept; `CommonMiddleware`, which tells it, stands below.
        response.headers["Content-Length"] = str(len(response.content))
        return response
