# SPDX-License-Identifier: GPL-3.0-or-later
"""Databases on the PostgreSQL that with-postgresql has started; its address is in the environment."""
import glob
import itertools
import os
import shutil
import subprocess

ADDRESS = os.environ.get('OUTLAY_TEST_POSTGRESQL')
NUMBERS = itertools.count(1)


def is_wanted():
    """Whether this run of a test is about PostgreSQL."""
    return os.environ.get('OUTLAY_TEST_ENGINE') == 'postgresql'


def tool(name):
    """The path of one of PostgreSQL's programs: its own, not the slower one that looks for it."""
    folders = sorted(glob.glob('/usr/lib/postgresql/*/bin'), reverse=True)
    return shutil.which(name, path=os.pathsep.join([*folders, os.environ['PATH']]))


def sql(text, database=None, check=True):
    """Runs SQL and gives what it answers, a line each, its columns parted by |."""
    done = subprocess.run(
        [tool('psql'), '-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', database or ADDRESS, '-c', text],
        capture_output=True,
        text=True,
        check=False,
    )
    if check and done.returncode != 0:
        raise AssertionError(f'psql: {done.stderr}')
    return done.stdout.splitlines()


def make_database(parameters=''):
    """A new and empty database; gives its URI."""
    name = f'outlay_{os.getpid()}_{next(NUMBERS)}'
    sql(f'CREATE DATABASE {name} TEMPLATE template0')
    before, after = ADDRESS.split('/postgres?')
    return f'{before}/{name}?{parameters}{after}'


def drop_database(uri):
    name = uri.split('@/')[1].split('?')[0]
    sql(f'DROP DATABASE IF EXISTS {name} WITH (FORCE)')


def dump(uri):
    """All that a database holds, as bytes."""
    return subprocess.run([tool('pg_dump'), '-d', uri], capture_output=True, check=True).stdout
