"""The first tables."""

import sqlalchemy as sql
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "people",
        sql.Column("id", sql.Text(), nullable=False),
        sql.Column("role", sql.Text(), nullable=False),
        sql.Column("name", sql.Text(), nullable=False),
        sql.Column("plain", sql.Text(), nullable=False),
        sql.Column("at", sql.Double(), nullable=False),
        sql.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sql.UniqueConstraint("role", "plain", name=op.f("uq_people_role_plain")),
    )
    op.create_table(
        "proofs",
        sql.Column("course", sql.Text(), nullable=False),
        sql.Column("exercise", sql.Text(), nullable=False),
        sql.Column("revision", sql.Text(), nullable=False),
        sql.Column("version", sql.Text(), nullable=False),
        sql.Column("content", sql.JSON(), nullable=False),
        sql.Column("at", sql.Double(), nullable=False),
        sql.PrimaryKeyConstraint("course", "exercise", "revision", "version", name=op.f("pk_proofs")),
    )
    op.create_table(
        "drafts",
        sql.Column("learner", sql.Text(), nullable=False),
        sql.Column("course", sql.Text(), nullable=False),
        sql.Column("exercise", sql.Text(), nullable=False),
        sql.Column("take", sql.Integer(), nullable=False),
        sql.Column("part", sql.Text(), nullable=False),
        sql.Column("text", sql.Text(), nullable=False),
        sql.Column("at", sql.Double(), nullable=False),
        sql.ForeignKeyConstraint(["learner"], ["people.id"], name=op.f("fk_drafts_learner_people")),
        sql.PrimaryKeyConstraint("learner", "course", "exercise", "take", "part", name=op.f("pk_drafts")),
    )
    op.create_table(
        "hints",
        sql.Column("learner", sql.Text(), nullable=False),
        sql.Column("course", sql.Text(), nullable=False),
        sql.Column("exercise", sql.Text(), nullable=False),
        sql.Column("shown", sql.Integer(), nullable=False),
        sql.Column("at", sql.Double(), nullable=False),
        sql.ForeignKeyConstraint(["learner"], ["people.id"], name=op.f("fk_hints_learner_people")),
        sql.PrimaryKeyConstraint("learner", "course", "exercise", name=op.f("pk_hints")),
    )
    op.create_table(
        "takes",
        sql.Column("number", sql.Integer(), nullable=False),
        sql.Column("course", sql.Text(), nullable=False),
        sql.Column("quiz", sql.Text(), nullable=False),
        sql.Column("learner", sql.Text(), nullable=False),
        sql.Column("exercises", sql.JSON(), nullable=False),
        sql.Column("flags", sql.JSON(), nullable=False),
        sql.Column("at", sql.Double(), nullable=False),
        sql.Column("bell", sql.Double(), nullable=True),
        sql.Column("handed", sql.Double(), nullable=True),
        sql.ForeignKeyConstraint(["learner"], ["people.id"], name=op.f("fk_takes_learner_people")),
        sql.PrimaryKeyConstraint("number", name=op.f("pk_takes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_takes_learner_course_quiz"), "takes", ["learner", "course", "quiz"], unique=False)
    op.create_table(
        "submissions",
        sql.Column("number", sql.Integer(), nullable=False),
        sql.Column("token", sql.Text(), nullable=False),
        sql.Column("course", sql.Text(), nullable=False),
        sql.Column("exercise", sql.Text(), nullable=False),
        sql.Column("learner", sql.Text(), nullable=False),
        sql.Column("answers", sql.JSON(), nullable=False),
        sql.Column("variant", sql.Integer(), nullable=False),
        sql.Column("seed", sql.Integer(), nullable=False),
        sql.Column("take", sql.Integer(), nullable=True),
        sql.Column("at", sql.Double(), nullable=False),
        sql.ForeignKeyConstraint(["learner"], ["people.id"], name=op.f("fk_submissions_learner_people")),
        sql.ForeignKeyConstraint(["take"], ["takes.number"], name=op.f("fk_submissions_take_takes")),
        sql.PrimaryKeyConstraint("number", name=op.f("pk_submissions")),
        sql.UniqueConstraint("token", name=op.f("uq_submissions_token")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_submissions_learner_course_exercise"), "submissions", ["learner", "course", "exercise"], unique=False
    )
    op.create_index(op.f("ix_submissions_take"), "submissions", ["take"], unique=False)
    op.create_table(
        "doubts",
        sql.Column("submission", sql.Integer(), nullable=False),
        sql.Column("words", sql.Text(), nullable=False),
        sql.Column("at", sql.Double(), nullable=False),
        sql.Column("settled", sql.Double(), nullable=True),
        sql.ForeignKeyConstraint(["submission"], ["submissions.number"], name=op.f("fk_doubts_submission_submissions")),
        sql.PrimaryKeyConstraint("submission", name=op.f("pk_doubts")),
    )
    op.create_table(
        "events",
        sql.Column("number", sql.Integer(), nullable=False),
        sql.Column("submission", sql.Integer(), nullable=False),
        sql.Column("attempt", sql.Integer(), nullable=False),
        sql.Column("step", sql.Integer(), nullable=False),
        sql.Column("of", sql.Integer(), nullable=False),
        sql.Column("best", sql.Text(), nullable=False),
        sql.Column("at", sql.Double(), nullable=False),
        sql.ForeignKeyConstraint(["submission"], ["submissions.number"], name=op.f("fk_events_submission_submissions")),
        sql.PrimaryKeyConstraint("number", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_submission"), "events", ["submission"], unique=False)
    op.create_table(
        "jobs",
        sql.Column("submission", sql.Integer(), nullable=False),
        sql.Column("done", sql.Boolean(), nullable=False),
        sql.Column("attempt", sql.Integer(), nullable=False),
        sql.Column("until", sql.Double(), nullable=False),
        sql.ForeignKeyConstraint(["submission"], ["submissions.number"], name=op.f("fk_jobs_submission_submissions")),
        sql.PrimaryKeyConstraint("submission", name=op.f("pk_jobs")),
    )
    op.create_index(op.f("ix_jobs_done_until"), "jobs", ["done", "until"], unique=False)
    op.create_table(
        "reports",
        sql.Column("submission", sql.Integer(), nullable=False),
        sql.Column("verdict", sql.Text(), nullable=False),
        sql.Column("points", sql.Integer(), nullable=False),
        sql.Column("out_of", sql.Integer(), nullable=False),
        sql.Column("content", sql.JSON(), nullable=False),
        sql.Column("at", sql.Double(), nullable=False),
        sql.ForeignKeyConstraint(
            ["submission"], ["submissions.number"], name=op.f("fk_reports_submission_submissions")
        ),
        sql.PrimaryKeyConstraint("submission", name=op.f("pk_reports")),
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_table("reports")
    op.drop_index(op.f("ix_jobs_done_until"), table_name="jobs")
    op.drop_table("jobs")
    op.drop_index(op.f("ix_events_submission"), table_name="events")
    op.drop_table("events")
    op.drop_table("doubts")
    op.drop_index(op.f("ix_submissions_take"), table_name="submissions")
    op.drop_index(op.f("ix_submissions_learner_course_exercise"), table_name="submissions")
    op.drop_table("submissions")
    op.drop_index(op.f("ix_takes_learner_course_quiz"), table_name="takes")
    op.drop_table("takes")
    op.drop_table("hints")
    op.drop_table("drafts")
    op.drop_table("proofs")
    op.drop_table("people")
