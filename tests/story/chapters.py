# SPDX-License-Identifier: GPL-3.0-or-later
"""A story is a list of chapters, each a function that fails by raising. Used by every story."""
import traceback


def tell(plan, people, screenshots):
    """Plays the chapters in order and prints TAP; those after a failure are not played. Of a failure
    each of the people leaves the log and a picture. Returns whether all went well."""
    print(f'1..{len(plan)}', flush=True)
    failed = False
    for number, chapter in enumerate(plan, 1):
        title = chapter.__name__.replace('_', ' ')
        if failed:
            print(f'not ok {number} - {title} # an earlier chapter failed', flush=True)
            continue
        try:
            chapter()
            print(f'ok {number} - {title}', flush=True)
        except Exception:  # noqa: BLE001: whatever went wrong belongs in the report
            failed = True
            print(f'not ok {number} - {title}', flush=True)
            print('# ' + traceback.format_exc().replace('\n', '\n# '), flush=True)
            leave_traces(people, screenshots)
    return not failed


def leave_traces(people, screenshots):
    for person in people:
        if not person.process:
            continue
        print(f'# {person.name}: ' + person.log()[-3000:].replace('\n', '\n# '))
        try:
            person.picture(f'{screenshots}/failed-{person.name.lower()}.png')
        except Exception as error:  # noqa: BLE001
            print(f'# no picture: {error}')
