#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the demo company and signs its employee, its reviewer and its admin in, each in a window of their
own. Ends when all windows are closed, or with Ctrl+C.

usage: demo.py OUTLAY OUTLAYD FOLDER
"""
import os
import signal
import sys
import time

from company import DEMO_PASSWORD, DemoCompany

PEOPLE = [('Employee', 'emma@brightwater.example'), ('Reviewer', 'ravi@brightwater.example'),
          ('Admin', 'ada@brightwater.example')]


def start_people(outlay, folder, address):
    from person import Person
    people = []
    for name, email in PEOPLE:
        person = Person.seat(name, outlay, folder).start()
        person.sign_in(address, email, DEMO_PASSWORD)
        print(f'{email} is signed in as the {name.lower()}', flush=True)
        people.append(person)
    return people


def main():
    outlay, outlayd, folder = sys.argv[1:4]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    company = DemoCompany(outlayd, os.path.join(folder, 'company'))
    people = []
    try:
        company.start(lambda line: print(line, end='', flush=True))
        people = start_people(outlay, folder, company.address)
        while any(person.process.poll() is None for person in people):
            time.sleep(0.3)
    except KeyboardInterrupt:
        pass
    finally:
        for person in people:
            person.stop()
        company.stop()


if __name__ == '__main__':
    main()
