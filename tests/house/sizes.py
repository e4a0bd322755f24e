"""How large files, functions and tests are: ``PYTHONPATH=tests python -m house.sizes``."""

from __future__ import annotations

from statistics import median, quantiles

from house.source import PACKAGES, functions, python_files, text


def _line(what: str, sizes: list[int], goal: str) -> str:
    middle, p90, largest = median(sizes), quantiles(sizes, n=10)[-1], max(sizes)
    return f"{what:9} {len(sizes):5} median {middle:4.0f} p90 {p90:4.0f} max {largest:4}  ({goal})"


def main() -> None:
    """Print the figures beside what they should be."""
    files = python_files(*PACKAGES)
    tests = [
        (name, lines)
        for file in python_files("tests")
        for name, lines in functions(file)
        if name.startswith("test_")
    ]
    file_lines = [len(text(file).splitlines()) for file in files if text(file)]
    function_lines = [lines for file in files for _, lines in functions(file)]
    print(_line("files", file_lines, "median <= 120, hardly any over 300"))
    print(_line("functions", function_lines, "median <= 10, p90 <= 30, none >= 60"))
    print(_line("tests", [lines for _, lines in tests], "each <= 20"))
    for name, lines in sorted(tests, key=lambda test: -test[1]):
        if lines > 20:
            print(f"           {lines:3} lines in {name}")


if __name__ == "__main__":
    main()
