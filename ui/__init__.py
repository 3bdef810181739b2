"""The pages: what a learner and a teacher see in a browser."""
