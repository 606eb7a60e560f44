"""The sample reports: a small public record to try the program on. README.md says how they were written."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import msgspec

from onrecord.knowledge.table import rows


class Sample(msgspec.Struct, frozen=True):
    """One sample report.

    Args:
        path: of the file. note: what it is there to show.
        published, publisher, url: what the file itself cannot say; null where its page does, or nothing does.
    """

    path: Path
    note: str
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


def folder() -> Path:
    """Where the sample reports lie."""
    return Path(str(resources.files("onrecord.samples")))


def samples() -> tuple[Sample, ...]:
    """The sample reports, in order of their names.

    Raises:
        DataError: the index is damaged.

    Example:
        >>> samples()[1].publisher
        'Levant Courier'
    """
    return tuple(
        Sample(
            folder() / "reports" / row["file"],
            row["note"],
            row["published"] or None,
            row["publisher"] or None,
            row["url"] or None,
        )
        for row in rows(folder() / "index.tsv")
    )


def lines() -> bytes:
    """The sample reports as JSON lines: the same ids wherever the package lies.

    A text's headline is its first line; it stays in the text, so that offsets hold in the file.

    Raises:
        DataError: the index is damaged.
    """
    return b"".join(msgspec.json.encode(_line(sample)) + b"\n" for sample in samples())


def _line(sample: Sample) -> dict[str, str]:
    text = sample.path.read_bytes().decode("utf-8")
    given: dict[str, str | None] = {
        "id": f"samples/{sample.path.name}",
        "html" if sample.path.suffix == ".html" else "text": text,
        "title": None if sample.path.suffix == ".html" else text.split("\n", 1)[0],
        "published": sample.published,
        "publisher": sample.publisher,
        "url": sample.url,
    }
    return {name: value for name, value in given.items() if value is not None}
