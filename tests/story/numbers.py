#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the money goes, end to end, with the real programs and the demo company's year of expenses.

What the screen says is held to the cent against what the server has: each number of a report is opened and
its rows are added up. A budget is changed while the server is stopped, an insight is dismissed, filters are
saved, and the admin looks at the company and puts its categories in order. Prints TAP, a line a chapter,
and leaves screenshots.

usage: numbers.py OUTLAY OUTLAYD SOURCE-ROOT SCREENSHOTS
"""
import datetime
import gettext
import os
import re
import sys
import tempfile

from chapters import tell
from company import DEMO_PASSWORD, DemoCompany
from person import Person, tree, wait_for

EMPLOYEE = 'emma@brightwater.example'
ADMIN = 'ada@brightwater.example'

TWIN = 'may be one expense twice'
UNUSUAL = '€184.00 for Taxi Lindner is unusual'

# As many rows are on the screen at once in the windows here.
N_ROWS_SEEN = 12

# So many parts are opened where there are many.
N_LARGEST = 1

# What a picture is called, and in which environment the application is then started.
LOOKS = [('', {}),
         ('-dark', {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}),
         ('-german', {'LC_ALL': 'de_DE.UTF-8', 'LANG': 'de_DE.UTF-8'}),
         ('-right-to-left', {'LC_ALL': 'ar_EG.UTF-8', 'LANG': 'ar_EG.UTF-8'})]
NARROW_AS_WELL = ('', '-right-to-left')

MONEY = r'(€|[A-Z]{3}\s)([\d,]+)\.(\d\d)'
PART = re.compile(rf'(?P<name>.*): {MONEY}, .*?(?P<count>[\d,]+) expenses?(;|$)')


def read_money(text):
    """The first amount in a text as (currency, minor units)."""
    match = re.search(MONEY, text)
    assert match, f'there is no amount in {text!r}'
    return match[1].strip().replace('€', 'EUR'), int(match[2].replace(',', '') + match[3])


def euros(minor):
    return f'€{minor // 100}.{minor % 100:02}'


def in_home(expense):
    """What an expense of the server's comes to in EUR; nothing without a rate."""
    money = expense['amount'] if expense['amount']['currency'] == 'EUR' else (
        expense['converted'] and expense['converted']['amount'])
    return money['minor'] if money else 0


def is_of(expense, month):
    return expense['day'].startswith(month)


class Numbers:
    """Emma and Ada at their desks, and the company's server. Each chapter is a method."""

    def __init__(self, outlay, outlayd, screenshots, folder):
        os.makedirs(screenshots, exist_ok=True)
        self.screenshots = screenshots
        self.company = DemoCompany(outlayd, f'{folder}/company')
        self.emma = Person.seat('Emma', outlay, folder)
        self.ada = Person.seat('Ada', outlay, folder)
        self.today = datetime.date.today()
        self.month = self.today.strftime('%Y-%m')
        self.since = (self.today - datetime.timedelta(days=120)).isoformat()

    def people(self):
        return self.emma, self.ada

    def close(self):
        for ends in (self.emma.stop, self.ada.stop, self.company.stop):
            try:
                ends()
            except AssertionError as error:
                print(f'# {error}')

    def picture(self, person, name):
        person.picture(f'{self.screenshots}/{name}.png')

    # What several chapters do -----------------------------------------------------------------------

    def filed(self, since=''):
        """What of Emma's counts in a report that leaves out what was rejected."""
        return [e for e in self.company.expenses(EMPLOYEE)
                if e['state'] != 'rejected' and e['day'].startswith(since)]

    def category_names(self):
        return {c['id']: c['name'] for c in self.company.get(ADMIN, '/api/v1/categories')['items']}

    def spent(self, expenses):
        return sum(in_home(e) for e in expenses)

    def parts(self, by):
        """The rows of a list of the report as {name: (minor, count)}, with those that it leaves out at first."""
        found = {}
        more = self.emma.all('button', part='Show All', within=('list', by))
        if more:
            self.emma.press_row(part='Show All', role='button', within=('list', by))
            wait_for(lambda: not self.emma.all('button', part='Show All', within=('list', by)), 'the rest')
        for row in self.emma.all('list item', within=('list', by)):
            match = PART.match(row.get_name())
            assert match, f'a part of a report is called {row.get_name()!r}'
            found[match['name']] = (read_money(match[0][len(match['name']):])[1], int(match['count']))
        return found

    def see_spent(self, expenses):
        """The report tells the sum of these, and its categories come to no more and no less."""
        self.emma.see('button', name=f'Spent: {euros(self.spent(expenses))}')
        parts = self.parts('By category')
        assert sum(minor for minor, _ in parts.values()) == self.spent(expenses), parts
        assert sum(count for _, count in parts.values()) == len(expenses), parts

    def open_parts(self, by, most=100):
        """Behind each number of a list are its rows, whose sum is that number: the one that is told, and
        the one that comes of adding up the rows themselves where all of them fit on the screen."""
        filled = [(name, *part) for name, part in self.parts(by).items() if part[1] > 0]
        for name, minor, count in filled[:most]:
            self.emma.press_row(part=f'{name}: {euros(minor)}')
            self.emma.see('list', part=f'{name} ')
            self.emma.see('label', name=euros(minor), within=('grouping', name))
            if count <= N_ROWS_SEEN:
                rows = self.see_rows(f'{name} ', count)
                assert sum(minor for _, minor in rows) == minor, f'{name}: {rows}, not {minor}'
            self.emma.press('Back', role='button')
            self.emma.see('list', name=by)

    def see_rows(self, title, count):
        """The expenses of a list as [(currency, minor)]."""
        def look():
            rows = self.emma.all('list item', within=('list', title))
            return [read_money(row.get_name()) for row in rows] if len(rows) == count else None
        return wait_for(look, f'{count} rows of {title!r}; on screen: {self.emma.describe()}') if count else []

    def budget_line(self, budget, expenses):
        name = self.category_names()[budget['category']]
        used = sum(in_home(e) for e in expenses if e['category'] == budget['category']
                   and e['state'] in ('submitted', 'approved', 'reimbursed'))
        return f'{name}, {euros(used)} of {euros(budget["limit"]["minor"])}, '

    def budgets(self):
        return self.company.get(EMPLOYEE, '/api/v1/budgets?scope=me')['items']

    def see_large_ones(self):
        """The list has the expenses of 100 euros and more of the last 120 days, and no others."""
        expected = sorted(e['amount']['minor'] for e in self.company.expenses(EMPLOYEE)
                          if e['day'] >= self.since and e['amount']['currency'] == 'EUR'
                          and e['amount']['minor'] >= 10000)
        assert expected, 'there is nothing to look for'
        rows = self.see_rows('Expenses by month', len(expected))
        assert sorted(minor for _, minor in rows) == expected, rows

    @staticmethod
    def find_amount(row):
        return next((euros(read_money(node.get_name())[1]) for node in tree(row)
                     if re.match(MONEY, node.get_name())), None)

    def open_menu(self, person, button, key, within=None):
        """The entry of a menu whose underlined letter this is."""
        person.press(button, role='toggle button', within=within)
        person.see('menu')
        person.key(key)

    # The chapters -----------------------------------------------------------------------------------

    def the_company_has_a_year_behind_it(self):
        self.company.start()
        assert len(self.filed()) > 50

    def emma_sees_this_month(self):
        self.emma.start().resize(1180, 980)
        self.emma.sign_in(self.company.address, EMPLOYEE, DEMO_PASSWORD)
        self.emma.press_row('Reports')
        self.emma.see('heading', name=self.today.strftime('%B %Y'))
        self.see_spent(self.filed(self.month))

    def every_part_of_it_opens_its_rows(self):
        self.open_parts('By category')
        self.open_parts('By merchant', N_LARGEST)

    def the_year_is_the_sum_of_its_parts(self):
        self.emma.pick('Month', 'Year')
        self.emma.see('heading', name=self.today.strftime('%Y'))
        self.see_spent(self.filed(self.today.strftime('%Y')))
        self.open_parts('By category', N_LARGEST)
        self.emma.pick('Year', 'Month')

    def budgets_tell_what_is_used(self):
        self.emma.press_row('Budgets')
        expenses = self.filed(self.month)
        budgets = self.budgets()
        assert len(budgets) == 3, budgets
        for budget in budgets:
            self.emma.see('list item', part=self.budget_line(budget, expenses))

    def one_is_changed_while_the_server_is_stopped(self):
        self.company.stop()
        self.open_menu(self.emma, 'More', 'e', within=('list item', 'Meals, '))
        self.emma.see('dialog', name='Edit Budget')
        self.emma.write('Limit for a Month', '432.10')
        self.emma.press('Save', role='button')
        self.emma.see('list item', part=' of €432.10')
        self.emma.see('label', name='Not sent yet')
        self.picture(self.emma, 'budgets-offline')

    def it_arrives_when_the_server_is_back(self):
        self.company.start()
        wait_for(lambda: 43210 in [b['limit']['minor'] for b in self.budgets()],
                 'the budget to arrive', 60)
        self.emma.see('button', name='All sent', patience=60)
        wait_for(lambda: not self.emma.sees('label', name='Not sent yet'), 'the budget to be sent')

    def emma_looks_for_large_ones_and_keeps_the_filters(self):
        self.emma.press_row('Expenses')
        self.emma.press('Filter', role='toggle button')
        self.emma.write('At Least', '100')
        self.emma.write('From', self.since)
        self.emma.see('button', name='Remove filter: At least €100.00')
        self.see_large_ones()
        self.emma.write('Name for these filters', 'Large ones')
        self.emma.press('Save', role='button')
        self.emma.see('button', name='Large ones')
        self.picture(self.emma, 'search')
        self.emma.press('Clear Filters', role='button')
        wait_for(lambda: not self.emma.sees('button', part='Remove filter'), 'the filters to go')
        self.emma.key('Escape')

    def insights_tell_the_twin_and_the_unusual_ride(self):
        self.emma.press_row('Insights')
        self.emma.see('grouping', part=TWIN)
        self.emma.press('Show Expenses', role='button', within=('grouping', UNUSUAL))
        self.emma.see('list item', part='Taxi Lindner, €184.00')
        self.emma.press('Back', role='button')
        self.emma.press('Dismiss for Good', role='button', within=('grouping', TWIN))
        wait_for(lambda: not self.emma.sees('grouping', part=TWIN), 'the insight to go')

    def both_last_over_a_new_start(self):
        self.emma.stop()
        self.emma.start().resize(1180, 980)
        self.emma.press_row('Insights')
        self.emma.see('grouping', part=UNUSUAL)
        assert not self.emma.sees('grouping', part=TWIN), self.emma.describe()
        self.emma.press_row('Expenses')
        self.emma.press('Filter', role='toggle button')
        self.emma.press('Large ones', role='button')
        self.see_large_ones()
        self.emma.key('Escape')

    def ada_sees_how_the_company_does(self):
        self.ada.start().resize(1180, 980)
        self.ada.sign_in(self.company.address, ADMIN, DEMO_PASSWORD)
        self.ada.press_row('Company')
        waiting = self.company.expenses(ADMIN, '&state=submitted')
        told = self.company.get(ADMIN, '/api/v1/dashboard?days=30')
        assert told['waiting']['count'] == len(waiting), told['waiting']
        decided = told['decided']
        self.ada.see('button', part=f'Waiting for a Decision: {len(waiting)}. ')
        self.ada.see('grouping', part=f'Decided: {decided["approved"] + decided["rejected"]}. '
                                    f'{decided["approved"]} approved, {decided["rejected"]} rejected')

    def every_department_opens_its_rows(self):
        for name in ('Engineering', 'Management', 'Procurement'):
            amount = wait_for(lambda: self.find_amount(self.ada.see('list item', name)),
                              f'what {name} has spent')
            self.ada.press_row(name)
            self.ada.see('list', part=f'{name} ')
            self.ada.see('label', name=amount, within=('grouping', name))
            self.ada.press('Back', role='button')
            self.ada.see('heading', name='Departments')

    def ada_renames_a_category(self):
        self.ada.press_row('Categories')
        self.open_menu(self.ada, 'More about Taxi and parking', 'e')
        self.ada.see('dialog', name='Edit Category')
        self.ada.write('Name', 'Rides')
        self.ada.press('Save', role='button')
        self.ada.see('list item', name='Rides')
        assert 'Rides' in self.category_names().values()
        self.emma.press_row('Budgets')
        self.emma.see('list item', part='Rides, ', patience=60)

    def ada_merges_one_into_another(self):
        ids = {name: id for id, name in self.category_names().items()}
        before = {e['id'] for e in self.company.expenses(ADMIN, f'&category={ids["Equipment"]}')}
        assert before
        self.open_menu(self.ada, 'More about Equipment', 'm')
        self.ada.see('dialog', name='Merge Category')
        self.picture(self.ada, 'categories-merge')
        self.ada.press('Merge', role='button')
        wait_for(lambda: not self.ada.sees('list item', name='Equipment'), 'Equipment to go')
        wait_for(lambda: ids['Equipment'] not in self.category_names(), 'Equipment to be gone')
        moved = {e['category'] for e in self.company.expenses(ADMIN) if e['id'] in before}
        assert len(moved) == 1 and moved < set(self.category_names()), moved

    def it_looks_well_wide_narrow_dark_and_in_other_languages(self):
        for suffix, environment in LOOKS:
            translate = gettext.translation('outlay', os.environ['OUTLAY_LOCALEDIR'],
                                            [environment.get('LANG', 'C')[:2]], fallback=True).gettext
            for person, pages in ((self.emma, (('Reports', 'Merchants'), ('Budgets', 'Budgets'),
                                               ('Insights', 'Show Expenses'))),
                                  (self.ada, (('Company', 'Departments'),))):
                person.stop()
                person.environment.update(environment)
                person.start()
                for page, sign in pages:
                    person.resize(1180, 800)
                    person.press_row(translate(page))
                    person.see(name=translate(sign))
                    self.picture(person, f'{page.lower()}{suffix}')
                    if suffix in NARROW_AS_WELL:
                        person.resize(360, 720)
                        self.picture(person, f'{page.lower()}{suffix}-narrow')
                for name in environment:
                    del person.environment[name]


def chapters(story):
    return [story.the_company_has_a_year_behind_it, story.emma_sees_this_month,
            story.every_part_of_it_opens_its_rows, story.the_year_is_the_sum_of_its_parts,
            story.budgets_tell_what_is_used, story.one_is_changed_while_the_server_is_stopped,
            story.it_arrives_when_the_server_is_back,
            story.emma_looks_for_large_ones_and_keeps_the_filters,
            story.insights_tell_the_twin_and_the_unusual_ride, story.both_last_over_a_new_start,
            story.ada_sees_how_the_company_does, story.every_department_opens_its_rows,
            story.ada_renames_a_category, story.ada_merges_one_into_another,
            story.it_looks_well_wide_narrow_dark_and_in_other_languages]


def main():
    outlay, outlayd, _, screenshots = sys.argv[1:5]
    os.environ.setdefault('OUTLAY_LOCALEDIR', os.path.join(os.path.dirname(screenshots), 'po'))
    with tempfile.TemporaryDirectory() as folder:
        story = Numbers(outlay, outlayd, screenshots, folder)
        try:
            return 0 if tell(chapters(story), story.people(), screenshots) else 1
        finally:
            story.close()


if __name__ == '__main__':
    sys.exit(main())
