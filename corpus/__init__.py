"""Statements: who said what about an event, where it was published, and how it was read.

    import corpus

    us = corpus.read("us.html", side="US")
    prc = corpus.read("https://www.mfa.gov.cn/...", side="PRC")
    event = corpus.samples.load("blinken-liu-2024")

Knows nothing of comparison; that is :mod:`compare`.
"""

import lazy_loader

# Which names there are, and where each stands, says the stub beside this file.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
