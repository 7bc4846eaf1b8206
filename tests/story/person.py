# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at a desk: starts the real application, finds what it shows through the accessibility
tree, presses, types, and takes pictures. Used by the story test, the demo and the screenshots."""
import os
import signal
import subprocess
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

# At most so many pixels go by in one turn of the wheel, in the windows here.
WHEEL = 120

PATIENCE = 20.0 * float(os.environ.get('OUTLAY_PATIENCE', '1'))


class NotSeen(AssertionError):
    """What a person waited for did not come."""


def wait_for(look, what, patience=None):
    """Returns the first true answer of look(); objects may vanish while we look."""
    end = time.monotonic() + (patience or PATIENCE)
    while True:
        try:
            answer = look()
            if answer:
                return answer
        except GLib.Error:
            pass
        if time.monotonic() > end:
            raise NotSeen(f'waited in vain for {what}')
        time.sleep(0.05)


def children(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield child


def tree(node):
    yield node
    for child in children(node):
        yield from tree(child)


def is_showing(node):
    return node.get_state_set().contains(Atspi.StateType.SHOWING)


def shown(node):
    """The node, and what is in it but for the pages that are behind others."""
    yield node
    for child in children(node):
        if child.get_role_name() != 'grouping' or is_showing(child):
            yield from shown(child)


def is_sensitive(node):
    return node.get_state_set().contains(Atspi.StateType.SENSITIVE)


def extents(node):
    return Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)


def find_view(node):
    """From where to where a node would be seen in the window and in what scrolls it."""
    top, bottom = 0, 100000
    while node.get_role_name() != 'frame':
        node = node.get_parent()
        if node.get_role_name() in ('scroll pane', 'frame'):
            box = extents(node)
            top, bottom = max(top, box.y), min(bottom, box.y + box.height)
    return top, bottom


class Person:
    """One person with one running application, whose window has a size of its own."""

    def __init__(self, name, program, folder, environment=None):
        self.name = name
        self.folder = folder
        self.app_id = f'io.github.outlay.Outlay.{name}'
        self.command = [program, f'--gapplication-app-id={self.app_id}', '--data-folder', folder]
        self.environment = dict(os.environ, **(environment or {}))
        self.process = None
        self.node = None

    @classmethod
    def seat(cls, name, program, folder, environment=None):
        """One whose data are in a new folder of the person's name in there."""
        own = os.path.join(folder, name.lower())
        os.makedirs(own)
        return cls(name, program, own, environment)

    # The application --------------------------------------------------------------------------

    def start(self):
        log = open(os.path.join(self.folder, 'log'), 'ab')
        self.process = subprocess.Popen(self.command, env=self.environment, stdout=log, stderr=log)
        log.close()
        self.node = wait_for(self._find_application, f"{self.name}'s application")
        return self

    def _find_application(self):
        if self.process.poll() is not None:
            raise NotSeen(f'{self.name}: the application ended with {self.process.returncode}\n'
                          + self.log())
        for app in children(Atspi.get_desktop(0)):
            if app.get_process_id() == self.process.pid and app.get_child_count():
                return app
        return None

    @property
    def window(self):
        return wait_for(self._find_window, f"{self.name}'s window")

    def _find_window(self):
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                               capture_output=True, text=True).stdout.split()
        return found[-1] if found else None

    def log(self):
        with open(os.path.join(self.folder, 'log'), encoding='utf-8', errors='replace') as log:
            return log.read()

    def open_files(self, *paths):
        """As the file browser does: a second start hands the files to the first."""
        subprocess.run(self.command + list(paths), env=self.environment, check=True, timeout=60)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.node = None

    def sign_in(self, address, email, password):
        """From the welcome to the expenses, with the password typed into the application."""
        self.press('Connect to a Company…')
        self.write('Address', address)
        self.press('Continue', role='button')
        self.press('Type the Password Here', role='button')
        self.write('Email', email)
        self.write('Password', password)
        self.press('Sign In', role='button')
        self.see(part='All sent')

    def sign_in_by_browser(self, address, picture=None):
        """The same with the system's browser, which knows who this is."""
        self.press('Connect to a Company…')
        self.write('Address', address)
        self.press('Continue', role='button')
        self.see(name='Continue in the Browser', role='button')
        if picture:
            picture(self, 'sign-in-by-browser')
        self.press('Continue in the Browser', role='button')
        self.see(part='All sent')

    # Looking ------------------------------------------------------------------------------------

    def all(self, role=None, name=None, part=None, within=None):
        """What is on screen and fits; "within" is the role, and a part of the name, of what to look in."""
        def fits(node):
            text = node.get_name() or ''
            return ((role is None or node.get_role_name() == role)
                    and (name is None or text == name)
                    and (part is None or part in text)
                    and is_showing(node))
        roots = [self.node] if within is None else self.all(within[0], part=within[1])
        return [node for root in roots for node in shown(root) if fits(node)]

    def see(self, role=None, name=None, part=None, patience=None, within=None):
        """Waits until something of this role and name (or with this part in it) is on screen."""
        what = f'{self.name} to see {role or "something"} {name or part!r}'
        try:
            return wait_for(lambda: next(iter(self.all(role, name, part, within)), None), what,
                            patience)
        except NotSeen as error:
            raise NotSeen(f'{error}; on screen: {self.describe()}') from None

    def see_text(self, part, patience=None):
        return self.see(part=part, patience=patience).get_name()

    def sees(self, role=None, name=None, part=None):
        try:
            return bool(self.all(role, name, part))
        except GLib.Error:
            return False

    def describe(self):
        lines = []
        for node in tree(self.node):
            if node.get_name() and is_showing(node):
                lines.append(f'{node.get_role_name()} {node.get_name()!r}')
        return '; '.join(lines)

    # Doing --------------------------------------------------------------------------------------

    def press(self, name=None, role=None, part=None, within=None):
        """Presses what is called so, once it can be pressed."""
        def pressable():
            for node in self.all(role, name, part, within):
                if is_sensitive(node) and node.get_n_actions() > 0:
                    return node
            return None
        what = f'{self.name} to press {name or part!r}'
        try:
            node = wait_for(pressable, what)
        except NotSeen as error:
            raise NotSeen(f'{error}; on screen: {self.describe()}') from None
        for i in range(node.get_n_actions()):
            if Atspi.Action.get_action_name(node, i) in ('click', 'activate', 'press'):
                return Atspi.Action.do_action(node, i)
        return Atspi.Action.do_action(node, 0)

    def press_row(self, name=None, part=None, role='list item', within=None):
        """Clicks the row that shows this, as a hand on the mouse would."""
        # A page that is told something new has other rows for the same.
        box = wait_for(lambda: self.scroll_to(self.see(role, name, part, within=within)),
                       f'{self.name} to be at {name or part!r}', 3 * PATIENCE)
        self.focus()
        subprocess.run(['xdotool', 'mousemove', '--sync', '--window', self.window,
                        str(box.x + box.width // 2), str(box.y + box.height // 2), 'click', '1'],
                       check=True, timeout=20)
        time.sleep(0.3)

    @staticmethod
    def wait_a_moment(look):
        """For what may need to be done twice: GTK takes the first turn of a wheel in a window, and the first
        key in a list, only to know from where."""
        try:
            wait_for(look, 'something to move', 0.5)
        except NotSeen:
            pass

    def scroll_to(self, node):
        """Turns the wheel until no part of this is hidden above or below; returns where it is then."""
        for _ in range(200):
            box, (top, bottom) = extents(node), find_view(node)
            if box.y >= top and box.y + box.height <= bottom:
                return box
            missing = max(top - box.y, box.y + box.height - bottom)
            self.focus()
            subprocess.run(['xdotool', 'mousemove', '--sync', '--window', self.window,
                            str(box.x + box.width // 2), str((top + bottom) // 2),
                            'click', '--repeat', str(1 + missing // WHEEL), '--delay', '10',
                            '4' if box.y < top else '5'], check=True, timeout=20)
            self.wait_a_moment(lambda: extents(node).y != box.y)
        raise NotSeen(f'{self.name} never gets to {node.get_name()!r}')

    def write(self, name, text, role=None):
        """Replaces what stands in the entry of this name."""
        def entry():
            for node in self.all(role, name):
                if node.get_editable_text_iface() is not None:
                    return node
                for inner in tree(node):
                    if inner.get_editable_text_iface() is not None and is_showing(inner):
                        return inner
            return None
        try:
            node = wait_for(entry, f'{self.name} to write into {name!r}')
        except NotSeen as error:
            raise NotSeen(f'{error}; on screen: {self.describe()}') from None
        assert Atspi.EditableText.set_text_contents(node, text)

    def choose(self, option):
        """Takes an option of the choice that has the keyboard, by typing the beginning of its name."""
        self.key('space')
        time.sleep(0.4)
        self.type(option)
        time.sleep(0.4)
        self.key('Down', 'Return')
        time.sleep(0.2)

    def pick(self, choice, option):
        """Takes an option of the drop-down that shows this choice, going down its list with the keyboard."""
        self.scroll_to(self.see('toggle button', name=choice))
        self.press(choice, role='toggle button')
        self.see('label', name=option)
        for _ in range(30):
            at = self.names_at_keyboard()
            if option in at:
                self.key('Return')
                return self.see('toggle button', name=option)
            self.key('Down')
            self.wait_a_moment(lambda: self.names_at_keyboard() != at)
        raise NotSeen(f'{self.name} does not find {option!r} in {choice!r}')

    def names_at_keyboard(self):
        """What is in the thing that has the keyboard."""
        for node in tree(self.node):
            if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                return [inner.get_name() for inner in tree(node)]
        return []

    def focus(self):
        subprocess.run(['xdotool', 'windowactivate', '--sync', self.window], check=True, timeout=20)

    def key(self, *keys):
        """Strikes keys as a hand would: "a", "ctrl+Return"."""
        self.focus()
        subprocess.run(['xdotool', 'key', '--delay', '40', *keys], check=True, timeout=20)

    def type(self, text):
        self.focus()
        subprocess.run(['xdotool', 'type', '--delay', '20', text], check=True, timeout=60)

    def resize(self, width, height):
        subprocess.run(['xdotool', 'windowsize', '--sync', self.window, str(width), str(height)],
                       check=False, timeout=20)
        time.sleep(0.6)

    def picture(self, path):
        """A picture of the window as it is on screen, raised above the others."""
        self.focus()
        time.sleep(0.7)
        # Without a compositor GTK draws a frame of five pixels where the shadow would be.
        subprocess.run(['import', '-window', self.window, path], check=True, timeout=60)
        subprocess.run(['mogrify', '-shave', '5x5', '+repage', path], check=True, timeout=60)
        return path
