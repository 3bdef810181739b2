"""What activations reach when they are trained long: the reference that short trials are held against.

Run: python tests/benchmarks/long_training.py        (some 20 minutes of one core)
Ten classes of MNIST at 14×14, 1,200 steps of 64 rows, width 64, four seeds at the best of three learning rates, depths
2 and 6.  Results are kept in data/long_training.json; what is there already is not trained again.
"""

import json
from dataclasses import replace
from pathlib import Path
from statistics import fmean

from grader.maths.reading import parse
from grader.trials.activations import compiled
from grader.trials.tasks import TASKS, Lesson
from grader.trials.training import train

RESULTS = Path(__file__).parent / "data" / "long_training.json"
DEPTHS, SEEDS = (2, 6), (1, 2, 3, 4)
REFERENCE = replace(TASKS["mnist"], rates=(1e-3, 3e-3, 1e-2))
ACTIVATIONS = """
    x | relu(x) | tanh(x) | sigmoid(x) | gelu(x) | silu(x) | mish(x) | elu(x) | selu(x) | softplus(x) | softsign(x)
    leaky_relu(x) | hardtanh(x) | relu6(x) | hardswish(x) | hardsigmoid(x) | hardshrink(x) | softshrink(x)
    tanhshrink(x) | logsigmoid(x) | abs(x) | sin(x) | cos(x) | sin(2*x) | x+sin(x)^2 | exp(-x^2) | atan(x) | asinh(x)
    erf(x) | x^2 | x^3 | exp(x) | step(x) | sign(x)*sqrt(abs(x)) | 2*sign(x)*(sqrt(1+abs(x))-1) | x/(1+x^2) | celu(x)
    sign(x)*log(1+abs(x)) | x*tanh(x) | max(x, 0)^2 | x+abs(x)/1000 | sin(50*x)/50 | floor(x) | cbrt(x)
"""


def names() -> list[str]:
    return [name.strip() for line in ACTIVATIONS.strip().splitlines() for name in line.split("|")]


def known() -> dict[str, dict[str, list[float]]]:
    """Return the accuracies of the seeds by activation and depth."""
    return json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}


def main() -> None:
    results = known()
    for name in names():
        if name in results:
            continue
        f = compiled(parse(name))
        runs = {depth: train(Lesson(task=REFERENCE, depth=depth), f, SEEDS) for depth in DEPTHS}
        results[name] = {str(depth): [round(one.accuracy, 4) for one in some] for depth, some in runs.items()}
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{name:32}", *(f"{fmean(row):.3f}" for row in results[name].values()), flush=True)


if __name__ == "__main__":
    main()
