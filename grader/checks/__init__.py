"""Questions about an answer: one file for each kind; `bounded` in an exercise is class Bounded in bounded.py."""
