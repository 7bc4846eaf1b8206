# SPDX-License-Identifier: GPL-3.0-or-later
"""The plug is pulled: what nobody had told the disk to keep is gone, and what was promised is not.

kill -9 never shows this. What a dead program has written, the system still writes out; here it does not."""
import os
import random
import time

from company import Company
from disk import Disk, stand_alone
from load import Load, check_all, staff
from outlayd import Server
from tap import Skip, equal, expect, run

CUTS = 6
CHANCE = random.Random(os.environ.get('OUTLAY_TEST_SEED'))


class Machine:
    """A server whose database and proofs are on disks of their own, so that neither is written along
    with the other."""

    def __init__(self):
        self.disks = [Disk(96), Disk(96)]
        data, proofs = (disk.folder for disk in self.disks)
        self.options = (f'--proofs={proofs}', f'--keys={data}/keys')
        self.server = Server(*self.options, start=False)
        self.server.database = f'sqlite:{data}/outlay.db'
        self.server.start()

    def cut(self):
        """One after the other, as nobody can at once: what follows must not hang on the order."""
        for disk in CHANCE.sample(self.disks, 2):
            disk.pull()
        self.server.kill()
        for disk in self.disks:
            disk.take_out()
            disk.plug_in()
        self.server.start()

    def close(self):
        self.server.close()
        for disk in self.disks:
            disk.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def test_nothing_that_was_promised_is_lost():
    with Machine() as machine:
        with Load(staff(Company(machine.server, 'Acme'), 4), size=30_000) as load:
            for _ in range(CUTS):
                before, end = len(load.done), time.monotonic() + 10
                # Also where a commit takes long.
                while len(load.done) < before + 5 and time.monotonic() < end and not load.failures:
                    time.sleep(0.01)
                time.sleep(CHANCE.uniform(0, 0.5))
                with load.outage():
                    machine.cut()
        expect(len(load.done) >= 5 * CUTS, len(load.done), 'expenses only')
        load.check(machine.server, *machine.options)


def test_nothing_else_is_there_either():
    """At once after a cut, before anybody asks again: no row without its file, and no half of a write."""
    with Machine() as machine:
        with Load(staff(Company(machine.server, 'Acme'), 4), size=30_000) as load:
            for _ in range(2):
                time.sleep(CHANCE.uniform(0.3, 0.8))
                with load.outage():
                    machine.cut()
                    check_all(machine.server, *machine.options)
        load.check(machine.server, *machine.options)


def test_a_first_start_is_kept():
    """The keys that people's sessions and passwords hang on are made once."""
    with Machine() as machine:
        erna = Company(machine.server, 'Acme').employee
        keys = {path.name: path.read_bytes() for path in (machine.disks[0].folder / 'keys').iterdir()}
        machine.cut()
        equal(
            {path.name: path.read_bytes() for path in (machine.disks[0].folder / 'keys').iterdir()},
            keys,
        )
        equal(erna.get('/me').status, 200)
        reply = erna.post('/auth/refresh', {'refresh_token': erna.refresh_token})
        equal(reply.status, 200, reply)


try:
    stand_alone()
except Skip as reason:
    SKIPPED = str(reason)

    def skip():
        raise Skip(SKIPPED)

    for name in [name for name in globals() if name.startswith('test_')]:
        globals()[name] = skip

run('power-cut', globals())
