"""One block of rich text, and the short id that deep links, comments and threads hang on."""

import re
from dataclasses import dataclass

BLOCK_ID = re.compile(r"b-[a-z0-9]{4,8}")


@dataclass(frozen=True)
class Block:
    """One top-level block: its tag and its HTML; for a figure the picture's number and the caption's HTML.

    `html` never holds the id, so that two texts of the same words are the same; `marked` does.
    """

    tag: str
    html: str
    picture: int | None = None
    caption: str = ""
    id: str = ""

    @property
    def marked(self) -> str:
        """The HTML with the id, if there is one."""
        return with_id(self.html, self.tag, self.id)


def with_id(html: str, tag: str, block_id: str) -> str:
    """Put an id on the element `tag` that `html` begins with; nothing where there is no id."""
    return f'<{tag} id="{block_id}"{html[len(tag) + 1 :]}' if block_id else html


def valid_id(value: str | None) -> str:
    """The id if it is one of ours, else ""."""
    return value if value and BLOCK_ID.fullmatch(value) else ""
