// Lucene behind the protocol of ../README.md: SortedSetDocValues facets, drill-sideways for
// selections, UnifiedHighlighter for snippets.
//
//   LuceneEngine index JSONL DIR
//   LuceneEngine serve DIR
//   LuceneEngine load DIR QUERIES THREADS ANSWERS   whole answers from several threads at once

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.DrillDownQuery;
import org.apache.lucene.facet.DrillSideways;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.FSDirectory;

public final class LuceneEngine {
  private static final String TEXT = "text";
  private static final String[] DIMENSIONS = {"person", "organization", "place", "month"};
  private static final int TOP = 10;
  private static final int MONTHS = 1000;  // More than there are.
  private static final int FIELD_GAP = 100;  // No phrase spans title and body.

  private final IndexSearcher searcher;
  private final FacetsConfig config;
  private final SortedSetDocValuesReaderState state;
  private final UnifiedHighlighter highlighter;

  private LuceneEngine(Path index) throws Exception {
    IndexReader reader = DirectoryReader.open(FSDirectory.open(index));
    searcher = new IndexSearcher(reader);
    config = facetsConfig();
    state = new DefaultSortedSetDocValuesReaderState(reader, config);
    // Looks for the words in the text that it is given: faster than offsets in the index for
    // articles of this length, and the index is smaller.
    highlighter = UnifiedHighlighter.builderWithoutSearcher(new StandardAnalyzer()).build();
  }

  private static FacetsConfig facetsConfig() {
    FacetsConfig config = new FacetsConfig();
    for (String dimension : DIMENSIONS) {
      config.setMultiValued(dimension, !dimension.equals("month"));
    }
    return config;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 3 && arguments[0].equals("index")) {
      index(Path.of(arguments[1]), Path.of(arguments[2]));
    } else if (arguments.length == 2 && arguments[0].equals("serve")) {
      long begin = System.nanoTime();
      LuceneEngine engine = new LuceneEngine(Path.of(arguments[1]));
      System.out.printf("ready\t%.4f\t-%n", (System.nanoTime() - begin) / 1e9);
      engine.serve();
    } else if (arguments.length == 5 && arguments[0].equals("load")) {
      new LuceneEngine(Path.of(arguments[1]))
          .load(
              Files.readAllLines(Path.of(arguments[2])),
              Integer.parseInt(arguments[3]),
              Integer.parseInt(arguments[4]));
    } else {
      System.err.println(
          "usage: LuceneEngine index JSONL DIR | serve DIR | load DIR QUERIES THREADS ANSWERS");
      System.exit(2);
    }
  }

  // --- Indexing ---

  private static Analyzer analyzer() {
    Analyzer words = new StandardAnalyzer();
    return new AnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
      @Override
      protected Analyzer getWrappedAnalyzer(String field) {
        return words;
      }

      @Override
      public int getPositionIncrementGap(String field) {
        return FIELD_GAP;
      }
    };
  }

  private static void index(Path articles, Path index) throws Exception {
    FacetsConfig config = facetsConfig();
    Pattern entity = Pattern.compile("\"entity_id\":\"(person|organization|place)/([^\"]*)\"");
    IndexWriterConfig options = new IndexWriterConfig(analyzer());
    options.setRAMBufferSizeMB(256);
    options.setUseCompoundFile(false);
    long begin = System.nanoTime();
    long count = 0;
    try (IndexWriter writer = new IndexWriter(FSDirectory.open(index), options);
        BufferedReader lines = Files.newBufferedReader(articles)) {
      for (String line; (line = lines.readLine()) != null; ++count) {
        Document document = new Document();
        String title = value(line, "title");
        String body = value(line, "body");
        document.add(new TextField(TEXT, title, Field.Store.NO));
        document.add(new TextField(TEXT, body, Field.Store.NO));
        document.add(new StoredField("id", value(line, "id")));
        document.add(new StoredField("title", title));
        document.add(new StoredField("body", body));
        document.add(
            new SortedSetDocValuesFacetField(
                "month", value(line, "publish_date").substring(0, 7)));
        Matcher matcher = entity.matcher(line);
        while (matcher.find()) {
          document.add(new SortedSetDocValuesFacetField(matcher.group(1), matcher.group(2)));
        }
        writer.addDocument(config.build(document));
        if ((count + 1) % 100000 == 0) System.err.printf("lucene: %d articles%n", count + 1);
      }
      double written = (System.nanoTime() - begin) / 1e9;
      writer.forceMerge(1);
      writer.commit();
      System.out.printf(
          "%d\t%.1f\t%.1f%n", count, written, (System.nanoTime() - begin) / 1e9);
    }
  }

  // The articles are written by corpus_generator: no escapes.
  private static String value(String line, String name) {
    String key = "\"" + name + "\":\"";
    int begin = line.indexOf(key) + key.length();
    return line.substring(begin, line.indexOf('"', begin));
  }

  // --- Searching ---

  // `read` is what was read and cut for the ten best.
  private record Answer(long total, List<FacetResult> facets, List<String> read) {
    Answer(long total, List<FacetResult> facets) {
      this(total, facets, List.of());
    }
  }

  private Query textQuery(String op, String[] words) {
    switch (op) {
      case "all":
        return new MatchAllDocsQuery();
      case "phrase":
        return new PhraseQuery(TEXT, words);
      default:
        if (words.length == 1) return new TermQuery(new Term(TEXT, words[0]));
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        BooleanClause.Occur occur =
            op.equals("or") ? BooleanClause.Occur.SHOULD : BooleanClause.Occur.MUST;
        for (String word : words) query.add(new TermQuery(new Term(TEXT, word)), occur);
        return query.build();
    }
  }

  private DrillDownQuery withSelections(Query query, String selections) {
    DrillDownQuery narrowed = new DrillDownQuery(config, query);
    for (String value : selections.split(" ")) {
      int slash = value.indexOf('/');
      narrowed.add(value.substring(0, slash), value.substring(slash + 1));
    }
    return narrowed;
  }

  private static List<FacetResult> read(Facets facets) throws Exception {
    List<FacetResult> results = new ArrayList<>();
    for (String dimension : DIMENSIONS) {
      results.add(facets.getTopChildren(dimension.equals("month") ? MONTHS : TOP, dimension));
    }
    return results;
  }

  // Titles of the best, and a snippet of each.
  private List<String> shown(Query query, TopDocs best, boolean snippets) throws IOException {
    Set<String> fields = snippets ? Set.of("title", "body") : Set.of("title");
    StoredFields stored = searcher.storedFields();
    List<String> shown = new ArrayList<>();
    for (ScoreDoc hit : best.scoreDocs) {
      Document document = stored.document(hit.doc, fields);
      shown.add(document.get("title"));
      if (snippets) {
        Object snippet =
            highlighter.highlightWithoutSearcher(TEXT, query, document.get("body"), 1);
        shown.add(snippet == null ? "" : snippet.toString());
      }
    }
    return shown;
  }

  private Answer run(String op, String[] words, String wanted, String selections)
      throws Exception {
    Query query = textQuery(op, words);
    switch (wanted) {
      case "top":
        return new Answer(searcher.search(query, TOP).totalHits.value(), List.of());
      case "facets":
      case "page":
      case "answer": {
        FacetsCollectorManager.FacetsResult result =
            FacetsCollectorManager.search(searcher, query, TOP, new FacetsCollectorManager());
        FacetsCollector collected = result.facetsCollector();
        return new Answer(
            result.topDocs().totalHits.value(),
            read(new SortedSetDocValuesFacetCounts(state, collected)),
            wanted.equals("facets")
                ? List.of()
                : shown(query, result.topDocs(), wanted.equals("answer")));
      }
      case "filter":
        return new Answer(
            searcher.search(withSelections(query, selections), TOP).totalHits.value(), List.of());
      case "sideways": {
        DrillSideways sideways = new DrillSideways(searcher, config, state);
        DrillSideways.DrillSidewaysResult result =
            sideways.search(withSelections(query, selections), TOP);
        return new Answer(result.hits.totalHits.value(), read(result.facets));
      }
      default:
        throw new IllegalArgumentException(wanted);
    }
  }

  private static String digest(Answer answer) {
    StringBuilder text = new StringBuilder();
    for (FacetResult result : answer.facets) {
      if (text.length() > 0) text.append(' ');
      List<Integer> counts = new ArrayList<>();
      if (result != null) {
        for (LabelAndValue value : result.labelValues) counts.add(value.value.intValue());
      }
      counts.sort((a, b) -> b - a);
      for (int i = 0; i < counts.size() && i < TOP; ++i) {
        if (i > 0) text.append(',');
        text.append(counts.get(i));
      }
      if (counts.isEmpty()) text.append('-');
    }
    return text.toString();
  }

  // Every request: op, words, what is wanted, selections, repetitions.
  private void serve() throws Exception {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = lines.readLine()) != null; ) {
      String[] fields = line.split("\t", -1);
      String[] words = fields[1].isEmpty() ? new String[0] : fields[1].split(" ");
      long[] nanoseconds = new long[Integer.parseInt(fields[4])];
      Answer answer = null;
      for (int i = 0; i < nanoseconds.length; ++i) {
        long begin = System.nanoTime();
        answer = run(fields[0], words, fields[2], fields[3]);
        nanoseconds[i] = System.nanoTime() - begin;
      }
      Arrays.sort(nanoseconds);
      System.out.printf(
          "%d\t%d\t%s%n",
          answer.total, nanoseconds[nanoseconds.length / 2], digest(answer));
      System.out.flush();
    }
  }
  // Every query: class, op, words. The first round is for the compiler.
  private void load(List<String> queries, int threads, int answers) throws Exception {
    for (boolean measured : new boolean[] {false, true}) {
      AtomicInteger next = new AtomicInteger();
      long[] nanoseconds = new long[answers];
      List<Thread> running = new ArrayList<>();
      long begin = System.nanoTime();
      for (int thread = 0; thread < threads; ++thread) {
        running.add(
            new Thread(
                () -> {
                  for (int i = next.getAndIncrement(); i < answers; i = next.getAndIncrement()) {
                    String[] fields = queries.get(i % queries.size()).split("\t", -1);
                    String[] words = fields[2].isEmpty() ? new String[0] : fields[2].split(" ");
                    long before = System.nanoTime();
                    try {
                      run(fields[1], words, "answer", "");
                    } catch (Exception error) {
                      throw new IllegalStateException(error);
                    }
                    nanoseconds[i] = System.nanoTime() - before;
                  }
                }));
        running.get(thread).start();
      }
      for (Thread thread : running) thread.join();
      double seconds = (System.nanoTime() - begin) / 1e9;
      Arrays.sort(nanoseconds);
      if (measured) {
        System.out.printf(
            "%.1f\t%.3f\t%.3f%n",
            answers / seconds,
            nanoseconds[answers / 2] / 1e6,
            nanoseconds[(int) (answers * 0.99)] / 1e6);
      }
    }
  }
}
