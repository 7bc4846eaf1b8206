# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts to file: scanned ones from a folder of test data where there is one, else drawn."""
import glob
import json
import os
import subprocess

DRAWN = [('Bahnhof Bistro', '14.80'), ('Hotel Sonne', '129.00'), ('City Taxi', '23.50'),
         ('Papier & Mehr', '38.95'), ('Kiosk am Markt', '6.40'), ('Parkhaus Mitte', '12.00')]


def data_folder(source_root):
    folder = os.environ.get('OUTLAY_TEST_DATA') or os.path.join(source_root, '..', 'shared')
    return os.path.join(folder, 'receipts')


def draw(path, merchant, total):
    """Draws a till receipt as a PNG, different for each merchant."""
    lines = ['', merchant.upper(), '', 'Menu of the day      1 x', 'Mineral water        2 x', '',
             '-' * 26, f'TOTAL            {total:>8}', '', 'Thank you!']
    subprocess.run(['convert', '-size', '460x760', 'xc:#fdfcf8', '-font', 'DejaVu-Sans-Mono',
                    '-pointsize', '24', '-fill', '#222', '-annotate', '+36+80', '\n'.join(lines),
                    '-attenuate', '0.2', '+noise', 'Gaussian', path], check=True, timeout=60)


def receipts(source_root, into, n):
    """Returns n of (path, merchant, total), each a file of its own content."""
    found = []
    for description in sorted(glob.glob(os.path.join(data_folder(source_root), '*.json'))):
        picture = description[:-len('.json')] + '.jpg'
        if os.path.getsize(picture) < 900_000:
            with open(description, encoding='utf-8') as file:
                facts = json.load(file)
            merchant = facts['company'].title()
            found.append((picture, merchant, facts['total'].lstrip('RM $')))
    for i in range(len(found), n):
        merchant, total = DRAWN[i % len(DRAWN)]
        path = os.path.join(into, f'receipt-{i}.png')
        draw(path, f'{merchant} {i + 1}' if i >= len(DRAWN) else merchant, total)
        found.append((path, merchant, total))
    return found[:n]
