"""Verdicts that contradict each other, whatever the formula."""

from collections.abc import Iterator
from math import inf

from attack.case import Case
from attack.claims import ROUNDED, Claims, order

STRICT = ("increasing", "decreasing")


def consistent(case: Case) -> Iterator[str]:
    claims = case.claims
    for name, broken in (
        ("defined and continuous", claims.denies("defined") and claims.affirms("continuous")),
        ("continuous and jumps", claims.affirms("continuous") and claims.get("jumps") not in (..., [])),
        ("defined, no jumps, not continuous", _says_all(claims, defined=True, jumps=[], continuous=False)),
        ("continuous and smoothness", _smoothness_differs(claims)),
        ("smoothness and kinks", _kinks_differ(claims)),
        ("lipschitz and jumps", claims.get("lipschitz") not in (..., inf) and claims.get("jumps") not in (..., [])),
        ("monotone and injective", claims.says("monotone", *STRICT) and claims.denies("injective")),
        ("monotone and dead_region", claims.says("monotone", *STRICT) and claims.get("dead_region") not in (..., [])),
        (
            "no dead_region, yet level",
            claims.says("monotone", "nondecreasing", "nonincreasing") and claims.says("dead_region", []),
        ),
        ("affine and convex", _differ(claims, "affine", "convex", "affine")),
        ("parity and injective", claims.says("parity", "even") and claims.affirms("injective")),
        ("periodic and injective", isinstance(claims.get("periodic"), float) and claims.affirms("injective")),
        ("odd and zero_at_origin", _says_all(claims, defined=True, parity="odd", zero_at_origin=False)),
        ("homogeneous and zero_at_origin", _says_all(claims, defined=True, homogeneous=True, zero_at_origin=False)),
        ("derivative_at_0 and lipschitz", _steeper(claims, [claims.get("derivative_at_0")])),
        ("slope_limits and lipschitz", _steeper(claims, claims.get("slope_limits"))),
        ("slope_limits and saturates", _saturation_differs(claims)),
    ):
        if broken:
            yield f"{name} contradict each other"
    yield from _bounds(claims)
    yield from _growth(claims)


def _says_all(claims: Claims, **values: object) -> bool:
    return all(claims.says(name, value) for name, value in values.items())


def _differ(claims: Claims, boolean: str, name: str, value: str) -> bool:
    """Whether a boolean says otherwise than a word."""
    known = isinstance(claims.get(boolean), bool) and claims.get(name) is not ...
    return known and claims[boolean] != (claims[name] == value)


def _smoothness_differs(claims: Claims) -> bool:
    known = "smoothness" in claims and isinstance(claims.get("continuous"), bool)
    return known and claims["continuous"] != (claims["smoothness"] != "C^-1")


def _kinks_differ(claims: Claims) -> bool:
    if "smoothness" not in claims or claims.get("kinks") in (..., []):
        return False
    return order(claims["smoothness"]) > 0


def _steeper(claims: Claims, slopes: object) -> bool:
    steepest = claims.get("lipschitz")
    if steepest is ... or not isinstance(slopes, list):
        return False
    return any(isinstance(slope, float) and abs(slope) > steepest * (1 + ROUNDED) for slope in slopes)


def _saturation_differs(claims: Claims) -> bool:
    slopes = claims.get("slope_limits")
    if not isinstance(slopes, list) or ... in slopes or None in slopes or not isinstance(claims.get("saturates"), bool):
        return False
    return bool(claims["saturates"] != (slopes == [0, 0]))


def _bounds(claims: Claims) -> Iterator[str]:
    hull = claims.get("range")
    if not isinstance(hull, list):
        return
    for k, name in ((0, "bounded_below"), (1, "bounded_above")):
        end, closed = hull[0][k], hull[1][k]
        if end is not ... and isinstance(claims.get(name), bool) and claims[name] != (abs(end) != inf):
            yield f"range and {name} contradict each other"
        if end is not ... and closed is True and abs(end) == inf:
            yield "range: infinity is not attained"
    limits = claims.get("limits")
    for limit in limits if isinstance(limits, list) else []:
        if isinstance(limit, float) and ... not in hull[0] and not _is_within(limit, hull[0]):
            yield f"range and the limit {limit} contradict each other"


def _is_within(limit: float, hull: list[float]) -> bool:
    if abs(limit) == inf:
        return limit in hull
    return hull[0] - ROUNDED * abs(hull[0]) <= limit <= hull[1] + ROUNDED * abs(hull[1])


def _growth(claims: Claims) -> Iterator[str]:
    limits, powers = claims.get("limits"), claims.get("growth")
    if not isinstance(limits, list) or not isinstance(powers, list):
        return
    for limit, power in zip(limits, powers, strict=True):
        if not (isinstance(limit, float) and isinstance(power, float)):
            continue
        finite = abs(limit) != inf
        if (finite and (power > 0 or (limit != 0 and power != 0))) or (not finite and power < 0):
            yield f"the limit {limit} and growth {power} contradict each other"
