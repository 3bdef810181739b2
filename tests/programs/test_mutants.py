import pytest

from grader.programs.mutants import mutants
from grader.programs.source import read

SOFTPLUS = "import numpy as np\n\ndef softplus(x):\n    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))\n"
WHERE = "import numpy as np\n\ndef f(x):\n    return np.where(x > 1, x, 0)\n"
GELU = (
    "import torch\n\nclass G(torch.autograd.Function):\n    @staticmethod\n    def forward(ctx, x):\n        return x\n"
    "    @staticmethod\n    def backward(ctx, g):\n        return g\n"
)

FAULTS = [
    pytest.param(SOFTPLUS, "softplus: a slope that is wrong", "1.01", id="a slope"),
    pytest.param(SOFTPLUS, "softplus: off by a constant", "0.001", id="a constant"),
    pytest.param(SOFTPLUS, "softplus: the sign flipped", "-value", id="a sign"),
    pytest.param(SOFTPLUS, "softplus: another type", "float32", id="a type"),
    pytest.param(SOFTPLUS, "softplus: another shape", "reshape(-1)", id="a shape"),
    pytest.param(SOFTPLUS, "softplus: an argument that is changed", "one[...] = 0", id="an argument"),
    pytest.param(SOFTPLUS, "softplus: single numbers only", "x = float(x)", id="a scalar"),
    pytest.param(SOFTPLUS, "softplus: tails that are cut off", "clip(-2, 2)", id="a tail"),
    pytest.param(SOFTPLUS, "line 4: np.log1p(np.exp(-np.abs(x))) unstable", "np.log(1 + np.exp(-np.abs(x)))", id="an unstable tail"),
    pytest.param(SOFTPLUS, "line 4: np.abs(x) without abs", "np.exp(-x)", id="no abs"),
    pytest.param(SOFTPLUS, "line 4: -np.abs(x) without its sign", "np.exp(np.abs(x))", id="no minus"),
    pytest.param(SOFTPLUS, "line 4: np.maximum(x, 0) the other way", "np.minimum(x, 0)", id="the other half"),
    pytest.param(WHERE, "line 4: x > 1 turned round", "np.where(x < 1, x, 0)", id="a branch"),
    pytest.param(WHERE, "line 4: x > 1 in another place", "x > 1 + 0.1", id="a kink"),
    pytest.param(WHERE, "line 4: np.where(x > 1, x, 0) with its branches swapped", "np.where(x > 1, 0, x)", id="swapped"),
    pytest.param(GELU, "forward: another type", "value.to(", id="a tensor's type"),
    pytest.param(GELU, "backward: the sign flipped", "return _faulty(g)", id="a backward pass"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fault", "piece"), FAULTS)
def test_a_program_with_this_fault_is_made(text: str, fault: str, piece: str) -> None:
    library = "torch" if "torch" in text else "numpy"
    made = {mutant.fault: mutant.text for mutant in mutants(read(text, library))}
    assert piece in made[fault]


@pytest.mark.parametrize("text", [SOFTPLUS, WHERE, GELU])
def test_each_is_a_program_of_its_own_and_leaves_the_right_one_alone(text: str) -> None:
    source = read(text, "torch" if "torch" in text else "numpy")
    before = source.meaning
    made = [read(mutant.text, source.library).meaning for mutant in mutants(source)]
    assert len({before, *made}) == len(made) + 1
    assert read(source.text, source.library).meaning == before


def test_what_autograd_mends_by_itself_is_no_fault() -> None:
    assert not [mutant for mutant in mutants(read(GELU, "torch")) if mutant.fault.startswith("backward: another")]
