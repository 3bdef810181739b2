"""The points that refute something, each kind in a sentence that anybody can check by hand."""

from collections.abc import Callable, Mapping
from math import isnan
from types import MappingProxyType

import numpy as np

from grader.maths.analysis.findings import Witness
from grader.maths.formula import Formula, values
from grader.maths.notation import NO_VALUE, apart, number

BEYOND = {"∞": "> 10^308", "−∞": "< −10^308"}


def told(witness: Witness, formula: Formula) -> str:
    """Return what a witness shows, such as “falls from x = −2 to −1: −0.2384 → −0.2689”."""
    return _SENTENCES.get(witness.kind, _points)(witness, formula)


def _x(witness: Witness) -> list[str]:
    return apart([float(x) for x in witness.x])


def _at(witness: Witness) -> list[str]:
    """Return f(x) = y for each point; a value that is too large for a float is still finite."""
    return [f"f({x}) {BEYOND.get(y, f'= {y}')}" for x, y in zip(_x(witness), apart(witness.y), strict=False)]


def _points(witness: Witness, formula: Formula) -> str:
    return _listed(_at(witness)) or f"see {formula.variables[0]} = {_listed(_x(witness))}"


def _listed(parts: list[str]) -> str:
    return ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + "".join(parts[-1:])


def _undefined(witness: Witness, formula: Formula) -> str:
    where = "near" if witness.kind.endswith("near") else "at"
    return f"no value {where} {formula.variables[0]} = {_x(witness)[0]}"


def _jumps(witness: Witness, formula: Formula) -> str:
    return f"jumps at {formula.variables[0]} = {_x(witness)[0]}"


def _moves(witness: Witness, formula: Formula) -> str:
    (a, b), (fa, fb) = _x(witness), apart(witness.y)
    return f"{witness.kind} from {formula.variables[0]} = {a} to {b}: {fa} → {fb}"


def _grows(witness: Witness, formula: Formula) -> str:
    del formula
    return ", ".join(_at(witness)) + ", and so on"


def _mirrored(witness: Witness, formula: Formula) -> str:
    """Tell f(−x) and what it should be."""
    del formula
    here, there = witness.y
    odd = witness.kind == "not odd"
    if not witness.x[0]:
        return f"f(0) = {number(here)}, not 0"
    (a, b), (fb, mirrored) = _x(witness), apart([there, -here if odd else here])
    return f"f({b}) = {fb}, but {'−' if odd else ''}f({a}) = {mirrored}"


def _one_sided(witness: Witness, formula: Formula) -> str:
    a, b = _x(witness)[::-1] if isnan(witness.y[0]) else _x(witness)
    return f"a value at {formula.variables[0]} = {a}, but none at {b}"


def _bent(witness: Witness, formula: Formula) -> str:
    a, m, b = map(float, witness.x)
    chord = witness.y[0] + (witness.y[2] - witness.y[0]) * (m - a) / (b - a)
    (low, middle, high), (seen, straight) = _x(witness), apart([witness.y[1], chord])
    side = witness.kind.removesuffix(" chord")
    return f"{side} its chord from {formula.variables[0]} = {low} to {high}: f({middle}) = {seen}, the chord {straight}"


def _same(witness: Witness, formula: Formula) -> str:
    del formula
    a, b = _x(witness)
    return f"f({a}) = f({b}) = {number(witness.y[0])}"


def _turns(witness: Witness, formula: Formula) -> str:
    return f"turns back: {_points(witness, formula)}"


def _between(witness: Witness, formula: Formula) -> str:
    del formula
    first, middle, last = _at(witness)
    return f"{middle} is between {first} and {last}, and so is taken twice"


def _scaled(witness: Witness, formula: Formula) -> str:
    del formula
    if not witness.x[0]:
        return f"f(0) = {number(witness.y[0])}, not 0"
    factor = float(witness.x[1] / witness.x[0])
    (a, b), (seen, scaled) = _x(witness), apart([witness.y[1], factor * witness.y[0]])
    return f"f({b}) = {seen}, but {number(factor)}·f({a}) = {scaled}"


def _again(witness: Witness, formula: Formula) -> str:
    once, twice = apart([witness.y[0], float(values(formula, np.array(witness.y[:1]))[0])])
    return f"f({_x(witness)[0]}) = {once}, but f({once}) {'has' if twice == NO_VALUE else '='} {twice}"


def _steep(witness: Witness, formula: Formula) -> str:
    a, b = witness.y
    if isnan(a):
        return f"no values on the {'left' if witness.x[0] < 0 else 'right'}"
    (low, high), (fa, fb) = _x(witness), apart([a, b])
    way = "rises" if (b > a) == (witness.x[1] > witness.x[0]) else "falls"
    ends = (low, high, fa, fb) if witness.x[0] < witness.x[1] else (high, low, fb, fa)
    return f"still {way} from {formula.variables[0]} = {ends[0]} to {ends[1]}: {ends[2]} → {ends[3]}"


_SENTENCES: Mapping[str, Callable[[Witness, Formula], str]] = MappingProxyType(
    {
        "no value": _undefined,
        "no value near": _undefined,
        "jump": _jumps,
        "rises": _moves,
        "falls": _moves,
        "grows": _grows,
        "not odd": _mirrored,
        "not even": _mirrored,
        "one-sided": _one_sided,
        "below chord": _bent,
        "above chord": _bent,
        "same value": _same,
        "turns": _turns,
        "between": _between,
        "not homogeneous": _scaled,
        "changes again": _again,
        "steep": _steep,
    }
)
