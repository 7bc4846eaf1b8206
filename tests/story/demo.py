#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the demo company and signs its employee and its reviewer in, each in a window of their own.
Ends when both windows are closed, or with Ctrl+C.

usage: demo.py OUTLAY OUTLAYD FOLDER
"""
import os
import re
import signal
import subprocess
import sys
import time

PASSWORD = 'outlay on the train'
PEOPLE = [('Employee', 'emma@brightwater.example'), ('Reviewer', 'ravi@brightwater.example')]


def start_company(outlayd):
    server = subprocess.Popen([outlayd, 'demo', '--listen', '127.0.0.1:0', '--log-level', 'warning'],
                              stdout=subprocess.PIPE, text=True)
    for line in server.stdout:
        print(line, end='', flush=True)
        match = re.search(r'listening on (http://\S+)', line)
        if match:
            return server, match[1]
    sys.exit('the demo company did not start')


def start_people(outlay, folder, address):
    from person import Person
    people = []
    for name, email in PEOPLE:
        own = os.path.join(folder, name.lower())
        os.makedirs(own)
        person = Person(name, outlay, own).start()
        person.sign_in(address, email, PASSWORD)
        print(f'{email} is signed in as the {name.lower()}', flush=True)
        people.append(person)
    return people


def main():
    outlay, outlayd, folder = sys.argv[1:4]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server, address = start_company(outlayd)
    people = []
    try:
        people = start_people(outlay, folder, address)
        while any(person.process.poll() is None for person in people):
            time.sleep(0.3)
    except KeyboardInterrupt:
        pass
    finally:
        for person in people:
            person.stop()
        server.terminate()
        server.wait(15)


if __name__ == '__main__':
    main()
