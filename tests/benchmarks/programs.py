"""Grading programs: how soon, how many and in how much memory, beside three graders that run them unprotected.

Run: python tests/benchmarks/programs.py [PYTHON]
PYTHON: the interpreter of an environment that has otter-grader; without it that line is left out, with a word why.

Each grader judges the same right ReLU: forward, backward and a gradient check on 10,000 points.  The others run the
program in the process that compares; as they are used, each submission costs a process of its own.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import numpy as np
from pairs import percentile

from grader import catalog
from grader.exercise import Exercise
from grader.grading import grade
from grader.sandbox.host import Program, pid_here
from grader.sandbox.levels import LAYERS, Level
from grader.sandbox.lockdown import Layer
from grader.sandbox.sandbox import Sandbox, shared

ROUNDS, FEW, MANY = 200, 5, 200
POINTS = 10_000
NUMPY = """
import numpy as np
def relu(x):
    return np.maximum(x, 0)
def relu_backward(x, g):
    return np.where(x > 0, g, 0)
"""
TORCH = """
import torch
class Relu(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)
    @staticmethod
    def backward(ctx, g):
        return g * (ctx.saved_tensors[0] > 0)
"""
COMPARED = """
import numpy as np
x = np.linspace(-5, 5, 10_000) + 1e-4
def compare(relu, relu_backward):
    np.testing.assert_allclose(relu(x), np.where(x > 0, x, 0))
    np.testing.assert_allclose(relu_backward(x, x), np.where(x > 0, x, 0))
    h = 1e-6
    np.testing.assert_allclose((relu(x + h) - relu(x - h)) / (2 * h), relu_backward(x, np.ones_like(x)), atol=1e-4)
"""
PYTEST = f"{NUMPY}{COMPARED}\ndef test_relu():\n    compare(relu, relu_backward)\n"
GRADESCOPE = f"""{NUMPY}{COMPARED}
import unittest
from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner
class Relu(unittest.TestCase):
    @weight(1)
    def test_relu(self):
        compare(relu, relu_backward)
JSONTestRunner(visibility="visible").run(unittest.TestLoader().loadTestsFromTestCase(Relu))
"""
OTTER = f"""{NUMPY}{COMPARED}
from pathlib import Path
import otter
Path("tests").mkdir()
Path("tests/q1.py").write_text('''OK_FORMAT = True
test = {{"name": "q1", "points": 1, "suites": [{{"cases": [
    {{"code": ">>> compare(relu, relu_backward)", "hidden": False, "locked": False}}], "scored": True,
    "setup": "", "teardown": "", "type": "doctest"}}]}}''')
print(otter.Notebook(tests_dir="tests").check("q1", global_env=globals()))
"""


def timed(rounds: int, once: Callable[[], object]) -> list[float]:
    seconds = []
    for _ in range(rounds):
        started = perf_counter()
        once()
        seconds.append(perf_counter() - started)
    return seconds


def line(name: str, seconds: list[float], baseline: float = 0.0) -> float:
    """Print a row; return its median in milliseconds."""
    median = percentile(seconds, 0.5)
    ratio = f"{baseline / median:8.1f} × faster" if baseline else ""
    print(f"{name:44} {median:9.2f} {percentile(seconds, 0.99):9.2f} ms {ratio}")
    return median


def theirs(python: str, program: str) -> Callable[[], object]:
    """Return what grades one submission as such a grader is used: in a process of its own."""

    def once() -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "test_relu.py"
            path.write_text(program)
            command = [python, "-m", "pytest", "-q", path.name] if program is PYTEST else [python, path.name]
            environment = {**os.environ, "PYTHONWARNINGS": "ignore", "PYTEST_ADDOPTS": ""}
            subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)

    return once


def first_result(sandbox: Sandbox, flavour: str, source: str, name: str) -> None:
    """Fork a child that was not prepared, load a program and call it."""
    zygote = sandbox._zygote(flavour)
    layers = LAYERS[sandbox.level] - {Layer.NAMESPACES}
    if zygote.prepared is not None:
        zygote.prepared.close()
        zygote.prepared = None
    with Program(zygote.child(layers, spare=False), source) as program:
        program.call(name, np.ones(4))


def prepared(sandbox: Sandbox, source: str, name: str) -> list[float]:
    seconds = []
    for _ in range(ROUNDS):
        started = perf_counter()
        with sandbox.open(source) as program:
            program.call(name, np.ones(4))
            seconds.append(perf_counter() - started)
    return seconds


def private_memory(sandbox: Sandbox, source: str, name: str) -> float:
    """Return the megabytes that a child has of its own while it runs."""
    with sandbox.open(source) as program:
        program.call(name, np.ones(POINTS))
        rows = Path(f"/proc/{pid_here(program.child.handle)}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(row.split()[1]) for row in rows if row.startswith("Private_")) / 1024


def graded(exercise: Exercise) -> Callable[[], object]:
    answer = exercise.variants[0].parts[0].answers[0]
    return lambda: grade(exercise, {exercise.variants[0].parts[0].name: answer})


def graded_by_one(count: int) -> int:
    """Grade so many submissions; forward, backward and a gradient check on 10,000 points, at the level there is."""
    x = np.linspace(-5, 5, POINTS) + 1e-4
    shared()
    for _ in range(count):
        with shared().open(NUMPY) as program:
            up, down = program.call("relu", x + 1e-6), program.call("relu", x - 1e-6)
            slope = program.call("relu_backward", x, np.ones_like(x))
            value = program.call("relu", x)
            assert np.array_equal(value, np.maximum(x, 0))
            assert np.allclose((up - down) / 2e-6, slope, atol=1e-4)
    return count


def throughput() -> float:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(graded_by_one, [1, 1]))
        started = perf_counter()
        done = sum(pool.map(graded_by_one, [MANY, MANY]))
        return done / (perf_counter() - started)


def main() -> None:
    print(f"{'':44} {'p50':>9} {'p99':>9}")
    baseline = line("plain pytest, a process each", timed(FEW, theirs(sys.executable, PYTEST)))
    line("gradescope-utils, a process each", timed(FEW, theirs(sys.executable, GRADESCOPE)), baseline)
    if len(sys.argv) > 1:
        line("otter-grader, a process each", timed(FEW, theirs(sys.argv[1], OTTER)), baseline)
    else:
        print("otter-grader: left out; say the python of an environment that has it")
    for level in Level:
        if level.runs and level is not Level.C:
            with Sandbox(level) as sandbox:
                for flavour, source, name in (("numpy", NUMPY, "relu"), ("torch", TORCH, "Relu")):
                    first_result(sandbox, flavour, source, name)
                    forked = timed(ROUNDS, lambda: first_result(sandbox, flavour, source, name))  # noqa: B023
                    line(f"{flavour}, level {level}: fork to first result", forked, baseline)
                    line(f"{flavour}, level {level}: prepared child", prepared(sandbox, source, name), baseline)
                    memory = private_memory(sandbox, source, name)
                    print(f"{flavour}, level {level}: {memory:.1f} MB of its own a child")
                with sandbox.open(NUMPY) as program:
                    x = np.ones((128, 64))
                    line(f"level {level}: there and back, 64 KB", timed(ROUNDS, lambda: program.call("relu", x)))  # noqa: B023
    for name in ("relu-numpy", "stable-sigmoid", "gelu-backward", "where-nan"):
        exercise = catalog.find(name, catalog.shipped())
        once = graded(exercise)
        once()
        line(f"submission to report: {name}", timed(ROUNDS // 4, once), baseline)
    print(f"{throughput():.0f} submissions a second by two processes")


if __name__ == "__main__":
    main()
