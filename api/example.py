"""Where the deal files are that come along: beside this package, or in it when installed."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parent


def examples() -> Path:
    """Return their folder."""
    packaged, beside = HERE / "examples", HERE.parent / "examples"
    return packaged if packaged.is_dir() else beside


def joint_venture() -> Path:
    """Return the deal file that is played when none is named."""
    return examples() / "joint-venture.yaml"
