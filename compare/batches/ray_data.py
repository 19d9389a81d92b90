"""Parts compared on a Ray cluster, of one machine or many, by a pipeline of Ray Data.

Each actor of the pipeline owns one worker process as :mod:`compare.batches.processes` does, so an
event that ends its process becomes a failure there too, and what an actor's death interrupts is
given to another by Ray. Writing stays with the driver, which alone can promise parts that are
whole, in order and never twice.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import logging
import os
import socket
from collections.abc import Iterable, Iterator
from typing import Any

from compare.batches.processes import Worker, compare_surely
from compare.errors import BatchError
from compare.settings import Settings
from corpus.extras import require

REACHED_IN = 10.0
"""Seconds that a cluster has to answer at its address."""


def on_ray(
    requests: Iterable[bytes], settings: Settings, workers: int | None, address: str | None
) -> Iterator[bytes]:
    """Compare parts on a Ray cluster; give them in the order of the requests.

    Args:
        requests: the parts.
        settings: how to compare.
        workers: actors at a time; by default the cores of the cluster.
        address: of the cluster; by default that of RAY_ADDRESS, else a local one is started.

    Raises:
        BatchError: Ray is not installed, the cluster cannot be reached, or it gave up.
    """
    require("ray", "ray", purpose="the engine ray", error=BatchError)
    listed = [{"asked": asked} for asked in requests]
    if not listed:
        return
    with _cluster(address) as ray:
        count = workers or max(int(ray.cluster_resources().get("CPU", 1)), 1)
        context = ray.data.DataContext.get_current()
        context.execution_options.preserve_order = True
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        # A block for each part: no more than the actors have in hand is in the object store.
        parts = ray.data.from_items(listed, override_num_blocks=len(listed)).map_batches(
            Comparer,
            fn_constructor_args=(dataclasses.asdict(settings),),
            batch_size=1,
            compute=ray.data.ActorPoolStrategy(size=min(count, len(listed))),
            num_cpus=1,
        )
        try:
            for row in parts.iter_rows():
                yield bytes(row["part"])
        except ray.exceptions.RayError as error:
            raise BatchError(f"Ray ended the batch: {_reason(error)}") from None


class Comparer:
    """An actor: one worker process, which holds the models."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._worker = Worker(Settings(**settings))

    def __call__(self, rows: dict[str, Any]) -> dict[str, list[bytes]]:
        """Compare the parts of a batch of rows."""
        return {"part": [compare_surely(self._worker, bytes(asked)) for asked in rows["asked"]]}


@contextlib.contextmanager
def _cluster(address: str | None) -> Iterator[Any]:
    """Connect to a cluster, or start one on this machine for as long as it is needed."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    import ray
    import ray.data

    if ray.is_initialized():
        yield ray
        return
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    named = address or os.environ.get("RAY_ADDRESS", "")
    if not named:
        quiet["include_dashboard"] = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    _knock(named)
    try:
        # Without an address Ray would look for the latest cluster here, which may be long gone.
        ray.init(address=named or "local", **quiet)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise BatchError(
            f"no Ray cluster at {named} ({_reason(error)}): start one with ray start --head"
            if named
            else f"Ray could not start on this machine ({_reason(error)}): use the engine processes"
        ) from None
    try:
        yield ray
    finally:
        ray.shutdown()


def _knock(address: str) -> None:
    """Raise where nothing listens at an address: Ray would end this process, not say so."""
    host, _, port = address.rpartition(":")
    if not host or "://" in address or not port.isdigit():
        return
    try:
        socket.create_connection((host, int(port)), timeout=REACHED_IN).close()
    except OSError as error:
        raise BatchError(
            f"no Ray cluster at {address} ({error.strerror or error}): start one with ray start "
            "--head"
        ) from None


def _reason(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return json.dumps(lines[-1] if lines else type(error).__name__, ensure_ascii=False)
