"""Questions about an answer: one file for each kind of check; `bounded` in an exercise is class Bounded in bounded.py."""
