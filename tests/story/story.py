#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, end to end, with the real programs: from a receipt to a decision.

An admin invites an employee, who joins, signs in with the browser and files three expenses, one of them
while the server is stopped; the reviewer approves one and rejects one; the rejected one comes back with
a new proof, twice, and a third time is refused. Prints TAP, a line a chapter, and leaves screenshots.

usage: story.py OUTLAY OUTLAYD SOURCE-ROOT SCREENSHOTS
"""
import os
import sys
import tempfile

import browser
from chapters import tell
from company import PASSWORD, Company
from person import Person
from receipts import receipts

EMPLOYEE = 'nora@brightwater.example'
REVIEWER = 'ruben@brightwater.example'
ADMIN = 'ada@brightwater.example'


class Story:
    """The people, the company, and what has happened so far. Each chapter is a method."""

    def __init__(self, outlay, outlayd, source_root, screenshots, folder):
        os.makedirs(screenshots, exist_ok=True)
        self.screenshots = screenshots
        self.company = Company(outlayd, f'{folder}/company')
        self.receipts = receipts(source_root, folder, 6)
        self.merchants = [merchant for _, merchant, _ in self.receipts]
        browser.become_default()
        self.nora = Person.seat('Nora', outlay, folder, {'OUTLAY_BROWSER_EMAIL': EMPLOYEE,
                                                       'OUTLAY_BROWSER_PASSWORD': PASSWORD})
        self.ruben = Person.seat('Ruben', outlay, folder)
        self.ada = Person.seat('Ada', outlay, folder, {'OUTLAY_BROWSER_EMAIL': ADMIN,
                                                     'OUTLAY_BROWSER_PASSWORD': PASSWORD})

    def people(self):
        return self.ada, self.nora, self.ruben

    def close(self):
        for ends in (self.ada.stop, self.nora.stop, self.ruben.stop, self.company.stop):
            try:
                ends()
            except AssertionError as error:
                print(f'# {error}')

    def picture(self, person, name):
        person.picture(f'{self.screenshots}/{name}.png')

    # What several chapters do -----------------------------------------------------------------------

    def file(self, n, category, picture=None):
        path, merchant, total = self.receipts[n]
        self.nora.open_files(path)
        self.nora.see(role='image', part='Proof, 1 of 1')
        # The amount has the keyboard; the currency follows, then the merchant and its category.
        self.nora.type(total)
        self.nora.key('Tab', 'Tab')
        self.nora.type(merchant)
        self.nora.key('Tab')
        self.nora.choose(category)
        if picture:
            self.picture(self.nora, picture)
        self.nora.press('Submit', role='button')

    def state_of(self, merchant, state):
        return self.company.wait_for_state(EMPLOYEE, merchant, state)

    def reject(self, merchant, reason, picture=None):
        self.ruben.press_row(part=merchant)
        self.ruben.see('grouping', name=merchant)
        self.ruben.key('r')
        self.ruben.write('Reason', reason)
        if picture:
            self.picture(self.ruben, picture)
        self.ruben.press('Reject', role='button')
        self.state_of(merchant, 'rejected')

    def send_again(self, merchant, n, picture=None):
        self.nora.press_row(part=merchant)
        self.nora.press('Correct and Send Again…', role='button')
        self.nora.see('dialog', name='Correct and Send Again')
        self.nora.open_files(self.receipts[n][0])
        self.nora.see('button', name='Receipt 2 of 2')
        if picture:
            self.picture(self.nora, picture)
        self.nora.press('Send Again', role='button')
        self.state_of(merchant, 'submitted')

    # The chapters -----------------------------------------------------------------------------------

    def the_company_opens(self):
        self.company.add_person(ADMIN, 'Ada Byron', 'admin')
        self.company.add_person(REVIEWER, 'Ruben Okafor', 'reviewer')
        self.company.start()

    def the_admin_invites_an_employee(self):
        self.ada.start().resize(1100, 760)
        self.ada.sign_in_by_browser(self.company.address)
        self.ada.press_row('People')
        self.ada.see('list item', part='Ruben Okafor')
        self.ada.press('Invite Somebody', role='button')
        self.ada.write('Email', EMPLOYEE)
        self.ada.press('Make an Invitation', role='button')
        link = self.ada.see(part=f'{self.company.address}/join#').get_name()
        self.picture(self.ada, 'invitation')
        browser.join(link, 'Nora Lind', EMPLOYEE, PASSWORD)
        self.ada.key('Escape')
        self.ada.press_row('Policy')
        self.ada.see(part='Who May Join')
        self.ada.press_row('People')
        self.ada.see('list item', part='Nora Lind')
        self.picture(self.ada, 'people')
        self.ada.stop()

    def the_employee_signs_in(self):
        self.nora.start().resize(1100, 760)
        self.picture(self.nora, 'welcome')
        self.nora.sign_in_by_browser(self.company.address, self.picture)
        self.nora.see(part='No Expenses Yet')
        self.picture(self.nora, 'empty')

    def two_expenses_are_filed(self):
        self.file(0, 'Meals', picture='form')
        self.state_of(self.merchants[0], 'submitted')
        self.file(1, 'Office supplies')
        self.state_of(self.merchants[1], 'submitted')

    def the_server_stops_and_a_third_is_filed(self):
        self.company.stop()
        self.file(2, 'Travel')
        self.nora.see('list item', part=self.merchants[2])
        self.nora.see('button', part='3 waiting')
        self.picture(self.nora, 'offline')
        self.nora.press(part='3 waiting', role='button')
        self.nora.see(part=f'Submit “{self.merchants[2]}”')
        self.picture(self.nora, 'outbox')
        self.nora.key('Escape')

    def the_server_comes_back_and_it_arrives(self):
        self.company.start()
        self.nora.see('button', name='All sent', patience=60)
        filed = self.company.expenses(EMPLOYEE)
        assert sorted(e['merchant'] for e in filed) == sorted(self.merchants[:3]), filed
        assert {e['state'] for e in filed} == {'submitted'}, filed
        assert all(len(e['proofs']) == 1 for e in filed), filed
        self.picture(self.nora, 'expenses')

    def the_reviewer_sees_what_waits(self):
        self.ruben.start().resize(1100, 760)
        self.ruben.sign_in(self.company.address, REVIEWER, PASSWORD)
        self.ruben.press_row('Review')
        self.ruben.see('list item', part=self.merchants[0])
        self.ruben.see('image', part='Proof')
        self.picture(self.ruben, 'review')

    def one_is_approved_with_a_key(self):
        self.ruben.key('a')
        self.state_of(self.merchants[0], 'approved')
        self.nora.see('list item', part=f'{self.merchants[0]}', patience=60)
        self.nora.see('list item', part='Approved', patience=60)

    def one_is_rejected_with_a_reason(self):
        self.reject(self.merchants[1], 'The date is cut off.', picture='reject')
        self.nora.see('list item', part='Rejected', patience=60)

    def it_comes_back_with_a_new_proof(self):
        self.send_again(self.merchants[1], 3, picture='correct')
        expense = self.company.expense(EMPLOYEE, self.merchants[1])
        assert expense['proof_version'] == 1 and expense['reuploads_left'] == 1, expense

    def a_second_rejection_leaves_one_more_try(self):
        self.reject(self.merchants[1], 'The total cannot be read.')
        self.nora.see(part='This is the last time you can send a new proof.', patience=60)
        self.picture(self.nora, 'rejected')
        self.send_again(self.merchants[1], 4)
        expense = self.company.expense(EMPLOYEE, self.merchants[1])
        assert expense['proof_version'] == 2 and expense['reuploads_left'] == 0, expense

    def the_third_rejection_is_final(self):
        self.reject(self.merchants[1], 'This is another receipt.')
        self.nora.see(part='The rejection is final.', patience=60)
        assert not self.nora.sees('button', part='Correct and Send Again')
        self.picture(self.nora, 'final')
        expense = self.company.expense(EMPLOYEE, self.merchants[1])
        status, answer = self.company.call('POST', f"/api/v1/expenses/{expense['id']}/resubmit", {},
                                           self.company.token(EMPLOYEE))
        assert status == 409 and 'final' in answer['detail'], answer

    def it_looks_well_narrow_and_dark(self):
        for person, name in ((self.nora, 'expenses'), (self.ruben, 'review')):
            person.resize(360, 720)
            self.picture(person, f'{name}-narrow')
            person.stop()
            person.environment['ADW_DEBUG_COLOR_SCHEME'] = 'prefer-dark'
            person.start().resize(1100, 760)
            person.see(part='All sent')
        self.nora.press_row(part=self.merchants[1])
        self.picture(self.nora, 'expenses-dark')
        self.ruben.press_row('Review')
        self.ruben.see('list item', part=self.merchants[2])
        self.picture(self.ruben, 'review-dark')


def chapters(story):
    return [story.the_company_opens, story.the_admin_invites_an_employee,
            story.the_employee_signs_in, story.two_expenses_are_filed,
            story.the_server_stops_and_a_third_is_filed, story.the_server_comes_back_and_it_arrives,
            story.the_reviewer_sees_what_waits, story.one_is_approved_with_a_key,
            story.one_is_rejected_with_a_reason, story.it_comes_back_with_a_new_proof,
            story.a_second_rejection_leaves_one_more_try, story.the_third_rejection_is_final,
            story.it_looks_well_narrow_and_dark]


def main():
    outlay, outlayd, source_root, screenshots = sys.argv[1:5]
    with tempfile.TemporaryDirectory() as folder:
        story = Story(outlay, outlayd, source_root, screenshots, folder)
        try:
            return 0 if tell(chapters(story), story.people(), screenshots) else 1
        finally:
            story.close()


if __name__ == '__main__':
    sys.exit(main())
