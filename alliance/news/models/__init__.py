"""The alliance's news."""

from alliance.news.models.articles import Article, ArticlePicture, Topic
from alliance.news.models.links import PREVIEW_SIGNER, PreviewLink, RelatedLink, validate_link

__all__ = [
    "PREVIEW_SIGNER",
    "Article",
    "ArticlePicture",
    "PreviewLink",
    "RelatedLink",
    "Topic",
    "validate_link",
]
