"""No giants: one concept a file, one thought a function. ``python -m house.sizes`` has more."""

from __future__ import annotations

from house.generated import FILES
from house.source import PACKAGES, functions, python_files, text

FILE_LINES = 300
TEST_FILE_LINES = 500
FUNCTION_LINES = 60


def test_no_file_is_a_giant() -> None:
    limits = {**dict.fromkeys(PACKAGES, FILE_LINES), "tests": TEST_FILE_LINES}
    giants = {
        f"{file}: {lines} lines"
        for file in python_files(*limits)
        if str(file) not in FILES
        and (lines := len(text(file).splitlines())) > limits[file.parts[0]]
    }
    assert giants == set()


def test_no_function_is_a_giant() -> None:
    giants = {
        f"{file}: {name}, {lines} lines"
        for file in python_files(*PACKAGES, "tests")
        for name, lines in functions(file)
        if lines >= FUNCTION_LINES
    }
    assert giants == set()
