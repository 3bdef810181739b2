"""The certified analysis of an activation: what is proved of it, what is refuted, and what stays undecided."""

from grader.maths.analysis.questions import Profile, profile

__all__ = ["Profile", "profile"]
