"""Types of arrays that several rooms share; shapes stand where an array is used."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""Probabilities, weights and features."""
Vectors = NDArray[np.float32]
"""Vectors of texts or tokens, one a row."""
Indices = NDArray[np.intp]
"""Positions in another array or sequence."""
Mask = NDArray[np.bool_]
"""True where something holds."""
