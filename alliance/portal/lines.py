"""A line on the office's desk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Due:
    """One line: how many, of what, and where to go."""

    title: str
    detail: str
    url: str
    link: str
    mark: str = ""
