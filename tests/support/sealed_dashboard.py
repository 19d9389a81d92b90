"""Run in a network namespace of its own: a dashboard is used, and every packet is looked at.

    unshare --map-root-user --net python tests/support/sealed_dashboard.py FOLDER

All addresses lead to the loopback of the namespace, where packets for anywhere else are seen and
go no further. Prints as JSON what was drawn, what left, and that a packet sent on purpose is seen.
"""

from __future__ import annotations

import ipaddress
import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

from dashboard_server import dashboard
from streamlit_client import draw, stream
from websockets.exceptions import InvalidStatus

PAGES = ["", "left-out", "library", "report", "method"]
LOOKUPS = {53, 853, 5353, 5355}
CONTROL = ("192.0.2.1", 9)
"""An address for documentation, which nobody has."""


class Watch(threading.Thread):
    """Collects the packets that are for elsewhere or ask for a name."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seen: set[str] = set()
        all_protocols = 0x0003
        self._packets = socket.socket(
            socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(all_protocols)
        )

    def run(self) -> None:
        while True:
            packet, (_, protocol, *_) = self._packets.recvfrom(65_536)
            if protocol == 0x0800:
                where = ipaddress.ip_address(packet[16:20])
                port = int.from_bytes(packet[(packet[0] & 15) * 4 + 2 :][:2], "big")
            elif protocol == 0x86DD:
                where = ipaddress.ip_address(packet[24:40])
                port = int.from_bytes(packet[42:44], "big")
            else:
                continue
            if not where.is_loopback or port in LOOKUPS:
                self.seen.add(f"{where} port {port}")


def main(folder: Path) -> None:
    for command in (
        "ip link set lo up",
        "ip route add default dev lo",
        "ip -6 route add default dev lo",
    ):
        subprocess.run(command.split(), check=False, capture_output=True)
    watch = Watch()
    watch.start()
    drawn = []
    with dashboard(folder / "log", "--library", str(folder / "library.db")) as server:
        cookie = server.cookie()
        for origin in ("http://evil.example", "http://localhost:3000"):
            try:
                with stream(server.port, origin=origin, cookie=cookie):
                    drawn.append(f"for {origin}")
            except InvalidStatus:
                pass
        for page in PAGES:
            with stream(server.port, origin=server.address, cookie=cookie) as connection:
                told = draw(connection, page, "event=blinken-liu-2024&text=en")
                drawn.append(f"{page}: {told[-1].script_finished}")
    left = sorted(watch.seen)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        control.sendto(b"seen?", CONTROL)
    watch.join(1)
    print(json.dumps({"drawn": drawn, "left": left, "control": sorted(watch.seen - set(left))}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
