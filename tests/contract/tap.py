# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the test_* functions of a module and prints TAP: one line for each, and why one failed."""
import sys
import time
import traceback


class Skip(Exception):
    """Raised by a test that cannot run here; its text says why."""


def expect(claim, *seen):
    """Fails with what was seen when the claim does not hold."""
    if not claim:
        raise AssertionError(' '.join(str(part) for part in seen)[:2000])


def equal(seen, wanted, *about):
    expect(seen == wanted, *about, f'\n  wanted {wanted!r}\n  seen   {seen!r}')


def one_of(seen, wanted, *about):
    expect(seen in wanted, *about, f'\n  wanted one of {wanted!r}\n  seen   {seen!r}')


class Complaints:
    """Gathers what is wrong in a table of cases, so that one run shows them all."""

    def __init__(self):
        self.lines = []

    def check(self, claim, *about):
        if not claim:
            self.lines.append(' '.join(str(part) for part in about)[:600])

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is None and self.lines:
            raise AssertionError(f'{len(self.lines)} cases:\n' + '\n'.join(self.lines[:60]))


def run(area, scope):
    """Runs every test of @scope (a module's globals) in order; ends the program."""
    wanted = sys.argv[2:]
    tests = [
        (name, code)
        for name, code in scope.items()
        if name.startswith('test_') and (not wanted or any(word in name for word in wanted))
    ]
    failed = 0
    print(f'1..{len(tests)}', flush=True)
    for number, (name, code) in enumerate(tests, 1):
        title = f'{number} /contract/{area}/{name[5:].replace("_", "-")}'
        start = time.monotonic()
        try:
            code()
        except Skip as reason:
            print(f'ok {title} # SKIP {reason}', flush=True)
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f'not ok {title}', flush=True)
            for line in traceback.format_exc().splitlines():
                print('# ' + line, flush=True)
        else:
            print(f'ok {title}', flush=True)
        print(f'# {(time.monotonic() - start) * 1000:.0f} ms', flush=True)
    for close in reversed(scope.get('AT_END', [])):
        close()
    sys.exit(1 if failed else 0)
