"""`python -m compare.training.topics`."""

from __future__ import annotations

from compare.training.topics.recipe import main

if __name__ == "__main__":
    raise SystemExit(main())
