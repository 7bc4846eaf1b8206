#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our CSV beside Python's: random tables go through both, and come back the same."""
import csv
import io
import random
import subprocess
import sys

ALPHABET = ['a', 'é', '€', '日', ' ', ',', '"', '""', '\n', '\r\n', "'", '=', '+', '-', '@', '\t', '😀', '0', ';', '\\', '=']
DANGEROUS = tuple('=+-@\t\r\n＝＋－＠')
SEED = random.SystemRandom().randrange(1 << 30)
RANDOM = random.Random(SEED)


def echo(data, *words):
    done = subprocess.run([sys.argv[1], *words], input=data, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr.decode()


def table():
    width = RANDOM.randrange(1, 6)
    return [
        [''.join(RANDOM.choices(ALPHABET, k=RANDOM.randrange(0, 7))) for _ in range(width)]
        for _ in range(RANDOM.randrange(1, 60))
    ]


def written(rows, **options):
    out = io.StringIO(newline='')
    csv.writer(out, lineterminator='\r\n', **options).writerows(rows)
    return out.getvalue().encode()


def read(data):
    return list(csv.reader(io.StringIO(data.decode(), newline=''), strict=True))


def test_whatever_python_writes_is_read_and_written_again():
    for _ in range(25):
        rows = table()
        for options in ({}, {'quoting': csv.QUOTE_ALL}):
            status, out, why = echo(written(rows, **options))
            assert status == 0, (SEED, rows, why)
            assert read(out) == rows, (SEED, rows, out)


def test_text_of_people_is_no_formula_and_is_not_lost():
    for _ in range(25):
        rows = table()
        status, out, why = echo(written(rows), 'text')
        assert status == 0, (SEED, rows, why)
        for row, again in zip(rows, read(out), strict=True):
            for cell, defused in zip(row, again, strict=True):
                assert not defused.lstrip(' ').startswith(DANGEROUS), (SEED, cell, defused)
                plain = defused
                if defused.startswith("'") and defused.lstrip("'").lstrip(' ').startswith(DANGEROUS):
                    plain = defused[1:]
                assert plain == cell, (SEED, cell, defused)


def test_what_is_no_csv_is_refused():
    for data in (b'a"b\r\n', b'"a"b\r\n', b'"a', b'a\rb\r\n', b'a,b\r\nc\r\n', b'a\0b\r\n', b'\xff\r\n',
                 b'"a""\r\n', b'a,"b\r\n', b'a\r', b'a,b\r\n\r\n', b','.join([b'x'] * 1001)):
        status, out, why = echo(data)
        assert status == 1 and why, (data, out)
        assert out == b'', data


def test_line_ends_and_marks():
    for data in (b'a,b\nc,d', b'\xef\xbb\xbfa,b\r\nc,d\r\n', b'"a","b"\n"c","d"\r\n'):
        status, out, why = echo(data)
        assert (status, out) == (0, b'a,b\r\nc,d\r\n'), (data, out, why)
    assert echo(b'') == (0, b'', '')


def main():
    tests = [(name, code) for name, code in globals().items() if name.startswith('test_')]
    failed = 0
    print(f'1..{len(tests)}')
    for number, (name, code) in enumerate(tests, 1):
        try:
            code()
            print(f'ok {number} /pack/csv-peer/{name[5:].replace("_", "-")}')
        except AssertionError as why:
            failed += 1
            print(f'not ok {number} /pack/csv-peer/{name[5:].replace("_", "-")}\n# {why}'[:3000])
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
