#!/usr/bin/env python3
"""The sample articles through the real indexer, held against what a careful reader found in them.

usage: samples_test.py INDEXER DATA [--show]     DATA is tests/data; --show prints every difference

What the reader could state exactly must be exact: rejects, dates, languages, sources, passages of the body. Names are found by
rules that are not perfect; they are held to the recall and precision below, and known facets to exact counts.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile
import unicodedata
import unittest

INDEXER, DATA = sys.argv[1], sys.argv[2]
SHOW = '--show' in sys.argv
# An invented river, volcano and village: no gazetteer knows them, so articles that give no hint ("the river ...") miss them.
UNKNOWN_PLACES = ('place/alvarim', 'place/hrafnafell', 'place/vik')
KINDS = (('persons', 'PERSON'), ('organizations', 'ORGANIZATION'), ('places', 'PLACE'))


def read_jsonl(path):
    with open(path, encoding='utf-8') as f:
        return [json.loads(line) for line in f]


def folded(name):
    """Names compare without case, accents, hyphens and the shape of apostrophes: as entity ids do."""
    plain = ''.join(c for c in unicodedata.normalize('NFKD', name.replace('Þ', 'Th').replace('ð', 'd').replace('ø', 'o'))
                    if not unicodedata.combining(c))
    return plain.replace('-', ' ').replace('’', "'").lower()


def share(part, whole):
    return part / whole if whole else 1.0


class SamplesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.truth = {t['file']: t for t in read_jsonl(os.path.join(DATA, 'expected', 'articles.jsonl'))}
        cls.articles = {k: t for k, t in cls.truth.items() if 'reject' not in t}
        with tempfile.TemporaryDirectory() as folder:
            rejects = os.path.join(folder, 'rejects.jsonl')
            done = subprocess.run([INDEXER, 'extract', '--rejects', rejects, os.path.join(DATA, 'articles')],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            assert done.returncode == 0, done.stderr.decode()
            found = [json.loads(line) for line in done.stdout.decode('utf-8').splitlines()]
            cls.rejects = {cls.name(r['source_path']): r['reason'] for r in read_jsonl(rejects)}
        cls.found = {cls.name(a['source_path']): a for a in found}

    @staticmethod
    def name(source_path):
        return source_path.split('data/articles/')[1]

    def each(self):
        for name, truth in sorted(self.articles.items()):
            yield name, truth, self.found[name]

    def differences(self, wrong, limit=0):
        if SHOW and wrong:
            print(f'{self.id()}\n  ' + '\n  '.join(map(str, wrong)))
        self.assertLessEqual(len(wrong), limit, '\n'.join(map(str, wrong)))

    def test_every_input_is_an_article_or_a_reject_with_its_reason(self):
        self.assertEqual(set(self.found), set(self.articles))
        self.assertEqual(self.rejects, {k: t['reject'] for k, t in self.truth.items() if 'reject' in t})

    def test_publish_dates_are_exactly_the_proven_ones(self):
        self.differences([(n, t['publish_date'], a.get('publish_date')) for n, t, a in self.each()
                          if (t['publish_date'], t['publish_date_precision'])
                          != (a.get('publish_date'), a.get('publish_date_precision'))])

    def test_languages_and_sources(self):
        self.differences([(n, t['language'], a.get('language')) for n, t, a in self.each() if t['language'] != a.get('language')])
        self.differences([(n, t['source'], a.get('source')) for n, t, a in self.each()
                          if t['source'] and t['source'] != a.get('source')])

    def test_titles(self):
        self.differences([(n, t['title'], a.get('title')) for n, t, a in self.each() if t['title'] != a.get('title', '')])

    def test_bodies_are_whole_and_free_of_furniture(self):
        fold = lambda s: ' '.join(s.split())
        self.differences([(n, 'lost', p) for n, t, a in self.each() for p in t['body_must_contain'] if fold(p) not in fold(a['body'])])
        self.differences([(n, 'kept', p) for n, t, a in self.each() for p in t['body_must_not_contain'] if fold(p) in fold(a['body'])])

    def names_of(self, article, kind):
        return {m['name'] for m in article.get('mentions', []) if m['kind'] == kind and m.get('entity_id')}

    def test_names_a_reader_would_list(self):
        # Papers that pictures are credited to are organizations, but no reader would list them; a ship with an article
        # ("the Stella Maris") is often taken for a river.
        floor = {'persons': (0.95, 0.95), 'organizations': (0.95, 0.9), 'places': (0.92, 0.93)}
        for field, kind in KINDS:
            lost, extra = [], []
            right = listed = given = 0
            for name, truth, article in self.each():
                if truth['language'] != 'en' and field != 'places':
                    continue  # Other languages get names of places only (README).
                found = {folded(f): f for f in self.names_of(article, kind)}
                wanted = {folded(w): w for w in truth[field]}
                right += len(set(found) & set(wanted)); listed += len(wanted); given += len(found)
                lost += [(name, field, 'lost', wanted[w]) for w in sorted(set(wanted) - set(found))]
                extra += [(name, field, 'extra', found[f]) for f in sorted(set(found) - set(wanted))]
            recall, precision = share(right, listed), share(right, given)
            if SHOW:
                print('\n'.join(map(str, lost + extra)))
                print(f'{field}: recall {recall:.3f}, precision {precision:.3f}, {listed} listed')
            self.assertGreaterEqual(recall, floor[field][0], lost)
            self.assertGreaterEqual(precision, floor[field][1], extra)

    def test_event_dates(self):
        right = listed = given = 0
        wrong = []
        for name, truth, article in self.each():
            wanted = {tuple(d) for d in truth['event_dates']}
            found = {(d['start_date'], d['end_date']) for d in article.get('event_dates', [])}
            right += len(wanted & found); listed += len(wanted); given += len(found)
            wrong += [(name, 'lost', d) for d in sorted(wanted - found)] + [(name, 'extra', d) for d in sorted(found - wanted)]
        recall, precision = share(right, listed), share(right, given)
        if SHOW:
            print('\n'.join(map(str, wrong)))
            print(f'event dates: recall {recall:.3f}, precision {precision:.3f}, {listed} listed')
        self.assertGreaterEqual(recall, 0.95, wrong)
        self.assertGreaterEqual(precision, 0.94, wrong)

    def test_facets_of_the_stories_are_exact(self):
        """One id per recurring person, organization and place, in exactly the articles that name it."""
        with open(os.path.join(DATA, 'expected', 'facets.json'), encoding='utf-8') as f:
            truth = json.load(f)
        counts = collections.Counter(v for n, a in self.found.items() for v in
                                     {m['entity_id'] for m in a.get('mentions', []) if m.get('entity_id')})
        foreign = collections.Counter(folded(p) for t in self.articles.values() if t['language'] != 'en'
                                      for p in t['persons'] + t['organizations'])
        wrong = []
        for field in ('persons', 'organizations', 'places'):
            for v in truth[field]['values']:
                # Persons and organizations in other languages are not looked for (README).
                wanted = v['count'] - foreign[folded(v['display_name'])]
                if v['value'] in UNKNOWN_PLACES and 0 < counts[v['value']] <= wanted:
                    continue
                if counts[v['value']] != wanted:
                    wrong.append((v['value'], wanted, counts[v['value']]))
        self.differences(wrong)
        months = collections.Counter(a['publish_date'][:7] for a in self.found.values() if len(a.get('publish_date', '')) >= 7)
        self.assertEqual(truth['publish_months'], dict(months))
        self.assertEqual(truth['undated'], sum('publish_date' not in a for a in self.found.values()))


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1], verbosity=1)
