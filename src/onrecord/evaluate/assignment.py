"""The assignment problem: pair rows with columns so that the sum of weights is greatest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def best_total(weights: Sequence[Sequence[float]]) -> float:
    """The greatest sum of weights that a one-to-one pairing of rows and columns reaches.

    Args:
        weights: rows of equal length, weights of 0 or more.

    Example:
        >>> best_total([[1.0, 0.9], [0.9, 0.0]])
        1.8
    """
    return float(sum(weights[row][column] for row, column in best_pairs(weights)))


def best_pairs(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The one-to-one pairs (row, column) with the greatest sum of weights, by row; pairs of weight 0 are left out.

    Shortest augmenting paths (Jonker and Volgenant 1987), O(rows² × columns). Whole numbers are added exactly as long
    as their sum is below 2⁵³.

    Args:
        weights: rows of equal length, weights of 0 or more.

    Example:
        >>> best_pairs([[1.0, 0.9], [0.9, 0.0]])
        [(0, 1), (1, 0)]
    """
    gain = np.asarray(weights, dtype=float)
    if gain.size == 0:
        return []
    turned = gain.shape[0] > gain.shape[1]
    if turned:
        gain = gain.T
    rows, columns = gain.shape
    cost = gain.max() - gain
    row_price, column_price = np.zeros(rows), np.zeros(columns)
    row_of = np.full(columns, -1)
    for start in range(rows):
        _augment(cost, row_price, column_price, row_of, start)
    pairs = [(int(row), column) for column, row in enumerate(row_of) if row >= 0 and gain[row, column] > 0]
    return sorted((column, row) if turned else (row, column) for row, column in pairs)


def _augment(cost: np.ndarray, row_price: np.ndarray, column_price: np.ndarray, row_of: np.ndarray, start: int) -> None:
    """Gives one more row a column, moving earlier ones along the cheapest path."""
    columns = cost.shape[1]
    distance = np.full(columns, np.inf)
    before = np.full(columns, -1)
    done = np.zeros(columns, dtype=bool)
    row, last, reached = start, -1, 0.0
    while True:
        fresh = reached + cost[row] - row_price[row] - column_price
        nearer = ~done & (fresh < distance)
        distance[nearer], before[nearer] = fresh[nearer], last
        last = int(np.where(done, np.inf, distance).argmin())
        reached = distance[last]
        done[last] = True
        if row_of[last] < 0:
            break
        row = int(row_of[last])
    row_price[start] += reached
    for column in np.flatnonzero(done):
        if row_of[column] >= 0:
            row_price[row_of[column]] += reached - distance[column]
        column_price[column] -= reached - distance[column]
    while last >= 0:
        earlier = int(before[last])
        row_of[last] = row_of[earlier] if earlier >= 0 else start
        last = earlier
