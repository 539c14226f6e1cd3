#!/usr/bin/env python3
"""The sample articles behind a server with an alias overlay, as `dateline` shows them.

usage: aliases_test.py INDEXER SERVER CLIENT DATA     DATA is tests/data
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

INDEXER, SERVER, CLIENT, DATA = sys.argv[1:5]


class Server:
    """A server on a free port. Its log is read to know when it listens and what it has loaded."""

    def __init__(self, *args):
        self.process = subprocess.Popen([SERVER, '--listen', '127.0.0.1:0', '--no-request-log', *args],
                                        stderr=subprocess.PIPE, text=True)
        self.unclaimed = []
        self.address = re.search(r'address=(\S+)', self.wait('msg=listening')).group(1)

    def wait(self, text):
        """The first line with this text that no call has returned; lines of different threads come in any order."""
        for line in self.unclaimed:
            if text in line:
                self.unclaimed.remove(line)
                return line
        for line in self.process.stderr:
            if text in line:
                return line
            self.unclaimed.append(line)
        raise AssertionError(f'the server ended without {text!r}:\n' + ''.join(self.unclaimed))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stderr.close()

    def ask(self, *args):
        done = subprocess.run([CLIENT, args[0], '--address', self.address, '--json', *args[1:]], stdout=subprocess.PIPE)
        return json.loads(done.stdout)

    def values(self, dimension, *args):
        return {v['value']: v for v in self.ask('facets', *args, dimension).get('values', [])}


class AliasesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.index = os.path.join(cls.folder.name, 'index')
        done = subprocess.run([INDEXER, 'index', '--index', cls.index, os.path.join(DATA, 'articles')], stderr=subprocess.PIPE)
        assert done.returncode == 0, done.stderr.decode()
        cls.aliases = os.path.join(cls.folder.name, 'aliases.tsv')

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def write(self, *lines):
        # Renamed into place, as an editor does it: the server never sees half a file.
        beside = self.aliases + '.new'
        with open(beside, 'w', encoding='utf-8') as f:
            f.write(''.join('\t'.join(line) + '\n' for line in lines))
        os.replace(beside, self.aliases)

    def articles(self, server, dimension, value):
        found = server.ask('search', '--page-size', '1000', '--' + dimension, value)
        return {h['article']['id'] for h in found.get('hits', [])}

    def test_corrections_show_in_every_answer_and_follow_the_file(self):
        with Server('--index', self.index, '--no-entity-rules') as plain:
            plain.wait('snapshot loaded')
            persons = plain.values('person')
            first, second, third = list(persons)[:3]
            place = next(iter(plain.values('place')))
            organization = next(iter(plain.values('organization')))
            both = self.articles(plain, 'person', first) | self.articles(plain, 'person', second)
            at_place = self.articles(plain, 'place', place)
            with_third = self.articles(plain, 'person', third)
        self.write(('merge', first, second, 'one and the same'), ('rename', second, 'The Other', 'as the desk writes it'))
        with Server('--index', self.index, '--aliases', self.aliases) as server:
            server.wait('snapshot loaded')
            self.assertIn('merges=1 renames=1 hides=0', server.wait('aliases applied'))
            self.assertEqual(self.articles(server, 'person', first), both)
            self.assertEqual(self.articles(server, 'person', 'The Other'), both)
            values = server.values('person')
            self.assertNotIn(first, values)
            self.assertEqual((values[second]['count'], values[second]['display_name']), (len(both), 'The Other'))

            # A mistake: what was there stays.
            self.write(('merge', first, second))
            self.assertIn('line 1', server.wait('aliases not read'))
            self.assertEqual(self.articles(server, 'person', first), both)

            self.write(('hide', organization, 'no news'), ('hide', 'place/nowhere', 'r'),
                       ('split', third, 'person/split-off', 'Split Off', 'with=' + place, 'another of that name'))
            self.assertIn('hides=1 splits=1', server.wait('aliases applied'))
            self.assertIn('no article has place/nowhere', server.wait('alias not applied'))
            self.assertNotIn(organization, server.values('organization'))
            self.assertEqual(self.articles(server, 'organization', organization), set())
            self.assertEqual(self.articles(server, 'person', 'person/split-off'), with_third & at_place)
            self.assertEqual(self.articles(server, 'person', third), with_third - at_place)
            self.assertEqual(self.articles(server, 'person', first) | self.articles(server, 'person', second), both)

    def test_a_file_with_a_mistake_does_not_start(self):
        for text, message in (('merge\tperson/a\n', 'line 1: the line has 2 columns; merge has 4'), (None, 'No such file')):
            path = os.path.join(self.folder.name, 'mistake.tsv')
            if text is None:
                os.remove(path)
            else:
                with open(path, 'w', encoding='utf-8') as f:
                    f.write(text)
            done = subprocess.run([SERVER, '--index', self.index, '--listen', '127.0.0.1:0', '--aliases', path],
                                  stderr=subprocess.PIPE, text=True)
            self.assertEqual(done.returncode, 2)
            self.assertIn('dateline-server: ' + path, done.stderr)
            self.assertIn(message, done.stderr)


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
