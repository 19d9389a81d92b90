"""``python -m compare.training.encoder``: make the Chinese half of the encoder."""

from __future__ import annotations

import sys

from compare.training.encoder.distil import main

sys.exit(main())
