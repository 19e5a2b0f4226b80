"""A letter as a mail: its rich text for programs that know no style sheets, and as plain text."""

import re
from html import unescape
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from alliance.core.addresses import absolute
from alliance.core.richtext import block_text, blocks
from alliance.core.richtext_block import Block
from alliance.letters.models import Letter
from alliance.members.models import Contact
from alliance.pictures.models import Picture
from alliance.pictures.richtext import pictures_in

# Colours are those of tokens.css; the dark ones stand in emails/base.html.
STYLES = {
    "p": "margin:0 0 16px; color:#16223a;",
    "h2": "margin:24px 0 8px; font-family:Newsreader,Georgia,serif; font-size:22px; line-height:1.25; font-weight:500;",
    "h3": "margin:24px 0 8px; font-size:19px; line-height:1.3; font-weight:600;",
    "h4": "margin:16px 0 8px; font-size:17px; font-weight:600;",
    "ul": "margin:0 0 16px; padding:0 0 0 24px;",
    "ol": "margin:0 0 16px; padding:0 0 0 24px;",
    "blockquote": "margin:0 0 16px; padding:0 0 0 16px; border-left:3px solid #d0d8da;",
    "table": "margin:0 0 16px; border-collapse:collapse;",
    "th": "padding:4px 12px 4px 0; border-bottom:1px solid #d0d8da; text-align:left; vertical-align:top;",
    "td": "padding:4px 12px 4px 0; border-bottom:1px solid #d0d8da; vertical-align:top;",
    "hr": "margin:24px 0; border:0; border-top:1px solid #d0d8da;",
    "a": "color:#1b3a6b;",
}
WIDTH = 534
SUMMARY = 200
_OPENING = re.compile(r"<([a-z][a-z0-9]*)((?: [^>]*)?)>")
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def page_url(letter: Letter) -> str:
    """The address in mails: through the log-in, which leads on at once who is logged in already."""
    return absolute(f"{reverse('account_login')}?{urlencode({'next': letter.get_absolute_url()})}")


def answers_to(letter: Letter) -> Contact | None:
    """Whom answers reach: the letter's contact, else the office's."""
    return letter.reply_to or Contact.objects.default().first()


def reply_address(contact: Contact | None) -> str:
    """The address that answers go to; empty where there is none."""
    if contact is None or not contact.email:
        return ""
    name = re.sub(r"[^\w .-]", "", contact.function).strip()
    return f'"{name}" <{contact.email}>'


def mail_context(letter: Letter, documents: list[Any]) -> dict[str, Any]:
    """What the templates `emails/letters/letter.*` print; the same for everybody."""
    return {
        "letter": letter,
        "body": as_html(letter.text),
        "plain": as_text(letter.text),
        "documents": documents,
        "contact": answers_to(letter),
        "url": page_url(letter),
        "summary": summary(letter.text),
    }


def summary(html: str) -> str:
    """The first words, for the daily mail."""
    words = " ".join(block_text(block) for block in blocks(html) if block.picture is None)
    return words if len(words) <= SUMMARY else words[: SUMMARY - 1].rsplit(" ", 1)[0] + " …"


def as_html(text: str) -> SafeString:
    """The text with styles at its elements and whole addresses."""
    pictures = pictures_in(text)
    parts = [_block_html(block, pictures) for block in blocks(text)]
    return mark_safe("\n".join(part for part in parts if part))  # blocks are written anew by core.richtext


def _block_html(block: Block, pictures: dict[int, Picture]) -> str:
    if block.picture is None:
        return _styled(block.html)
    picture = pictures.get(block.picture)
    if picture is None:
        return ""
    image = format_html(
        '<img src="{}" alt="{}" width="{}" style="display:block; max-width:100%; height:auto;">',
        _whole(picture.sources().src),
        picture.alt,
        str(min(WIDTH, picture.width)),
    )
    return f'<div style="margin:0 0 16px;">{image}{_styled(f"<p>{block.caption}</p>") if block.caption else ""}</div>'


def _styled(html: str) -> str:
    def styled(match: re.Match[str]) -> str:
        style = STYLES.get(match[1])
        rest = re.sub(r' href="(/[^"]*)"', lambda link: f' href="{_whole(link[1])}"', match[2])
        return f'<{match[1]}{rest} style="{style}">' if style else f"<{match[1]}{rest}>"

    return _OPENING.sub(styled, html)


def _whole(address: str) -> str:
    return absolute(address) if address.startswith("/") else address


def as_text(text: str) -> str:
    """The text without markup; links show their address, items their mark."""
    parts = [_block_text(block) for block in blocks(text)]
    return "\n\n".join(part for part in parts if part)


def _block_text(block: Block) -> str:
    if block.tag == "hr":
        return "* * *"
    if block.picture is not None:
        return _words(block.caption)
    if block.tag in ("ul", "ol"):
        items = re.split(r"<li>", _with_addresses(block.html))[1:]
        marks = (f"{number}." if block.tag == "ol" else "-" for number in range(1, len(items) + 1))
        return "\n".join(f"{mark} {_words(item)}" for mark, item in zip(marks, items, strict=True))
    if block.tag == "table":
        rows = re.findall(r"<tr>(.*?)</tr>", _with_addresses(block.html), re.DOTALL)
        return "\n".join(
            " | ".join(_words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL))
            for row in rows
        )
    return _words(re.sub(r"<br>", "\n", _with_addresses(block.html)))


def _with_addresses(html: str) -> str:
    def told(match: re.Match[str]) -> str:
        address = _whole(unescape(match[1]))
        return match[2] if address.endswith(unescape(match[2])) else f"{match[2]} ({address})"

    return _LINK.sub(told, html)


def _words(html: str) -> str:
    plain = unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?(?:strong|em|a)\b[^>]*>", "", html)))
    return "\n".join(" ".join(line.split()) for line in plain.splitlines()).strip()
