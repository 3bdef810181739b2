"""Learners' programs as checks see them: a source that was read, and its functions, which run in the sandbox."""
