"""Boards of contests: who shows their name; and a way to find all submissions to one exercise."""

import sqlalchemy as sql
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "boards",
        sql.Column("learner", sql.Text(), nullable=False),
        sql.Column("course", sql.Text(), nullable=False),
        sql.Column("exercise", sql.Text(), nullable=False),
        sql.Column("named", sql.Boolean(), nullable=False),
        sql.Column("at", sql.Double(), nullable=False),
        sql.ForeignKeyConstraint(["learner"], ["people.id"], name=op.f("fk_boards_learner_people")),
        sql.PrimaryKeyConstraint("learner", "course", "exercise", name=op.f("pk_boards")),
    )
    op.create_index(op.f("ix_submissions_course_exercise"), "submissions", ["course", "exercise"], unique=False)


def downgrade() -> None:
    """Change them back."""
    op.drop_index(op.f("ix_submissions_course_exercise"), table_name="submissions")
    op.drop_table("boards")
