#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A device's own totals, beside what bookkeeping programs make of the journal that it exports."""
import collections
import decimal
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'contract'))
from ledgers import decimals, judges  # noqa: E402
from tap import Skip  # noqa: E402

EXPONENTS = {'EUR': 2, 'USD': 2, 'JPY': 0, 'BHD': 3}
ROOTS = {'draft': 'drafts', 'rejected': 'rejected'}
ACCOUNTS = {'Travel': 'Travel', 'Food: in': 'Food/ in', 'Food/ in': 'Food/ in 2'}
STATES = ('draft', 'submitted', 'approved', 'rejected', 'reimbursed')


def told(output):
    found = collections.defaultdict(dict)
    for line in output.splitlines():
        month, category, currency, state, kind, minor = line.split('\t')
        account = f'{ROOTS.get(state, "expenses")}:{ACCOUNTS[category]}'
        found[state, kind][month, account, currency] = decimal.Decimal(minor).scaleb(-EXPONENTS[currency])
    return found


def compare(judge, journal, numbers):
    for state in STATES:
        seen = decimals(judge.sums(journal, state))
        assert seen == decimals(numbers[state, 'plain']), (judge.name, state, seen, numbers[state, 'plain'])
        converted = collections.defaultdict(decimal.Decimal)
        for key, amount in judge.sums(journal, state, at_cost=True).items():
            if key[2] == 'EUR':
                converted[key] += amount - seen.get(key, 0)
        wanted = decimals(numbers[state, 'converted'])
        assert decimals(converted) == wanted, (judge.name, state, 'converted', dict(converted), wanted)


def main():
    seed = random.SystemRandom().randrange(1, 1 << 30)
    print('1..1')
    try:
        found = judges()
    except Skip as why:
        print(f'ok 1 /client/judge # SKIP {why}')
        return 0
    with tempfile.TemporaryDirectory(prefix='outlay-judge-') as folder:
        output = subprocess.run([sys.argv[1], folder, str(seed)], check=True, capture_output=True, text=True).stdout
        numbers = told(output)
        assert len(numbers['approved', 'plain']) > 5 and numbers['approved', 'converted'], (seed, output)
        for judge in found:
            try:
                compare(judge, f'{folder}/journal.txt', numbers)
            except AssertionError as why:
                print(f'not ok 1 /client/judge\n# seed {seed}: {why}'[:4000])
                return 1
    print('ok 1 /client/judge')
    return 0


if __name__ == '__main__':
    sys.exit(main())
