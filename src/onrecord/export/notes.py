"""What notes in Markdown need: names of files that are safe everywhere, front matter, and words shown as they are."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping

from onrecord.dossier.escape import opened
from onrecord.dossier.isolate import in_line

_FORBIDDEN = re.compile(r'[\\/:*?"<>|#^\[\]%`~$&{}=\x00-\x1f\x7f-\x9f]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.I)
_UNSEEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_SIGNS = re.compile(r"([\\`*_\[\]<>|~&$^#%={}]|(?<=:)/(?=/)|(?<=\bwww)\.)", re.I)
_TAG = re.compile(r"[^\w/-]+")
LONGEST = 80
"""Code points of a file's name, without the part that makes it the only one."""


def file_name(words: str, id: str) -> str:
    """The name of a note, without an ending: words, and a mark that no other id has.

    Nothing in it leads to another folder, is a name that Windows keeps for itself, or ends a link of Obsidian.

    >>> file_name("../../etc: [x]|#y", "a"), file_name("Mona Adel", "ledger:mona-adel"), file_name("con", "b")
    ('etc x y ca978112', 'Mona Adel ebd9ea7a', '_con 3e23e816')
    """
    plain = unicodedata.normalize("NFC", _UNSEEN.sub("", _FORBIDDEN.sub(" ", words)))
    plain = " ".join(plain.split()).strip(". ")[:LONGEST].encode()[:160].decode(errors="ignore").strip(". ")
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    return f"{plain or 'note'} {hashlib.sha256(id.encode()).hexdigest()[:8]}"


def front_matter(fields: Mapping[str, object]) -> str:
    """YAML before a note; fields that say nothing are left out. JSON is YAML, so that no word can end it."""
    lines = [f"{name}: {_yaml(value)}" for name, value in fields.items() if value not in (None, "", [], ())]
    return "\n".join(["---", *lines, "---", ""])


def tag(*parts: str) -> str:
    """A tag of Obsidian: letters, digits, hyphens and slashes.

    >>> tag("event", "ASSAULT"), tag("publisher", "The Daily #News!")
    ('event/ASSAULT', 'publisher/The-Daily-News')
    """
    return "/".join(_TAG.sub("-", part.replace("/", "-")).strip("-") or "none" for part in parts)


def words(text: str) -> str:
    """Words on one line as they are, also where they begin it: no sign of Markdown, HTML, Obsidian or a link in them.

    >>> print(words("# [[x]] #tag <b> %%y%%"))
    \\# \\[\\[x\\]\\] \\#tag \\<b\\> \\%\\%y\\%\\%
    """
    return opened(heading(text))


def heading(text: str) -> str:
    """The same for words that do not begin their line."""
    return _SIGNS.sub(r"\\\1", in_line(text))


def link(folder: str, name: str, shown: str, block: str = "") -> str:
    """A link to a note, or to one block of it."""
    inside = re.sub(r"[\[\]|#^\\]", " ", in_line(shown))
    return f"[[{folder}/{name}{f'#^{block}' if block else ''}|{' '.join(inside.split()) or name}]]"


def _yaml(value: object) -> str:
    told = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda found: f"\\u{ord(found.group()):04x}", told)
