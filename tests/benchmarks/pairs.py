"""The pairs of formulas that the tests of equality know to be the same, or not."""

import importlib.util
import random
from pathlib import Path
from typing import Any

TABLES = Path(__file__).parent.parent / "maths"


def tables_of(name: str) -> Any:
    """Return a module of tests."""
    spec = importlib.util.spec_from_file_location(f"{name}_tables", TABLES / f"{name}.py")
    assert spec
    assert spec.loader
    tables = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tables)
    return tables


def spellings() -> list[tuple[str, str, bool]]:
    """Return (left, right, True) for the pairs of spellings of one activation."""
    return [(*row.values, True) for row in tables_of("test_same").PAIRS]


def pairs(count: int | None = None) -> list[tuple[str, str, bool]]:
    """Return (left, right, same) for so many pairs, drawn fairly but always the same; all of them without a count."""
    tables = tables_of("test_equality")
    found = [(*row.values[:2], True) for row in tables.SAME] + [(*row.values[:2], False) for row in tables.DIFFERENT]
    return found if count is None else random.Random(7).sample(found, count)


def percentile(seconds: list[float], share: float) -> float:
    """Return a percentile in milliseconds."""
    return sorted(seconds)[min(int(share * len(seconds)), len(seconds) - 1)] * 1e3
