"""How long small things take: ``python -m tests.bench.small_speeds``.

Seconds of work of the processor, best of three, each in a process of its own: importing the
packages, the codebook, the encoder, shifts of thirty by thirty segments, a hub
model that is not there, and a text of ten megabytes. The tests hold counts and memory only, for
other work on the machine lengthens every second.
"""

from __future__ import annotations

import subprocess
import sys

_CASES = {
    "import compare, corpus": ("", "import compare, corpus"),
    "load the codebook": (
        "from compare.topics.codebook import load_codebook",
        "load_codebook()",
    ),
    "load the encoder": (
        "from compare.encoders import load_encoder",
        "load_encoder(cache=False).model",
    ),
    "refuse a hub model that is not there": (
        "from compare.encoders import load_encoder; from compare.errors import EncoderError",
        "try: load_encoder('acme/nothing-here')\nexcept EncoderError: pass",
    ),
    "cut a text of a megabyte": (
        "from compare.segmentation.segments import segment; from corpus.statements import "
        "Statement; text = 'The two sides discussed trade. ' * 32_000",
        "segment(Statement(id='a', side='US', language='en', text=text))",
    ),
    "shifts of the longest bundled event": (
        "from corpus import samples; from compare.pipeline import Engine; "
        "from compare.settings import Settings; from compare.wording.shifts import shifts; "
        "engine = Engine(Settings()); event = samples.load(samples.names()[0]); "
        "sides = [engine.prepare(one) for one in event.statements]; "
        "links = engine.compare(*sides).links; "
        "sides = [engine.prepare(one) for one in event.statements]",
        "shifts(sides[0].annotated, sides[1].annotated, links)",
    ),
}
_MEASURED = """
import os, time
os.environ["HF_HUB_OFFLINE"] = "1"
{before}
begun = time.process_time()
{work}
print(time.process_time() - begun)
"""


def seconds(before: str, work: str) -> float:
    """Seconds of processor time that ``work`` takes after ``before``, best of three."""
    script = _MEASURED.format(before=before, work=work)
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        for _ in range(3)
    ]
    return min(float(run.stdout.split()[-1]) for run in runs)


def main() -> int:
    """Print a line for each case; return 0."""
    for title, (before, work) in _CASES.items():
        print(f"{title:<40}{seconds(before, work):8.3f} s", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
