"""What the article says of activations comes out of training, to the same bits each time."""

import json
import subprocess
import sys
from math import isfinite

import numpy as np
import pytest
import torch

import grader
from grader.maths.reading import parse
from grader.trials.activations import compiled
from grader.trials.glimpse import Glimpse, read_glimpse
from grader.trials.network import Shape, initial
from grader.trials.probe import probe
from grader.trials.tasks import ROWS, TASKS, Lesson
from grader.trials.training import _descend, train
from grader.trials.trial import Bench, trial

SEEDS = (1, 2, 3, 4)

OUTCOMES = [
    pytest.param("relu(x)", 2, "passed", "passed", id="relu learns"),
    pytest.param("relu(x)", 6, "passed", "passed", id="relu learns at depth 6"),
    pytest.param("tanh(x)", 6, "passed", "passed", id="tanh learns at depth 6"),
    pytest.param("x", 2, "passed", "failed", id="no activation is no better than one affine layer"),
    pytest.param("x", 6, "passed", "failed", id="nor is it in six"),
    pytest.param("3*x-1", 6, "passed", "failed", id="an affine one neither"),
    pytest.param("x^2", 2, "passed", "passed", id="a square is fine at depth 2"),
    pytest.param("x^2", 6, "failed", "failed", id="a square is gone at depth 6"),
    pytest.param("log(x)", 2, "failed", "failed", id="a logarithm has no values"),
    pytest.param("sqrt(x)", 2, "failed", "failed", id="a root has none on the left"),
    pytest.param("1", 2, "failed", "failed", id="a constant tells nothing"),
]


@pytest.mark.parametrize(("text", "depth", "trains", "beats"), OUTCOMES)
def test_a_trial_says(text: str, depth: int, trains: str, beats: str) -> None:
    found = trial(parse(text), depths=(depth,)).depths[0]
    assert {name: one.outcome for name, one in found.verdicts.items()} == {"trains": trains, "beats_linear": beats}


def test_a_sigmoid_learns_at_depth_2_and_dies_at_depth_12() -> None:
    two, twelve = (
        Bench(lesson=Lesson(task=TASKS["digits-parity"], depth=d), f=compiled(parse("sigmoid(x)"))) for d in (2, 12)
    )
    assert two.trains().outcome == "passed"
    assert twelve.trains().outcome != "passed"


def test_the_symmetric_root_learns_spirals_and_one_row_of_zeros_ends_it() -> None:
    root, mended = (compiled(parse(text)) for text in ("sign(x)*sqrt(abs(x))", "2*sign(x)*(sqrt(1+abs(x))-1)"))
    spirals = TASKS["spirals"]
    assert Bench(lesson=Lesson(task=spirals, depth=2), f=root).trains(0.9).outcome == "passed"
    with_zeros = Lesson(task=spirals, depth=2, rows="zeros")
    assert all(one.diverged for one in train(with_zeros, root, SEEDS))
    assert Bench(lesson=with_zeros, f=mended).trains(0.9).outcome == "passed"


def test_on_spirals_no_depth_of_affine_layers_is_better_than_one() -> None:
    lessons = (Lesson(task=TASKS["spirals"], depth=depth) for depth in (0, 8))
    assert all(one.accuracy < 0.75 for lesson in lessons for one in train(lesson, compiled(parse("x")), SEEDS))


@pytest.mark.parametrize("text", ["sqrt(x)", "log(x)"])
def test_without_values_on_the_left_the_first_step_ends_in_nan(text: str) -> None:
    for one in train(Lesson(task=TASKS["digits-parity"], depth=2), compiled(parse(text)), SEEDS):
        assert one.diverged
        assert not any(isfinite(loss) for loss in one.curve)


def test_a_dead_relu_stays_dead() -> None:
    task, dead = TASKS["xor"], compiled(parse("relu(x-50)"))
    shape = Shape(inputs=2, width=task.width, depth=1, classes=2)
    parameters = initial(shape, SEEDS, len(task.rates), 1.0)
    before = [one.detach().clone() for one in parameters]
    _descend(task, task.data, parameters, dead, (SEEDS, lambda *_: None))
    weight, bias, outer, threshold = (torch.equal(one, other) for one, other in zip(before, parameters, strict=True))
    assert (weight, bias, outer) == (True, True, True), "nothing comes back to it"
    assert not threshold, "while the layer behind it learns what it can"


@pytest.mark.parametrize("name", TASKS)
def test_a_task_has_data_of_its_own(name: str) -> None:
    data = TASKS[name].data
    assert len(data.x) == len(data.y)
    assert data.x.pow(2).mean() == pytest.approx(1, rel=1e-4)
    assert sorted(data.y.unique().tolist()) == sorted(data.test_y.unique().tolist()) == list(range(data.classes))
    assert TASKS[name].source


def test_rows_are_added_to_train_on_alone() -> None:
    data = TASKS["xor"].data
    for name, add in ROWS.items():
        more = add(data)
        assert len(more.x) == len(data.x) + 1
        assert torch.equal(more.test_x, data.test_x), name
    assert not ROWS["zeros"](data).x[-1].any()


PROBES = [
    pytest.param("relu(x)", (0.3, 3), (0.03, 1), id="relu keeps both"),
    pytest.param("tanh(x)", (0.3, 5), (0.5, 2), id="tanh keeps both"),
    pytest.param("sigmoid(x)", (0, 1e-3), (0, 1e-6), id="sigmoid loses both"),
    pytest.param("sign(x)*sqrt(abs(x))", (20, 1e4), (0.3, 2), id="the root's gradient blows up"),
    pytest.param("step(x)", (0, 0), (0.01, 1), id="a step passes nothing back"),
]


@pytest.mark.parametrize(("text", "gradient", "signal"), PROBES)
def test_a_probe_sees_why(text: str, gradient: tuple[float, float], signal: tuple[float, float]) -> None:
    found = probe(compiled(parse(text)))
    assert gradient[0] <= found.gradient[0] <= gradient[1]
    assert signal[0] <= found.signal[-1] <= signal[1]


def test_a_probe_counts_dead_units() -> None:
    assert probe(compiled(parse("step(x)"))).dead[0] == 1
    assert probe(compiled(parse("tanh(x)"))).dead == (0.0,) * 12
    assert 0.05 < probe(compiled(parse("relu(x)"))).dead[-1] < 0.4


def test_what_explodes_is_told_as_nan() -> None:
    assert probe(compiled(parse("x^3"))).to_dict()["gradient"][0] == "nan"


PROGRAM = """
import sys, torch
from grader.maths.reading import parse
from grader.trials.activations import compiled
from grader.trials.tasks import TASKS, Lesson
from grader.trials.network import Shape, initial
from grader.trials.training import _descend, train
torch.set_num_threads(int(sys.argv[1]))
lesson = Lesson(task=TASKS["digits-parity"], depth=6)
print([(one.accuracy.hex(), one.loss.hex()) for one in train(lesson, compiled(parse("gelu(x)")), (1, 2, 3, 4))])
"""


def test_training_again_gives_the_same_bits_also_in_another_process_and_with_two_threads() -> None:
    lesson = Lesson(task=TASKS["digits-parity"], depth=6)
    first, again = (train(lesson, compiled(parse("gelu(x)")), SEEDS) for _ in range(2))
    assert first == again
    here = f"{[(one.accuracy.hex(), one.loss.hex()) for one in first]}\n"
    for threads in ("1", "2"):
        ran = subprocess.run([sys.executable, "-c", PROGRAM, threads], capture_output=True, text=True, check=True)
        assert ran.stdout == here


def test_a_trial_is_plain_data() -> None:
    content = grader.trial(parse("relu(x)"), task="xor", depths=(1,)).to_dict()
    json.dumps(content, allow_nan=False)
    assert list(content) == ["task", "depths", "probe", "device", "seconds"]
    assert list(content["depths"]["1"]) == ["accuracy", "diverged", "baselines", "verdicts", "curve", "longer"]
    assert set(content["depths"]["1"]["baselines"]) == {"identity", "relu"}


def test_what_fails_by_little_is_trained_for_longer() -> None:
    slow, straight = (
        Bench(lesson=Lesson(task=TASKS["digits-parity"], depth=2), f=compiled(parse(text)))
        for text in ("hardsigmoid(x)", "x+abs(x)/1000")
    )
    settled, where = slow.beats_linear()
    assert (settled.outcome, where.lesson.task.steps) == ("passed", 180)
    settled, where = straight.beats_linear()
    assert (settled.outcome, where.lesson.task.steps) == ("failed", 180)
    assert slow.seen().to_dict()["longer"] == {"beats_linear": 180}
    assert slow.seen().accuracy == tuple(one.accuracy for one in slow.trained(16)), "what is shown is trained as usual"


def test_what_fails_by_much_is_not() -> None:
    bench = Bench(lesson=Lesson(task=TASKS["digits-parity"], depth=6), f=compiled(parse("x^2")))
    assert bench.beats_linear()[1] is bench
    assert not bench.seen().to_dict()["longer"]


def test_a_trial_tells_how_far_it_is() -> None:
    told = list[Glimpse]()
    trial(parse("log(x)"), task="xor", depths=(1, 3), tell=told.append)
    assert [one.depth for one in told] == sorted(one.depth for one in told)
    assert {one.depth for one in told} == {1, 3}
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert told[0].share == 0 < told[-1].share < 1
    assert read_glimpse(told[0].to_dict()).depth == 1
    assert told[-1].to_dict()["loss"] is None, "of a logarithm no loss is finite"


def test_there_is_no_other_task() -> None:
    with pytest.raises(ValueError, match="there is no task “cats”; there are digits-parity, spirals, mnist, xor"):
        trial(parse("x"), task="cats")


def test_seeds_are_trained_four_at_a_time() -> None:
    with pytest.raises(ValueError, match="4 at a time"):
        train(Lesson(task=TASKS["xor"], depth=1), compiled(parse("x")), (1, 2))


def test_after_a_trial_the_smallest_numbers_are_numbers_again() -> None:
    train(Lesson(task=TASKS["xor"], depth=1), compiled(parse("relu(x)")), SEEDS)
    probe(compiled(parse("relu(x)")))
    assert np.array([5e-324]) * 1 == 5e-324
    assert torch.tensor([5e-324], dtype=torch.float64) * 1 == 5e-324


@pytest.mark.parametrize("threads", [1, 2])
def test_after_a_trial_there_are_as_many_threads_as_before(threads: int) -> None:
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(threads)
        train(Lesson(task=TASKS["xor"], depth=1), compiled(parse("relu(x)")), SEEDS)
        assert torch.get_num_threads() == threads
    finally:
        torch.set_num_threads(before)
