"""Template tags of the design: drawings that take the page's colours, and small helpers of the components."""

import datetime
import json
import re
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Page
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from alliance.core import times

register = template.Library()

_NAME = re.compile(r"[a-z0-9-]+")
_ROOT = re.compile(r"<svg\b[^>]*>")
_HOW_SEEN = re.compile(r' (?:role|aria-hidden|aria-label|focusable)="[^"]*"')
_CLASS = re.compile(r' class="[^"]*"')
# So that no text can end the element it stands in.
_IN_SCRIPT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


class UnknownDrawing(template.TemplateSyntaxError):
    """A template names an icon or a drawing that does not exist."""


@register.simple_tag
def icon(name: str) -> SafeString:
    """The icon `static/img/icons/<name>.svg`, set into the page and silent for screen readers.

    The words beside it, or the `aria-label` of the button around it, say what it means.
    Raises UnknownDrawing outside production; there the page stays whole without it.
    """
    return _drawn("icons", name)


@register.simple_tag
def drawing(name: str, css: str = "", label: str | None = None) -> SafeString:
    """The drawing `static/img/illustrations/<name>.svg`, set into the page.

    `css` replaces its classes. `label` is read to those who cannot see it; an empty one hides a drawing that
    only decorates; without it the file decides. Raises UnknownDrawing like `icon`.
    """
    svg = _drawn("illustrations", name)
    if not svg:
        return svg
    root = _ROOT.match(svg)
    assert root is not None  # `_read` made sure
    opening = root.group()
    if css:
        opening = _CLASS.sub("", opening).replace("<svg", format_html('<svg class="{}"', css), 1)
    if label is not None:
        words_for_it = format_html('role="img" aria-label="{}"', label)
        seen = words_for_it if label else 'aria-hidden="true" focusable="false"'
        opening = f"{_HOW_SEEN.sub('', opening)[:-1]} {seen}>"
    return mark_safe(opening + svg[root.end() :])


def _drawn(folder: str, name: str) -> SafeString:
    svg = _read(folder, name)
    if svg is None:
        if settings.PRODUCTION:
            return mark_safe("")
        raise UnknownDrawing(f"static/img/{folder}/{name}.svg gibt es nicht.")
    return mark_safe(svg)


@cache
def _read(folder: str, name: str) -> str | None:
    """The SVG element of a file of ours; read once per process."""
    path = finders.find(f"img/{folder}/{name}.svg") if _NAME.fullmatch(name) else None
    if not path:
        return None
    svg = Path(path).read_text(encoding="utf-8").strip().replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    return svg if _ROOT.match(svg) else None


@register.filter
def words(text: object) -> list[str]:
    """The words of a text, for a heading that sets each on its own line."""
    return str(text or "").split()


@register.filter
def hours_until(start: datetime.datetime, end: datetime.datetime) -> str:
    """`{{ row.starts_at|hours_until:row.ends_at }}`: „14 bis 17 Uhr“."""
    return times.hours(start, end)


@register.filter
def clock(moment: datetime.datetime) -> str:
    """The hour, with minutes where there are some: „14“, „14:30“."""
    return times.clock(moment)


@register.filter
def near_day(moment: datetime.datetime) -> str:
    """„heute“, „gestern“, „19. November“ or with another year."""
    return times.near_day(moment)


@register.simple_tag
def page_numbers(page: Page) -> list[int | None]:
    """The numbers to offer beside the current page; None stands for a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.simple_tag
def crumb(title: str, url: str) -> dict[str, str]:
    """One step of the way to a page: `{% crumb "Aktuelles" url as news %}`, then `components/crumbs.html`."""
    return {"title": title, "url": url}


@register.filter
def site_host(url: str) -> str:
    """The name of a website as people say it: without scheme, `www.` and a bare slash at the end."""
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")


@register.filter
def json_data(value: object) -> SafeString:
    """JSON for a data block inside the page; browsers never run it, so the policy for scripts allows it."""
    return mark_safe(json.dumps(value, ensure_ascii=False).translate(_IN_SCRIPT))
