# SPDX-License-Identifier: GPL-3.0-or-later
"""People of two companies on one server, and how they bring an expense to a state."""
import datetime

import pictures
from client import Caller, sha256, sign_in, uuid7
from outlayd import PASSWORD
from tap import equal

STATES = ('draft', 'submitted', 'approved', 'rejected', 'reimbursed')
ACTIONS = ('submit', 'withdraw', 'approve', 'reject', 'resubmit', 'reopen', 'reimburse')
EXPENSE = {
    'id',
    'owner',
    'merchant',
    'amount',
    'day',
    'category',
    'note',
    'proofs',
    'proof_version',
    'proof_digest',
    'reuploads_left',
    'state',
    'revision',
    'created_at',
    'updated_at',
    'converted',
}
CONTENT = ('merchant', 'amount', 'day', 'category', 'note', 'proofs')
EVENT = {'seq', 'at', 'actor', 'action', 'from', 'to', 'reason', 'revision', 'proof_digest'}


def today(days=0):
    return (
        datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=days)
    ).isoformat()


def etag(expense):
    return f'"{expense["revision"]}"'


def content_of(expense):
    return {name: expense[name] for name in CONTENT}


class Person(Caller):
    """Somebody signed in."""

    def __init__(self, server, answer):
        super().__init__(server, answer['access_token'])
        self.refresh_token = answer['refresh_token']
        self.id, self.name, self.email, self.role = (
            answer['user'][member] for member in ('id', 'name', 'email', 'role')
        )
        self.category = self.get('/categories').json['items'][0]['id']

    def upload(self, data=None):
        """Puts a proof (a new picture, unless told) and gives its hash."""
        data = data if data is not None else pictures.png()
        reply = self.put(f'/proofs/{sha256(data)}', data, headers={'Content-Type': 'image/png'})
        equal(reply.status in (200, 201, 204), True, reply)
        return sha256(data)

    def content(self, **changes):
        """What a PUT sends: all of it, so that it may be submitted."""
        wanted = {
            'merchant': 'Café Nero',
            'amount': {'minor': 1250, 'currency': 'EUR'},
            'day': today(-1),
            'category': self.category,
            'note': '',
        } | changes
        if 'proofs' not in wanted:
            wanted['proofs'] = [self.upload()]
        return wanted

    def create(self, content, identity=None, headers=None, **more):
        return self.put(
            f'/expenses/{identity or uuid7()}',
            content,
            headers={'If-None-Match': '*'} | (headers or {}),
            **more,
        )

    def draft(self, **changes):
        reply = self.create(self.content(**changes))
        equal(reply.status, 201, reply)
        return reply.json

    def replace(self, expense, content):
        return self.put(f'/expenses/{expense["id"]}', content, headers={'If-Match': etag(expense)})

    def read(self, expense):
        reply = self.get(f'/expenses/{expense["id"]}')
        equal(reply.status, 200, reply)
        return reply.json

    def act(self, action, expense, **changes):
        """Does the action with what the contract's table asks for."""
        body = {'revision': expense['revision'], 'proof_digest': expense['proof_digest']}
        if action in ('reject', 'reopen'):
            body['reason'] = 'The total cannot be read.'
        return self.post(f'/expenses/{expense["id"]}/{action}', body | changes)

    def do(self, action, expense, **changes):
        reply = self.act(action, expense, **changes)
        equal(reply.status, 200, action, reply)
        return reply.json

    def correct(self, expense, **changes):
        """Puts another proof under a rejected expense."""
        wanted = content_of(expense) | {'proofs': [self.upload()]} | changes
        reply = self.replace(expense, wanted)
        equal(reply.status, 200, reply)
        return reply.json

    def events(self, expense):
        return self.get(f'/expenses/{expense["id"]}/events?limit=200').json['items']


class Company:
    """An admin who founded it, and whom they invited."""

    def __init__(self, server, name):
        self.server = server
        self.name = name
        host = name.split()[0].lower() + '.example'
        self.admin = self.found(f'adam@{host}')
        self.employee = self.hire('Erna', f'erna@{host}', 'employee')
        self.reviewer = self.hire('Rita', f'rita@{host}', 'reviewer')

    def found(self, email):
        reply = Caller(self.server).post(
            '/auth/signup',
            {'company': self.name, 'name': 'Adam', 'email': email, 'password': PASSWORD},
        )
        equal(reply.status, 201, reply)
        return Person(self.server, reply.json)

    def hire(self, name, email, role):
        reply = self.admin.post(
            '/users', {'name': name, 'email': email, 'role': role, 'password': PASSWORD}
        )
        equal(reply.status, 201, reply)
        return Person(self.server, sign_in(self.server, email))

    def bring(self, owner, state, **changes):
        """An expense of @owner in @state, by the ways of the workflow."""
        expense = owner.draft(**changes)
        reviewer = self.reviewer if owner is not self.reviewer else self.admin
        if state == 'draft':
            return expense
        expense = owner.do('submit', expense)
        if state == 'rejected':
            return reviewer.do('reject', expense)
        if state in ('approved', 'reimbursed'):
            expense = reviewer.do('approve', expense)
        if state == 'reimbursed':
            payer = self.admin if owner is not self.admin else self.other_admin
            expense = payer.do('reimburse', expense)
        return expense
