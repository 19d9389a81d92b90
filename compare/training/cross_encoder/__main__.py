"""`python -m compare.training.cross_encoder`."""

from __future__ import annotations

from compare.training.cross_encoder.recipe import main

if __name__ == "__main__":
    raise SystemExit(main())
