"""Where networks are trained: on the CPU, where the same seeds give the same bits, or on a GPU."""

import torch

NAMES = ("auto", "cpu", "cuda")
CPU = torch.device("cpu")


def device(name: str) -> torch.device:
    """Return a device by its name; auto is a GPU where there is one.

    ValueError: there is no such device, or none here.
    """
    if name not in NAMES:
        raise ValueError(f"there is no device “{name}”; there are {', '.join(NAMES)}")
    if name == "cpu" or (name == "auto" and not torch.cuda.is_available()):
        return CPU
    if not torch.cuda.is_available():
        raise ValueError("torch finds no GPU here; train on the cpu")
    return torch.device("cuda")


def model(of: torch.device) -> str:
    """Return what tells this device from others that round otherwise; nothing for the CPU."""
    return torch.cuda.get_device_name(of) if of.type == "cuda" else ""
