from importlib import import_module
from pkgutil import iter_modules

import pytest

from grader import export
from grader.errors import CallError
from grader.report import Report
from grader.submission import Place


def test_the_formats_are_the_files_that_render() -> None:
    modules = {module.name: import_module(f"grader.export.{module.name}") for module in iter_modules(export.__path__)}
    assert tuple(sorted(name for name, module in modules.items() if hasattr(module, "render"))) == export.FORMATS


@pytest.mark.parametrize("name", export.FORMATS)
def test_a_format_is_found_by_its_name(name: str, reports: tuple[Report, ...], places: dict[str, Place]) -> None:
    text = export.render(name, reports, places)
    assert text == import_module(f"grader.export.{name}").render(reports, places)
    assert text.endswith("\n")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("junti", "“junti” is not a format I know; did you mean junit?", id="a slip"),
        pytest.param(
            "pdf",
            "“pdf” is not a format I know; there are github, gradescope, json, junit, markdown, text",
            id="something else",
        ),
        pytest.param(
            "visible",
            "“visible” is not a format I know; there are github, gradescope, json, junit, markdown, text",
            id="a file that is no format",
        ),
    ],
)
def test_an_unknown_format_is_a_fault_of_the_call(name: str, told: str) -> None:
    with pytest.raises(CallError) as caught:
        export.render(name, (), {})
    assert str(caught.value) == told
