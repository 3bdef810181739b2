"""A few dozen steps of Adam, for all seeds and rates of a chunk at once, to the same bits each time.

A chunk always has the same size: in larger batches a matrix product rounds in another order.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import isnan

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from grader.trials.activations import Activation
from grader.trials.devices import CPU
from grader.trials.network import Shape, forward, gain, initial
from grader.trials.tasks import Data, Lesson, Task

DESIGN = 1  # to be raised when the same seed is trained otherwise
CHUNK = 4  # seeds trained at once
WARM_UP = 0.1  # of the steps, until the rate is full
POINTS = 20  # of a learning curve
SMALLEST = 1e-40  # kept by a process that does not flush
ORDER = 7919  # added to a seed for the order of its batches

Tell = Callable[[float, float], None]  # the share of the steps that is done, and the loss of the middle network


@dataclass(frozen=True, kw_only=True)
class Trained:
    """What became of one seed at its best learning rate.

    accuracy: on the test data; 0 where the network diverged.  loss: the last training losses' mean.
    curve: training loss at equally many places along the way.  rate: the learning rate.
    """

    accuracy: float
    diverged: bool
    loss: float
    curve: tuple[float, ...]
    rate: float


def ended(runs: Sequence[Trained]) -> list[float]:
    """Return the accuracies of the networks that came to an end."""
    return [one.accuracy for one in runs if not one.diverged]


@contextmanager
def steadily() -> Iterator[None]:
    """Let torch compute in one thread, and numbers too small to matter be 0: the same bits, at the same speed.

    Afterwards everything is as before: whatever else this process judges must see the smallest numbers.
    """
    threads, kept = torch.get_num_threads(), bool(torch.tensor(SMALLEST) * 1)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(not kept)
        torch.set_num_threads(threads)


@steadily()
def train(
    lesson: Lesson, f: Activation, seeds: Sequence[int], tell: Tell = lambda *_: None, device: torch.device = CPU
) -> tuple[Trained, ...]:
    """Train a chunk of seeds, each at all rates of the task; the rate with the least mean training loss counts.

    tell: called some twenty times on the way.
    Luck is drawn on the CPU, so that every device begins with the same networks and sees the same rows.
    """
    if len(seeds) != CHUNK:
        raise ValueError(f"seeds are trained {CHUNK} at a time")
    task, data = lesson.task, lesson.data.on(device)
    shape = Shape(inputs=data.x.shape[1], width=task.width, depth=lesson.depth, classes=data.classes)
    parameters = initial(shape, seeds, len(task.rates), gain(f), device)
    losses = _descend(task, data, parameters, f, (seeds, tell)).cpu()
    return _chosen(task, losses, _accuracies(data, f, parameters).cpu())


def _descend(
    task: Task, data: Data, parameters: list[Tensor], f: Activation, course: tuple[Sequence[int], Tell]
) -> Tensor:
    """Train the parameters; return the losses, of shape (steps, nets)."""
    seeds, tell = course
    copies = len(task.rates)
    adam = _Adam(parameters, torch.tensor(task.rates, device=data.x.device).repeat(len(seeds)))
    luck = [torch.Generator().manual_seed(seed + ORDER) for seed in seeds]
    losses = []
    for step in range(task.steps):
        rows = _rows(task, data, luck, copies)
        x, y = (data.x[rows], data.y[rows]) if task.batch else _all(data, len(seeds) * copies)
        out = forward(parameters, x, f)
        each = cross_entropy(out.flatten(0, 1), y.flatten(), reduction="none").view(y.shape).mean(dim=1)
        gradients = torch.autograd.grad(each.sum(), parameters)
        losses.append(each.detach())
        adam(gradients, _pace(step, task.steps))
        if step % max(1, task.steps // POINTS) == 0:
            tell(step / task.steps, float(losses[-1].median()))
    return torch.stack(losses)


def _pace(step: int, steps: int) -> float:
    """Return the part of the full rate at a step: up at first, then down to nothing."""
    warm = max(1, round(WARM_UP * steps))
    return min((step + 1) / warm, (steps - step) / (steps - warm + 1))


class _Adam:
    """Adam (Kingma & Ba 2015) on stacked parameters, each net at its own rate."""

    def __init__(self, parameters: list[Tensor], rates: Tensor) -> None:
        self.parameters = parameters
        self.rates = rates.view(-1, 1, 1)
        self.first = [torch.zeros_like(one) for one in parameters]
        self.second = [torch.zeros_like(one) for one in parameters]
        self.steps = 0

    @torch.no_grad()
    def __call__(self, gradients: Sequence[Tensor], pace: float) -> None:
        self.steps += 1
        mend = (1 - 0.999**self.steps) ** 0.5 / (1 - 0.9**self.steps)
        torch._foreach_lerp_(self.first, list(gradients), 0.1)
        torch._foreach_mul_(self.second, 0.999)
        torch._foreach_addcmul_(self.second, list(gradients), list(gradients), 0.001)
        roots = torch._foreach_sqrt(self.second)  # noqa: SLF001  torch.optim is made of these
        torch._foreach_add_(roots, 1e-8 * (1 - 0.999**self.steps) ** 0.5)
        steps = torch._foreach_div(self.first, roots)  # noqa: SLF001
        torch._foreach_mul_(steps, [-pace * mend * self.rates] * len(steps))
        torch._foreach_add_(self.parameters, steps)


def _rows(task: Task, data: Data, luck: Sequence[torch.Generator], copies: int) -> Tensor:
    """Return which rows each net sees at this step: the same for all rates of a seed."""
    if not task.batch:
        return torch.empty(0)
    drawn = [torch.randint(len(data.x), (task.batch,), generator=one) for one in luck]
    return torch.stack(drawn).repeat_interleave(copies, dim=0).to(data.x.device)


def _all(data: Data, nets: int) -> tuple[Tensor, Tensor]:
    return data.x.expand(nets, -1, -1), data.y.expand(nets, -1)


@torch.no_grad()
def _accuracies(data: Data, f: Activation, parameters: list[Tensor]) -> Tensor:
    """Return the share of right answers of each net on the test data; nan where an output is not finite."""
    nets = parameters[0].shape[0]
    out = forward(parameters, data.test_x.expand(nets, -1, -1), f)
    right = (out.argmax(dim=2) == data.test_y).float().mean(dim=1)
    sound = torch.isfinite(out).flatten(1).all(dim=1)
    return torch.where(sound, right, torch.nan)


def _chosen(task: Task, losses: Tensor, accuracies: Tensor) -> tuple[Trained, ...]:
    """Return for each seed what became of it at the rate with the least mean loss over all seeds, late in training."""
    copies = len(task.rates)
    late = losses[-max(1, len(losses) // 5) :].mean(dim=0).view(-1, copies)
    total = torch.where(torch.isfinite(late), late, torch.inf)
    best = int(total.mean(dim=0).argmin()) if bool(torch.isfinite(total).all(dim=0).any()) else _soundest(total)
    places = torch.linspace(0, len(losses) - 1, min(POINTS, len(losses))).round().long()
    found = []
    for seed in range(len(late)):
        net = seed * copies + best
        accuracy = float(accuracies[net])
        diverged = isnan(accuracy) or not bool(torch.isfinite(losses[:, net]).all())
        curve = tuple(round(float(loss), 4) for loss in losses[places, net])
        found.append(
            Trained(
                accuracy=0.0 if diverged else accuracy,
                diverged=diverged,
                loss=float(late[seed, best]),
                curve=curve,
                rate=task.rates[best],
            )
        )
    return tuple(found)


def _soundest(total: Tensor) -> int:
    """Return the rate at which the most seeds stay finite."""
    return int(torch.isfinite(total).sum(dim=0).argmax())
