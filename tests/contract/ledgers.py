# SPDX-License-Identifier: GPL-3.0-or-later
"""Two bookkeeping programs that know nothing of us, asked what a journal comes to.

Each answers `sums (journal, state, at_cost)` with {(month, account, commodity): decimal}."""
import collections
import csv
import datetime
import decimal
import io
import shutil
import subprocess

from tap import Skip, equal

ROOTS = '^(expenses|drafts|rejected):'


def ask(*line):
    done = subprocess.run(line, capture_output=True, text=True, check=False,
                          env={'LC_ALL': 'C.UTF-8', 'PATH': '/usr/bin:/bin', 'HOME': '/nonexistent'})
    equal((done.returncode, done.stderr), (0, ''), line)
    return done.stdout


class Hledger:
    name = 'hledger'

    def sums(self, journal, state=None, at_cost=False, root=ROOTS):
        tags = [f'tag:state=^{state}$'] if state else []
        costs = ['-B'] if at_cost else []
        table = ask('hledger', '-f', journal, 'balance', '-M', '--layout=bare', '-O', 'csv', '-N',
                    *costs, root, *tags)
        found = {}
        for row in csv.DictReader(io.StringIO(table)):
            account, commodity = row.pop('account'), row.pop('commodity')
            for month, amount in row.items():
                if decimal.Decimal(amount) != 0:
                    found[month, account, commodity] = decimal.Decimal(amount)
        return found

    def balance(self, journal, root):
        table = ask('hledger', '-f', journal, 'balance', '--flat', '--layout=bare', '-O', 'csv', '-N', '-B', root)
        return {(row['account'], row['commodity']): decimal.Decimal(row['balance'])
                for row in csv.DictReader(io.StringIO(table)) if decimal.Decimal(row['balance']) != 0}


class Ledger:
    name = 'ledger'
    FORMAT = '%(account)\x1f%(scrub(display_total))\n'

    def read(self, text, month=None):
        """An account in several commodities has a line for each, and the first alone names it."""
        found, account = {}, None
        for line in text.splitlines():
            if '\x1f' in line:
                account, line = line.split('\x1f')
            number, _, commodity = line.strip().partition(' ')
            if commodity and decimal.Decimal(number) != 0:
                key = (month, account, commodity) if month else (account, commodity)
                found[key] = decimal.Decimal(number)
        return found

    def months(self, journal):
        days = sorted(ask('ledger', '-f', journal, 'register', '--format', '%(format_date(date, "%Y-%m"))\n').split())
        return sorted(set(days))

    def sums(self, journal, state=None, at_cost=False, root=ROOTS):
        found = {}
        for month in self.months(journal):
            first = datetime.date.fromisoformat(month + '-01')
            until = (first + datetime.timedelta(days=32)).replace(day=1)
            query = [f'account =~ /{root}/' + (f' and has_tag(/^state$/, /^{state}$/)' if state else '')]
            found |= self.read(
                ask('ledger', '-f', journal, 'balance', '--flat', '--no-total', '--empty',
                    *(['-B'] if at_cost else []), '-b', first.isoformat(), '-e', until.isoformat(),
                    '--format', self.FORMAT, '--limit', *query), month)
        return found

    def balance(self, journal, root):
        return self.read(ask('ledger', '-f', journal, 'balance', '--flat', '--no-total', '-B', '--format',
                             self.FORMAT, '--limit', f'account =~ /{root}/'))


def judges():
    """Those that are here; Skip where there is none."""
    found = [judge() for judge in (Hledger, Ledger) if shutil.which(judge.name)]
    if not found:
        raise Skip('neither hledger nor ledger is installed')
    return found


def decimals(table):
    """The same without the zeros."""
    return collections.OrderedDict(sorted((key, value) for key, value in table.items() if value != 0))
