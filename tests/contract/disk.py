# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks whose plug can be pulled: images that are mounted where nobody else sees them."""
import fcntl
import os
import pathlib
import shutil
import struct
import subprocess
import tempfile

from tap import Skip

# Of linux/ext4.h: ends the file system at once, and with it all that it has not written yet; not even
# its journal is flushed. File systems are tested with it, and so are we.
SHUTDOWN = 0x8004587D
NO_FLUSH = struct.pack('I', 2)
# A journal that is written when somebody asks for it, and not all few seconds for whoever forgot.
OPTIONS = 'loop,noatime,commit=300'


def run(*arguments):
    done = subprocess.run(
        [str(argument) for argument in arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {'PATH': os.environ['PATH'] + ':/usr/sbin:/sbin'},
    )
    if done.returncode != 0:
        raise OSError(f'{arguments[0]}: {done.stdout}{done.stderr}')


def stand_alone():
    """From here on, what we and our children mount goes with us."""
    if os.geteuid() != 0 or not pathlib.Path('/dev/loop-control').exists():
        raise Skip('nothing can be mounted here')
    try:
        os.unshare(os.CLONE_NEWNS)
        run('mount', '--make-rprivate', '/')
    except OSError as reason:
        raise Skip(f'nothing can be mounted here: {reason}') from None


class Disk:
    """An ext4 of its own, in a file of @mebibytes."""

    def __init__(self, mebibytes):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix='outlay-disk-'))
        self.image = self.home / 'image'
        self.folder = self.home / 'mounted'
        self.folder.mkdir()
        self.is_mounted = False
        with open(self.image, 'wb') as image:
            image.truncate(mebibytes << 20)
        try:
            run('mkfs.ext4', '-q', '-F', '-m', '0', self.image)
            self.plug_in()
        except OSError as reason:
            self.close()
            raise Skip(f'no disk can be made here: {reason}') from None
        (self.folder / 'lost+found').rmdir()
        os.sync()

    def plug_in(self):
        """Mounts it; after a cut, it comes back as it was on the disk."""
        run('mount', '-t', 'ext4', '-o', OPTIONS, self.image, self.folder)
        self.is_mounted = True

    def pull(self):
        fd = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(fd, SHUTDOWN, NO_FLUSH)
        finally:
            os.close(fd)

    def take_out(self):
        run('umount', self.folder)
        self.is_mounted = False

    def close(self):
        if self.is_mounted:
            self.take_out()
        shutil.rmtree(self.home, ignore_errors=True)
