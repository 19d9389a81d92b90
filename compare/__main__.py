"""``python -m compare`` is the command ``readouts``."""

import sys

from compare.cli.app import main

sys.exit(main())
