"""``python -m compare`` is the command ``readouts``."""

import sys

from .cli import main

sys.exit(main())
