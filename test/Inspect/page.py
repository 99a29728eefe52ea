#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints what a browser makes of a page of defer-inspect.

usage: page.py BROWSER PAGE

The page is loaded twice: with its second deferral asked for, and with none.
"""

import os
import re
import subprocess
import sys
import tempfile
from html.parser import HTMLParser

browser, page = sys.argv[1:]


class Page(HTMLParser):
    """The texts of the elements that have classes, and what the body says."""

    def __init__(self, text):
        super().__init__()
        self.body = {}
        self.open = []
        self.texts = []
        self.foot = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "body":
            self.body = attrs
        if tag not in ("meta", "br", "tr", "th", "td"):
            self.open.append((tag, (attrs.get("class") or "").split(), []))

    def handle_data(self, data):
        for _, _, text in self.open:
            text.append(data)

    def handle_endtag(self, tag):
        while any(t == tag for t, _, _ in self.open):
            name, classes, text = self.open.pop()
            self.texts.append((name, classes, "".join(text)))
            if name == tag:
                break


def load(fragment):
    with tempfile.TemporaryDirectory() as home:
        result = subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu",
             "--user-data-dir=" + home, "--virtual-time-budget=5000", "--dump-dom",
             "file://" + os.path.abspath(page) + fragment],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
            timeout=240)
    return Page(result.stdout)


shown = load("#d2")
print("pinned", shown.body.get("data-on"), "at", shown.body.get("data-line"))
of = [(classes, text) for _, classes, text in shown.texts if "d2" in classes]
badge = [text for name, classes, text in shown.texts if "c" in classes]
print("keyword %s, %r" % ("".join(t for c, t in of if "k" in c), badge[1]))
print("statement", "".join(t for c, t in of if "s" in c and "i" not in c))
lines = [c for _, c, _ in shown.texts if "i" in c]
own = sum("d2" in c for c in lines)
print("assembly %d of it, %d of others" % (own, len(lines) - own))
if len(lines) != int(shown.body["data-ready"]):
    sys.exit("page.py: the script counts %s" % shown.body["data-ready"])
foot = [text for name, _, text in shown.texts if name == "footer"][0]
print("next to it", re.sub(r"^\S*?:", "", foot))
plain = load("")
if "data-on" in plain.body:
    sys.exit("page.py: something is shown at the start")
print("none", plain.body["data-ready"])
