"""Short trials beside long training and beside the usual loop: how often they agree, how often they turn, what they cost.

Run: python tests/benchmarks/trials.py [seed sets, 20 if left out]
Long training: data/long_training.json, made by long_training.py.
The usual loop: nn.Sequential, a DataLoader, one seed and one rate at a time, the same steps on the same rows.
"""

import resource
import sys
from itertools import combinations, pairwise
from statistics import fmean
from time import perf_counter, process_time

import torch
from long_training import known
from pairs import percentile
from torch.nn.functional import cross_entropy
from torch.utils.data import DataLoader, RandomSampler, TensorDataset

from grader.maths.reading import parse
from grader.programs.routine import opened
from grader.programs.sloping import sloping
from grader.programs.source import read
from grader.trials.activations import Activation, compiled, remote
from grader.trials.baselines import BASELINES
from grader.trials.tasks import TASKS, Lesson
from grader.trials.training import train
from grader.trials.trial import SEEDS, Bench, trial
from grader.trials.verdict import Settled

TASK = TASKS["digits-parity"]
DEPTHS = (2, 6)
APART = 0.01  # a point: those closer than that are not ranked
BAR = 0.55  # half way from chance, of ten classes
MARGIN = 0.01


def benches(first: int = SEEDS) -> dict[tuple[str, int], Bench]:
    return {
        (name, depth): Bench(lesson=Lesson(task=TASK, depth=depth), f=compiled(parse(name)), first=first)
        for name in known()
        for depth in DEPTHS
    }


def _settled(bench: Bench, question: str) -> Settled:
    return bench.trains() if question == "trains" else bench.beats_linear()[0]


def kendall(pairs: list[tuple[float, float]], apart: float) -> tuple[float, int]:
    """Return the rank correlation of pairs (long, short) over those more than so far apart in long training."""
    signs = [
        1 if (a - b) * (x - y) > 0 else -1 for (a, x), (b, y) in combinations(pairs, 2) if abs(a - b) > apart and x != y
    ]
    return fmean(signs), len(signs)


def agreement() -> None:
    long, short = known(), benches()
    for depth in DEPTHS:
        pairs = [
            (fmean(runs[str(depth)]), fmean(one.accuracy for one in short[name, depth].trained(8)))
            for name, runs in long.items()
        ]
        tau, count = kendall(pairs, APART)
        print(f"depth {depth}: Kendall tau {tau:.2f} on {count} pairs more than a point apart")
    for question in ("trains", "beats_linear"):
        decided, wrong = 0, []
        for (name, depth), bench in short.items():
            reached, linear = (fmean(long[one][str(depth)]) for one in (name, "x"))
            truth = reached > BAR if question == "trains" else reached > linear + MARGIN
            settled = _settled(bench, question)
            decided += settled.outcome != "undecided"
            if settled.outcome != "undecided" and (settled.outcome == "passed") is not truth:
                wrong.append(f"{name} at {depth} ({reached:.3f}, linear {linear:.3f})")
        print(f"{question}: {len(wrong)} of {decided} decided are wrong; {', '.join(wrong) or 'none'}")


def flips(sets: int) -> None:
    """Print how many verdicts turn from pass to fail, or back, with other seeds."""
    outcomes = dict[tuple[str, int, str], list[str]]()
    for i in range(sets):
        for (name, depth), bench in benches(first=10_000 + 100 * i).items():
            for question in ("trains", "beats_linear"):
                outcome = _settled(bench, question).outcome
                outcomes.setdefault((name, depth, question), []).append(outcome)
    turned = {key: min(seen.count("passed"), seen.count("failed")) for key, seen in outcomes.items()}
    for key, count in turned.items():
        if count:
            print(f"turns: {key}, in {count} of {sets} seed sets")
    verdicts = sum(len(seen) for seen in outcomes.values())
    turns = sum(map(bool, turned.values()))
    print(
        f"{turns} of {len(turned)} questions turn, {sum(turned.values())} of {verdicts} verdicts, over {sets} seed sets"
    )


def usual(f: Activation, depth: int, seed: int, rate: float) -> float:
    """Train one network as one usually does; return its accuracy."""

    class Applied(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return f(x)

    torch.manual_seed(seed)
    data = TASK.data
    sizes = [data.x.shape[1], *[TASK.width] * depth]
    layers = [one for a, b in pairwise(sizes) for one in (torch.nn.Linear(a, b), Applied())]
    net = torch.nn.Sequential(*layers, torch.nn.Linear(TASK.width, data.classes))
    rows = TensorDataset(data.x, data.y)
    drawn = RandomSampler(rows, replacement=True, num_samples=TASK.steps * TASK.batch)
    adam = torch.optim.Adam(net.parameters(), lr=rate)
    for x, y in DataLoader(rows, batch_size=TASK.batch, sampler=drawn):
        adam.zero_grad()
        cross_entropy(net(x), y).backward()
        adam.step()
    with torch.no_grad():
        return float((net(data.test_x).argmax(dim=1) == data.test_y).float().mean())


def cost() -> None:
    f, seeds = compiled(parse("gelu(x)")), (1, 2, 3, 4)
    for depth in DEPTHS:
        train(Lesson(task=TASK, depth=depth), f, seeds)
    began = process_time()
    for _ in range(5):
        for depth in DEPTHS:
            train(Lesson(task=TASK, depth=depth), f, seeds)
    ours = (process_time() - began) / 5
    began = process_time()
    for depth in DEPTHS:
        for seed in seeds:
            for rate in TASK.rates:
                usual(f, depth, seed, rate)
    theirs = process_time() - began
    print(f"4 seeds, 2 rates, 2 depths: {ours:.3f} s; the usual loop {theirs:.3f} s, {theirs / ours:.1f} × as long")
    seconds = [trial(parse(name)).seconds for name in known()]
    print(
        f"whole trial of a formula: p50 {percentile(seconds, 0.5) / 1e3:.2f} s, p90 {percentile(seconds, 0.9) / 1e3:.2f} s"
    )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, torch included")


PROGRAMS = {
    "numpy, elementwise": "import numpy as np\ndef f(x):\n    return x * np.tanh(np.log1p(np.exp(x)))\n",
    "torch, elementwise": "import torch\ndef f(x):\n    return torch.nn.functional.mish(x)\n",
    "numpy, called each time": "import numpy as np\ndef f(x):\n    return np.maximum(x - x.mean(), 0)\n",
}


def programs() -> None:
    """Print what a program costs as the activation of networks of both depths, its sandbox included."""
    for words, text in PROGRAMS.items():
        source = read(text, "torch" if "torch" in text else "numpy")
        with opened(source, source, "f"):
            pass  # the sandbox is there
        began, computed = perf_counter(), process_time()
        with opened(source, source, "f") as routine:
            found = trial(remote(sloping(routine)))
        told = ", ".join(one.verdicts["trains"].outcome for one in found.depths)
        wall, own = perf_counter() - began, process_time() - computed
        print(f"program, {words}: {wall:.2f} s, {own:.2f} of them computed by the judge; trains: {told}")


def main() -> None:
    for depth in DEPTHS:
        for name in BASELINES:
            Bench(lesson=Lesson(task=TASK, depth=depth), f=compiled(parse("x"))).baseline(name, 16)
    agreement()
    cost()
    programs()
    flips(int(sys.argv[1]) if len(sys.argv) > 1 else 20)


if __name__ == "__main__":
    main()
