"""The folds that the runner makes for the views."""

from __future__ import annotations

from typing import Final, cast

from projections.course.moved import COURSE
from projections.fold import Fold

FOLDS: Final[tuple[Fold[object], ...]] = (cast("Fold[object]", COURSE),)
"""To add a fold, add it here, and raise the ``VERSION`` of the views that ask for it."""
