"""The certified analysis of an activation: what is proved of it over all of ℝ, what is refuted, what stays undecided.

**What is asked.**  A formula is read as written, as a partial function of one real variable.  Its *natural domain* is
where every part that is needed has a value: x/x has none at 0, 0·log(x) none for x ≤ 0; 0^0 is 1; a negative base has
powers with whole exponents only; of a piecewise only the branch that is taken counts, and every condition before it.
`defined`, `continuous` and `smoothness` (f ∈ C^k, the largest k) speak of all of ℝ, where a missing value makes f
discontinuous, C^-1.  All else speaks of the natural domain, and of limits from within it:

- `kinks`: points of the domain where f is continuous and the one-sided slopes differ, or one is infinite.  `jumps`:
  points with values on both sides near by, where one-sided limits and value, as far as they exist, differ or are
  infinite: jumps, poles, single odd points.  A mere hole, as that of x/x, is no jump.
- `range` is the hull of the values with the ends that are taken; `attains`: one of its finite ends is taken.
- `monotone`: “increasing” is strict, “nondecreasing” has two points of equal value; likewise for falling.
- `parity`: a constant is even.  `affine`, `convex`: the graph is, or lies on one side of, each of its chords.
- `lipschitz`: the least upper bound of |f(a) − f(b)|/|a − b|; ∞ at a jump.
- `limits`, `slope_limits`, `growth` (p with |f| ~ |x|^p up to factors smaller than every power) at −∞ and ∞; None where
  there is none.  `saturates`: f′ → 0 at both ends.  `dead_region`: the largest intervals on which f is constant.
- `derivative_at_0` is the limit of (f(x) − f(0))/x; ±∞ where the graph is vertical and f continuous; else None.
- `homogeneous`: f(cx) = c·f(x) for c > 0.  `idempotent`: f(f(x)) = f(x).  `periodic`: the least period; None for a
  constant.  `injective`: no value is taken twice.

Mathematics and floating point are judged apart: what rounding does is the business of numerics.py.

**What an answer rests on.**
1. ℝ is cut at the roots of whatever chooses (bars, max, conditions) or limits the domain (divisors, roots,
   logarithms): all of them, or every universal claim is undecided (pieces.py, roots.py).  On each open piece f is one
   analytic expression.
2. On the way to each end of a piece f, f′ and f″ have an expansion in exponentials, powers and logarithms of y (x = ±y,
   or x = p ± 1/y) with a remainder bounded for *all* y from a start on (scales.py, expansions.py, jets.py); so limits
   are limits, and a sign holds on a whole neighbourhood.
3. Between, cells are bisected until balls around the Taylor coefficients of all points of a cell settle the signs
   (scan.py); a cell in which a derivative has a sign holds one root of the one before, or none.
4. That something is 0 throughout is proved by identity testing (identity.py), wrong with probability below 2^-60.
5. What repeats is looked at in one window of more than two periods (repeats.py); of what oscillates beside something
   else, sequences of points tell that there is no limit (waves.py).
6. A refutation carries points at which balls of 128 bits and more confirm it, exact and for anybody to check;
   checker.py does so with mpmath alone.

**What is trusted**: Arb's ball arithmetic and special functions, and the root isolation of FLINT; the reading of the
formula; the rules of differentiation and the expansions in this folder (primitives.py, slopes.py), which the tests hold
against mpmath.  No float decides anything: they choose where to look, and show numbers.  Time is up after a second of
work, and what is not settled by then is undecided; a child process that can be killed stands for all else (guard.py).
"""

from grader.maths.analysis.questions import Profile, profile

__all__ = ["Profile", "profile"]
