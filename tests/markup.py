"""Judges the HTML of a page: a strict parse, unique ids, and references that lead somewhere."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.html5parser import ParseError

REFERENCES = (
    "for",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "popovertarget",
    "headers",
    "list",
)


def parse(html: str) -> Element:
    """The tree of a page; raises AssertionError with the place for anything the standard calls an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        return parser.parse(html)
    except ParseError as error:
        line, column = parser.tokenizer.stream.position()
        raise AssertionError(
            f"line {line}, column {column}: {error}: {html.splitlines()[line - 1]}"
        ) from error


def problems(html: str) -> Iterator[str]:
    """What is wrong with a page beside its syntax."""
    root = parse(html)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    ids = Counter(element.get("id") for element in elements if element.get("id") is not None)
    yield from (f"id twice: {name}" for name, count in ids.items() if count > 1)
    for element in elements:
        for name in REFERENCES:
            for target in (element.get(name) or "").split():
                if target not in ids:
                    yield f"<{element.tag} {name}={target!r}> leads nowhere"
        href = element.get("href") or ""
        if href.startswith("#") and href[1:] not in ids:
            yield f"<a href={href!r}> leads nowhere"
        if "style" in element.attrib:
            yield f"<{element.tag} style={element.get('style')!r}>"
        yield from (f"<{element.tag} {name}>" for name in element.attrib if name.startswith("on"))


def assert_sound(html: str) -> None:
    """The page is without a fault of `problems`."""
    found = list(problems(html))
    assert not found, "\n".join(found)
