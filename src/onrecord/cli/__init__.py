"""The commands. Thin: they ask the other rooms and show the answer; nothing heavy is imported before it is needed."""

from onrecord.cli.group import Commands

__all__ = ["main"]

main = Commands()
