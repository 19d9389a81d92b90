"""`python -m compare.training.likeness`."""

from __future__ import annotations

from compare.training.likeness.recipe import main

if __name__ == "__main__":
    raise SystemExit(main())
