# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/administration.md, followed to the letter on a machine that systemd runs: from nothing to a company
on PostgreSQL with TLS. Needs root, as the machine is made of namespaces."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import pictures
from certificates import Authority
from outlayd import program
from tap import Skip, equal, expect, run

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix='outlay-contract-'))
AT_END = [lambda: shutil.rmtree(FOLDER, ignore_errors=True)]
UNSHARE = ('unshare', '--mount', '--pid', '--cgroup', '--uts', '--ipc', '--net', '--fork')
PASSWORD = 'seven quiet ferries at dawn'
BEGIN = '''#!/bin/bash
export PATH=/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin LC_ALL=C.UTF-8
export CURL_CA_BUNDLE=/root.pem
say () { echo "== $*"; }
set -x
cd /certificates
'''
# Others make and start a cluster when PostgreSQL is installed.
POSTGRESQL = '''
ip link set lo up 2>/dev/null || python3 -c 'import fcntl, socket, struct
fcntl.ioctl (socket.socket (), 0x8914, struct.pack ("16sh", b"lo", 0x43))'
[ -e /etc/postgresql/17/main ] || pg_createcluster 17 main
systemctl start postgresql@17-main || exit 1
'''
# Somebody signs in, and files a receipt.
UPLOAD = f'''
login () {{ curl -sS -H 'Content-Type: application/json' https://outlay.example.com/api/v1/auth/login \\
  -d '{{"email":"ada@example.com","password":"{PASSWORD}"}}'; }}
token=$(login | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -sSf -X PUT -H "Authorization: Bearer $token" -H 'Content-Type: image/png' \\
  --data-binary @/receipt.png https://outlay.example.com/api/v1/proofs/$(sha256sum </receipt.png | cut -c-64) ||
  exit 1
'''
# Whoever was invited opens the link, chooses a password, and is one of the company.
JOIN = f'''
code=$(sed 's/.*outlay.example.com\\/join#\\([^"]*\\)".*/\\1/' /tmp/invited)
curl -sS -o /dev/null -w 'joined: %{{http_code}}\\n' -H 'Origin: https://outlay.example.com' \\
  --data-urlencode "invite=$code" --data 'name=Grace' --data 'email=grace@example.com' \\
  --data-urlencode 'password={PASSWORD}' https://outlay.example.com/join
curl -sS --json '{{"email":"grace@example.com","password":"{PASSWORD}"}}' \\
  https://outlay.example.com/api/v1/auth/login | grep -o '"role":"employee"' || exit 1
curl -sSf https://outlay.example.com/.well-known/oauth-authorization-server | grep -o '"issuer":"[^"]*"'
'''
# What must hold afterwards.
END = '''
say checks
runuser -u outlayd -- outlayd check --config /etc/outlayd/outlayd.conf
ls /var/backups/outlayd /var/backups/outlayd/files
grep -c PNG $(find /var/lib/outlayd/proofs -type f) && exit 1
grep -c PNG $(find /var/backups/outlayd/files/proofs -type f)
login | grep -o '"role":"admin"' || exit 1
systemctl reload outlayd || exit 1
before=$(systemctl show -P MainPID outlayd)
systemctl restart outlayd || exit 1
after=$(systemctl show -P MainPID outlayd)
[ "$before" != "$after" ] || exit 1
login | grep -o '"role":"admin"' || exit 1
grep -E '^(Uid|CapEff|NoNewPrivs|Seccomp):' /proc/$after/status
tr '\\0' '\\n' </proc/$after/environ | grep '^CREDENTIALS_DIRECTORY='
ls /proc/$after/root/run/credentials/outlayd.service
stat -c '%U %a' /var/lib/outlayd /var/lib/outlayd/keys
journalctl -u outlayd --no-pager -o cat
'''
# All is lost but the backup and the settings, and is there again.
LOSE = '''
say lost
systemctl stop outlayd.socket outlayd
mv /var/lib/outlayd /var/lib/outlayd.lost
runuser -u postgres -- dropdb outlay
'''
FOUND = '''
runuser -u outlayd -- outlayd check --config /etc/outlayd/outlayd.conf
login | grep -o '"role":"admin"' || exit 1
say found
'''
# The database goes away under the server, and comes back.
AWAY = '''
set +e
say away
systemctl stop postgresql@17-main
status () { curl -sS -o /dev/null -w "$1: %{http_code}\\n" "https://outlay.example.com/$1"; }
status healthz; status readyz
systemctl start postgresql@17-main
for try in {1..50}; do status readyz | grep -q 200 && break; sleep 0.2; done
say back
status readyz
login | grep -o '"role":"admin"' || exit 1
systemctl stop outlayd.socket outlayd || exit 1
systemctl show -P Result outlayd
say done
'''


def blocks_of(title, kind='sh'):
    """The blocks of commands of a section of the page."""
    text = (ROOT / 'docs' / 'administration.md').read_text()
    section = text.split(f'\n## {title}\n', 1)[1].split('\n## ', 1)[0]
    return [
        block for its, block in re.findall(r'^```(\w*)\n(.*?)^```', section, re.M | re.S) if its == kind
    ]


def without(step, *beginnings):
    """The commands of a step but those that begin so, with the lines they go on in."""
    commands = re.split(r'(?<!\\)\n', step)
    return '\n'.join(one for one in commands if not one.startswith(beginnings))


def write_program(folder):
    install, database, certificate, start, company, invite = blocks_of('From nothing to a company')
    (settings,) = blocks_of('From nothing to a company', '')
    text = BEGIN + without(install, 'apt ', 'git ', 'meson ')
    text += POSTGRESQL + without(database, 'apt ') + '\n' + certificate
    text += f"cat >/etc/outlayd/outlayd.conf <<'SETTINGS'\n{settings}SETTINGS\n"
    text += 'install -d -m 700 /etc/credstore; echo x >/etc/credstore/outlayd.trial\n'
    text += start + f"echo '{PASSWORD}' | " + company.lstrip() + UPLOAD
    text += '{\n' + invite + f"}} <<<'{PASSWORD}' >/tmp/invited || exit 1\n" + JOIN
    text += 'set -e\n' + ''.join(blocks_of('Backup') + blocks_of('Seal the proofs')) + END
    text += LOSE + without(database, 'apt ', 'runuser -u postgres -- createuser')
    text += ''.join(blocks_of('Restore')) + FOUND + AWAY
    path = folder / 'trial'
    path.write_text(text)
    path.chmod(0o755)


def write_tree(tree):
    """What `meson install` installs for the server, and what the authority gives."""
    units, users = tree / 'usr/local/lib/systemd/system', tree / 'usr/local/lib/sysusers.d'
    for folder in (tree / 'usr/local/bin', units, users, tree / 'certificates'):
        folder.mkdir(parents=True)
    shutil.copy(program(), tree / 'usr/local/bin/outlayd')
    service = (ROOT / 'data/outlayd.service.in').read_text().replace('@bindir@', '/usr/local/bin')
    (units / 'outlayd.service').write_text(service)
    shutil.copy(ROOT / 'data/outlayd.socket', units)
    shutil.copy(ROOT / 'data/outlayd.sysusers', users / 'outlayd.conf')
    (tree / 'receipt.png').write_bytes(pictures.png())
    authority = Authority(FOLDER)
    chain, key = authority.issue('outlay.example.com')
    shutil.copy(authority.root, tree / 'root.pem')
    shutil.copy(chain, tree / 'certificates/fullchain.pem')
    shutil.copy(key, tree / 'certificates/privkey.pem')
    write_program(tree)


def check_possible():
    for path in ('/usr/lib/systemd/systemd', '/usr/lib/postgresql/17/bin/postgres'):
        if not os.path.exists(path):
            raise Skip(f'{path} is not here')
    if b'__asan_init' in pathlib.Path(program()).read_bytes():
        raise Skip('sanitizers and the confinement of the service do not go together')
    probe = 'mount -t tmpfs none /mnt && mkdir /mnt/u /mnt/w /mnt/r && ' \
        'mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/u,workdir=/mnt/w /mnt/r && ' \
        'mount -t proc proc /mnt/r/proc && mount -t sysfs sysfs /mnt/r/sys && ' \
        'mount -t cgroup2 none /mnt/r/sys/fs/cgroup'
    done = subprocess.run([*UNSHARE, 'sh', '-c', probe], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Skip(f'a machine of namespaces cannot be made here: {done.stderr.strip()[:200]}')


def test_the_page_leads_from_nothing_to_a_company():
    check_possible()
    tree, result = FOLDER / 'tree', FOLDER / 'result'
    result.mkdir()
    write_tree(tree)
    done = subprocess.run(
        [*UNSHARE, '--kill-child', HERE / 'boot', result, tree, '/trial'],
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    output = result / 'output'
    expect(output.exists(), 'systemd does not run:', done.returncode, done.stderr)
    text = output.read_text(errors='replace')
    equal((result / 'status').read_text(), '0\n', text[-3000:])
    said = text.split('== checks', 1)
    expect(len(said) == 2 and '== done' in said[1], text[-3000:])
    expect('{"status":"ready"}' in said[0], 'readiness', text)
    expect('\njoined: 303\n' in said[0], 'the invitation', said[0][-2500:])
    expect('\n"issuer":"https://outlay.example.com"\n' in said[0], 'the browser', said[0][-2500:])
    for words in (
        'NoNewPrivs:\t1',
        'Seccomp:\t2',
        'CapEff:\t0000000000000000',
        'outlayd.trial',
        'outlayd 700',
        '1 proofs checked, 0 problems',
        'outlay.dump',
        'listening on https://',
        'the settings were read again',
        '\nsuccess\n',
    ):
        expect(words in said[1], words, 'is missing:', said[1][-2500:])
    well, lost = said[1].split('== lost', 1)
    expect('level=error' not in well and 'level=warning' not in well, well[-2500:])
    found, away = lost.split('== away', 1)
    expect('1 proofs checked, 0 problems' in found and '== found' in found, found[-2500:])
    away, back = away.split('== back', 1)
    expect('\nhealthz: 200\n' in away and '\nreadyz: 503\n' in away, away)
    expect('\nreadyz: 200\n' in back, back)


run('service', globals())
