"""A project's codebook: variables, each with categories and their definitions, in a YAML file that a researcher edits.

    title: Tactics of armed actors
    instructions: Read the whole sentence before you decide.
    variables:
      tactic:
        question: By what means was force used?
        sections: [events]
        scale: nominal
        instructions: Of several, the one that the sentence names first.
        categories:
          shelling:
            definition: Artillery, mortars or rockets.
            include: tank fire
            exclude: bombs from aircraft
          other: Anything else.

`sections` are claims, events, relations, figures and reports. A category is a definition, or a mapping of definition,
include and exclude. `scale` is nominal, or ordinal: then the categories rise in the order in which they stand. All
values are taken as they are written: yes and no stay words. The variable `right` ("Is this row right?") is there
without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NoReturn, cast, get_args

import msgspec
import yaml

from onrecord.errors import DataError
from onrecord.ledger.frames import PARTS, Part

Scale = Literal["nominal", "ordinal"]
WRONG = ("span", "type", "sides", "time", "status")
"""What can be wrong in a row that is partly right: its words, its type, who, when, or whether it took place."""
_NAME = re.compile(r"[^\s=,:]{1,60}")


class Category(msgspec.Struct, frozen=True):
    """One answer. include, exclude: what counts as it, and what does not; null where nothing is said."""

    name: str
    definition: str
    include: str | None = None
    exclude: str | None = None


class Variable(msgspec.Struct, frozen=True):
    """One question. sections: of rows of which it is asked. categories: in their order, which counts where ordinal."""

    name: str
    question: str
    sections: tuple[Part, ...]
    categories: tuple[Category, ...]
    scale: Scale = "nominal"
    instructions: str | None = None

    def category(self, name: str) -> Category | None:
        """The category of a name; None where there is none."""
        return next((one for one in self.categories if one.name == name), None)


class Codebook(msgspec.Struct, frozen=True):
    """A codebook as its file says it."""

    title: str
    variables: tuple[Variable, ...]
    instructions: str | None = None

    def variable(self, name: str) -> Variable | None:
        """The variable of a name, `right` among them; None where there is none."""
        return next((one for one in (RIGHT, *self.variables) if one.name == name), None)

    def of(self, section: Part) -> tuple[Variable, ...]:
        """The variables that are asked of rows of a section, `right` first."""
        return tuple(one for one in (RIGHT, *self.variables) if section in one.sections)


RIGHT = Variable(
    "right",
    "Is this row right?",
    PARTS,
    (
        Category("yes", "All that the row says is what its words say."),
        Category("partly", f"Something of it is wrong: name which, of {', '.join(WRONG)}."),
        Category("no", "The words do not say this."),
    ),
)
"""The variable that is there without a codebook: it estimates precision."""
EMPTY = Codebook("", ())
"""What there is where nobody kept a codebook: `right` alone."""


def load(path: Path) -> Codebook:
    """The codebook in a file.

    Raises:
        DataError: it cannot be read, or is none; the message names the line.
    """
    try:
        return parse(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as problem:
        raise DataError(f"{path}: {problem}", "Give a codebook: a YAML file in UTF-8.") from problem


def parse(text: str, name: str = "codebook") -> Codebook:
    """The codebook that a text says; see the head of this module.

    Args:
        name: of the file, for messages.

    Raises:
        DataError: it is none; the message names the line where YAML itself is broken, else the variable.
    """
    loader = _Loader(text)
    try:
        data = loader.get_single_data()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = f" line {mark.line + 1}:" if mark else ""
        raise DataError(f"{name}:{line} {problem.problem or problem.context}", _ADVICE) from problem
    except yaml.YAMLError as problem:
        raise DataError(f"{name}: {problem}", _ADVICE) from problem
    finally:
        loader.dispose()
    return _Reading(name).codebook(data)


class _Loader(yaml.BaseLoader):
    """Takes every value as the words that stand there, and no name twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        known = set[str]()
        for key, _ in node.value:
            name = self.construct_object(key, deep=True)
            if isinstance(name, str) and name in known:
                raise yaml.MarkedYAMLError(problem=f"{name} stands there twice", problem_mark=key.start_mark)
            known.add(str(name))
        return super().construct_mapping(node, deep=deep)


class _Reading:
    """Reads what YAML gave, and says where something is wrong."""

    def __init__(self, name: str) -> None:
        self._name = name

    def codebook(self, data: Any) -> Codebook:
        given = self._fields(data, "the codebook", ("title", "instructions", "variables"))
        variables = given.get("variables")
        if not isinstance(variables, dict) or not variables:
            self._wrong("the codebook has no variables")
        made = tuple(self._variable(name, one) for name, one in variables.items())
        return Codebook(self._text(given, "title", "the codebook"), made, self._maybe(given, "instructions", "it"))

    def _variable(self, name: Any, data: Any) -> Variable:
        where = f"the variable {name}"
        self._named(name, "variable")
        if name == RIGHT.name:
            self._wrong(f"{where} is onrecord's own: call yours something else")
        given = self._fields(data, where, ("question", "sections", "scale", "instructions", "categories"))
        sections = given.get("sections")
        if not isinstance(sections, list) or not sections or not set(map(str, sections)) <= set(PARTS):
            self._wrong(f"{where} needs sections: [some of {', '.join(PARTS)}]")
        scale = given.get("scale", "nominal")
        if scale not in get_args(Scale):
            self._wrong(f"{where} has the scale {scale}: it is nominal or ordinal")
        categories = given.get("categories")
        if not isinstance(categories, dict) or len(categories) < 2:
            self._wrong(f"{where} needs two categories or more")
        return Variable(
            name,
            self._text(given, "question", where),
            tuple(part for part in PARTS if part in sections),
            tuple(self._category(one, told, where) for one, told in categories.items()),
            cast(Scale, scale),
            self._maybe(given, "instructions", where),
        )

    def _category(self, name: Any, data: Any, where: str) -> Category:
        self._named(name, f"category of {where}")
        here = f"the category {name} of {where}"
        if isinstance(data, str):
            data = {"definition": data}
        given = self._fields(data, here, ("definition", "include", "exclude"))
        told = (self._maybe(given, field, here) for field in ("include", "exclude"))
        return Category(name, self._text(given, "definition", here), *told)

    def _named(self, name: Any, what: str) -> None:
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            self._wrong(f"{name!r} cannot name a {what}: no space, comma, colon or equals sign, 60 characters at most")

    def _fields(self, data: Any, where: str, known: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(data, dict):
            self._wrong(f"{where} needs {', '.join(known)}")
        for field in data:
            if field not in known:
                self._wrong(f"{where} has a field {field}; it has {', '.join(known)}")
        return cast(dict[str, Any], data)

    def _text(self, given: Mapping[str, Any], field: str, where: str) -> str:
        found = self._maybe(given, field, where)
        return found if found else self._wrong(f"{where} has no {field}")

    def _maybe(self, given: Mapping[str, Any], field: str, where: str) -> str | None:
        value = given.get(field, "")
        if not isinstance(value, str):
            self._wrong(f"{field} of {where} is no text")
        return value.strip() or None

    def _wrong(self, message: str) -> NoReturn:
        raise DataError(f"{self._name}: {message}", _ADVICE)


def kept(book: Codebook) -> dict[str, str]:
    """A codebook as a decision keeps it: values under names that no person chose."""
    return dict(_kept(book))


def _kept(book: Codebook) -> Iterator[tuple[str, str]]:
    yield from _given("", title=book.title, instructions=book.instructions)
    for n, one in enumerate(book.variables, 1):
        head = f"v{n}."
        yield from _given(
            head, name=one.name, question=one.question, sections=",".join(one.sections), scale=one.scale,
            instructions=one.instructions,
        )  # fmt: skip
        for m, told in enumerate(one.categories, 1):
            yield from _given(
                f"{head}c{m}.", name=told.name, definition=told.definition, include=told.include, exclude=told.exclude
            )


def _given(head: str, **fields: str | None) -> Iterator[tuple[str, str]]:
    yield from ((f"{head}{name}", value) for name, value in fields.items() if value is not None)


def taken(told: Mapping[str, str]) -> Codebook:
    """The codebook that a decision keeps; words that were erased from it since are blocks.

    >>> taken(kept(EMPTY)) == EMPTY
    True
    """
    variables: list[Variable] = []
    while (head := f"v{len(variables) + 1}.") + "name" in told:
        categories: list[Category] = []
        while (at := f"{head}c{len(categories) + 1}.") + "name" in told:
            more = (told.get(f"{at}{field}") for field in ("include", "exclude"))
            categories.append(Category(told[f"{at}name"], told[f"{at}definition"], *more))
        variables.append(
            Variable(
                told[f"{head}name"],
                told[f"{head}question"],
                cast(tuple[Part, ...], tuple(told[f"{head}sections"].split(","))),
                tuple(categories),
                cast(Scale, told[f"{head}scale"]),
                told.get(f"{head}instructions"),
            )
        )
    return Codebook(told["title"], tuple(variables), told.get("instructions"))


_ADVICE = "docs/coding.md shows a codebook."
