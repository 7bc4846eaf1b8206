#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the sum of single tests in meson's testlog.json: every TAP line counts, not every program."""
import json
import re
import sys

TAP = re.compile(r'^(ok|not ok)\b(.*)$')


def count(entry):
    """Returns (passed, failed, skipped) of one test program."""
    passed = failed = skipped = 0
    for line in entry.get('stdout', '').splitlines():
        match = TAP.match(line)
        if not match:
            continue
        if match[1] == 'not ok':
            failed += 1
        elif re.search(r'#\s*skip', match[2], re.IGNORECASE):
            skipped += 1
        else:
            passed += 1
    result = entry['result']
    if passed + failed + skipped == 0:
        return (1, 0, 0) if result == 'OK' else (0, 0, 1) if result == 'SKIP' else (0, 1, 0)
    if result not in ('OK', 'SKIP', 'EXPECTEDFAIL') and failed == 0:
        failed = 1
    return passed, failed, skipped


def main():
    total = [0, 0, 0]
    with open(sys.argv[1], encoding='utf-8') as log:
        for line in log:
            for i, n in enumerate(count(json.loads(line))):
                total[i] += n
    print('%d passed, %d failed, %d skipped' % tuple(total))
    return 1 if total[1] or not sum(total) else 0


if __name__ == '__main__':
    sys.exit(main())
