import pytest

from grader import certain


@pytest.fixture(params=["with a profile", "by points alone"])
def profiled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Ask twice: with profiles, and as if no profile could tell anything."""
    if request.param == "by points alone":
        monkeypatch.setattr(certain, "_known", lambda _: {})
    return bool(request.param == "with a profile")
