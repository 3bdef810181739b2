"""What is kept: people, submissions, jobs, reports, drafts, quizzes being taken.  SQL is known here and nowhere else.

A module knows one thing and is made of verbs on a connection; whoever calls holds the transaction, so that a
submission and its job, or a whole quiz, are written together or not at all:

    with store.writing() as connection:
        number = submissions.put(connection, handed)
        jobs.put(connection, number)
"""

from grader.store.database import Store, open_store

__all__ = ["Store", "open_store"]
