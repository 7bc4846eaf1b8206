#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, end to end, with the real programs: from a receipt to a decision.

An employee signs in and files three expenses, one of them while the server is stopped; the reviewer
approves one and rejects one; the rejected one comes back with a new proof, twice, and a third time is
refused. Prints TAP, a line a chapter, and leaves screenshots.

usage: story.py OUTLAY OUTLAYD SOURCE-ROOT SCREENSHOTS
"""
import os
import sys
import tempfile
import traceback

from company import PASSWORD, Company
from person import Person
from receipts import receipts

EMPLOYEE = 'nora@brightwater.example'
REVIEWER = 'ruben@brightwater.example'
REASONS = ['The total cannot be read.', 'The date is cut off.', 'This is another receipt.']


class Story:
    """The people, the company, and what has happened so far."""

    def __init__(self, outlay, outlayd, source_root, screenshots, folder):
        self.screenshots = screenshots
        self.folder = folder
        self.company = Company(outlayd, folder + '/company')
        self.receipts = receipts(source_root, folder, 6)
        self.nora = self.person('Nora', outlay)
        self.ruben = self.person('Ruben', outlay)
        os.makedirs(screenshots, exist_ok=True)

    def person(self, name, outlay):
        folder = f'{self.folder}/{name.lower()}'
        os.makedirs(folder, exist_ok=True)
        return Person(name, outlay, folder)

    def picture(self, person, name):
        person.picture(f'{self.screenshots}/{name}.png')

    def close(self):
        self.nora.stop()
        self.ruben.stop()
        self.company.stop()

    # Pieces of several chapters -------------------------------------------------------------------

    def sign_in(self, person, email):
        person.press('Connect to a Company')
        person.write('Server Address', self.company.address)
        person.press('Continue')
        person.write('Email', email)
        person.write('Password', PASSWORD)
        return person

    def fill_form(self, n):
        picture, merchant, total = self.receipts[n]
        self.nora.open_files(picture)
        self.nora.write('Amount', total)
        self.nora.write('Merchant', merchant)
        self.nora.press('Category', role=None)
        self.nora.press(part='Meals')
        return merchant

    def reject(self, merchant, reason):
        self.ruben.see(part=merchant)
        self.ruben.key('r')
        self.ruben.write('Reason', reason)
        self.ruben.press('Reject', role='button')
        self.company.wait_for_state(EMPLOYEE, merchant, 'rejected')

    def send_again(self, merchant, n):
        self.nora.press(part=merchant)
        self.nora.press('Correct and Send Again')
        self.nora.open_files(self.receipts[n][0])
        self.nora.press('Send Again')
        self.company.wait_for_state(EMPLOYEE, merchant, 'submitted')
