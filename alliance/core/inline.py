"""Text inside a paragraph: runs of words with their marks, made canonical and written as HTML.

Everything written here is escaped or a literal tag, so the result is safe by construction.
"""

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

BREAK = "\n"
LONGEST_LINK = 2000

# Control characters, zero-width spaces and marks that turn the direction of writing.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SPACES = re.compile(r"[\s\x85]+")
_KEPT_SPACES = {"\u00a0", "\u2009", "\u202f"}
_ENDS = " \u00a0"
_IN_LINK = {" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "`": "%60"}


class Run(NamedTuple):
    """Words with the same marks, or one line break (`text` is `BREAK`)."""

    text: str
    href: str = ""
    strong: bool = False
    em: bool = False


def safe_href(value: str) -> str:
    """Return the link target as it may be stored, or "" when it is none of ours.

    Allowed are http, https, mailto, tel and addresses of this site ("/…"); everything a browser could
    read differently from us (backslashes, control characters, "//host") is refused or removed first.
    """
    link = re.sub(r"[\x00-\x1f\x7f-\xa0\u2028\u2029]", "", _INVISIBLE.sub("", value)).strip()
    if not link or len(link) > LONGEST_LINK or "\\" in link:
        return ""
    link = "".join(_IN_LINK.get(char, char) for char in link)
    if link.startswith("www."):
        link = "https://" + link
    if link.startswith("/"):
        return "" if link.startswith("//") else link
    scheme, colon, rest = link.partition(":")
    scheme = scheme.lower()
    if not colon or not _rest_fits(scheme, rest):
        return ""
    return f"{scheme}:{rest}"


def _rest_fits(scheme: str, rest: str) -> bool:
    """Say whether what follows the scheme is what the scheme promises."""
    if scheme == "mailto":
        return re.fullmatch(r"[^@/?#]+@[^@/?#]+(\?.*)?", rest) is not None
    if scheme == "tel":
        return re.fullmatch(r"\+?(?:[\d()./-]|%20)+", rest) is not None
    if scheme not in ("http", "https") or not re.match(r"//[^/?#]", rest):
        return False
    try:
        return bool(urlsplit(f"{scheme}:{rest}").hostname)
    except ValueError:
        return False


def words(text: str) -> str:
    """Collapse white space as a browser does; a single no-break space stays ("z. B.")."""
    clean = _INVISIBLE.sub("", text)
    return _SPACES.sub(lambda match: match[0] if match[0] in _KEPT_SPACES else " ", clean)


def canonical(runs: Iterable[Run]) -> list[Run]:
    """Collapse spaces over the borders of runs, trim both ends and merge what has the same marks."""
    result: list[Run] = []
    for run in runs:
        if run.text == BREAK:
            _trim_end(result)
            if result and result[-1].text != BREAK:
                result.append(Run(BREAK))
            continue
        text = words(run.text)
        if not result or result[-1].text == BREAK or result[-1].text[-1] in _ENDS:
            text = text.lstrip(_ENDS)
        if not text:
            continue
        if not text.strip(_ENDS):
            run = Run(text, href=run.href)
        _append(result, run._replace(text=text))
    while result and (result[-1].text == BREAK or not result[-1].text.rstrip(_ENDS)):
        result.pop()
    _trim_end(result)
    return _without_empty_links(result)


def _append(result: list[Run], run: Run) -> None:
    if result and result[-1].text != BREAK and result[-1][1:] == run[1:]:
        run = run._replace(text=result.pop().text + run.text)
    result.append(run)


def _trim_end(result: list[Run]) -> None:
    """Remove spaces at the end of the last words, and words that were nothing but spaces."""
    while result and result[-1].text != BREAK:
        last = result.pop()
        if text := last.text.rstrip(_ENDS):
            result.append(last._replace(text=text))
            return


def _without_empty_links(runs: list[Run]) -> list[Run]:
    """A link needs a word to click on."""
    result: list[Run] = []
    for href, group in groupby(runs, key=lambda run: run.href):
        members = list(group)
        seen = any(run.text.strip() for run in members)
        for run in members:
            kept = run if seen or not href else run._replace(href="")
            _append(result, kept) if kept.text != BREAK else result.append(kept)
    return result


def inline_html(runs: Iterable[Run]) -> str:
    """Write canonical runs as HTML; links outside, then strong, then em."""
    return "".join(
        _wrapped("a", _marked(group), f' href="{escape(href)}"') if href else _marked(group)
        for href, group in groupby(runs, key=lambda run: run.href)
    )


def _marked(runs: Iterable[Run]) -> str:
    parts = []
    for (strong, em), group in groupby(runs, key=lambda run: (run.strong, run.em)):
        text = "".join("<br>" if run.text == BREAK else escape(run.text, quote=False) for run in group)
        if em:
            text = _wrapped("em", text)
        parts.append(_wrapped("strong", text) if strong else text)
    return "".join(parts).replace("</strong><strong>", "")


def _wrapped(tag: str, text: str, attributes: str = "") -> str:
    return f"<{tag}{attributes}>{text}</{tag}>"
