"""Text to vectors: the encoder that ships, and any other that can be named.

Importing this package loads neither torch nor transformers nor sentence-transformers; an encoder
loads them when it has something to encode that its cache does not know.
"""

from compare.encoders.loading import SUGGESTED, available, load_encoder
from compare.encoders.protocol import (
    EMBEDDED,
    Encoder,
    ModelInfo,
    TokenVectors,
    check_language,
)

__all__ = [
    "EMBEDDED",
    "SUGGESTED",
    "Encoder",
    "ModelInfo",
    "TokenVectors",
    "available",
    "check_language",
    "load_encoder",
]
