"""The tables.  Times are seconds since 1970; answers and reports are JSON as the API has it.

A row of `submissions` is never altered: it is what was handed in.  What becomes of it stands in the other tables.
"""

import sqlalchemy as sql

metadata = sql.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _submission(**options: bool) -> sql.Column[int]:
    return sql.Column("submission", sql.ForeignKey("submissions.number"), **options)  # type: ignore[arg-type]  # its options


def _learner() -> sql.Column[str]:
    return sql.Column("learner", sql.ForeignKey("people.id"), nullable=False)


people = sql.Table(
    "people",
    metadata,
    sql.Column("id", sql.Text, primary_key=True),
    sql.Column("role", sql.Text, nullable=False),
    sql.Column("name", sql.Text, nullable=False),
    sql.Column("plain", sql.Text, nullable=False),  # the name without what does not tell people apart
    sql.Column("at", sql.Double, nullable=False),
    sql.UniqueConstraint("role", "plain"),
)

takes = sql.Table(
    "takes",  # a learner takes a quiz
    metadata,
    sql.Column("number", sql.Integer, primary_key=True),
    sql.Column("course", sql.Text, nullable=False),
    sql.Column("quiz", sql.Text, nullable=False),
    _learner(),
    sql.Column("exercises", sql.JSON, nullable=False),  # ids in the order asked
    sql.Column("flags", sql.JSON, nullable=False),  # ids marked to come back to
    sql.Column("at", sql.Double, nullable=False),
    sql.Column("bell", sql.Double),  # when time is up
    sql.Column("handed", sql.Double),  # when it was handed in
    sql.Index(None, "learner", "course", "quiz"),
    sqlite_autoincrement=True,
)

submissions = sql.Table(
    "submissions",
    metadata,
    sql.Column("number", sql.Integer, primary_key=True),
    sql.Column("token", sql.Text, nullable=False, unique=True),  # sent twice, it is the same submission
    sql.Column("course", sql.Text, nullable=False),
    sql.Column("exercise", sql.Text, nullable=False),
    _learner(),
    sql.Column("answers", sql.JSON, nullable=False),
    sql.Column("variant", sql.Integer, nullable=False),
    sql.Column("seed", sql.Integer, nullable=False),
    sql.Column("take", sql.ForeignKey("takes.number")),
    sql.Column("at", sql.Double, nullable=False),
    sql.Index(None, "learner", "course", "exercise"),
    sql.Index(None, "course", "exercise"),
    sql.Index(None, "take"),
    sqlite_autoincrement=True,
)

jobs = sql.Table(
    "jobs",
    metadata,
    _submission(primary_key=True),
    sql.Column("done", sql.Boolean, nullable=False, default=False),
    sql.Column("attempt", sql.Integer, nullable=False, default=0),  # times it was taken up
    sql.Column("until", sql.Double, nullable=False, default=0.0),  # when it may be taken up (again)
    sql.Index(None, "done", "until"),
)

events = sql.Table(
    "events",  # how far a grading has come
    metadata,
    sql.Column("number", sql.Integer, primary_key=True),
    _submission(nullable=False),
    sql.Column("attempt", sql.Integer, nullable=False),
    sql.Column("step", sql.Integer, nullable=False),
    sql.Column("of", sql.Integer, nullable=False),
    sql.Column("best", sql.Text, nullable=False),
    sql.Column("at", sql.Double, nullable=False),
    sql.Index(None, "submission"),
)

reports = sql.Table(
    "reports",
    metadata,
    _submission(primary_key=True),  # one submission, one report
    sql.Column("verdict", sql.Text, nullable=False),
    sql.Column("points", sql.Integer, nullable=False),
    sql.Column("out_of", sql.Integer, nullable=False),
    sql.Column("content", sql.JSON, nullable=False),
    sql.Column("at", sql.Double, nullable=False),
)

doubts = sql.Table(
    "doubts",  # “this verdict seems wrong”
    metadata,
    _submission(primary_key=True),
    sql.Column("words", sql.Text, nullable=False),
    sql.Column("at", sql.Double, nullable=False),
    sql.Column("settled", sql.Double),
)

drafts = sql.Table(
    "drafts",
    metadata,
    sql.Column("learner", sql.ForeignKey("people.id"), primary_key=True),
    sql.Column("course", sql.Text, primary_key=True),
    sql.Column("exercise", sql.Text, primary_key=True),
    sql.Column("take", sql.Integer, primary_key=True),  # 0 outside quizzes
    sql.Column("part", sql.Text, primary_key=True),
    sql.Column("text", sql.Text, nullable=False),
    sql.Column("at", sql.Double, nullable=False),
)

hints = sql.Table(
    "hints",  # how many of an exercise's hints a learner has seen
    metadata,
    sql.Column("learner", sql.ForeignKey("people.id"), primary_key=True),
    sql.Column("course", sql.Text, primary_key=True),
    sql.Column("exercise", sql.Text, primary_key=True),
    sql.Column("shown", sql.Integer, nullable=False),
    sql.Column("at", sql.Double, nullable=False),  # when the last one was
)

boards = sql.Table(
    "boards",  # who shows their name on the board of a contest
    metadata,
    sql.Column("learner", sql.ForeignKey("people.id"), primary_key=True),
    sql.Column("course", sql.Text, primary_key=True),
    sql.Column("exercise", sql.Text, primary_key=True),
    sql.Column("named", sql.Boolean, nullable=False),
    sql.Column("at", sql.Double, nullable=False),
)

proofs = sql.Table(
    "proofs",  # what verifying an exercise gave
    metadata,
    sql.Column("course", sql.Text, primary_key=True),
    sql.Column("exercise", sql.Text, primary_key=True),
    sql.Column("revision", sql.Text, primary_key=True),
    sql.Column("version", sql.Text, primary_key=True),
    sql.Column("content", sql.JSON, nullable=False),
    sql.Column("at", sql.Double, nullable=False),
)
