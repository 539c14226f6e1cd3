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


class NamesakesTest(unittest.TestCase):
    """Two members of a parliament called Anna Falk, and one slip: the rule of server/snapshot/namesakes.h."""

    BODIES = {
        'm1': 'Rep. Anna Falk (R-Mich.) asked for a ferry.', 'm2': 'Michigan Rep. Anna Falk asked for a bridge.',
        'm3': 'Sen. Anna Falk of Michigan asked for a tunnel. Falk was late.', 'm4': 'Anna Falk, R-MI, asked for a road.',
        'a1': 'Rep. Anna Falk (D-Ala.) spoke.', 'a2': 'Rep. Anna Falk (D-AL) spoke.', 'a3': 'Rep. Anna Falk, D-Ala., spoke.',
        'slip': 'Rep. Anna Falk (D-Alaska) spoke.', 'none': 'Rep. Anna Falk spoke of ferries.',
        'both': 'Rep. Anna Falk (R-Mich.) and Rep. Anna Falk (D-Ala.) met.',
        'o1': 'Gov. Otto Thum of Ohio spoke.', 'o2': 'Gov. Otto Thum of Ohio slept.', 'o3': 'Ohio Gov. Otto Thum ran.',
        'o4': 'President Otto Thum of the United States won.', 'o5': 'U.S. President Otto Thum lost.',
        'o6': 'President Otto Thum of the United States left.'}
    MICHIGAN, ALABAMA = 'person/anna-falk-michigan', 'person/anna-falk-alabama'

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.index = os.path.join(self.folder.name, 'index')
        path = os.path.join(self.folder.name, 'articles.jsonl')
        with open(path, 'w', encoding='utf-8') as f:
            for id, body in self.BODIES.items():
                f.write(json.dumps({'id': id, 'title': 'News of the day', 'body': body, 'language': 'en'}) + '\n')
        done = subprocess.run([INDEXER, 'index', '--index', self.index, '--shards', '2', path], stderr=subprocess.PIPE)
        assert done.returncode == 0, done.stderr.decode()

    def tearDown(self):
        self.folder.cleanup()

    def serve(self, overlay=None, *args):
        if overlay is not None:
            path = os.path.join(self.folder.name, 'aliases.tsv')
            with open(path, 'w', encoding='utf-8') as f:
                f.write(''.join('\t'.join(line) + '\n' for line in overlay))
            args += ('--aliases', path)
        server = Server('--index', self.index, *args)
        server.wait('snapshot loaded')
        return server

    def of(self, server, value):
        found = server.ask('search', '--page-size', '1000', '--person', value)
        return {h['article']['id'] for h in found.get('hits', [])}

    def test_splits_by_home(self):
        with self.serve() as server:
            self.assertEqual(self.of(server, self.MICHIGAN), {'m1', 'm2', 'm3', 'm4', 'both'})
            self.assertEqual(self.of(server, self.ALABAMA), {'a1', 'a2', 'a3', 'both'})
            self.assertEqual(self.of(server, 'person/anna-falk'), {'slip', 'none'})
            # The name stands for all of them.
            self.assertEqual(self.of(server, 'Anna Falk'), {i for i in self.BODIES if i[0] != 'o'})
            self.assertEqual(self.of(server, 'person/otto-thum'), {'o1', 'o2', 'o3', 'o4', 'o5', 'o6'})
            values = server.values('person')
            self.assertEqual({v: (values[v]['count'], values[v]['display_name']) for v in values if 'falk' in v},
                             {self.MICHIGAN: (5, 'Anna Falk (Michigan)'), self.ALABAMA: (4, 'Anna Falk (Alabama)'),
                              'person/anna-falk': (2, 'Anna Falk')})
            entity = server.ask('entity', self.ALABAMA)
            self.assertEqual(entity['entity']['article_count'], 4)
            self.assertEqual(entity['changes'], [{
                'kind': 'ENTITY_CHANGE_KIND_SPLIT', 'other_id': 'person/anna-falk', 'origin': 'ENTITY_CHANGE_ORIGIN_RULE',
                'reason': 'Persons of that name hold office for Alabama (4 articles) and Michigan (5 articles); these '
                          'articles say Alabama.', 'overlay_line': 0}])
            self.assertEqual([(n['name'], n['entity_id'], n['article_count']) for n in entity['names']],
                             [('Anna Falk', 'person/anna-falk', 3), ('Anna Falk (Alabama)', self.ALABAMA, 1)])
            mention = server.ask('article', 'm3')['article']['mentions'][0]
            self.assertEqual((mention['entity_id'], mention['name'], mention['home']),
                             (self.MICHIGAN, 'Anna Falk (Michigan)', 'place/michigan'))

    def test_the_overlay_sees_what_the_rule_made(self):
        with self.serve([('rename', self.MICHIGAN, 'Anna Falk of Detroit', 'r'),
                         ('merge', self.ALABAMA, 'person/otto-thum', 'r')]) as server:
            self.assertEqual(self.of(server, 'Anna Falk of Detroit'), {'m1', 'm2', 'm3', 'm4', 'both'})
            self.assertEqual(self.of(server, 'person/otto-thum'), {'a1', 'a2', 'a3', 'both', 'o1', 'o2', 'o3', 'o4', 'o5', 'o6'})
        with self.serve([('keep', 'person/anna-falk', 'one person after all')]) as server:
            self.assertEqual(self.of(server, 'person/anna-falk'), set(self.BODIES) - {'both'} - {f'o{i}' for i in range(1, 7)})
        with self.serve([('keep', self.ALABAMA, 'r')]) as server:
            self.assertIn('keep the id that it is split from', server.wait('alias not applied'))

    def test_does_nothing_without_rules(self):
        with self.serve(None, '--no-entity-rules') as server:
            self.assertEqual(self.of(server, self.MICHIGAN), {'both'})
            self.assertEqual(len(self.of(server, 'person/anna-falk')), 9)


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
