"""Coding work over a ledger: a codebook, samples, blind codes, agreement, estimates, and what the methods were.

>>> from onrecord.coding.codebook import parse
>>> book = parse("title: T\\nvariables: {v: {question: What, sections: [events], categories: {yes: It is., no: Not.}}}")
>>> [category.name for category in book.variables[0].categories]
['yes', 'no']
"""

from onrecord.coding.agreeing import Agreement, alpha
from onrecord.coding.appendix import methods
from onrecord.coding.blocks import Block, html, markdown
from onrecord.coding.codebook import RIGHT, WRONG, Category, Codebook, Variable, load, parse
from onrecord.coding.items import Shown
from onrecord.coding.results import Difference, Estimate, Estimated
from onrecord.coding.shares import Share, share
from onrecord.coding.work import Coding, Item, Progress, Version
from onrecord.ledger.coded import Code, Coder, Sample

__all__ = [
    "RIGHT", "WRONG", "Agreement", "Block", "Category", "Code", "Codebook", "Coder", "Coding", "Difference",
    "Estimate", "Estimated", "Item", "Progress", "Sample", "Share", "Shown", "Variable", "Version", "alpha", "html",
    "load", "markdown", "methods", "parse", "share",
]  # fmt: skip
