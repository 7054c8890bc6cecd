#!/usr/bin/env python3
"""A slow link between two network namespaces, packet by packet: rate, one-way delay, drop-tail queue.

Two TUN devices are made here and moved into the namespaces, so every IP packet between them passes this process.
usage: linkemu.py NS_CLIENT NS_SERVER RATE_BITS ONE_WAY_MS QUEUE_PACKETS
Commands on standard input, one a line, each answered by one line of JSON (the counters):
  fast   packets pass at once and are not counted (also at the start)
  slow   packets are delayed, queued and counted
  cut    every packet under way is lost, and every later one
  count  nothing changes
End of input ends it. Counters: packets, bytes, bytes without IP and TCP headers, and drops of [client to server, server to client], and the seconds in which nothing was under way.
"""
import fcntl
import heapq
import json
import os
import select
import struct
import subprocess
import sys
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000


def carried(packet):
    """Bytes of a TCP packet without IP and TCP headers."""
    ip_header = (packet[0] & 15) * 4
    if packet[0] >> 4 != 4 or packet[9] != 6:
        return 0
    return len(packet) - ip_header - (packet[ip_header + 12] >> 4) * 4


def tun(name, namespace, address):
    fd = os.open('/dev/net/tun', os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(fd, TUNSETIFF, struct.pack('16sH', name.encode(), IFF_TUN | IFF_NO_PI))
    subprocess.check_call(['ip', 'link', 'set', name, 'netns', namespace])
    inside = ['ip', 'netns', 'exec', namespace, 'ip']
    subprocess.check_call([*inside, 'addr', 'add', address + '/24', 'dev', name])
    subprocess.check_call([*inside, 'link', 'set', name, 'up'])
    subprocess.check_call([*inside, 'link', 'set', 'lo', 'up'])
    return fd


class Link:
    def __init__(self, fds, rate, delay, longest_queue):
        self.fds, self.rate, self.delay, self.longest_queue = fds, rate, delay, longest_queue
        self.mode = 'fast'
        self.free_at = [0.0, 0.0]
        self.queued = [[], []]
        self.on_the_way = []
        self.number = 0
        self.counters = {'packets': [0, 0], 'bytes': [0, 0], 'carried': [0, 0], 'drops': [0, 0], 'idle_seconds': 0.0}
        self.idle_since = None

    def watch_idle(self, now):
        """Counts the time in which nothing was under way on the slow link: both ends were thinking."""
        is_idle = self.mode == 'slow' and not self.on_the_way
        if self.idle_since is not None:
            self.counters['idle_seconds'] += now - self.idle_since
        self.idle_since = now if is_idle else None

    def next_due(self, now):
        return max(0.0, self.on_the_way[0][0] - now) if self.on_the_way else None

    def deliver(self, now):
        while self.on_the_way and self.on_the_way[0][0] <= now:
            _, _, direction, packet = heapq.heappop(self.on_the_way)
            try:
                os.write(self.fds[1 - direction], packet)
            except OSError:
                pass

    def send(self, direction, packet, at):
        self.number += 1
        heapq.heappush(self.on_the_way, (at, self.number, direction, packet))

    def take(self, direction, packet, now):
        if self.mode == 'cut':
            return
        if self.mode == 'fast':
            return self.send(direction, packet, now)
        queue = self.queued[direction] = [leaves for leaves in self.queued[direction] if leaves > now]
        self.counters['packets'][direction] += 1
        self.counters['bytes'][direction] += len(packet)
        self.counters['carried'][direction] += carried(packet)
        if len(queue) >= self.longest_queue:
            self.counters['drops'][direction] += 1
            return
        leaves = max(now, self.free_at[direction]) + len(packet) * 8 / self.rate
        self.free_at[direction] = leaves
        queue.append(leaves)
        self.send(direction, packet, leaves + self.delay)

    def command(self, word):
        if word in ('fast', 'slow', 'cut'):
            self.mode = word
        if word == 'cut':
            # What still waited for its turn was never sent.
            for at, _, direction, packet in self.on_the_way:
                if at - self.delay > time.monotonic():
                    self.counters['packets'][direction] -= 1
                    self.counters['bytes'][direction] -= len(packet)
                    self.counters['carried'][direction] -= carried(packet)
            self.on_the_way.clear()
            self.queued = [[], []]
            self.free_at = [0.0, 0.0]
        print(json.dumps(self.counters), flush=True)


def main():
    client, server, rate, one_way_ms, longest_queue = sys.argv[1:6]
    fds = [tun('jdlinkc', client, '10.77.0.1'), tun('jdlinks', server, '10.77.0.2')]
    link = Link(fds, float(rate), float(one_way_ms) / 1000, int(longest_queue))
    print('ready', flush=True)
    typed = b''
    while True:
        now = time.monotonic()
        link.deliver(now)
        link.watch_idle(now)
        readable, _, _ = select.select([*fds, 0], [], [], link.next_due(now))
        now = time.monotonic()
        link.watch_idle(now)
        for fd in readable:
            if fd == 0:
                chunk = os.read(0, 4096)
                if not chunk:
                    return
                *lines, typed = (typed + chunk).split(b'\n')
                for line in lines:
                    link.command(line.decode())
                continue
            for _ in range(64):
                try:
                    packet = os.read(fd, 65535)
                except OSError:
                    break
                link.take(fds.index(fd), packet, now)


main()
