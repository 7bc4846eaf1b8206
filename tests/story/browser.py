#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The system's browser of a person in the story: opens an address, fills in what is asked for, and goes
where it is sent, with cookies of its own. It knows the pages by their forms and labels alone.

usage: browser.py ADDRESS, with OUTLAY_BROWSER_EMAIL and OUTLAY_BROWSER_PASSWORD in the environment
"""
import html.parser
import http.cookiejar
import os
import pathlib
import sys
import urllib.parse
import urllib.request

DESKTOP_ENTRY = """[Desktop Entry]
Type=Application
Name=Story Browser
Exec={python} {program} %u
MimeType=x-scheme-handler/http;x-scheme-handler/https;
NoDisplay=true
"""
DEFAULTS = """[Default Applications]
x-scheme-handler/http=outlay-story-browser.desktop
x-scheme-handler/https=outlay-story-browser.desktop
"""


def become_default():
    """Makes this program the one that opens web addresses, for whoever shares the XDG folders."""
    folder = pathlib.Path(os.environ['XDG_DATA_HOME'], 'applications')
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'outlay-story-browser.desktop').write_text(
        DESKTOP_ENTRY.format(python=sys.executable, program=os.path.abspath(__file__)))
    pathlib.Path(os.environ['XDG_CONFIG_HOME'], 'mimeapps.list').write_text(DEFAULTS)


class Form(html.parser.HTMLParser):
    """The first form of a page."""

    def __init__(self, page):
        super().__init__()
        self.action = None
        self.fields = {}
        self.button = None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == 'form' and self.action is None:
            self.action = given['action']
        elif tag == 'input' and 'name' in given:
            self.fields[given['name']] = given.get('value') or ''
        elif tag == 'button' and self.button is None and 'name' in given:
            self.button = (given['name'], given['value'])


def fill_in(address, **answers):
    """Opens a page, answers its form and presses the first button; gives the page that comes then."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(address, timeout=30)
    form = Form(page.read().decode())
    assert form.action, 'the page asks for nothing'
    form.fields |= answers
    if form.button:
        form.fields[form.button[0]] = form.button[1]
    parts = urllib.parse.urlsplit(page.url)
    return browser.open(urllib.request.Request(
        urllib.parse.urljoin(page.url, form.action),
        urllib.parse.urlencode(form.fields).encode(),
        {'Origin': f'{parts.scheme}://{parts.netloc}', 'Referer': page.url}), timeout=30)


def join(link, name, email, password):
    """Follows an invitation's link; the page's script would take the code from its fragment."""
    address, code = link.split('#')
    fill_in(address, invite=code, name=name, email=email, password=password)


def main():
    answer = fill_in(sys.argv[1], email=os.environ['OUTLAY_BROWSER_EMAIL'],
                     password=os.environ['OUTLAY_BROWSER_PASSWORD'])
    print(f'went to {urllib.parse.urlsplit(answer.url).netloc}, {answer.status}')


if __name__ == '__main__':
    main()
