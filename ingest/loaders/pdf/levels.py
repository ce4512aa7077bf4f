"""The level lines on a page: put together from their pieces, and stacked where they may rule one table. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.loaders.pdf.geometry import Rule

TOUCH = 3.0
"""How far apart lines may end that meet on the page."""
SAME_EDGE = 5.0
_LEAST_LENGTH = 12.0


@dataclass(frozen=True, slots=True)
class Level:
    """A level line, put together from its pieces; `joints` are the places where they meet."""

    left: float
    right: float
    y: float
    joints: tuple[float, ...] = ()

    def is_like(self, other: Level) -> bool:
        return abs(self.left - other.left) <= SAME_EDGE and abs(self.right - other.right) <= SAME_EDGE


def merge_levels(rules: Iterable[Rule]) -> list[Level]:
    """Pieces of one level line put together, such as the borders of cells side by side."""
    rows: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda one: one.top):
        if rows and rule.top - rows[-1][0].top <= TOUCH:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    merged: list[Level] = []
    for row in rows:
        row.sort(key=lambda one: (one.left, -one.right))
        left, right, joints = row[0].left, row[0].left, list[float]()
        for rule in row:
            if rule.left - right > TOUCH:
                merged.append(Level(left, right, row[0].top, tuple(joints)))
                left, right, joints = rule.left, rule.right, []
                continue
            if right - rule.left <= TOUCH and rule.left - left > SAME_EDGE:
                joints.append((right + rule.left) / 2)
            right = max(right, rule.right)
        merged.append(Level(left, right, row[0].top, tuple(joints)))
    return [level for level in merged if level.right - level.left >= _LEAST_LENGTH]


def stack_levels(levels: Iterable[Level]) -> list[list[Level]]:
    """Level lines of one width, one below the other."""
    stacks: list[list[Level]] = []
    for level in levels:
        for stack in stacks:
            if stack[0].is_like(level):
                stack.append(level)
                break
        else:
            stacks.append([level])
    return stacks


def find_joints(levels: Sequence[Level]) -> tuple[float, ...]:
    """Where the pieces of most of the lines meet."""
    places = sorted(joint for level in levels for joint in level.joints)
    groups: list[list[float]] = []
    for place in places:
        if groups and place - groups[-1][0] <= SAME_EDGE:
            groups[-1].append(place)
        else:
            groups.append([place])
    return tuple(group[0] for group in groups if 2 * len(group) >= len(levels))
