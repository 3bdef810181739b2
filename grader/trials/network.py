"""Many small networks at once: seeds times learning rates, each layer one batched matrix product."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor

from grader.trials.activations import Activation
from grader.trials.devices import CPU

NODES = 201  # of the quadrature for the gain
FURTHEST = 8.0  # standard deviations
GAINS = (0.1, 10.0)


def gain(f: Activation) -> float:
    """Return 1/√E f(z)² for z normal, which keeps the mean square of a signal, within bounds; 1 where it has none."""
    z = torch.linspace(-FURTHEST, FURTHEST, NODES, dtype=torch.float64)
    density = torch.exp(-z * z / 2)
    with torch.no_grad():
        y = f(z.to(torch.float32)).to(torch.float64)
    known = torch.isfinite(y)
    if not known.any():
        return 1.0
    square = float((density * y**2)[known].sum() / density[known].sum())
    return min(max(square**-0.5, GAINS[0]), GAINS[1]) if square > 0 else GAINS[1]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The form of a network: inputs, hidden layers of the same width, classes."""

    inputs: int
    width: int
    depth: int
    classes: int

    @property
    def sides(self) -> Sequence[tuple[int, int]]:
        """Inputs and outputs of each affine layer."""
        sizes = [self.inputs, *[self.width] * self.depth, self.classes]
        return list(pairwise(sizes))


def initial(shape: Shape, seeds: Sequence[int], copies: int, gain: float, device: torch.device = CPU) -> list[Tensor]:
    """Return weights and biases, of shape (nets, in, out) and (nets, 1, out): for each seed so many equal copies.

    Each layer behind an activation is scaled by its gain, the first by 1; biases are 0.
    """
    drawn = [_drawn(shape, seed, gain) for seed in seeds]
    layers = (torch.stack(layer).repeat_interleave(copies, dim=0) for layer in zip(*drawn, strict=True))
    parameters = []
    for weight in layers:
        parameters += [weight, torch.zeros(weight.shape[0], 1, weight.shape[2])]
    return [parameter.to(device).requires_grad_() for parameter in parameters]


def _drawn(shape: Shape, seed: int, gain: float) -> list[Tensor]:
    luck = torch.Generator().manual_seed(seed)
    scales = [1.0] + [gain] * shape.depth
    return [
        torch.randn(inputs, outputs, generator=luck) * (scale / inputs**0.5)
        for (inputs, outputs), scale in zip(shape.sides, scales, strict=True)
    ]


def forward(parameters: Sequence[Tensor], x: Tensor, f: Activation) -> Tensor:
    """Return the outputs, of shape (nets, rows, classes), for rows of shape (nets, rows, inputs)."""
    return forward_all(parameters, x, f)[1]


def forward_all(parameters: Sequence[Tensor], x: Tensor, f: Activation) -> tuple[list[Tensor], Tensor]:
    """Return what enters the activation in each hidden layer, of shape (nets, rows, width), and the outputs."""
    *hidden, weight, bias = parameters
    entering = []
    for i in range(0, len(hidden), 2):
        entering.append(torch.baddbmm(hidden[i + 1], x, hidden[i]))
        x = f(entering[-1])
    return entering, torch.baddbmm(bias, x, weight)
