# SPDX-License-Identifier: GPL-3.0-or-later
"""The company that bench-server measures with: made once by fill-server, kept in the build folder, and
given to each engine anew."""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / 'contract'))
import postgresql  # noqa: E402  (a module of tests/contract)

N_EXPENSES = int(os.environ.get('BENCH_EXPENSES', '100000'))
N_PEOPLE = int(os.environ.get('BENCH_PEOPLE', '200'))


def say(text):
    print(f'bench: {text}', file=sys.stderr, flush=True)


def fill(build):
    """The folder of a filled server; made anew when the tables or the sizes are others."""
    schema = hashlib.sha256()
    for path in sorted((HERE.parent.parent / 'src/server/sql/migrations').glob('*.sql')):
        schema.update(path.read_bytes())
    schema.update((HERE / 'fill-server.c').read_bytes())
    name = f'server-{N_EXPENSES}-{N_PEOPLE}-{schema.hexdigest()[:12]}'
    kept = build / 'tests/bench' / name
    if kept.exists():
        return kept

    for old in kept.parent.glob(f'server-{N_EXPENSES}-{N_PEOPLE}-*'):
        shutil.rmtree(old)
    say(f'filling a database with {N_EXPENSES} expenses of {N_PEOPLE} people')
    new = kept.with_suffix('.new')
    shutil.rmtree(new, ignore_errors=True)
    (new / 'proofs/2026/01/01').mkdir(parents=True)  # whose files nothing that is measured reads
    subprocess.run([build / 'tests/bench/fill-server', new, str(N_EXPENSES), str(N_PEOPLE)],
                   check=True)
    new.rename(kept)
    return kept


def copy(kept, work):
    """A folder like the one that was kept, to be written to."""
    shutil.rmtree(work, ignore_errors=True)
    subprocess.run(['cp', '-r', '--reflink=auto', kept, work], check=True)


def copy_to_postgresql(build, folder):
    """A new database on PostgreSQL with all that the folder's has; its URI. Migrations have made the
    tables on both, so that they are called the same; foreign keys are not checked row by row again."""
    uri = postgresql.make_database()
    subprocess.run([build / 'src/server/outlayd', 'migrate', '--database', uri], check=True,
                   stdout=subprocess.DEVNULL)
    rows = postgresql.sql("SELECT table_name, string_agg(column_name, ',' ORDER BY ordinal_position) "
                          "FROM information_schema.columns WHERE table_schema = 'public' "
                          "AND table_name <> 'outlay_migrations' GROUP BY table_name", uri)
    for row in rows:
        copy_table(folder / 'outlay.db', uri, *row.split('|'))
    postgresql.sql('VACUUM ANALYZE', uri)
    return uri


def copy_table(database, uri, table, columns):
    reading = subprocess.Popen(['sqlite3', '-readonly', '-csv', '-nullvalue', r'\N', database,
                                f'SELECT {columns} FROM "{table}"'], stdout=subprocess.PIPE)
    subprocess.run([postgresql.tool('psql'), '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', uri, '-c',
                    'SET session_replication_role = replica', '-c',
                    rf"\copy {table} ({columns}) FROM STDIN (FORMAT csv, NULL '\N')"],
                   stdin=reading.stdout, check=True)
    if reading.wait() != 0:
        raise RuntimeError(f'{table} could not be read')
