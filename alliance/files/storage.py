"""Where documents lie: beside the pictures' folder, never below it, so that no address leads to one."""

from typing import Any, NoReturn

from django.core.files.storage import FileSystemStorage, Storage, storages


class PrivateStorage(FileSystemStorage):
    """A folder that no address opens; `views.download` asks who is there before it hands out a file."""

    def url(self, name: str | None) -> NoReturn:
        """Refused: the address of a document is that of its download."""
        raise ValueError("documents have no address of their own; use Document.get_absolute_url()")


def document_storage() -> Storage:
    """The storage named in the settings; asked for late, so that tests and operators may choose another."""
    storage: Any = storages["documents"]
    return storage
