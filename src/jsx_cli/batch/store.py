"""Where a batch writes: a folder, or a place that fsspec knows (`s3://bucket/run`).

`write("shards/3f2a.jsonl", data)` leaves the whole file or none: in a folder by a temporary name, fsync and rename, in
an object store because its objects appear whole. Nothing is ever written outside the place.
"""

from __future__ import annotations

import os
import secrets
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO, cast

from jsx_cli.batch.item import Item
from jsx_cli.errors import JsxError


class StoreError(JsxError):
    """The output cannot be written; the run stops and can be resumed."""


class LargeError(JsxError):
    """A document does not fit into the memory of a worker."""


def remote(path: str) -> bool:
    """True for s3://bucket/key and its like."""
    scheme, mark, _ = path.partition("://")
    return bool(mark) and scheme.isalnum()


def filesystem(path: str) -> tuple[Any, str]:
    """The fsspec file system of an address, and the path in it."""
    try:
        import fsspec
    except ImportError as error:
        raise JsxError(f"{path}: needs fsspec; pip install 'jsx-cli[ray]'") from error
    try:
        system, inner = fsspec.core.url_to_fs(path)
    except (ImportError, ValueError) as error:
        raise JsxError(f"{path}: {error}") from error
    return system, str(inner)


def read_item(item: Item, most: int) -> bytes:
    """The content of an item. Raises `JsxError` with the reason where there is none."""
    if item.trouble:
        raise JsxError(item.trouble)
    if item.data is not None:
        return item.data
    name, place = item.name, item.place or item.name
    try:
        if remote(place):
            system, inner = filesystem(place)
            file = system.open(inner, "rb")
        else:
            # A pipe would be waited for, for ever.
            if not Path(place).is_file():
                raise JsxError(f"{name}: {_what_else(place)}")
            file = Path(place).open("rb")  # noqa: SIM115
        with file:
            # As much as there is: asking for more takes the memory for it, though there is nothing to read.
            size = most if remote(place) else min(most, os.fstat(file.fileno()).st_size)
            data: bytes = file.read(size + 1)
            if size < len(data) <= most:
                data += file.read(most - len(data) + 1)
    except FileNotFoundError as error:
        raise JsxError(f"{name}: no such file") from error
    except MemoryError as error:
        raise LargeError(f"{name}: needs more than the memory of a worker") from error
    except (OSError, ValueError) as error:
        raise JsxError(f"{name}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    except Exception as error:
        if remote(place):  # no credentials, say: the same for every document
            raise StoreError(f"cannot read {name}: {error}") from error
        raise
    if len(data) > most:
        raise JsxError(f"{name}: more than {most:,} bytes")
    return data


def _what_else(place: str) -> str:
    """Why something is no file to be read."""
    path = Path(place)
    if path.is_dir():
        return "is a folder; name it on the command line"
    if path.is_symlink() and not path.exists():
        return "is a link that leads nowhere"
    return "is no regular file" if path.exists() else "no such file"


class Store(ABC):
    """A place for output. Names are relative, made by jsx itself, with `/` between folders."""

    @abstractmethod
    def read(self, name: str) -> bytes | None:
        """The content, or None where there is no such file."""

    def head(self, name: str) -> bytes | None:
        """The first line, or None where there is no such file."""
        data = self.read(name)
        return None if data is None else data.partition(b"\n")[0]

    @abstractmethod
    def exists(self, name: str) -> bool:
        """Is there such a file?"""

    @abstractmethod
    def names(self, folder: str) -> list[str]:
        """The names of the files of a folder, in order."""

    @abstractmethod
    def remove(self, name: str) -> None:
        """There is no such file any more."""

    @abstractmethod
    @contextmanager
    def writer(self, name: str) -> Iterator[BinaryIO]:
        """A file to write; it stands under its name when the block ends well, and else not at all."""

    def write(self, name: str, data: bytes) -> None:
        """The file stands, whole, with this content."""
        with self.writer(name) as file:
            file.write(data)


class Folder(Store):
    """A folder of this machine."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __str__(self) -> str:
        return self.path

    def place(self, name: str) -> Path:
        """The path of a file."""
        return Path(self.path, name)

    def read(self, name: str) -> bytes | None:
        try:
            return self.place(name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise StoreError(f"cannot read {self.place(name)}: {error.strerror or error}") from error

    def head(self, name: str) -> bytes | None:
        try:
            with self.place(name).open("rb") as file:
                return file.readline().rstrip(b"\n")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"cannot read {self.place(name)}: {error.strerror or error}") from error

    def exists(self, name: str) -> bool:
        return self.place(name).is_file()

    def names(self, folder: str) -> list[str]:
        try:
            with os.scandir(self.place(folder)) as found:
                return sorted(f"{folder}/{one.name}" for one in found if one.is_file())
        except FileNotFoundError:
            return []

    def remove(self, name: str) -> None:
        try:
            self.place(name).unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"cannot remove {self.place(name)}: {error.strerror or error}") from error

    @contextmanager
    def writer(self, name: str) -> Iterator[BinaryIO]:
        target = self.place(name)
        written = self.place(f".jsx/tmp/{secrets.token_hex(8)}")
        try:
            try:
                for folder in (target.parent, written.parent):
                    make(folder)
                with written.open("xb") as file:
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
                written.replace(target)
                flush_folder(target.parent)
            finally:
                with suppress(OSError):
                    written.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"cannot write to {target}: {error.strerror or error}") from error


def make(folder: Path) -> None:
    """The folder is there, and a power cut does not take it away again."""
    if folder.is_dir():
        return
    make(folder.parent)
    folder.mkdir(exist_ok=True)
    flush_folder(folder.parent)


def flush_folder(folder: Path) -> None:
    """The names in a folder survive a power cut. Windows has no such call and does not need it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Remote(Store):
    """A place that fsspec knows. Its objects appear whole, when they are closed."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._opened: tuple[Any, str] | None = None

    def __str__(self) -> str:
        return self.address

    def __reduce__(self) -> tuple[Any, ...]:
        return Remote, (self.address,)

    @property
    def opened(self) -> tuple[Any, str]:
        """The file system and the path in it; opened in the process that uses it, for connections cannot be shared."""
        if self._opened is None:
            self._opened = filesystem(self.address)
            self._opened[0].invalidate_cache()
        return self._opened

    def place(self, name: str) -> str:
        """The path of a file in its file system."""
        return f"{self.opened[1].rstrip('/')}/{name}"

    def read(self, name: str) -> bytes | None:
        try:
            found: bytes = self.opened[0].cat_file(self.place(name))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"cannot read {self}/{name}: {error}") from error
        return found

    def exists(self, name: str) -> bool:
        return bool(self.opened[0].isfile(self.place(name)))

    def names(self, folder: str) -> list[str]:
        system = self.opened[0]
        system.invalidate_cache()
        try:
            found = system.ls(self.place(folder), detail=False)
        except FileNotFoundError:
            return []
        return sorted(f"{folder}/{str(path).rstrip('/').rsplit('/', 1)[-1]}" for path in found)

    def remove(self, name: str) -> None:
        with suppress(FileNotFoundError):
            self.opened[0].rm_file(self.place(name))

    def write(self, name: str, data: bytes) -> None:
        system, place = self._made(name)
        try:
            system.pipe_file(place, data)
        except OSError as error:
            raise StoreError(f"cannot write to {self}/{name}: {error}") from error

    @contextmanager
    def writer(self, name: str) -> Iterator[BinaryIO]:
        # Through a file of this machine: an object that is opened and then given up might appear in part.
        with NamedTemporaryFile() as file:
            yield cast(BinaryIO, file)
            file.flush()
            system, place = self._made(name)
            try:
                system.put_file(file.name, place)
            except OSError as error:
                raise StoreError(f"cannot write to {self}/{name}: {error}") from error

    def _made(self, name: str) -> tuple[Any, str]:
        system, place = self.opened[0], self.place(name)
        try:
            system.makedirs(place.rsplit("/", 1)[0], exist_ok=True)
        except OSError as error:
            raise StoreError(f"cannot write to {self}/{name}: {error}") from error
        return system, place


def store_at(path: str) -> Store:
    """The store of a path or address; `file://` is a folder."""
    if path.startswith("file://"):
        return Folder(path.removeprefix("file://"))
    return Remote(path) if remote(path) else Folder(path)
