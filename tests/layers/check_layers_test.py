#!/usr/bin/env python3
"""The layer check itself: it must let the good pass and stop the bad."""
import unittest

from check_layers import LAYERS, check_includes, check_links


class CheckLayersTest(unittest.TestCase):
    def test_lets_downward_includes_pass(self):
        self.assertEqual([], check_includes('server/match/search.cc',
                                            '#include <xapian.h>\n#include "indexer/format/schema.h"\n#include "server/query/query_tree.h"\n'))
        self.assertEqual([], check_includes('indexer/main.cc', '#include "indexer/command/run.h"\n'))
        self.assertEqual([], check_includes('server/service/x.cc', '#include <grpcpp/grpcpp.h>\n#include "dateline/v1/search.pb.h"\n'))

    def test_stops_upward_includes(self):
        for path, include in [
            ('indexer/article/article.cc', '"indexer/format/schema.h"'),
            ('server/query/parser.cc', '"server/match/search.h"'),
            ('indexer/store/writer.cc', '"indexer/annotate/annotator.h"'),
            ('indexer/extract/extractor.cc', '"indexer/annotate/annotator.h"'),
            ('client/search.cc', '"indexer/article/date.h"'),
            ('server/match/search.cc', '"server/service/server.h"'),
            ('server/main.cc', '"server/match/search.h"'),
        ]:
            self.assertEqual(1, len(check_includes(path, f'#include {include}\n')), path)

    def test_stops_foreign_libraries(self):
        self.assertTrue(check_includes('server/service/x.cc', '#include <xapian.h>\n'))
        self.assertTrue(check_includes('server/match/x.cc', '#include <grpcpp/grpcpp.h>\n'))
        self.assertTrue(check_includes('server/present/x.cc', '#include "dateline/v1/search.pb.h"\n'))
        self.assertTrue(check_includes('indexer/store/x.cc', '#include "dateline/storage/v1/article.pb.h"\n'))

    def test_stops_upward_links(self):
        self.assertTrue(check_links('indexer/format/CMakeLists.txt', 'LINKS dateline::store'))
        self.assertEqual([], check_links('indexer/store/CMakeLists.txt', 'LINKS dateline::format dateline::text'))

    def test_layers_have_no_cycle(self):
        done = set()
        while len(done) < len(LAYERS):
            ready = {l for l, below in LAYERS.items() if l not in done and below <= done}
            self.assertTrue(ready, 'cycle')
            done |= ready


if __name__ == '__main__':
    unittest.main()
