"""Ways to answer: one file for each; `kind: numeric` in an exercise is class Numeric in numeric.py."""
